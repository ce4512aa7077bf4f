"""`clausewise eval`: score the answers against gold questions, and keep gold and baseline true.

Reports go to stdout or into files, all the rest to stderr. Exit codes: 0 fine; 1 answers got worse, or gold no longer
matches the policies; 2 wrong usage, a gold file or a baseline that cannot be taken.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

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
from evals.cli_runs import baseline_of, gold_sets, made_baseline, run_benchmark, run_sets, settings_for, usage_errors
from evals.errors import CorpusError, EvalError
from evals.reports.formats import SUFFIXES, Format, render

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
    with usage_errors():
        sets = gold_sets(gold)
        path = baseline or baseline_of(gold)
        known = known_baseline(path, replaced=update_baseline, needed=baseline is not None)
        report = run_sets(
            sets,
            settings_for(index, model),
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
            report = made_baseline(path, report, known, reason or "")
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
    with usage_errors():
        for one in gold_sets(gold):
            try:
                corpus = corpus_of(one, settings_for(index, None), own_index=index is not None)
            except CorpusError as exc:
                typer.echo(f"left out: {exc}", err=True)
                continue
            if fix and (count := mend_file(one.path, corpus)):
                typer.echo(f"{one.path}: {count} values written", err=True)
            findings = lint(gold_sets([one.path])[0] if fix else one, corpus)
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

    with usage_errors():
        result = run_benchmark(folder, questions, index=index, threads=threads)
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

    with usage_errors():
        report = run_sets(
            gold_sets(None), settings_for(None, None), None, own_index=False, repeats=1, threads=threads, judge=None
        )
        result = run_benchmark(benchmark, None, index=benchmark_index, threads=threads) if benchmark else None
    document.write_text(filled(document.read_text(encoding="utf-8"), report, result), encoding="utf-8")


def _check_extra() -> None:
    if not all(find_spec(name) for name in ("ir_measures", "langsmith", "yaml")):
        raise EvalError("the evaluation needs more packages; run: pip install 'clausewise[eval]'")


def _format_of(path: Path) -> Format:
    if path.suffix not in SUFFIXES:
        raise typer.BadParameter(f"{path}: a report ends in {', '.join(SUFFIXES)}", param_hint="--write")
    return SUFFIXES[path.suffix]
