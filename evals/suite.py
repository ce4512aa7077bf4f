"""The whole evaluation: gold sets, each over its own policies, scored, summed up and compared with the baseline."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path

from bot.client import Client
from bot.pipeline import Clausewise
from bot.remote import RemoteBot
from bot.settings import Settings
from evals.baseline import Baseline, KeptSet, keep
from evals.cache import CachedSystem
from evals.changes import Change, changed_texts, changes
from evals.corpus import SAMPLE, Corpus, corpus_folder, read_corpus
from evals.errors import CorpusError
from evals.gate import Check, check
from evals.goldset import GoldSet, load_gold
from evals.http_system import check_served, served_corpus
from evals.indexing import SharedIndex, index_of
from evals.judge import Judge, judged
from evals.lint import lint
from evals.policyqa import BenchmarkQuestion, BenchmarkResult, run_benchmark
from evals.runner import run
from evals.score import ScoredRun, score
from evals.summary import Summary, summarise
from evals.system import InProcess, System
from ingest.encoder import Encoder
from ingest.index import Index, open_index
from ingest.progress import Progress

ShowProgress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class SetReport:
    """Everything that a report shows of one gold set."""

    gold: GoldSet
    scored: ScoredRun
    summary: Summary
    corpus: Corpus
    baseline: KeptSet | None
    checks: tuple[Check, ...]
    changes: tuple[Change, ...]
    changed_texts: tuple[str, ...]

    @property
    def latency_p50(self) -> float:
        row = self.summary.overall.row("latency_p50")
        return (row.estimate.mean if row else None) or 0.0

    def kept(self) -> KeptSet:
        return keep(self.scored, self.corpus, latency_p50=self.latency_p50)


@dataclass(frozen=True, slots=True)
class Report:
    """All sets that were run. `left_out` says of the others why; `notes` are what a reader must know of the run."""

    sets: tuple[SetReport, ...]
    baseline: Baseline | None
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def checks(self) -> tuple[Check, ...]:
        return tuple(one for report in self.sets for one in report.checks)

    @property
    def passed(self) -> bool:
        return all(one.passed for one in self.checks)


def default_gold() -> list[GoldSet]:
    """The sets that come along: first those that the gate guards, and of these first the sample policies."""
    folder = Path(str(files("evals"))) / "gold"
    sets = [load_gold(path) for path in sorted(folder.glob("*.yaml"))]
    return sorted(sets, key=lambda gold: (not gold.guarded, gold.corpus != SAMPLE, gold.corpus))


def default_baseline() -> Path:
    return Path(str(files("evals"))) / "baseline.json"


def assess(scored: ScoredRun, corpus: Corpus, baseline: KeptSet | None) -> SetReport:
    """A scored run's report; a set that is not guarded has no checks."""
    summary = summarise(scored)
    row = summary.overall.row("latency_p50")
    latency = (row.estimate.mean if row else None) or 0.0
    stale = dict.fromkeys(one.question for one in lint(scored.run.gold, corpus) if not one.fixable)
    return SetReport(
        gold=scored.run.gold,
        scored=scored,
        summary=summary,
        corpus=corpus,
        baseline=baseline,
        checks=tuple(check(scored, baseline, latency_p50=latency, stale=tuple(stale)))
        if scored.run.gold.guarded
        else (),
        changes=tuple(changes(scored, baseline)),
        changed_texts=tuple(changed_texts(corpus, baseline)),
    )


def against(report: Report, baseline: Baseline) -> Report:
    """The same run compared with another baseline."""
    sets = tuple(assess(one.scored, one.corpus, baseline.sets.get(one.gold.name)) for one in report.sets)
    return replace(report, sets=sets, baseline=baseline)


def _indexed(policies: Path | None, settings: Settings, *, encoder: Encoder | None) -> AbstractContextManager[Index]:
    """The index that a set is run on: one made of a folder of policies, and thrown away, or the operator's own."""
    if policies is None:
        return open_index(settings, owner="clausewise eval", encoder=encoder)
    return index_of(policies, settings, encoder=encoder)


