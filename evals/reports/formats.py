"""The formats that a report can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.suite import Report


class Format(StrEnum):
    MD = "md"
    HTML = "html"
    JUNIT = "junit"
    JSON = "json"
    RAGAS = "ragas"
    DEEPEVAL = "deepeval"


SUFFIXES: Mapping[str, Format] = {
    ".md": Format.MD,
    ".html": Format.HTML,
    ".xml": Format.JUNIT,
    ".json": Format.JSON,
}


def render(report: Report, form: Format) -> str:
    from evals.reports import export, junit, markdown, page, plain

    renderers: dict[Format, Callable[[Report], str]] = {
        Format.MD: markdown.render,
        Format.HTML: page.render,
        Format.JUNIT: junit.render,
        Format.JSON: plain.render,
        Format.RAGAS: export.ragas,
        Format.DEEPEVAL: export.deepeval,
    }
    return renderers[form](report)
