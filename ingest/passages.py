"""Passages: what is indexed and ranked. Each lies inside one clause's own text, and none is long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from ingest.models import BlockKind, Clause, ClauseKind, Document, Passage, Span
from ingest.outline import own_text
from ingest.sentences import sentences
from ingest.slugs import plain

MAX_CHARS = 1_000
_SHORT_ITEM = 300


def passages(
    document: Document,
    clauses: Sequence[Clause],
    *,
    max_tokens: int = 200,
    count_tokens: Callable[[str], int],
) -> list[Passage]:
    """The passages of all clauses, in reading order; a clause that is a heading alone has none."""
    text = document.text
    by_key = {clause.key: clause for clause in clauses}
    lead_ins = _lead_ins(clauses, by_key)
    headers = {block.start: block.header for block in document.blocks if block.kind is BlockKind.ROW}

    def fits(start: int, end: int) -> bool:
        return end - start <= MAX_CHARS and count_tokens(text[start:end]) <= max_tokens

    found = []
    for key, spans in own_text(document, clauses).items():
        clause = by_key[key]
        above = _context(text, clause, lead_ins.get(key, ()), headers.get(clause.start, ()))
        for span in spans:
            for group in _groups(_pieces(text, clause, span), text, fits):
                start, end = group[0].start, group[-1].end
                context = above if start == clause.body_start else _with_title(above, clause)
                found.append(Passage(key, start, end, text[start:end], context, tuple(group)))
    return sorted(found, key=lambda passage: passage.start)


def _lead_ins(clauses: Sequence[Clause], by_key: Mapping[str, Clause]) -> dict[str, tuple[Span, ...]]:
    """What leads in each item, outermost first: an item in a list in a list has two."""
    found: dict[str, tuple[Span, ...]] = {}
    for clause in clauses:
        parent = by_key[clause.parent] if clause.parent is not None else None
        above = found.get(parent.key, ()) if parent is not None and parent.kind is ClauseKind.ITEM else ()
        found[clause.key] = (*above, clause.lead_in) if clause.lead_in is not None else above
    return found


def _context(text: str, clause: Clause, lead_ins: Sequence[Span], header: Sequence[str]) -> str:
    """The headings above, then the lead-ins, then a table row's column names."""
    named = clause.kind in {ClauseKind.ITEM, ClauseKind.ROW, ClauseKind.PARAGRAPH} and clause.title
    headings = clause.path[:-1] if named else clause.path
    columns = " | ".join(cell for cell in header if cell)
    lines = [" > ".join(heading for heading in headings if heading != columns)]
    for span in lead_ins:
        lead_in = plain(text[span.start : span.end])
        if not any(lead_in.rstrip(" :") in heading for heading in headings):
            lines.append(lead_in)
    lines.append(columns)
    return "\n".join(line for line in lines if line)


def _with_title(context: str, clause: Clause) -> str:
    """The context of a passage that does not begin where its clause does, and so does not hold the clause's label."""
    headings, _, rest = context.partition("\n")
    if not clause.title or clause.title in headings:
        return context
    first = " > ".join(part for part in (headings, clause.title) if part)
    return f"{first}\n{rest}" if rest else first


def _pieces(text: str, clause: Clause, span: Span) -> list[Span]:
    """What can be quoted on its own: a table row or a short item whole, else sentences."""
    if clause.kind is ClauseKind.ROW or (clause.kind is ClauseKind.ITEM and len(span) <= _SHORT_ITEM):
        return [span]
    return sentences(text, span)


def _groups(pieces: Sequence[Span], text: str, fits: Callable[[int, int], bool]) -> Iterator[list[Span]]:
    group: list[Span] = []
    for piece in pieces:
        if group and fits(group[0].start, piece.end):
            group.append(piece)
            continue
        if group:
            yield group
        group = [piece]
        if not fits(piece.start, piece.end):
            *parts, last = _split(piece, text, fits)
            yield from ([part] for part in parts)
            group = [last]
    if group:
        yield group


def _split(piece: Span, text: str, fits: Callable[[int, int], bool]) -> list[Span]:
    """An over-long sentence in parts that fit: cut at semicolons if that will do, else at white space or anywhere."""
    parts = []
    start = piece.start
    while not fits(start, piece.end):
        limit = min(start + MAX_CHARS, piece.end)
        while not fits(start, limit) and limit > start + 1:
            limit = start + (limit - start) * 3 // 4
        cuts = [match.start() + 1 for match in re.finditer(r"[;；](?=\s)", text[start:limit])]
        spaces = [match.start() for match in re.finditer(r"\s+", text[start:limit])]
        best = max([cut for cut in cuts if 3 * cut >= limit - start] or spaces[-1:] or [limit - start])
        end = start + (best or limit - start)
        parts.append(Span(start, end))
        while end < piece.end and text[end].isspace():
            end += 1
        start = end
    if start < piece.end:
        parts.append(Span(start, piece.end))
    return parts
