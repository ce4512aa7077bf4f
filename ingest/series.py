"""Which markers belong to one sequence, and so what an ambiguous marker means.

"i" after "h" is a letter, "(i)" that opens a list is a numeral, and the "4." after three numbered sentences continues
the sections when it looks like them. Everything is decided in one pass over the markers, in reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.markers import Marker, MarkerKind, Reading

_MAX_OPEN = 8
_MAX_SKIP = 2
_NUMERALS = frozenset({MarkerKind.LOWER_ROMAN, MarkerKind.UPPER_ROMAN})


@dataclass(frozen=True, slots=True)
class Entry:
    """A marker and what its line looks like. `indent` is any measure of depth that grows inwards."""

    marker: Marker
    indent: int = 0
    like_heading: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """An entry's place: the number of its series, its place there (0 is the first), and how it is read."""

    series: int
    position: int
    reading: Reading


@dataclass(slots=True)
class _Series:
    number: int
    kind: MarkerKind
    prefix: tuple[int, ...]
    style: str
    indent: int
    last: int
    members: int = 1
    headings: int = 0

    def expects(self, reading: Reading, style: str) -> bool:
        return self._fits(reading, style) and reading.ordinal == self.last + 1

    def reaches(self, reading: Reading, style: str) -> bool:
        """Whether the reading continues the series with one or two members missing in between."""
        return self._fits(reading, style) and 0 < reading.ordinal - self.last - 1 <= _MAX_SKIP

    def _fits(self, reading: Reading, style: str) -> bool:
        return self.kind is reading.kind and self.style == style and self.prefix == reading.prefix


def find_series(entries: Sequence[Entry]) -> list[Member]:
    """The series of each entry. Bullets are not entries: they have no sequence."""
    members: list[Member] = []
    open_series: list[_Series] = []
    for index, entry in enumerate(entries):
        following = entries[index + 1] if index + 1 < len(entries) else None
        found = _continued(entry, open_series, following)
        if found is None:
            reading = _first_reading(entry.marker)
            series = _Series(
                len(members), reading.kind, reading.prefix, entry.marker.style, entry.indent, reading.ordinal
            )
            open_series.append(series)
            if len(open_series) > _MAX_OPEN:
                del open_series[_MAX_OPEN // 2]
        else:
            series, reading = found
            del open_series[open_series.index(series) + 1 :]
            series.last = reading.ordinal
            series.members += 1
        series.headings += entry.like_heading
        members.append(Member(series.number, series.members - 1, reading))
    return members


def _first_reading(marker: Marker) -> Reading:
    return next((reading for reading in marker.readings if reading.ordinal == 1), marker.readings[0])


def _continued(entry: Entry, open_series: list[_Series], following: Entry | None) -> tuple[_Series, Reading] | None:
    marker = entry.marker
    found = [
        (series, reading)
        for series in reversed(open_series)
        for reading in marker.readings
        if series.expects(reading, marker.style)
    ]
    if found and _opens_inner_list(marker, found[0][1], following, open_series):
        return None
    if found:
        return max(found, key=lambda pair: _likeness(entry, pair[0], found[0][0]))
    if any(reading.ordinal == 1 for reading in marker.readings):
        return None
    return next(
        (
            (series, reading)
            for series in reversed(open_series)
            for reading in marker.readings
            if series.reaches(reading, marker.style) and series.kind is MarkerKind.DECIMAL
        ),
        None,
    )


def _opens_inner_list(
    marker: Marker, reading: Reading, following: Entry | None, open_series: Sequence[_Series]
) -> bool:
    """Whether "i" after "h" is numeral 1 all the same, because "ii" comes next and no outer list waits for it."""
    one = next((other for other in marker.readings if other.kind in _NUMERALS and other.ordinal == 1), None)
    if one is None or reading.kind in _NUMERALS or following is None:
        return False
    two = Reading(one.kind, 2)
    awaited = any(series.expects(two, marker.style) for series in open_series)
    return following.marker.style == marker.style and two in following.marker.readings and not awaited


def _likeness(entry: Entry, series: _Series, innermost: _Series) -> int:
    """How well an entry that several series expect fits this one."""
    like_heading = 2 * series.headings > series.members
    score = 4 * (series.indent == entry.indent) + 2 * (like_heading == entry.like_heading)
    if series is innermost:
        score += 1 + 4 * (series.members == 1)
    return score
