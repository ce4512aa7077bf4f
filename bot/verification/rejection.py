"""Why a statement is not supported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "citation",
    "form",
    "number",
    "address",
    "name",
    "polarity",
    "modality",
    "subject",
    "scope",
    "exception",
    "stitched",
    "overlap",
]


@dataclass(frozen=True, slots=True)
class Rejection:
    """`detail` is a sentence that can be given to whoever wrote the statement, so that they mend it."""

    kind: Kind
    detail: str
