"""Reads statements out of a model's reply while it is still being written, whatever stands around them. Pure.

A reply is meant to be one JSON object with a list of statements, but models wrap it in prose and code fences, break it
off, and forget commas. So each object that closes is tried by itself: one that has a text and quotes is a statement.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_MOST_RESTARTS = 100
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_STATEMENT = re.compile(r"\{\s*[\"'](?:quotes|support|text|clauses?|statement)[\"']\s*:")
_SILENT = re.compile(r"[\"']silent[\"']\s*:\s*true\b", re.IGNORECASE)
_NOTHING = re.compile(r"[\"']statements[\"']\s*:\s*\[\s*\]")


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that are said to stand in a clause; `clause` is its number, None where none was given."""

    clause: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as the model wrote it: nothing of it is verified."""

    text: str
    claims: tuple[Claim, ...]


class DraftParser:
    """`feed` and `finish` give the statements that are complete by then. What a string holds is never structure."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._open: list[int] = []
        self._string = False
        self._escaped = False
        self._end_of_last = 0
        self.found = 0

    @property
    def empty(self) -> bool:
        return not self._text.strip()

    @property
    def silent(self) -> bool:
        """Whether the reply says that there is no answer."""
        return self.found == 0 and bool(_SILENT.search(self._text) or _NOTHING.search(self._text))

    def feed(self, chunk: str) -> Iterator[Draft]:
        self._text += chunk
        while self._at < len(self._text):
            char = self._text[self._at]
            self._at += 1
            if self._string:
                self._in_string(char)
            elif char == '"' and self._open:
                self._string = True
            elif char == "{":
                self._open.append(self._at - 1)
            elif char == "}" and self._open:
                yield from self._closed(self._open.pop())

    def finish(self) -> Iterator[Draft]:
        """What was lost to a string that never closed: each place where a statement may begin is tried."""
        decoder = json.JSONDecoder(strict=False)
        rest = _TRAILING_COMMA.sub("", self._text[self._end_of_last :])
        end = 0
        for count, match in enumerate(_STATEMENT.finditer(rest)):
            if count == _MOST_RESTARTS:
                return
            if match.start() < end:
                continue
            try:
                value, end = decoder.raw_decode(rest, match.start())
            except (ValueError, RecursionError):
                continue
            yield from self._taken(value)

    def _in_string(self, char: str) -> None:
        if self._escaped:
            self._escaped = False
        elif char == "\\":
            self._escaped = True
        elif char == '"':
            self._string = False

    def _closed(self, start: int) -> Iterator[Draft]:
        if not _STATEMENT.match(self._text, start, self._at):
            return
        value = _loaded(self._text[start : self._at])
        drafts = list(self._taken(value))
        if drafts:
            self._end_of_last = self._at
        yield from drafts

    def _taken(self, value: object) -> Iterator[Draft]:
        draft = draft_of(value)
        if draft is not None:
            self.found += 1
            yield draft


def draft_of(value: object) -> Draft | None:
    """A statement of a JSON object that has a text and quotes, in the asked form or a near one."""
    if not isinstance(value, dict):
        return None
    text = value.get("text", value.get("statement"))
    if not isinstance(text, str) or not text.strip():
        return None
    clauses = value.get("clauses", value.get("clause"))
    numbers = [_number(one) for one in (clauses if isinstance(clauses, list) else [clauses])]
    listed = value.get("quotes", value.get("support", value.get("quote")))
    quotes = listed if isinstance(listed, list) else [listed]
    claims = [_claim(quote, numbers[min(at, len(numbers) - 1)]) for at, quote in enumerate(quotes)]
    kept = tuple(claim for claim in claims if claim is not None)
    return Draft(_whole(text).strip(), kept) if kept or "quotes" in value or "support" in value else None


def _claim(value: object, number: int | None) -> Claim | None:
    quote = value
    if isinstance(value, Mapping):
        quote = value.get("quote", value.get("text"))
        number = _number(value.get("clause", value.get("number", number)))
    return Claim(number, _whole(quote)) if isinstance(quote, str) and quote.strip() else None


def _whole(text: str) -> str:
    """Without halves of characters, which JSON can spell ("\\ud800") and nothing can send on."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _number(value: object) -> int | None:
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 6:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _loaded(text: str) -> Any:
    for candidate in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
