"""What changed between two versions of a policy: clauses added, removed, renumbered, reworded. Pure.

The two outlines are matched from the top down. Among the children of matched clauses those that read the same with all
below them go together first, in order; then those with the same heading; then the most alike. What is left over but
stands word for word elsewhere was moved, which counts as renumbered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from ingest.models import Clause

_ALIKE = 0.5
_COMPARED_CHARACTERS = 600
_MOST_PAIRS = 100_000
_MOST_WORD_PAIRS = 400_000_000
_FEWEST_MOVED_WORDS = 4


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    SAME = "same"


class EditKind(StrEnum):
    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class WordEdit:
    """Words that follow each other, joined by spaces, and what became of them."""

    kind: EditKind
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause before and after. `edits` make the new words of a reworded clause from its old ones.

    The words are those of heading and own text, without the marker and without what is in clauses below. A reworded
    clause may have another number too.
    """

    kind: ChangeKind
    old: Clause | None
    new: Clause | None
    edits: tuple[WordEdit, ...] = ()


@dataclass(slots=True, eq=False)
class _Node:
    clause: Clause
    words: tuple[str, ...]
    children: list[_Node] = field(default_factory=list)
    parent: _Node | None = None
    whole: int = 0
    """Names the words of the clause and of all below it."""
    partner: _Node | None = None


def diff_versions(
    old_text: str, old: Sequence[Clause], new_text: str, new: Sequence[Clause]
) -> tuple[ClauseChange, ...]:
    """Every clause of both versions: those of the new one in its order, the removed where they stood."""
    seen: dict[object, int] = {}
    before, after = _tree(old_text, old, seen), _tree(new_text, new, seen)
    _match(before, after)
    return tuple(_changes(before, after))


def clause_words(text: str, clause: Clause, children: Iterable[Clause]) -> tuple[str, ...]:
    """The words of heading and own text, without the marker."""
    own, at = [], clause.body_start
    for child in children:
        own.append(text[at : child.start])
        at = max(at, child.end)
    own.append(text[at : clause.end])
    return (*clause.title.split(), *" ".join(own).split())


def _tree(text: str, clauses: Sequence[Clause], seen: dict[object, int]) -> list[_Node]:
    """All nodes in the text's order. `seen` numbers what the nodes hold, alike in both versions."""
    below: dict[str, list[Clause]] = {}
    for clause in clauses:
        if clause.parent is not None:
            below.setdefault(clause.parent, []).append(clause)
    nodes: dict[str, _Node] = {}
    for clause in clauses:
        node = _Node(clause, clause_words(text, clause, below.get(clause.key, ())))
        nodes[clause.key] = node
        if clause.parent is not None:
            node.parent = nodes[clause.parent]
            node.parent.children.append(node)
    for node in reversed(nodes.values()):
        content = (node.words, tuple(child.whole for child in node.children))
        node.whole = seen.setdefault(content, len(seen))
    return list(nodes.values())


def _match(before: Sequence[_Node], after: Sequence[_Node]) -> None:
    _match_down([([node for node in before if not node.parent], [node for node in after if not node.parent])])
    elsewhere: dict[tuple[str, ...], list[_Node]] = {}
    for node in before:
        if not node.partner and len(node.words) >= _FEWEST_MOVED_WORDS:
            elsewhere.setdefault(node.words, []).append(node)
    for node in after:
        if not node.partner and elsewhere.get(node.words):
            moved = elsewhere[node.words].pop(0)
            if not moved.partner:
                _pair(moved, node)
                _match_down([(moved.children, node.children)])


def _match_down(waiting: list[tuple[list[_Node], list[_Node]]]) -> None:
    while waiting:
        old, new = waiting.pop()
        _match_siblings(old, new)
        waiting += [(node.children, node.partner.children) for node in old if node.partner and node.children]


def _match_siblings(old: Sequence[_Node], new: Sequence[_Node]) -> None:
    for reading in (_whole, _words, _title):
        left = [node for node in _free(old) if reading(node)]
        right = [node for node in _free(new) if reading(node)]
        for one, other in _in_common([reading(node) for node in left], [reading(node) for node in right]):
            _pair(left[one], right[other])
    for left, right in _gaps(old, new):
        _match_alike(left, right)
    _match_alike(_free(old), _free(new))


def _gaps(old: Sequence[_Node], new: Sequence[_Node]) -> list[tuple[list[_Node], list[_Node]]]:
    """What is not matched, by the matched sibling before it: most of what was reworded stands where it stood."""
    gaps: dict[_Node | None, tuple[list[_Node], list[_Node]]] = {}
    for side, nodes in enumerate((old, new)):
        last: _Node | None = None
        for node in nodes:
            if node.partner:
                last = node.partner if side == 0 else node
            else:
                gaps.setdefault(last, ([], []))[side].append(node)
    return list(gaps.values())


