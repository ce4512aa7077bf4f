"""Mending a gold file's text in place: clause ids and offsets that can be told from the words. Comments stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from evals.corpus import Corpus
from evals.goldset import Question, Support, load_gold, parse_gold
from evals.support import Located, locate


@dataclass(frozen=True, slots=True)
class _Edit:
    """Replace `text[start:end]`."""

    start: int
    end: int
    new: str


def mend_file(path: Path, corpus: Corpus) -> int:
    """Write the ids and offsets that lint calls fixable; returns how many values changed. Raises GoldError."""
    gold = load_gold(path)
    text = path.read_text(encoding="utf-8-sig")
    edits = list(_edits(text, gold.questions, corpus))
    mended = _apply(text, edits)
    parse_gold(mended, path=path)
    path.write_text(mended, encoding="utf-8")
    return len(edits)


def _edits(text: str, questions: tuple[Question, ...], corpus: Corpus) -> Iterator[_Edit]:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    entries = _child(root, "questions")
    for question, entry in zip(questions, entries.value, strict=True):
        if not question.support:
            continue
        found = locate(question, corpus).found
        for support, place, node in zip(question.support, found, _child(entry, "support").value, strict=True):
            if isinstance(place, Located) and place.clause:
                yield from _support_edits(support, place, node, corpus)


def _support_edits(support: Support, place: Located, node: yaml.MappingNode, corpus: Corpus) -> Iterator[_Edit]:
    assert place.clause is not None
    clause = corpus.clause_id(place.policy, place.version, place.clause.key)
    if support.clause is None:
        at = node.start_mark.index
        if node.flow_style:
            yield _Edit(at + 1, at + 1, f"clause: {clause}, ")
        else:
            yield _Edit(at, at, f"clause: {clause}\n{' ' * node.start_mark.column}")
    elif support.clause != clause:
        yield _replaced(_child(node, "clause"), clause)
    if support.start is not None:
        for key, old, new in (("start", support.start, place.span.start), ("end", support.end, place.span.end)):
            if old != new:
                yield _replaced(_child(node, key), str(new))


def _child(node: yaml.Node | None, key: str) -> yaml.Node:
    assert isinstance(node, yaml.MappingNode)
    found: yaml.Node = next(value for name, value in node.value if name.value == key)
    return found


def _replaced(node: yaml.Node, new: str) -> _Edit:
    return _Edit(node.start_mark.index, node.end_mark.index, new)


def _apply(text: str, edits: list[_Edit]) -> str:
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text
