"""How far an ingest is, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage ("reading", "embedding" or "storing") is; `item` is what was done last."""

    stage: str
    done: int
    total: int
    item: str = ""


Report = Callable[[Progress], None]
