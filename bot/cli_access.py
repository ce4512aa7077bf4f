"""The commands of access and operations: keys, audit, forget, mcp."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_edge import print_json, print_text
from bot.cli_options import IndexOption, JsonOption, valid_text

if TYPE_CHECKING:
    from bot.api.access.audit import Audit
    from bot.api.access.records import Asked
    from bot.api.access.store import OpsStore
    from bot.api.mcp import Library
    from bot.api.settings import ApiSettings
    from bot.models import Answer

_ROLES = ("agent", "admin")
keys = typer.Typer(help="The API keys of the service.", no_args_is_help=True, rich_markup_mode=None)
audit = typer.Typer(help="The record of the answers that were given.", no_args_is_help=True, rich_markup_mode=None)


def _role(value: str) -> str:
    if value not in _ROLES:
        raise typer.BadParameter(f"{value!r} is no role; give {' or '.join(_ROLES)}")
    return value


def _days(value: int | None) -> int | None:
    if value is not None and not 1 <= value <= 3_650:
        raise typer.BadParameter("give 1 to 3650 days")
    return value


@keys.command()
def create(
    role: Annotated[str, typer.Option("--role", metavar="agent|admin", callback=_role)],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Whose it is.", callback=valid_text)],
    expires: Annotated[int | None, typer.Option("--expires", metavar="DAYS", callback=_days)] = None,
    index: IndexOption = None,
) -> None:
    """Make a key and print it. It is shown this once: only a hash of it is kept.

    Agents ask, search and read; admins may change the index and read feedback and audit, too.
    """
    from bot.api.access.keys import Keys
    from bot.api.access.roles import Role

    with _store(index) as (_, store):
        typer.echo(Keys(store).create(name=name, role=Role(role), days=expires))
    typer.echo("Keep it safe: it cannot be shown again.", err=True)


@keys.command("list")
def list_keys(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """List the keys: ids, names, roles, and when they were made, used, revoked; never the keys themselves."""
    from dataclasses import asdict

    from rich.text import Text

    from bot.api.access.keys import Keys
    from bot.terminal import one_line, render_table

    with _store(index) as (_, store):
        found = Keys(store).listed()
    if as_json:
        print_json([asdict(one) for one in found])
    elif not found:
        print_text(Text("There is no key; make one with: clausewise keys create --role agent --name NAME"))
    else:
        header = ("id", "role", "name", "created", "last used", "expires", "revoked")
        rows = [
            [one.id, one.role.value, one_line(one.name)]
            + [_moment(time) for time in (one.created, one.last_used, one.expires, one.revoked)]
            for one in found
        ]
        print_text(render_table(header, rows))


@keys.command()
def revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="As `keys list` shows it.", callback=valid_text)],
    index: IndexOption = None,
) -> None:
    """Take a key back. The running service refuses it from the next request on."""
    from bot.api.access.keys import Keys

    with _store(index) as (_, store):
        info = Keys(store).revoke(key_id)
    typer.echo(f"revoked {info.id} ({info.name})", err=True)


@audit.command()
def verify(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Check that no record was changed, removed, added or cut off. Exit code 1 if one was."""
    with _audit(index) as opened:
        found = opened.verify()
    if as_json:
        print_json({"sound": not found.faults, "records": found.records, "faults": list(found.faults)})
    else:
        for fault in found.faults:
            typer.echo(f"broken: {fault}")
        typer.echo(f"{found.records} records, {'the chain is broken' if found.faults else 'the chain holds'}")
    raise typer.Exit(1 if found.faults else 0)


@audit.command()
def export(
    out: Annotated[Path | None, typer.Option("--out", metavar="OUT.jsonl", dir_okay=False)] = None,
    index: IndexOption = None,
) -> None:
    """Write the records, one JSON object a line."""
    with ExitStack() as stack:
        opened = stack.enter_context(_audit(index))
        target = stack.enter_context(out.open("w", encoding="utf-8")) if out else sys.stdout
        for entry in opened.every():
            line = {"number": entry.number, "record": dict(entry.record), "hash": entry.hash}
            target.write(json.dumps(line) + "\n")


