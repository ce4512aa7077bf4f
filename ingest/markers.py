"""Markers at the start of a line: "1.", "1.2", "A.", "(a)", "iv)", "§ 5", "Article 5", "•".

A marker can be read in more than one way ("i" is a letter after "h" and a numeral before "ii"), so that `read_marker`
returns all its readings; which one holds is decided by the markers around it, in `ingest.series`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class MarkerKind(StrEnum):
    DECIMAL = "decimal"
    UPPER_LETTER = "upper letter"
    LOWER_LETTER = "lower letter"
    UPPER_ROMAN = "upper roman"
    LOWER_ROMAN = "lower roman"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a marker: "i" is letter 9 or numeral 1. `prefix` holds the outer numbers of "1.2.3": (1, 2)."""

    kind: MarkerKind
    ordinal: int
    prefix: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as it stands at the start of a line.

    `label` is the marker without its punctuation ("iv", "1.2", "5" for "Article 5"), "" for a bullet. `style` is what
    markers of one list have in common besides their kind: "(#)", "#.", "article #", or the bullet itself. `end` is
    where the text after the marker and its white space begins, counted from the start of the line. `strong` says that
    the marker means a section of its own wherever it stands ("§ 5", "Article 5").
    """

    label: str
    style: str
    readings: tuple[Reading, ...]
    end: int
    strong: bool = False

    @property
    def is_bullet(self) -> bool:
        return self.readings[0].kind is MarkerKind.BULLET

    def precedes(self, other: Marker) -> bool:
        """Whether `other` can be the next in one list, which may also number all its items alike."""
        following = {Reading(reading.kind, reading.ordinal + 1, reading.prefix) for reading in self.readings}
        return self.style == other.style and (self.label == other.label or not following.isdisjoint(other.readings))


_BULLETS = "•‣◦▪▫●○■□·∙⁃➢➤►▶✓✔✗»–—\\-*+\uf0b7\uf0a7"
# Bullets that as a rule stand below another kind.
INNER_BULLETS = frozenset("◦○▪▫⁃‣–o")
OUTER_BULLETS = frozenset("•●■\uf0b7")
_BULLET = re.compile(rf"(?:([{_BULLETS}])(?:\s+|$)|([•‣◦▪●○■⁃・➢➤►✓✔\uf0b7\uf0a7])(?=\S)|(o)\s+(?=\w))")
_NUMBER = re.compile(r"(\(?)(\d{1,3}(?:\.\d{1,3}){0,4})(\.\)|[.):])?(\s+|$|(?=[^\W\d_]))")
_LETTER = re.compile(r"(\(?)([A-Za-z]|[ivxlc]{2,7}|[IVXLC]{2,7}|([a-z])\3)(\.\)|[.)])(\s+|$)")
_SIGN = re.compile(r"(§)\s*(\d{1,4})([a-z]?)(?:[.:)]+(?=\s|$))?\s*")
_WORDS = (
    "article|artikel|section|abschnitt|chapter|kapitel|clause|part|teil|ziffer|punkt|paragraph|annex|appendix|"
    "schedule|anhang|art[ií]culo|artigo|articolo|secci[oó]n|se[cç][cç][aã]o|sezione|cap[ií]tulo|chapitre|partie|"
    "artykuł|rozdział|hoofdstuk|artikkel|статья|раздел|глава"
)
_WORD = re.compile(rf"({_WORDS})\s+(\d{{1,3}}|[IVXLC]{{1,7}}|[A-Z])(?![\w(])(\s*[.:)–—-]+(?=\s|$))?\s*", re.IGNORECASE)
_CJK = re.compile(r"(第)\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*([条條章節节])\s*")
_ROMAN = re.compile(r"(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@cache
def roman_value(numeral: str) -> int | None:
    """The value of a well-formed Roman numeral up to 399, else None ("iiii", "vx", "mix")."""
    lower = numeral.lower()
    if not _ROMAN.fullmatch(lower):
        return None
    values = [_ROMAN_VALUES[letter] for letter in lower]
    return sum(-v if any(v < later for later in values[i + 1 :]) else v for i, v in enumerate(values))


def read_marker(line: str) -> Marker | None:
    """The marker that `line` begins with, or None. `line` has no white space in front."""
    return _bullet(line) or _sign(line) or _word(line) or _number(line) or _letter(line)


def _bullet(line: str) -> Marker | None:
    match = _BULLET.match(line)
    if match is None or (match.end() == len(line) and line.strip() in "*+"):
        return None
    bullet = match.group(1) or match.group(2) or match.group(3)
    return Marker("", bullet, (Reading(MarkerKind.BULLET, 0),), match.end())


def _sign(line: str) -> Marker | None:
    match = _SIGN.match(line)
    if match:
        label = match.group(2) + match.group(3)
        if not _opens_title(line[match.end() :]):
            return None
        return Marker(label, "§ #", (Reading(MarkerKind.DECIMAL, int(match.group(2))),), match.end(), strong=True)
    match = _CJK.match(line)
    if match:
        ordinal = int(match.group(2)) if match.group(2).isdecimal() else _cjk_value(match.group(2))
        style = f"第#{match.group(3)}"
        return Marker(match.group(2), style, (Reading(MarkerKind.DECIMAL, ordinal),), match.end(), strong=True)
    return None


def _cjk_value(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    digits = "一二三四五六七八九"
    return (10 * (digits.find(tens) + 1 or 1) if ten else 0) + (digits.find(ones) + 1 if ones else 0)


def _word(line: str) -> Marker | None:
    match = _WORD.match(line)
    if match is None or not _opens_title(line[match.end() :]):
        return None
    written = match.group(2)
    readings = _readings(written) if not written.isdecimal() else (Reading(MarkerKind.DECIMAL, int(written)),)
    return Marker(written, f"{match.group(1).lower()} #", readings, match.end(), strong=True)


def _opens_title(rest: str) -> bool:
    """Whether what follows "Article 5" can be its title: "Section 5 applies to ..." and "§ 5 BDSG" are prose."""
    return not rest or (not (rest[0].islower() or rest[0] in ",;") and not re.match(r"[A-Z]{3,}\b\W*$", rest))


def _number(line: str) -> Marker | None:
    match = _NUMBER.match(line)
    if match is None:
        return None
    opening, written, closing, space = match.groups()
    rest = line[match.end() :]
    numbers = tuple(int(part) for part in written.split("."))
    if any(len(part) > 1 and part[0] == "0" for part in written.split(".")[1:]):
        return None
    if opening and closing not in {")", ".)"}:
        return None
    if not closing:
        if not space or len(numbers) == 1 or not rest or (len(numbers) == 2 and not _begins_upper(rest)):
            return None
    elif not space and rest and not (closing == "." and rest[0].isupper()):
        return None
    style = f"{opening}#{closing or '.'}" if len(numbers) == 1 else "#.#"
    return Marker(written, style, (Reading(MarkerKind.DECIMAL, numbers[-1], numbers[:-1]),), match.end())


def _begins_upper(rest: str) -> bool:
    first = rest.lstrip("\"'“‘«(*_")[:1]
    return first.isalpha() and not first.islower()


def _letter(line: str) -> Marker | None:
    match = _LETTER.match(line)
    if match is None or (match.group(1) and match.group(4) == "."):
        return None
    written = match.group(2)
    readings = _readings(written)
    if not readings:
        return None
    return Marker(written, f"{match.group(1)}#{match.group(4)}", readings, match.end())


@cache
def _readings(written: str) -> tuple[Reading, ...]:
    """The readings of "i", "iv", "C", "bb"; the likelier one for a list's first marker comes first."""
    upper = written.isupper()
    readings = []
    if len(set(written.lower())) == 1 and len(written) <= 2:
        ordinal = ord(written[0].lower()) - ord("a") + 1 + 26 * (len(written) - 1)
        readings.append(Reading(MarkerKind.UPPER_LETTER if upper else MarkerKind.LOWER_LETTER, ordinal))
    value = roman_value(written)
    if value is not None:
        roman = Reading(MarkerKind.UPPER_ROMAN if upper else MarkerKind.LOWER_ROMAN, value)
        readings.insert(0 if len(written) > 1 or written in "ivxIVX" else 1, roman)
    return tuple(readings)
