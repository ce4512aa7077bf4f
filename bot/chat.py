"""A conversation on a terminal: each question goes to the bot with what was said before."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from rich.console import Console
from rich.text import Text

from bot.batch import Asker
from bot.models import Answer, Message
from bot.terminal import one_line, render_answer
from ingest.errors import ClausewiseError

HELP = "/policy ID asks one policy, /policy alone all of them; /quit or Ctrl-D ends."


def converse(
    bot: Asker,
    questions: Iterable[str],
    *,
    console: Console,
    policies: Sequence[str] = (),
    as_of: date | None = None,
) -> None:
    """Answers each line until `/quit` or the end of `questions`. A question that fails is reported, not remembered."""
    scope = tuple(policies)
    history: list[Message] = []
    for line in questions:
        command, *arguments = line.split() or [""]
        if command == "/quit":
            return
        if command == "/policy":
            scope = tuple(arguments)
            _say(console, f"Asking {', '.join(scope) or 'all policies'}.")
        elif command.startswith("/"):
            _say(console, f"{command} is not a command. {HELP}")
        elif command:
            try:
                answer = bot.ask(line.strip(), policies=scope, as_of=as_of, history=tuple(history))
            except ClausewiseError as error:
                _say(console, str(error), style="red")
                continue
            history += _turn(line.strip(), answer)
            console.print(render_answer(answer))
            console.print()


def typed() -> Iterator[str]:
    """Lines from the keyboard, with a prompt and line editing, until Ctrl-D; from a pipe, just its lines."""
    prompt = ""
    if sys.stdin.isatty():
        prompt = "> "
        with suppress(ImportError):  # not on every platform; input() edits lines through it
            import readline  # noqa: F401
    while True:
        try:
            yield input(prompt)
        except EOFError:
            return


def _say(console: Console, message: str, *, style: str = "dim") -> None:
    console.print(Text(one_line(message), style=style))


def _turn(question: str, answer: Answer) -> tuple[Message, Message]:
    return Message(role="user", content=question), Message(role="assistant", content=answer.answer)
