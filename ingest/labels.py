"""The label that an item or a paragraph begins with: "Billing records: ...", "Cookies. We ...", "How long? For ..."."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.slugs import plain

_MAX_LEAD = 90


class _Form(NamedTuple):
    """How a label is written, and its greatest number of words in an item and in a paragraph."""

    pattern: re.Pattern[str]
    in_items: int
    in_paragraphs: int


_CAPITAL = r"[^\W\d_a-z]"
_FORMS = (
    _Form(re.compile(r"\*\*([^*]{2,60}?)(?:[.:]\*\*|\*\*[.:])\s+\S"), 12, 12),
    _Form(re.compile(rf"({_CAPITAL}[^.!?:;]{{5,90}}\?)\s+(?={_CAPITAL})"), 12, 12),
    _Form(
        re.compile(
            rf"((?!(?:Yes|No|Note|Inc|Ltd)\b){_CAPITAL}[^\s.!?:;]{{2,}}(?: [^\s.!?:;]{{2,}}){{0,7}})\.\s+(?={_CAPITAL})"
        ),
        3,
        2,
    ),
    _Form(re.compile(r"([^\s:.;!?|][^:.;!?|\n]{1,89}?)[*_]{0,3}\s*:[*_]{0,3}\s+\S"), 10, 10),
    _Form(re.compile(r"([^\s:.;!?|][^:.;!?|\n–—]{1,59}?)[*_]{0,3}\s+[–—-]\s+\S"), 6, 0),
)


def label_of(flat: str, *, listed: bool, leads: bool) -> str:
    """The label of a text whose white space is folded, "" where it has none.

    `listed` says that the text is an item; `leads` that others stand below it, so that a short one is their label.
    """
    for form in _FORMS:
        match = form.pattern.match(flat)
        if match and len(match.group(1).split()) <= (form.in_items if listed else form.in_paragraphs):
            return plain(match.group(1))
    ends_open = flat.endswith((":", "：")) or (leads and not flat.endswith("."))
    return plain(flat).rstrip(" :：") if listed and ends_open and len(flat) <= _MAX_LEAD else ""
