"""The command line. Results go to stdout (with --json one JSON value and nothing else), all the rest to stderr.

Exit codes: 0 fine; 1 failed (a file that could not be ingested, a batch with failed lines, an index that is missing or
in use); 2 wrong usage or settings, an unknown policy or clause among them; 130 interrupted.

Nothing heavy is imported before the command that needs it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot import cli_access, cli_index, cli_models, cli_serve, cli_ui
from bot.cli_edge import print_json, print_text, settings_for
from bot.cli_options import (
    AsOfOption,
    IndexOption,
    InputOption,
    JsonOption,
    OutOption,
    PathsArgument,
    PolicyOption,
    PracticeOption,
    one_or_batch,
    valid_text,
)
from bot.errors import QuestionError
from bot.opening import open_bot
from ingest.errors import ClausewiseError, SettingsError, UnknownClauseError, UnknownPolicyError

if TYPE_CHECKING:
    from bot.batch import BatchSummary

WRONG_USAGE = (SettingsError, UnknownPolicyError, UnknownClauseError, QuestionError)

app = typer.Typer(
    name="clausewise",
    help="Answers questions about privacy policies from the policies' own clauses, citing the exact words.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """The console script: every error of ours becomes one line on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    _compute_products_on_one_thread()
    try:
        app()  # ends with SystemExit
    except ClausewiseError as error:
        _fail(str(error), code=2 if isinstance(error, WRONG_USAGE) else 1)
    except OSError as error:
        _fail(f"{error.filename or 'input or output'}: {error.strerror or error}", code=1)


