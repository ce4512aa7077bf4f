"""What the commands of the evaluation do, apart from their options: load gold, run it, keep the baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from evals.errors import BaselineError, GoldError

if TYPE_CHECKING:
    from bot.client import Client
    from bot.settings import Settings
    from evals.baseline import Baseline
    from evals.goldset import GoldSet
    from evals.policyqa import BenchmarkResult
    from evals.suite import Report


@contextmanager
def usage_errors() -> Iterator[None]:
    """A gold file or a baseline that cannot be taken is wrong usage."""
    try:
        yield
    except (GoldError, BaselineError) as exc:
        raise typer.BadParameter(str(exc)) from exc


def settings_for(index: Path | None, model: str | None) -> Settings:
    from bot.settings import load_settings

    return load_settings(index=index, model=model)


def gold_sets(paths: list[Path] | None) -> list[GoldSet]:
    from evals.goldset import load_gold
    from evals.suite import default_gold

    sets = [load_gold(path) for path in paths] if paths else default_gold()
    names = [one.name for one in sets]
    if len(set(names)) < len(names):
        raise GoldError(f"two gold files have the same name: {', '.join(sorted(names))}")
    return sets


def baseline_of(gold: list[Path] | None) -> Path:
    """Of own gold files the one beside the first, else the one that comes along."""
    from evals.suite import default_baseline

    return gold[0].parent / "baseline.json" if gold else default_baseline()


def run_sets(
    sets: list[GoldSet],
    settings: Settings,
    baseline: Baseline | None,
    *,
    own_index: bool,
    repeats: int,
    threads: int,
    judge: str | None,
    api: str | None = None,
) -> Report:
    from evals.judge import load_judge
    from evals.suite import evaluate_sets

    with _progress() as progress, ExitStack() as stack:
        return evaluate_sets(
            sets,
            settings,
            baseline,
            own_index=own_index,
            service=stack.enter_context(_service(api, settings)) if api else None,
            threads=threads,
            repeats=repeats,
            cache=_cache_folder() if settings.model else None,
            judge=load_judge(judge, settings) if judge else None,
            progress=progress,
        )


def _service(api: str, settings: Settings) -> AbstractContextManager[Client]:
    from evals.http_system import ready_service

    key = settings.api_key.get_secret_value() if settings.api_key else None
    return ready_service(api, key=key, seconds=settings.deadline_seconds + 5)


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("clausewise") / "eval"


def made_baseline(path: Path, report: Report, known: Baseline | None, reason: str) -> Report:
    """The run becomes the baseline, and is compared with it."""
    from evals.baseline import merged, write_baseline
    from evals.suite import against

    sets = {one.gold.name: one.kept() for one in report.sets}
    baseline = merged(known, sets, reason=reason, made=datetime.now(UTC).date())
    write_baseline(path, baseline)
    typer.echo(f"{path} is the baseline now", err=True)
    return against(report, baseline)


def run_benchmark(folder: Path, questions: Path | None, *, index: Path | None, threads: int) -> BenchmarkResult:
    from evals.policyqa import read_questions
    from evals.suite import evaluate_benchmark

    asked = read_questions(questions or folder / "questions.jsonl")
    with _progress() as progress:
        return evaluate_benchmark(
            folder / "docs", asked, settings_for(index, None), index=index, threads=threads, progress=progress
        )


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Shows each set on stderr while the block runs, where stderr is a terminal."""
    from bot.terminal import progress_bar
    from ingest.progress import Progress

    with progress_bar() as show:
        yield (lambda name, done, total: show(Progress(name, done, total))) if show else (lambda *_: None)
