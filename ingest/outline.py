"""From blocks to the clause tree: sections, paragraphs, list items and table rows, with readable keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.labels import label_of
from ingest.models import BlockKind, Clause, ClauseKind, Document, Span
from ingest.nesting import nest
from ingest.nodes import Node, read_nodes
from ingest.sentences import sentences
from ingest.slugs import plain, slug

_MAX_LEAD_IN_WORDS = 30
_TITLE_WORDS = 6
_TEXT_WORDS = (3, 6)
_LISTED = {BlockKind.ITEM, BlockKind.ROW}


def outline(document: Document) -> list[Clause]:
    """The clauses in reading order, parents before their children. Keys are unique."""
    root = nest(read_nodes(document))
    writer = _Writer(document)
    writer.write(root, None, (), _plan(root))
    return writer.clauses


def own_text(document: Document, clauses: Sequence[Clause]) -> dict[str, list[Span]]:
    """Each clause's own text by its key: what is neither heading or marker nor in its children.

    A clause that has none is left out. Text between blocks (white space, site furniture) is nobody's.
    """
    found: dict[str, list[Span]] = {}
    open_clauses: list[Clause] = []
    waiting = iter(clauses)
    following = next(waiting, None)
    for block in document.blocks:
        while following is not None and following.start <= block.start:
            open_clauses.append(following)
            following = next(waiting, None)
        while open_clauses and open_clauses[-1].end <= block.start:
            open_clauses.pop()
        if not open_clauses:
            continue
        clause = open_clauses[-1]
        span = _trimmed(document.text, Span(max(block.start, clause.body_start), block.end))
        if len(span):
            found.setdefault(clause.key, []).append(span)
    return found


def _trimmed(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    if not piece.strip():
        return Span(span.start, span.start)
    return Span(span.start + len(piece) - len(piece.lstrip()), span.start + len(piece.rstrip()))


@dataclass(slots=True)
class _Plan:
    """What a section does with its paragraphs: which are its own text, which hold the list that they lead in."""

    own: set[int] = field(default_factory=set)
    holds: dict[int, list[Node]] = field(default_factory=dict)
    lead_ins: dict[int, Node] = field(default_factory=dict)


def _plan(parent: Node) -> _Plan:
    plan = _Plan()
    paragraphs = [child for child in parent.children if child.kind is BlockKind.PARAGRAPH and not child.is_section]
    runs = _lists(parent.children)
    one_list = len(runs) < 2 or all(_goes_on(before[1], after[1]) for before, after in pairwise(runs))
    for leader, run in runs:
        if leader is not None and leader.introduces:
            plan.lead_ins.update({node.index: leader for node in run})
            if parent.block is None or parent.is_title or not one_list:
                plan.holds[leader.index] = run
            else:
                plan.own.add(leader.index)
    free = [node for node in paragraphs if node.index not in plan.holds]
    if parent.block is not None and len(free) == 1 and free[0] is parent.children[0]:
        plan.own.add(free[0].index)
    if parent.block is not None and not parent.is_section:
        plan.lead_ins.update({child.index: parent for child in parent.children if parent.introduces})
    elif parent.kind is BlockKind.PARAGRAPH and runs and runs[0][1][0] is parent.children[0] and parent.introduces:
        plan.lead_ins.update({node.index: parent for node in runs[0][1]})
    return plan


def _goes_on(run: Sequence[Node], later: Sequence[Node]) -> bool:
    """Whether a list goes on after the paragraph that interrupts it, by its numbers."""
    first = later[0].member
    return first is not None and first.position > 0 and any(n.member and n.member.series == first.series for n in run)


def _lists(children: Sequence[Node]) -> list[tuple[Node | None, list[Node]]]:
    """The runs of items and rows, each with the paragraph right before it."""
    runs: list[tuple[Node | None, list[Node]]] = []
    before: Node | None = None
    for child in children:
        listed = child.kind in _LISTED or (child.marker is not None and not child.is_section)
        if listed and before is not None and runs and runs[-1][1][-1] is before:
            runs[-1][1].append(child)
        elif listed:
            leads = before is not None and before.kind is BlockKind.PARAGRAPH and not before.is_section
            runs.append((before if leads else None, [child]))
        before = child
    return runs


@dataclass(slots=True)
class _Writer:
    document: Document
    clauses: list[Clause] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    clashes: dict[str, int] = field(default_factory=dict)
    title_key: str | None = None

    def write(self, node: Node, parent: Clause | None, path: tuple[str, ...], plan: _Plan) -> None:
        """Write the clauses below `node`, which is `parent`'s node."""
        held = {inner.index for run in plan.holds.values() for inner in run}
        for child in node.children:
            if child.index in plan.own or child.index in held:
                continue
            run = plan.holds.get(child.index)
            self._write_one(child, parent, path, plan, run)

    def _write_one(
        self, node: Node, parent: Clause | None, path: tuple[str, ...], plan: _Plan, run: list[Node] | None
    ) -> None:
        assert node.block is not None
        inner = run if run is not None else node.children
        if parent is not None and parent.key == self.title_key:
            path = ()
        title = self._title(node, holds_list=run is not None)
        block = node.block
        columns = " | ".join(cell for cell in block.header if cell)
        if columns:
            path = (*path, columns)
        own_path = (*path, self._heading(node, title)) if title else path
        leader = plan.lead_ins.get(node.index)
        clause = Clause(
            key=self._key(node, title, parent),
            label=node.label,
            title=title,
            path=own_path,
            kind=_kind(node, bool(inner)),
            start=block.start,
            end=max(block.end, _end(inner[-1]) if inner else 0),
            body_start=block.end if node.kind is BlockKind.HEADING else node.content_start,
            parent=parent.key if parent else None,
            lead_in=self._last_sentence(leader) if leader is not None and run is None else None,
            anchor=block.anchor,
            page=block.page,
        )
        self.clauses.append(clause)
        if node.is_title:
            self.title_key = clause.key
        if run is not None:
            held = Node(node.block, is_section=False, children=run)
            self.write(held, clause, own_path, _Plan(lead_ins=plan.lead_ins))
        else:
            self.write(node, clause, own_path, _plan(node))

    def _title(self, node: Node, *, holds_list: bool) -> str:
        assert node.block is not None
        content = self.document.text[node.content_start : min(node.block.end, node.content_start + 400)]
        if node.kind is BlockKind.HEADING:
            return plain(content).rstrip(" :#.") or plain(self.document.text[node.block.start : node.block.end])
        if node.kind is BlockKind.ROW:
            return next(
                (cell for cell in (plain(part) for part in re.split(r"(?<!\\)[|\t]|</t[dh]>", content)) if cell), ""
            )
        if holds_list:
            span = self._last_sentence(node)
            sentence = plain(self.document.text[span.start : span.end])
            return sentence.rstrip(" :：-–") if len(sentence.split()) <= _MAX_LEAD_IN_WORDS else ""
        return label_of(
            " ".join(content.split()), listed=node.kind is BlockKind.ITEM or node.is_section, leads=bool(node.children)
        )

    def _heading(self, node: Node, title: str) -> str:
        """A heading as written, its marker included but for a bullet."""
        if not node.label or node.marker is None:
            return title
        assert node.block is not None
        written = plain(self.document.text[node.block.start : node.content_start])
        return f"{written} {title}" if written and written != title else title

    def _last_sentence(self, node: Node) -> Span:
        assert node.block is not None
        span = _trimmed(self.document.text, Span(node.content_start, node.block.end))
        near = Span(max(span.start, span.end - 2_000), span.end)
        found = sentences(self.document.text, near)
        return found[-1] if found else span

    def _key(self, node: Node, title: str, parent: Clause | None) -> str:
        prefix = f"{parent.key}." if parent and parent.key != self.title_key else ""
        for name in self._names(node, title, parent):
            if prefix + name not in self.keys:
                key = prefix + name
                break
        else:
            number = self.clashes.get(prefix + name, 1) + 1
            while f"{prefix}{name}-{number}" in self.keys:
                number += 1
            self.clashes[prefix + name] = number
            key = f"{prefix}{name}-{number}"
        self.keys.add(key)
        return key

    def _names(self, node: Node, title: str, parent: Clause | None) -> Iterator[str]:
        """Names for a clause below its parent, the best first."""
        assert node.block is not None
        if node.label:
            outer = f"{parent.label}." if parent and parent.label else ""
            yield node.label.removeprefix(outer) if outer else node.label
            if node.marker is not None and node.marker.strong:
                yield slug(f"{node.marker.style} {node.label}", words=2)
            return
        if title:
            yield slug(title, words=_TITLE_WORDS) or node.block.kind.value
            return
        content = self.document.text[node.content_start : min(node.block.end, node.content_start + 400)]
        for words in _TEXT_WORDS:
            yield slug(content, words=words) or node.block.kind.value


def _end(node: Node) -> int:
    while node.children:
        node = node.children[-1]
    return node.block.end if node.block else 0


def _kind(node: Node, has_children: bool) -> ClauseKind:
    if node.kind is BlockKind.ROW:
        return ClauseKind.ROW
    if node.kind is BlockKind.HEADING or (node.kind is BlockKind.PARAGRAPH and has_children):
        return ClauseKind.SECTION
    return ClauseKind.ITEM if node.kind is BlockKind.ITEM else ClauseKind.PARAGRAPH