def _compute_products_on_one_thread() -> None:
    """Ours are small: more threads for each would wait for one another, and take the processors from other questions.

    The libraries below numpy read this when it is imported. What the operator set stays.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _fail(message: str, *, code: int) -> NoReturn:
    from bot.terminal import one_line

    typer.echo(f"clausewise: {one_line(message)}", err=True)
    sys.exit(code)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"clausewise {version('clausewise')}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def ingest(
    paths: PathsArgument = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed everything anew.")] = False,
    samples: Annotated[bool, typer.Option("--samples", help="Ingest the sample policies that come along.")] = False,
) -> None:
    """Read policies into the index.

    The index then matches each PATH (a folder, a file or the address of a page, https://...): what has gone from there
    is removed. Other folders' policies stay as they are, but that --rebuild makes the whole index anew, with or without
    a PATH.
    """
    if not (paths or samples or rebuild):
        raise typer.BadParameter("name a folder or a file, or give --samples or --rebuild", param_hint="PATH...")
    from importlib.resources import as_file, files

    from bot.listings import render_summary, summary_json
    from bot.terminal import progress_bar
    from ingest.index import open_index
    from ingest.pipeline import ingest as run

    with (
        as_file(files("corpus")) as sample_folder,
        open_index(settings_for(index), owner="clausewise ingest", create=True, rebuild=rebuild) as opened,
    ):
        roots: list[Path | str] = [*(paths or []), *([sample_folder] if samples else [])]
        with progress_bar() as progress:
            summary = run(roots, index=opened, progress=progress, rebuild=rebuild)
    if as_json:
        print_json(summary_json(summary))
    else:
        print_text(render_summary(summary))
    raise typer.Exit(1 if summary.failed else 0)


@app.command()
def policies(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """List the indexed policies."""
    from bot.listings import policy_json, render_policies
    from ingest.index import open_catalog

    with open_catalog(settings_for(index)) as catalog:
        entries = catalog.policies()
    if as_json:
        print_json([policy_json(entry) for entry in entries])
    else:
        print_text(render_policies(entries))


@app.command()
def show(
    clause: Annotated[str, typer.Argument(metavar="CLAUSE_ID", callback=valid_text)],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a clause, or an outline.

    CLAUSE_ID is POLICY#CLAUSE or POLICY@VERSION#CLAUSE; without the part after # the policy's outline is shown.
    """
    from bot.listings import clause_json, outline_json, render_clause, render_outline
    from ingest.index import open_catalog

    with open_catalog(settings_for(index)) as catalog, catalog.snapshot() as snapshot:
        if "#" in clause:
            found = snapshot.resolve_clause(clause)
            as_value, as_text = clause_json(found), render_clause(found)
        else:
            policy, _, version_id = clause.partition("@")
            version = snapshot.version(policy, version_id=version_id or None)
            outline = snapshot.clauses(policy, version.id)
            as_value, as_text = outline_json(version, outline), render_outline(version, outline)
    if as_json:
        print_json(as_value)
    else:
        print_text(as_text)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", show_default=False, callback=valid_text)] = None,
    *,
    policy: PolicyOption = None,
    as_of: AsOfOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    questions: InputOption = None,
    out: OutOption = None,
) -> None:
    """Answer one question, or a file of them.

    Without --policy those are asked that the question names or describes, else all, or of very many the likeliest.

    A line of IN.jsonl is {"id", "question", "policy": id or [ids] or null, "history": [{"role", "content"}]}; a line of
    OUT.jsonl is {"id"} and the answer, or {"id", "error"}.
    """
    one_or_batch(question, questions, out, policy, name="--questions")
    with open_bot(index, "ask") as bot:
        if questions and out:
            from bot.batch import run_questions

            _report(run_questions(questions, out, bot, as_of=as_of))
        elif question is not None:
            answer = bot.ask(question, policies=policy or (), as_of=as_of)
            if as_json:
                print_json(answer.model_dump(mode="json"))
            else:
                from bot.terminal import render_answer

                print_text(render_answer(answer))


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(metavar="QUERY", show_default=False, callback=valid_text)] = None,
    *,
    policy: PolicyOption = None,
    as_of: AsOfOption = None,
    practice: PracticeOption = None,
    k: Annotated[int, typer.Option("--k", metavar="N", min=1, max=1000, help="At most so many passages.")] = 8,
    index: IndexOption = None,
    as_json: JsonOption = False,
    queries: InputOption = None,
    out: OutOption = None,
) -> None:
    """Find passages for one query, or a file of them: the words themselves, no answer.

    A line of IN.jsonl is {"id", "question", "policy": id or [ids] or null}; a line of OUT.jsonl is {"id", "hits"}, or
    {"id", "error"}.
    """
    one_or_batch(query, queries, out, policy, name="--queries")
    with open_bot(index, "search") as bot:
        if queries and out:
            from bot.batch import run_queries

            _report(run_queries(queries, out, bot, k=k, as_of=as_of, practices=practice or ()))
        elif query is not None:
            hits = bot.search(query, policies=policy or (), k=k, as_of=as_of, practices=practice or ())
            if as_json:
                print_json([hit.model_dump(mode="json") for hit in hits])
            else:
                from bot.terminal import render_hits

                print_text(render_hits(hits))


@app.command()
def chat(policy: PolicyOption = None, as_of: AsOfOption = None, index: IndexOption = None) -> None:
    """Ask one question after another; each is read in the light of those before.

    /policy ID asks one policy, /policy alone all of them; /quit or Ctrl-D ends.
    """
    from bot.chat import HELP, converse, typed
    from bot.terminal import console

    with open_bot(index, "chat") as bot:
        if sys.stdin.isatty():
            typer.echo(f"Ask about the indexed policies. {HELP}")
        converse(bot, typed(), console=console(), policies=policy or (), as_of=as_of)


app.command()(cli_index.remove)
app.command()(cli_index.diff)
app.command()(cli_index.doctor)
app.command()(cli_index.coverage)
app.command()(cli_serve.serve)
app.command()(cli_ui.ui)
app.command()(cli_ui.run)
app.command()(cli_access.mcp)
app.command()(cli_access.forget)
app.add_typer(cli_models.models, name="models")
app.add_typer(cli_access.keys, name="keys")
app.add_typer(cli_access.audit, name="audit")


@app.command("eval", add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def evaluate(context: typer.Context) -> None:
    """Score the answers against gold questions (clausewise eval --help)."""
    from evals.cli import app as evals

    evals(context.args, prog_name="clausewise eval")


def _report(summary: BatchSummary) -> NoReturn:
    typer.echo(f"{summary.lines} lines, {summary.failed} failed", err=True)
    raise typer.Exit(1 if summary.failed else 0)


if __name__ == "__main__":
    main()
