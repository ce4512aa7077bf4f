"""The options that several commands of the evaluation take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

GoldOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--gold", metavar="PATH", exists=True, dir_okay=False, help="A gold file; all that come along by default."
    ),
]
OwnIndexOption = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="An index; by default one is made of each gold set's own policies."),
]
ApiOption = Annotated[
    str | None,
    typer.Option("--api", metavar="URL", help="A service that answers; its key is CLAUSEWISE_API_KEY."),
]
ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="PROVIDER:MODEL", help="The language model that answers.")
]
ThreadsOption = Annotated[int, typer.Option("--threads", min=1, max=64, help="Questions asked at a time.")]
BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", metavar="PATH", dir_okay=False, help="What to compare with.")
]
JudgeOption = Annotated[
    str | None, typer.Option("--judge", metavar="PROVIDER:MODEL", help="A model that checks the answers too.")
]
WriteOption = Annotated[
    list[Path] | None,
    typer.Option("--write", metavar="FILE", dir_okay=False, help="Also write a report; .md, .html, .xml or .json."),
]
