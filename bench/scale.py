"""Speed and memory as the number of policies grows, on invented ones."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from bench.bench import FIRST_QUESTIONS, QUESTIONS, in_new_process, peak_mb, percentile, timed_ms
from bench.policies import write_policies

CHANGED_SHARE = 0.01
ASKED = len(QUESTIONS)


def measure_scale(work: Path, most: int) -> dict[str, Any]:
    """At 5, 100 and `most` policies: what an ingest takes at first, again, and after a few changes; and a question."""
    figures: dict[str, Any] = {"scale": []}
    for count in sorted({5, min(100, most), most}):
        corpus, index = work / f"corpus-{count}", work / f"index-{count}"
        names = write_policies(corpus, count)
        asked = in_new_process(measure_first, corpus, index), in_new_process(measure_asking, index, names)
        figures["scale"].append({"policies": count, **asked[0], **asked[1]})
    figures["again"] = in_new_process(measure_again, corpus, index)
    for path in sorted(corpus.iterdir())[: max(1, round(most * CHANGED_SHARE))]:
        path.write_text(path.read_text(encoding="utf-8").replace("days", "nights"), encoding="utf-8")
    figures["changed"] = in_new_process(measure_again, corpus, index)
    return figures


def measure_first(corpus: Path, index: Path) -> dict[str, Any]:
    figures = measure_again(corpus, index)
    return {**figures, "passages_per_s": round(figures["passages"] / figures["ingest_s"], 1)}


def measure_again(corpus: Path, index: Path) -> dict[str, Any]:
    """A whole ingest, loading of the model counted; the peak is without the processes that parse."""
    from bot.settings import load_settings
    from ingest.index import open_index
    from ingest.pipeline import ingest

    started = time.perf_counter()
    with open_index(load_settings(index=index), owner="bench", create=True) as opened:
        summary = ingest([corpus], index=opened)
        seconds = time.perf_counter() - started
        passages = opened.catalog.counts()["passages"]
    return {
        "ingest_s": round(seconds, 2),
        "passages": passages,
        "changed": len(summary.changed),
        "unchanged": len(summary.unchanged),
        "peak_mb": peak_mb(),
    }


def measure_asking(index: Path, names: list[str]) -> dict[str, Any]:
    """Milliseconds of questions that each name one policy, which was asked about before; and of questions to all."""
    from bot.pipeline import Clausewise
    from bot.settings import load_settings
    from ingest.index import open_index

    settings = load_settings(index=index, answer_cache=0)
    step = max(1, len(names) // ASKED)
    spread = names[::step][:ASKED]
    asked = [f"{spread[at % len(spread)]}: {question}" for at, question in enumerate(QUESTIONS)]
    with open_index(settings, owner="bench") as opened:
        bot = Clausewise(opened, settings)
        for question in asked:
            bot.ask(question)
        one = [timed_ms(bot, question, []) for question in asked]
        ids = [entry.policy.id for entry in opened.catalog.policies()]
        bot.ask(FIRST_QUESTIONS[0], policies=ids)
        every = [timed_ms(bot, question, ids) for question in QUESTIONS]
    return {
        "ask_p50_ms": percentile(one, 50),
        "ask_p95_ms": percentile(one, 95),
        "ask_all_p50_ms": percentile(every, 50),
        "ask_all_p95_ms": percentile(every, 95),
        "ask_peak_mb": peak_mb(),
    }


def scale_table(figures: dict[str, Any]) -> str:
    lines = ["invented policies  ingest passages/s  peak memory  ask p50, p95  ask all p50, p95"]
    lines += [
        f"{row['policies']:>17}  {row['passages_per_s']:>17}  {row['peak_mb']:>8} MB  "
        f"{row['ask_p50_ms']} ms, {row['ask_p95_ms']} ms  {row['ask_all_p50_ms']} ms, {row['ask_all_p95_ms']} ms"
        for row in figures["scale"]
    ]
    first, again, changed = figures["scale"][-1]["ingest_s"], figures["again"], figures["changed"]
    lines.append(
        f"ingest of the last, {first} s; again, nothing changed {again['ingest_s']} s "
        f"({100 * again['ingest_s'] / first:.1f} %); {changed['changed']} changed {changed['ingest_s']} s"
    )
    return "\n".join(lines)
