"""What operators ask: is it well, and how good are its answers?"""

from __future__ import annotations

from typing import Any, Literal

from bot.api.schemas.fields import Response


class Finding(Response):
    """`wrong` is false for what is no fault, such as an ingest that is due."""

    part: str
    problem: str
    mend: str
    wrong: bool


class Diagnosis(Response):
    sound: bool
    counts: dict[str, int]
    findings: list[Finding]


class Health(Response):
    status: Literal["ok"] = "ok"


class EvalReport(Response):
    """The report as `clausewise eval --write FILE.json` wrote it."""

    report: dict[str, Any]
