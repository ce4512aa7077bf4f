"""`clausewise eval`: score the answers against gold questions, and keep gold and baseline true.

Reports go to stdout or into files, all the rest to stderr. Exit codes: 0 fine; 1 answers got worse, or gold no longer
matches the policies; 2 wrong usage, a gold file or a baseline that cannot be taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_options import AsOfOption, IndexOption, PolicyOption
from evals.cli_options import (
    ApiOption,
    BaselineOption,
    GoldOption,
    JudgeOption,
    ModelOption,
    OwnIndexOption,
    ThreadsOption,
    WriteOption,
)
from evals.errors import BaselineError, CorpusError, EvalError, GoldError
from evals.reports.formats import SUFFIXES, Format, render

if TYPE_CHECKING:
    from bot.client import Client
    from bot.settings import Settings
    from evals.baseline import Baseline
    from evals.goldset import GoldSet
    from evals.policyqa import BenchmarkResult
    from evals.suite import Report

app = typer.Typer(
    name="clausewise eval",
    help="Score the answers against gold questions, and compare with the baseline.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def evaluate(
    context: typer.Context,
    *,
    gold: GoldOption = None,
    index: OwnIndexOption = None,
    baseline: BaselineOption = None,
    model: ModelOption = None,
    repeats: Annotated[int, typer.Option("--repeats", min=1, max=50, help="Ask so often, and report the spread.")] = 1,
    judge: JudgeOption = None,
    api: ApiOption = None,
    as_format: Annotated[Format, typer.Option("--as", help="What to print.")] = Format.MD,
    write: WriteOption = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Make this run the baseline, instead of comparing with it.")
    ] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why the new baseline is right.")] = None,
    threads: ThreadsOption = 2,
) -> None:
    """Ask every gold question, score the answers, and fail where they got worse than the baseline.

    Each gold set is run over its own policies; with --index over those of an index, with --api over those of a
    service, which answers.
    """
    _check_extra()
    if context.invoked_subcommand is not None:
        return
    if api and (index or model):
        raise typer.BadParameter("a service has its own index and model: leave out --index and --model")
    if update_baseline and not (reason and reason.strip()):
        raise typer.BadParameter("say with --reason why the new baseline is right")
    from evals.baseline import known_baseline

    targets = {path: _format_of(path) for path in write or []}
    with _usage_errors():
        sets = _gold_sets(gold)
        path = baseline or _baseline_of(gold)
        known = known_baseline(path, replaced=update_baseline, needed=baseline is not None)
        report = _run(
            sets,
            _settings(index, model),
            known,
            own_index=index is not None,
            api=api,
            repeats=repeats,
            threads=threads,
            judge=judge,
        )
        if gold and report.left_out:
            raise CorpusError("; ".join(report.left_out))
        if update_baseline:
            report = _made_baseline(path, report, known, reason or "")
    for target, form in targets.items():
        target.write_text(render(report, form), encoding="utf-8")
    typer.echo(render(report, as_format), nl=False)
    raise typer.Exit(0 if report.passed else 1)


@app.command("lint")
def lint_command(
    gold: GoldOption = None,
    index: OwnIndexOption = None,
    fix: Annotated[bool, typer.Option("--fix", help="Write clause ids and offsets that only moved.")] = False,
) -> None:
    """Name the gold questions that no longer match the policies."""
    from evals.corpus import corpus_of
    from evals.lint import lint
    from evals.mend import mend_file

    failed = False
    with _usage_errors():
        for one in _gold_sets(gold):
            try:
                corpus = corpus_of(one, _settings(index, None), own_index=index is not None)
            except CorpusError as exc:
                typer.echo(f"left out: {exc}", err=True)
                continue
            if fix and (count := mend_file(one.path, corpus)):
                typer.echo(f"{one.path}: {count} values written", err=True)
            findings = lint(_gold_sets([one.path])[0] if fix else one, corpus)
            for finding in findings:
                typer.echo(f"{one.path.name}: {finding.question}: {finding.rule}: {finding.message}")
            named = len({finding.question for finding in findings})
            typer.echo(f"{one.name}: {len(one.questions)} questions, {named} to look at", err=True)
            failed = failed or bool(findings)
    raise typer.Exit(1 if failed else 0)


@app.command("new")
def new_command(
    question: Annotated[str, typer.Argument(metavar="QUESTION", show_default=False)],
    policy: PolicyOption = None,
    as_of: AsOfOption = None,
    index: IndexOption = None,
) -> None:
    """Draft a gold entry from the current answer, to be corrected and put into a gold file."""
    from bot.opening import open_bot
    from evals.draft import draft_entry

    with open_bot(index, "eval new") as bot:
        answer = bot.ask(question, policies=policy or (), as_of=as_of)
    typer.echo(draft_entry(question, answer, policies=policy or (), as_of=as_of), nl=False)


@app.command("benchmark")
def benchmark_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", exists=True, file_okay=False, show_default=False)],
    questions: Annotated[
        Path | None, typer.Option("--questions", metavar="FILE.jsonl", exists=True, help="Else FOLDER/questions.jsonl.")
    ] = None,
    index: Annotated[Path | None, typer.Option("--index", metavar="DIR", help="Kept for the next time.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="RUN.jsonl", dir_okay=False, help="The hits, for a scorer outside.")
    ] = None,
    threads: ThreadsOption = 2,
) -> None:
    """Measure retrieval on a benchmark in the form of PolicyQA: FOLDER has docs/*.txt and questions.jsonl."""
    from evals.document import benchmark_table
    from evals.policyqa import run_lines

    with _usage_errors():
        result = _benchmark(folder, questions, index=index, threads=threads)
    if out:
        out.write_text("".join(run_lines(result)), encoding="utf-8")
    typer.echo(benchmark_table(result))
    raise typer.Exit(1 if result.failed else 0)


@app.command("document")
def document_command(
    document: Annotated[Path, typer.Argument(metavar="FILE.md", exists=True, dir_okay=False, show_default=False)],
    benchmark: Annotated[
        Path | None,
        typer.Option("--benchmark", metavar="FOLDER", exists=True, file_okay=False, help="PolicyQA, if it is there."),
    ] = None,
    benchmark_index: Annotated[
        Path | None, typer.Option("--benchmark-index", metavar="DIR", help="Kept for the next time.")
    ] = None,
    threads: ThreadsOption = 2,
) -> None:
    """Write the current tables into a document, between its two marks."""
    from evals.document import filled

    with _usage_errors():
        report = _run(
            _gold_sets(None), _settings(None, None), None, own_index=False, repeats=1, threads=threads, judge=None
        )
        result = _benchmark(benchmark, None, index=benchmark_index, threads=threads) if benchmark else None
    document.write_text(filled(document.read_text(encoding="utf-8"), report, result), encoding="utf-8")


def _check_extra() -> None:
    if not all(find_spec(name) for name in ("ir_measures", "langsmith", "yaml")):
        raise EvalError("the evaluation needs more packages; run: pip install 'clausewise[eval]'")


@contextmanager
def _usage_errors() -> Iterator[None]:
    """A gold file or a baseline that cannot be taken is wrong usage."""
    try:
        yield
    except (GoldError, BaselineError) as exc:
        raise typer.BadParameter(str(exc)) from exc


def _settings(index: Path | None, model: str | None) -> Settings:
    from bot.settings import load_settings

    return load_settings(index=index, model=model)


def _gold_sets(paths: list[Path] | None) -> list[GoldSet]:
    from evals.goldset import load_gold
    from evals.suite import default_gold

    sets = [load_gold(path) for path in paths] if paths else default_gold()
    names = [one.name for one in sets]
    if len(set(names)) < len(names):
        raise GoldError(f"two gold files have the same name: {', '.join(sorted(names))}")
    return sets


def _baseline_of(gold: list[Path] | None) -> Path:
    """Of own gold files the one beside the first, else the one that comes along."""
    from evals.suite import default_baseline

    return gold[0].parent / "baseline.json" if gold else default_baseline()


def _run(
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


def _made_baseline(path: Path, report: Report, known: Baseline | None, reason: str) -> Report:
    """The run becomes the baseline, and is compared with it."""
    from evals.baseline import merged, write_baseline
    from evals.suite import against

    sets = {one.gold.name: one.kept() for one in report.sets}
    baseline = merged(known, sets, reason=reason, made=datetime.now(UTC).date())
    write_baseline(path, baseline)
    typer.echo(f"{path} is the baseline now", err=True)
    return against(report, baseline)


def _benchmark(folder: Path, questions: Path | None, *, index: Path | None, threads: int) -> BenchmarkResult:
    from evals.policyqa import read_questions
    from evals.suite import evaluate_benchmark

    asked = read_questions(questions or folder / "questions.jsonl")
    with _progress() as progress:
        return evaluate_benchmark(
            folder / "docs", asked, _settings(index, None), index=index, threads=threads, progress=progress
        )


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Shows each set on stderr while the block runs, where stderr is a terminal."""
    from bot.terminal import progress_bar
    from ingest.progress import Progress

    with progress_bar() as show:
        yield (lambda name, done, total: show(Progress(name, done, total))) if show else (lambda *_: None)


def _format_of(path: Path) -> Format:
    if path.suffix not in SUFFIXES:
        raise typer.BadParameter(f"{path}: a report ends in {', '.join(SUFFIXES)}", param_hint="--write")
    return SUFFIXES[path.suffix]