@audit.command()
def replay(
    answer_id: Annotated[str, typer.Argument(metavar="ANSWER_ID", callback=valid_text)],
    question: Annotated[str, typer.Option("--question", metavar="TEXT", help="As it was asked.", callback=valid_text)],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask a recorded question again and compare: is it the question, and would the answer rest on the same words?

    Exit code 1 where it is another question, where the versions that were read are gone, or the answer differs.
    """
    from bot.api.access.replay import replayed
    from bot.opening import open_bot

    with _audit(index) as opened:
        entry = opened.of_answer(answer_id)
        with open_bot(index, "audit replay") as bot:
            found = replayed(entry, question, bot=bot, question_hmac=opened.question_hmac)
    if as_json:
        print_json({"answer_id": answer_id, "outcome": found.outcome, "details": list(found.details)})
    else:
        typer.echo("; ".join((found.told, *found.details)))
    raise typer.Exit(0 if found.same else 1)


def forget(
    feedback: Annotated[str, typer.Option("--feedback", metavar="ID", callback=valid_text)],
    index: IndexOption = None,
) -> None:
    """Erase what somebody wrote with their feedback. That an answer was rated stays."""
    from bot.api.access.feedback import FeedbackBook

    with _store(index) as (settings, store):
        FeedbackBook(store, days=settings.feedback_days).forget(feedback)
    typer.echo(f"erased the texts of {feedback}", err=True)


def mcp(index: IndexOption = None) -> None:
    """Serve the policies to an assistant over standard input and output (Model Context Protocol)."""
    from bot.api.access.logs import configure_logs
    from bot.api.mcp import mcp_server

    settings = _settings(index)
    configure_logs(form=settings.log_format, level="WARNING")
    with _library(settings) as (library, record):
        mcp_server(lambda: library, record).run("stdio")


@contextmanager
def _library(settings: ApiSettings) -> Iterator[tuple[Library, Callable[[Answer, Asked], None]]]:
    """This process's index, whose answers are recorded here; or a service that owns the index, and records them."""
    from bot.api.access.audit import open_audit
    from bot.api.access.clock import now
    from bot.api.access.records import record_of
    from bot.api.access.roles import LOCAL
    from bot.library import OwnLibrary, RemoteLibrary
    from bot.opening import serving_bot
    from bot.pipeline import Clausewise
    from bot.remote import RemoteBot
    from ingest.errors import IndexLockedError
    from ingest.index import open_index

    with ExitStack() as stack:
        try:
            opened = stack.enter_context(open_index(settings, owner="clausewise mcp"))
        except IndexLockedError as error:
            bot = stack.enter_context(serving_bot(settings, error))
            assert isinstance(bot, RemoteBot)
            yield RemoteLibrary(bot.client), lambda _answer, _asked: None
            return
        _, store = stack.enter_context(_opened(settings))
        book = open_audit(store, settings.ops_file, log_every=settings.audit_log_every)

        def record(answer: Answer, asked: Asked) -> None:
            hmac = book.question_hmac(asked.question)
            book.append(record_of(asked, answer, at=now(), key_id=LOCAL.id, question_hmac=hmac, context_hmac=None))

        yield OwnLibrary(Clausewise(opened, settings)), record


def _settings(index: Path | None) -> ApiSettings:
    from bot.api.settings import load_api_settings

    return load_api_settings(index=index)


@contextmanager
def _store(index: Path | None) -> Iterator[tuple[ApiSettings, OpsStore]]:
    with _opened(_settings(index)) as found:
        yield found


@contextmanager
def _opened(settings: ApiSettings) -> Iterator[tuple[ApiSettings, OpsStore]]:
    from bot.api.access.store import open_store

    store = open_store(settings.ops_file)
    try:
        yield settings, store
    finally:
        store.close()


@contextmanager
def _audit(index: Path | None) -> Iterator[Audit]:
    from bot.api.access.audit import open_audit

    with _store(index) as (settings, store):
        yield open_audit(store, settings.ops_file)


def _moment(value: str | None) -> str:
    return value[:16].replace("T", " ") if value else "-"
