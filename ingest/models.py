"""The values that flow through ingest: blocks of a text, its clauses, passages and versions.

All offsets are Unicode code points into the version's canonical text, half open: `text[start:end]`.
Nothing here reads a file, loads a model or imports a vendor's package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

_TAG = re.compile(
    r"</?(?:a|b|br|code|dd|div|dl|dt|em|font|i|img|li|ol|p|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that a loader saw as one unit. Text between blocks is white space or site furniture.

    `level` is a heading's depth (1 is the topmost; 0 where the format does not say) or a list item's nesting
    depth (0 is the outermost). `label` is set only where the format itself gives the marker ("3", "b");
    otherwise the outline reads the marker from the text. `header` holds a table row's header cells.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    label: str | None = None
    header: tuple[str, ...] = ()
    anchor: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a loader makes of a file's bytes: the canonical text, and its blocks in reading order.

    `title` and `effective` are set only where the format itself states them (Markdown front matter, HTML metadata).
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    notices: tuple[str, ...] = ()
    title: str | None = None
    effective: date | None = None


class ClauseKind(StrEnum):
    SECTION = "section"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of a policy's outline.

    `key` is unique within the version and readable: the label path ("7.4", "2.A"), or for unnumbered clauses a
    slug of label or heading below the parent's key ("7.billing-records"). `label` is the marker without its
    punctuation ("7", "b", "iv"), "" where there is none. `title` is the heading or the label before a colon, ""
    where there is none. `path` lists the headings from the outermost to this clause's own (heading as written,
    marker included: "7. Data Retention and Deletion"). `text[start:end]` begins at the marker and holds the
    children. `body_start` is where the text after marker and heading begins, so that `text[start:body_start]` is
    the heading alone. `lead_in` is the sentence that introduces a list item, empty where there is none.
    """

    key: str
    label: str
    title: str
    path: tuple[str, ...]
    kind: ClauseKind
    start: int
    end: int
    body_start: int
    parent: str | None = None
    lead_in: Span | None = None
    anchor: str | None = None
    page: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and ranked: a span inside one clause's own text, never across two.

    `sentences` are the sentences or items of the span, in order, without the white space between them; each is a
    piece that can be quoted on its own. `context` is what is embedded before the text: the heading path and a list
    item's lead-in, joined by line breaks.
    """

    clause: str
    start: int
    end: int
    text: str
    context: str
    sentences: tuple[Span, ...]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def embedded_text(self) -> str:
        """As long as context and text together, so that offsets hold: tags, which Markdown may have, become spaces."""
        shown = _TAG.sub(lambda tag: " " * len(tag[0]), self.text) if "<" in self.text else self.text
        return f"{self.context}\n{shown}" if self.context else shown


@dataclass(frozen=True, slots=True)
class Policy:
    """One organisation's privacy policy. `id` matches `[A-Za-z0-9._-]+`."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A policy's text as of an effective date. `id` is that date, or the first 12 digits of the text's sha256."""

    policy_id: str
    id: str
    effective: date | None
    language: str
    source: str
    media_type: str
    sha256: str
    text: str = field(repr=False)
    source_url: str | None = None
