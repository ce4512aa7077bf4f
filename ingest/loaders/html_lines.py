"""Runs of styled text joined to the lines of a paragraph. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    bold: bool = False
    linked: bool = False
    anchored: bool = False
    preformatted: bool = False


PLAIN = Style()


@dataclass(slots=True)
class Run:
    """Text of one style; a line of a paragraph has the style that all its words have."""

    text: str
    style: Style


def lines_of(runs: Sequence[Run]) -> list[Run]:
    """The runs joined to lines; a line is bold or linked when all its words are."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if "\n" not in run.text:
            lines[-1].append(run)
            continue
        first, *others = run.text.split("\n")
        lines[-1].append(Run(first, run.style))
        lines.extend([Run(text, run.style)] for text in others)
    return [_line(line) for line in lines]


def _line(runs: Sequence[Run]) -> Run:
    text = " ".join("".join([run.text for run in runs]).split())
    return Run(text, shared_style([run.style for run in runs if any(map(str.isalnum, run.text))]) if text else PLAIN)


def shared_style(styles: Sequence[Style]) -> Style:
    if all(style is styles[0] for style in styles):
        return styles[0] if styles else PLAIN
    return Style(
        bold=all(style.bold for style in styles),
        linked=all(style.linked for style in styles),
        anchored=all(style.anchored for style in styles),
    )
