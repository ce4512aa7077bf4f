"""What a Markdown file holds besides prose: front matter, comments, template tags, anchors. Pure.

Masking writes spaces over such parts, so that a parser does not see them while every offset stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.loaders.markdown_hidden import hidden_elements
from ingest.models import Span

_FENCES = ("---", "+++")
_FRONT_MATTER_LINE = re.compile(r"\s*$|[\w\"'-][^\n:=]*[:=](?:\s|$)|\s+\S|[-#\[\]{}]")
_FIELD = re.compile(r"^([A-Za-z_][\w-]{0,40})[ \t]*[:=][ \t]*([^\n]{0,300})$", re.MULTILINE)
_NESTED_DATE = re.compile(r"^last_update:[ \t]*\n[ \t]+date:[ \t]*([^\n]{0,40})$", re.MULTILINE)
_TITLE_FIELDS = ("title",)
_DATE_FIELDS = ("effective", "effective_date", "effectivedate", "last_updated", "lastupdated", "updated", "date")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_LONE_TAGS = re.compile(
    r"""
    ^[ \t]*(?:
        (?:</?(?:div|center|section|article|main|span|br|details|font|a)\b[^<>\n]{0,500}>[ \t]*)+
        | \{%[^\n]{0,500}%\} | \{\{[^\n]{0,500}\}\} | \{::?(?!\s?toc)[^\n]{0,500}\}   # templates and kramdown
        | \[\[?_?toc_?\]?\] | :::+[^\n]{0,200}                               # contents and callouts
    )[ \t]*$
    """,
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_CODE = re.compile(
    r"""
    ^import\s(?:[^\n;]{0,300}?\sfrom\s+)?["'][^"'\n]{1,300}["'];?[ \t]*$          # MDX
    | ^export\s(?:const|let|default|function)\b[^\n]{0,500}$
    | ^(?:import|export)\s+\{[^{}]{0,2000}\}\s*from\s+["'][^"'\n]{1,300}["'];?[ \t]*$
    | ^[ \t]*\{/\*.{0,5000}?\*/\}[ \t]*$
    | ^\{::comment\}.{0,5000}?^\{:/(?:comment)?\}[ \t]*$                              # kramdown
    | \{%-?\s*comment\s*-?%\}.{0,5000}?\{%-?\s*endcomment\s*-?%\}                   # Liquid
    | ^[ \t]{0,9}(?:>[ \t]?){0,9}\[!\w{1,20}\][-+]?[ \t]*$                                       # GitHub's alerts
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_TITLE_BLOCK = re.compile(r"%[ \t]+([^\n]+)\n(?:%[^\n]*\n){0,2}")
_ANCHOR = re.compile(
    r"<(?:a\b[^<>]{0,300}?\sname|[a-z][a-z0-9]*\b[^<>]{0,300}?\sid)\s*=\s*[\"']?([^\"'\s<>]{1,200})", re.IGNORECASE
)
_ATTRIBUTE_ANCHOR = re.compile(r"^[ \t]*\{:[^\n}]{0,300}?#([\w:.-]{1,200})[^\n}]{0,300}\}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that a link can point to. `after` says that it names the block before it, as kramdown has it."""

    offset: int
    id: str
    after: bool = False


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` is as long as the original and has its line breaks at the same offsets. `hidden` are the comments and
    hidden elements in it.
    """

    text: str
    hidden: tuple[Span, ...]
    anchors: tuple[Anchor, ...]
    title: str | None
    effective: date | None


def mask(text: str) -> Masked:
    front = _front_matter_end(text)
    fields = {name.lower().replace(" ", "_").replace("-", "_"): value for name, value in _FIELD.findall(text[:front])}
    if nested := _NESTED_DATE.search(text, 0, front):
        fields["last_updated"] = nested[1]
    block = _TITLE_BLOCK.match(text)
    if block is not None:
        front, fields = block.end(), {"title": block[1]}
    shown, hidden = _without_hidden(_blank(text[:front]) + text[front:])
    anchors = [Anchor(match.start(), match[1]) for match in _ANCHOR.finditer(shown)]
    anchors += [Anchor(match.start(), match[1], after=True) for match in _ATTRIBUTE_ANCHOR.finditer(shown)]
    return Masked(
        text=_LONE_TAGS.sub(lambda match: _blank(match[0]), shown),
        hidden=tuple(hidden),
        anchors=tuple(sorted(anchors, key=lambda anchor: anchor.offset)),
        title=next((fields[name].strip().strip("\"'") for name in _TITLE_FIELDS if fields.get(name)), None),
        effective=next((day for name in _DATE_FIELDS if (day := _iso_date(fields.get(name, "")))), None),
    )


def _front_matter_end(text: str) -> int:
    """The offset after the front matter; 0 where there is none, a rule at the top not being one."""
    fence = text[:3]
    if fence not in _FENCES or text[3 : text.find("\n") + 1].strip():
        return 0
    close = text.find(f"\n{fence}", 3)
    if close == -1:
        return 0
    end = text.find("\n", close + 1)
    end = len(text) if end == -1 else end + 1
    lines = text[4 : close + 1].splitlines()
    is_fields = any(line.strip() for line in lines) and all(_FRONT_MATTER_LINE.match(line) for line in lines)
    return end if is_fields and not text[close + 4 : end].strip() else 0


def _iso_date(value: str) -> date | None:
    match = _ISO_DATE.search(value)
    if match is None:
        return None
    try:
        return date.fromisoformat(match[0])
    except ValueError:
        return None


def _without_hidden(text: str) -> tuple[str, list[Span]]:
    """The text with blanks for what a reader does not see, and where that was."""
    comments = list(_comments(text))
    shown = _blanked(text, comments)
    code = [Span(*match.span()) for match in _CODE.finditer(shown)]
    shown = _CODE.sub(_blank_alert, shown)
    elements = hidden_elements(shown)
    return _blanked(shown, elements), sorted([*comments, *code, *elements], key=lambda span: span.start)


def _comments(text: str) -> Iterator[Span]:
    start = text.find("<!--")
    while start != -1:
        close = text.find("-->", start + 4)
        if close == -1:  # a comment that is never closed hides nothing
            yield from (Span(*match.span()) for match in re.compile("<!--").finditer(text, start))
            return
        yield Span(start, close + 3)
        start = text.find("<!--", close + 3)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += [text[at : span.start], _blank(text[span.start : span.end])]
        at = span.end
    return "".join([*parts, text[at:]])


def _blank_alert(match: re.Match[str]) -> str:
    """All of it, but for the mark of a quotation before an alert's name, which holds the quotation together."""
    return re.sub(r"[^\n>]", " ", match[0]) if "[!" in match[0][:10] else _blank(match[0])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
