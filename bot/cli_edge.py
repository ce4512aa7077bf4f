"""What every command of the command line does at its edges: settings in, results out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.settings import Settings


def settings_for(index: Path | None) -> Settings:
    from bot.settings import load_settings

    return load_settings(index=index)


def print_json(value: object) -> None:
    """ASCII, so that it comes through any pipe and any terminal's encoding unharmed."""
    typer.echo(json.dumps(value))


def print_text(renderable: RenderableType) -> None:
    from bot.terminal import console

    console().print(renderable)
