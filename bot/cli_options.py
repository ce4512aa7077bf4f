"""The options and arguments that several commands take."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, get_args

import typer


def day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as exc:
        raise typer.BadParameter(f"{value!r} is not a date; write it as 2024-05-31") from exc


def valid_text(value: str | None) -> str | None:
    """Refuses what is not valid Unicode: no index could hold it, so nothing could match."""
    if value is not None and any("\ud800" <= c <= "\udfff" for c in value):
        raise typer.BadParameter("it is not valid UTF-8")
    return value


def practice(value: str) -> str:
    """Refuses what is no practice, and names those there are."""
    from bot.models import PracticeName

    names = get_args(PracticeName)
    if value not in names:
        raise typer.BadParameter(f"no practice is named {value!r}; there are: {', '.join(names)}")
    return value


def place(value: str) -> str:
    """Refuses a path that is not there; an address is looked at when it is fetched."""
    from ingest.urls import is_url

    if not is_url(value) and not Path(value).exists():
        raise typer.BadParameter(f"there is no file or folder {value}")
    return value


IndexOption = Annotated[
    Path | None, typer.Option("--index", metavar="DIR", help="The index folder [CLAUSEWISE_INDEX, else .clausewise].")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")]
PolicyOption = Annotated[
    list[str] | None,
    typer.Option("--policy", metavar="ID", help="Only this policy; may be given several times."),
]
AsOfOption = Annotated[
    date | None, typer.Option("--as-of", metavar="DATE", parser=day, help="The versions in force on this day.")
]
PracticeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--practice",
        metavar="NAME",
        parser=practice,
        help="Only clauses about this practice, as `clausewise coverage` names it; may be given several times.",
    ),
]
PathsArgument = Annotated[list[str] | None, typer.Argument(metavar="PATH...", parser=place, show_default=False)]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="OUT.jsonl", dir_okay=False, help="Written anew.")]
InputOption = Annotated[
    Path | None, typer.Option(metavar="IN.jsonl", exists=True, dir_okay=False, help="One JSON object a line.")
]


def one_or_batch(
    text: str | None, source: Path | None, target: Path | None, policy: list[str] | None, *, name: str
) -> None:
    """Refuses anything but one text, or an input and an output file that differ."""
    if (text is None) == (source is None):
        raise typer.BadParameter(f"give either one text or {name} IN.jsonl with --out OUT.jsonl")
    if (source is None) != (target is None):
        raise typer.BadParameter(f"{name} and --out go together")
    if source and policy:
        raise typer.BadParameter(f"with {name} each line names its own policy: leave out --policy")
    if source and target and target.exists() and source.samefile(target):
        raise typer.BadParameter("--out would overwrite the input")