def _whole(node: _Node) -> object:
    return node.whole + 1


def _words(node: _Node) -> object:
    return node.words


def _title(node: _Node) -> object:
    return node.clause.title.casefold()


def _match_alike(old: Sequence[_Node], new: Sequence[_Node]) -> None:
    """The most alike first; of equals those with the same label, then those that stand nearest to each other."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        return
    left, right = ([" ".join(node.words)[:_COMPARED_CHARACTERS] for node in nodes] for nodes in (old, new))
    alike = cdist(left, right, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE, dtype=np.float32)
    found = [(int(one), int(other)) for one, other in np.argwhere(alike > 0)]
    found.sort(key=lambda at: (-alike[at], old[at[0]].clause.label != new[at[1]].clause.label, abs(at[0] - at[1]), at))
    for one, other in found:
        if not old[one].partner and not new[other].partner:
            _pair(old[one], new[other])


def _free(nodes: Sequence[_Node]) -> list[_Node]:
    return [node for node in nodes if not node.partner]


def _pair(old: _Node, new: _Node) -> None:
    old.partner, new.partner = new, old


def _in_common(left: Sequence[object], right: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Pairs of indices whose values are equal, as many as go in order."""
    for kind, (start, end), (other, _) in _steps(left, right):
        if kind is EditKind.KEPT:
            yield from zip(range(start, end), range(other, other + end - start), strict=True)


def _steps(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[EditKind, tuple[int, int], tuple[int, int]]]:
    """What makes one sequence of the other: by a longest common subsequence, where they are not too long for that.

    Of those that are, what lies between the common beginning and the common end is replaced as a whole.
    """
    if len(old) * len(new) <= _MOST_WORD_PAIRS:
        numbers: dict[object, int] = {}
        one, other = ([numbers.setdefault(value, len(numbers)) for value in values] for values in (old, new))
        kinds = {"equal": EditKind.KEPT, "delete": EditKind.DELETED, "insert": EditKind.INSERTED}
        for step in Indel.opcodes(one, other):
            yield kinds[step.tag], (step.src_start, step.src_end), (step.dest_start, step.dest_end)
        return
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    yield EditKind.KEPT, (0, head), (0, head)
    yield EditKind.DELETED, (head, len(old) - tail), (head, head)
    yield EditKind.INSERTED, (len(old) - tail, len(old) - tail), (head, len(new) - tail)
    yield EditKind.KEPT, (len(old) - tail, len(old)), (len(new) - tail, len(new))


def _shared(one: Sequence[object], other: Sequence[object]) -> int:
    """How many values both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _changes(before: Sequence[_Node], after: Sequence[_Node]) -> Iterator[ClauseChange]:
    gone: dict[_Node | None, list[_Node]] = {}
    last: _Node | None = None
    for node in before:
        if node.partner:
            last = node.partner
        else:
            gone.setdefault(last, []).append(node)
    for place in (None, *after):
        if place is not None:
            yield _change(place)
        yield from (ClauseChange(ChangeKind.REMOVED, node.clause, None) for node in gone.get(place, ()))


def _change(node: _Node) -> ClauseChange:
    old = node.partner
    if old is None:
        return ClauseChange(ChangeKind.ADDED, None, node.clause)
    if old.words != node.words:
        return ClauseChange(ChangeKind.REWORDED, old.clause, node.clause, tuple(_edits(old.words, node.words)))
    stayed = (old.parent.partner if old.parent else None) is node.parent
    same = stayed and old.clause.label == node.clause.label
    return ClauseChange(ChangeKind.SAME if same else ChangeKind.RENUMBERED, old.clause, node.clause)


def _edits(old: Sequence[str], new: Sequence[str]) -> Iterator[WordEdit]:
    """Between words that are kept, what is deleted goes before what is inserted."""
    deleted: list[str] = []
    inserted: list[str] = []
    for kind, (start, end), (other, stop) in _steps(old, new):
        if kind is EditKind.KEPT:
            yield from _replaced(deleted, inserted)
            deleted, inserted = [], []
            if start < end:
                yield WordEdit(kind, " ".join(old[start:end]))
        deleted += old[start:end] if kind is EditKind.DELETED else ()
        inserted += new[other:stop] if kind is EditKind.INSERTED else ()
    yield from _replaced(deleted, inserted)


def _replaced(deleted: Sequence[str], inserted: Sequence[str]) -> Iterator[WordEdit]:
    if deleted:
        yield WordEdit(EditKind.DELETED, " ".join(deleted))
    if inserted:
        yield WordEdit(EditKind.INSERTED, " ".join(inserted))
