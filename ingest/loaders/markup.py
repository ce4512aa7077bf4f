"""Inline markup at a line's edges: what of it is shown, and what marks a heading without being one. Pure.

Offsets are given and returned as Span, so that a block can begin at the first visible character.
"""

from __future__ import annotations

import html
import re

from ingest.models import Span

_WRAPPERS = (("***", "***"), ("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("`", "`"), ("~~", "~~"))
_LEADING_TAG = re.compile(r"\s*<[a-zA-Z/][^<>]{0,500}>\s*")
_TRAILING_TAG = re.compile(r"\s*<[a-zA-Z/][^<>]{0,500}>\s*$")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\n]*\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|`+|~~")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ATTRIBUTES = re.compile(r"\{:?\s*(?=[#.\w-])([^{}\n]*)\}\s*$")
_ATTRIBUTE_ID = re.compile(r"#([\w:.-]+)")
_CLOSING_HASHES = re.compile(r"(?:^|\s)#+\s*$")
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[IVXivx]{1,5})[.):]|\(\w{1,4}\)|§|(?:Article|Section)\s+\w")
_BOLD_OPENINGS = ("**", "__", "<strong", "<b>")
_MOST_HEADING_CHARACTERS = 150
_MOST_LEAD_IN_WORDS = 6
_MOST_WRAPPERS = 8


def plain(markdown: str) -> str:
    """The visible words of a short piece of inline Markdown or HTML."""
    shown = _TAG.sub("", _LINK.sub(r"\1", markdown))
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", _EMPHASIS.sub("", shown))).split())


def visible(text: str, span: Span) -> Span:
    """The span without the markup that wraps all of it: emphasis, a link, anchors before or after."""
    start, end = _stripped(text, span.start, span.end)
    for _ in range(_MOST_WRAPPERS):
        inner = _unwrapped(text, start, end)
        if inner == (start, end):
            break
        start, end = _stripped(text, *inner)
    return Span(start, end)


def without_attributes(text: str, span: Span) -> tuple[Span, str | None]:
    """A heading's span without `{#id}` and closing hashes, and the id."""
    shown = text[span.start : span.end]
    anchor = None
    if attributes := _ATTRIBUTES.search(shown, max(0, len(shown) - 300)):
        found = _ATTRIBUTE_ID.search(attributes[1])
        anchor = found[1] if found else None
        shown = shown[: attributes.start()].rstrip()
    if hashes := _CLOSING_HASHES.search(shown, max(0, len(shown) - 50)):
        shown = shown[: hashes.start()].rstrip()
    return Span(span.start, span.start + len(shown)), anchor


def bold_heading(text: str, span: Span) -> Span | None:
    """The visible part of a line that is bold from end to end and reads as a heading, or None."""
    line = text[span.start : min(span.end, span.start + _MOST_HEADING_CHARACTERS + 40)]
    if span.end - span.start > _MOST_HEADING_CHARACTERS or not line.lower().startswith(_BOLD_OPENINGS):
        return None
    without_colon = Span(span.start, span.end - 1) if line.endswith(":") else span
    inner = visible(text, without_colon)
    shown = text[inner.start : inner.end]
    if inner == without_colon or not shown or "**" in shown or "__" in shown or "</" in shown:
        return None
    return inner if reads_as_heading(shown + ":" * line.endswith(":")) else None


def reads_as_heading(bold: str) -> bool:
    """Whether a line that is bold from end to end heads what follows, rather than being a stressed sentence.

    A sentence ("We never sell data.") and a lead-in of some length ("We share it with the following:") are no
    headings; a numbered line with a full stop ("4. Cookies.") is one.
    """
    words = len(bold.split())
    if not bold or len(bold) > _MOST_HEADING_CHARACTERS:
        return False
    if bold.endswith(":"):
        return words <= _MOST_LEAD_IN_WORDS
    if bold.endswith((".", "!", ";", ",")):
        return words <= 2 * _MOST_LEAD_IN_WORDS and bool(_NUMBERED.match(bold))
    return True


def is_capitals_heading(line: str) -> bool:
    """Whether a line is a heading by its capitals alone ("DATA RETENTION")."""
    words = line.split()
    long_enough = len(words) > 1 or len(line) > _MOST_LEAD_IN_WORDS
    return line.isupper() and long_enough and len(words) <= 2 * _MOST_LEAD_IN_WORDS and reads_as_heading(line)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    shown = text[start:end]
    start += len(shown) - len(shown.lstrip())
    return start, max(start, end - (len(shown) - len(shown.rstrip())))


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    shown = text[start:end]
    if tag := _LEADING_TAG.match(shown):
        return start + tag.end(), end
    if tag := _TRAILING_TAG.search(shown, max(0, len(shown) - 600)):
        return start, start + tag.start()
    if link := _LINK.fullmatch(shown):
        return start + link.start(1), start + link.end(1)
    for opening, closing in _WRAPPERS:
        wide = len(shown) > len(opening) + len(closing)
        if wide and shown.startswith(opening) and shown.endswith(closing):
            inner = shown[len(opening) : -len(closing)]
            if opening not in inner and not inner[0].isspace():
                return start + len(opening), end - len(closing)
    return start, end
