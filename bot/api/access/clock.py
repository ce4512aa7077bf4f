"""Times as the records hold them."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds: of one width, so that it sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
