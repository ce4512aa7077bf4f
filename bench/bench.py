"""Speed and memory of ingest and of questions, on a folder of policies.

usage: python -m bench.bench [FOLDER] [--policies N] [--json]

FOLDER is by default what CLAUSEWISE_REAL_CORPUS names, else ../shared/corpus where that is there, else corpus/. The
index is made anew in a temporary folder, and every stage runs in a process of its own, so that its peak memory is its
own. Warm times are of questions asked once each, in a process that has answered two others about every policy.
Then the same is measured as the number of policies grows, up to N (1000; with 0 that is left out) invented ones.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from bot.pipeline import Clausewise

CHECKOUT = Path(__file__).resolve().parents[1]
COLD_RUNS = 5
FIRST_QUESTIONS = ("May I see what you store about me?", "Give me an overview.")
QUESTIONS = (
    "How long do you keep my data?",
    "Do you sell my personal information?",
    "Who gets to see my data?",
    "What information do you collect about me?",
    "Can I have my account deleted?",
    "How do I get a copy of my data?",
    "Which cookies do you set?",
    "Can I switch off tracking?",
    "Do you honour Do Not Track signals?",
    "Is my data encrypted?",
    "What happens if there is a data breach?",
    "Will you tell me when the policy changes?",
    "How do I contact your data protection officer?",
    "Do you collect data from children?",
    "Is my data sent to other countries?",
    "Do you share data with advertisers?",
    "Do you hand data to the police?",
    "What happens to my data if the company is bought?",
    "Do you use my data to train AI?",
    "Do you record calls or meetings?",
    "Do you know where I am?",
    "Do you collect my payment card number?",
    "Can I stop marketing emails?",
    "What is the legal basis for processing my data?",
    "Can I complain to a regulator?",
    "How soon do you answer a request?",
    "Which rights do I have in California?",
    "Do you make automated decisions about me?",
    "Do you get data about me from others?",
    "Are your employees trained in privacy?",
    "wich data do u colect wen i vist the site",
    "How do I withdraw my consent?",
    "Can I correct wrong information about me?",
    "Do you use Google Analytics?",
    "Where are your servers?",
    "How long are backups kept?",
    "Does the policy say how much a subscription costs?",
    "What is your fax number?",
    "Should I be worried about my privacy?",
    "Summarise this policy.",
)

Result = TypeVar("Result")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure speed and memory on a folder of policies.")
    parser.add_argument("folder", nargs="?", type=Path, default=default_folder())
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--policies", type=int, default=1000, metavar="N", help="the most invented policies")
    options = parser.parse_args()
    figures = measure(options.folder.resolve())
    if options.policies:
        from bench.scale import measure_scale

        with tempfile.TemporaryDirectory() as work:
            figures |= measure_scale(Path(work), options.policies)
    print(json.dumps(figures) if options.json else table(figures))


def default_folder() -> Path:
    named = os.environ.get("CLAUSEWISE_REAL_CORPUS")
    beside = CHECKOUT.parent / "shared" / "corpus"
    return Path(named) if named else beside if beside.is_dir() else CHECKOUT / "corpus"


def measure(folder: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as work:
        index = Path(work, "index")
        return {
            "folder": str(folder),
            "questions": len(QUESTIONS),
            **in_new_process(measure_ingest, folder, index),
            "cold_ask_s": round(measure_cold(index), 2),
            **in_new_process(measure_warm, index),
        }


def in_new_process(stage: Callable[..., Result], *args: object) -> Result:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        return pool.submit(stage, *args).result()


def measure_ingest(folder: Path, index: Path) -> dict[str, Any]:
    """From files to a published index; the model's loading is counted."""
    from bot.settings import load_settings
    from ingest.index import open_index
    from ingest.pipeline import ingest

    started = time.perf_counter()
    with open_index(load_settings(index=index), owner="bench", create=True) as opened:
        ingest([folder], index=opened)
        seconds = time.perf_counter() - started
        entries = opened.catalog.policies()
    passages = sum(entry.passages for entry in entries)
    return {
        "policies": len(entries),
        "passages": passages,
        "ingest_s": round(seconds, 2),
        "ingest_passages_per_s": round(passages / seconds, 1),
        "ingest_peak_mb": peak_mb(),
    }


def measure_cold(index: Path) -> float:
    """The median seconds of a whole `clausewise ask`, start of the process included."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "ask", QUESTIONS[0], "--index", str(index)]
    seconds = []
    for _ in range(COLD_RUNS):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=CHECKOUT)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def measure_warm(index: Path) -> dict[str, Any]:
    """Milliseconds of a question about one policy (each in turn) and about all of them."""
    from bot.pipeline import Clausewise
    from bot.settings import load_settings
    from ingest.index import open_index

    settings = load_settings(index=index)
    with open_index(settings, owner="bench") as opened:
        bot = Clausewise(opened, settings)
        ids = [entry.policy.id for entry in opened.catalog.policies()]
        for policy in ids:
            for question in FIRST_QUESTIONS:
                bot.ask(question, policies=[policy])
        one = [timed_ms(bot, question, [policy]) for question, policy in zip(QUESTIONS, cycle(ids), strict=False)]
        every = [timed_ms(bot, question, ids) for question in QUESTIONS]
    return {
        "warm_ask_p50_ms": percentile(one, 50),
        "warm_ask_p95_ms": percentile(one, 95),
        "warm_ask_all_p50_ms": percentile(every, 50),
        "warm_ask_all_p95_ms": percentile(every, 95),
        "ask_peak_mb": peak_mb(),
    }


def timed_ms(bot: Clausewise, question: str, policies: list[str]) -> float:
    started = time.perf_counter()
    bot.ask(question, policies=policies)
    return (time.perf_counter() - started) * 1000


def percentile(values: list[float], percent: int) -> float:
    return round(statistics.quantiles(values, n=100, method="inclusive")[percent - 1], 1)


def peak_mb() -> int:
    """This process's largest resident size. The system counts in KiB on Linux, in bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def table(figures: dict[str, Any]) -> str:
    rows = [
        ("policies, passages", f"{figures['policies']}, {figures['passages']}"),
        ("ingest", f"{figures['ingest_passages_per_s']} passages/s ({figures['ingest_s']} s)"),
        ("ingest, peak memory", f"{figures['ingest_peak_mb']} MB"),
        ("ask, new process", f"{figures['cold_ask_s']} s"),
        ("ask one policy, warm", f"p50 {figures['warm_ask_p50_ms']} ms, p95 {figures['warm_ask_p95_ms']} ms"),
        ("ask all policies, warm", f"p50 {figures['warm_ask_all_p50_ms']} ms, p95 {figures['warm_ask_all_p95_ms']} ms"),
        ("ask, peak memory", f"{figures['ask_peak_mb']} MB"),
    ]
    width = max(len(name) for name, _ in rows)
    lines = [figures["folder"], *(f"{name:<{width}}  {value}" for name, value in rows)]
    if "scale" in figures:
        from bench.scale import scale_table

        lines += ["", scale_table(figures)]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