def evaluate_sets(
    sets: Sequence[GoldSet],
    settings: Settings,
    baseline: Baseline | None,
    *,
    own_index: bool = False,
    service: Client | None = None,
    threads: int = 2,
    repeats: int = 1,
    cache: Path | None = None,
    judge: Judge | None = None,
    progress: ShowProgress = lambda *_: None,
) -> Report:
    """Evaluate each set on its index with the bot of this process, or as a `service` answers it.

    Sets whose policies are not here are left out.

    `progress` is called with a set's name, the replies so far and the replies in all. With `cache` a folder, answers
    are kept there and not asked for again.
    """
    reports, left_out = [], []
    encoder: Encoder | None = None
    with SharedIndex() as shared:
        for gold in sets:
            try:
                if service is not None:
                    corpus = served_corpus(service)
                    check_served(gold, corpus)
                    systems: list[System] = [InProcess(RemoteBot(service))] * repeats
                else:
                    policies = None if own_index else corpus_folder(gold)
                    index = shared.of(policies, partial(_indexed, policies, settings, encoder=encoder))
                    encoder = index.encoder
                    corpus = read_corpus(index.catalog)
                    systems = _systems(index, settings, corpus, repeats=repeats, cache=cache)
                count = _Counter(gold.name, len(gold.questions) * repeats, progress)
                done = run(gold, systems[0], threads=threads, repeats=systems[1:], progress=count.one_more)
                scored = score(done, corpus)
                scored = judged(scored, judge) if judge else scored
                reports.append(assess(scored, corpus, baseline.sets.get(gold.name) if baseline else None))
            except CorpusError as exc:
                left_out.append(str(exc))
    return Report(
        tuple(reports), baseline, tuple(left_out), tuple(_notes(reports, settings, served=service is not None))
    )


def evaluate_benchmark(
    docs: Path,
    questions: Sequence[BenchmarkQuestion],
    settings: Settings,
    *,
    index: Path | None = None,
    threads: int = 2,
    progress: ShowProgress = lambda *_: None,
) -> BenchmarkResult:
    """Search a benchmark's policies; in `index`, which is made to match them, else in an index that is thrown away."""

    def show(step: Progress) -> None:
        progress(step.stage, step.done, step.total)

    with index_of(docs, settings, at=index, progress=show) as opened:
        versions = {entry.policy.id: entry.live.id for entry in opened.catalog.policies()}
        count = _Counter("benchmark", len(questions), progress)
        system = InProcess(Clausewise(opened, settings))
        return run_benchmark(questions, system, versions, threads=threads, progress=count.one_more)


class _Counter:
    def __init__(self, name: str, total: int, progress: ShowProgress) -> None:
        self._name, self._total, self._progress = name, total, progress
        self._done = 0
        progress(name, 0, total)

    def one_more(self) -> None:
        self._done += 1
        self._progress(self._name, self._done, self._total)


def _systems(index: Index, settings: Settings, corpus: Corpus, *, repeats: int, cache: Path | None) -> list[System]:
    bot = InProcess(Clausewise(index, settings))
    if cache is None:
        return [bot] * repeats
    known_by = {
        "code": _code_digest(),
        "generation": index.catalog.generation(),
        "texts": sorted(
            f"{policy}@{version}:{text.version.sha256}" for (policy, version), text in corpus.texts.items()
        ),
        "settings": settings.model_dump(mode="json", exclude={"index", "models"}),
    }
    return [CachedSystem(bot, cache, known_by).repeat(number) for number in range(repeats)]


def _code_digest() -> str:
    """Of the answering package's files, prompts included: an answer of other code is not taken from the cache."""
    folder = Path(str(files("bot")))
    known = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            known.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return known.hexdigest()


def _notes(reports: Sequence[SetReport], settings: Settings, *, served: bool) -> Iterator[str]:
    answerers = {one.reply.answer.answerer for report in reports for one in report.scored.questions if one.reply.answer}
    if settings.model and answerers == {"quotes"}:
        yield f"no answer came from {settings.model}: all are quotes alone"
    if served:  # by its own settings
        return
    if settings.silent_below is not None:
        yield f"silent below a probability of {settings.silent_below:g}, by CLAUSEWISE_SILENT_BELOW"
    if settings.reranker is not None:
        yield f"ranked with the reranker {settings.shown_reranker}"
