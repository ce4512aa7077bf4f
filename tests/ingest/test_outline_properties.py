"""What holds for the outline and the passages of any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.loaders.text import parse_text
from ingest.models import Block, BlockKind, Clause, Document, Passage
from ingest.outline import outline, own_text
from ingest.passages import passages
from tests.ingest.strategies import Policy, policies

_LINES = st.sampled_from(
    (
        "", "", " ", "\u00a0", "\u200b", "1. Scope", "2. Use", "2) Use", "A. Data", "(a) name;", "(i) rank", "ii) file",
        "• - x", "o Item", "- Label: text", "  • in further", "§ 5 Frist", "Article 6", "We collect:", "Email Address",
        "How long?", "iv", "1.", "We keep it for a year. Then, e.g. in May, we\u00a0delete it.", "a | b", "...",
        "=====",
        "Backups | 30 days", "Back to top", "第5条 保存", "# x",
        "and this goes on without any sign of an end, as hard-wrapped lines usually do in",
    )
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_LINES, max_size=40).map("\n".join))


def _read(text: str) -> tuple[Document, list[Clause], list[Passage]]:
    document = parse_text(text)
    clauses = outline(document)
    return document, clauses, passages(document, clauses, max_tokens=20, count_tokens=lambda piece: len(piece.split()))


@settings(deadline=None)
@given(_TEXTS)
def test_blocks_do_not_overlap_and_begin_and_end_with_text(text: str) -> None:
    blocks = parse_text(text).blocks
    for before, after in pairwise(blocks):
        assert before.end <= after.start
    for block in blocks:
        piece = text[block.start : block.end]
        assert piece
        assert piece == piece.strip()


@settings(deadline=None)
@given(_TEXTS)
def test_children_lie_within_parents_and_siblings_apart(text: str) -> None:
    _, clauses, _ = _read(text)
    by_key = {clause.key: clause for clause in clauses}
    assert len(by_key) == len(clauses)
    last_end: dict[str | None, int] = {}
    for clause in clauses:
        assert 0 <= clause.start <= clause.body_start <= clause.end <= len(text)
        assert clause.start < clause.end
        assert last_end.get(clause.parent, 0) <= clause.start
        last_end[clause.parent] = clause.end
        if clause.parent is not None:
            parent = by_key[clause.parent]
            assert parent.span.contains(clause.span)
            assert parent.start < clause.start
        if clause.lead_in is not None:
            assert clause.lead_in.end <= clause.start


@settings(deadline=None)
@given(_TEXTS)
def test_every_block_is_in_one_clause_and_no_other_text_is(text: str) -> None:
    document, clauses, _ = _read(text)
    starts = {clause.start for clause in clauses}
    own = sorted(span for spans in own_text(document, clauses).values() for span in spans)
    for block in document.blocks:
        inside = [span for span in own if block.start <= span.start and span.end <= block.end]
        assert len(inside) <= 1
        assert block.start in starts or inside


@settings(deadline=None)
@given(_TEXTS)
def test_passages_lie_in_their_clause_and_sentences_in_their_passage(text: str) -> None:
    document, clauses, found = _read(text)
    own = own_text(document, clauses)
    assert [passage.start for passage in found] == sorted(passage.start for passage in found)
    for passage in found:
        assert text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert len(passage.text) <= 1_000
        assert any(span.contains(passage.span) for span in own[passage.clause])
        assert passage.sentences
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        for before, after in pairwise(passage.sentences):
            assert before.end <= after.start


@settings(deadline=None)
@given(_TEXTS)
def test_passages_hold_all_words_of_the_own_text(text: str) -> None:
    document, clauses, found = _read(text)
    for key, spans in own_text(document, clauses).items():
        written = [char for span in spans for char in text[span.start : span.end] if char.isalnum()]
        assert [char for p in found if p.clause == key for char in p.text if char.isalnum()] == written


def _check_outline_comes_back(policy: Policy) -> None:
    clauses = outline(parse_text(policy.text))
    starts = {clause.key: clause.start for clause in clauses}
    found = [
        (c.start, c.label, c.title, c.path, c.kind, starts[c.parent] if c.parent is not None else None) for c in clauses
    ]
    assert found == [(e.start, e.label, e.title, e.path, e.kind, e.parent) for e in policy.clauses]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(policies())
def test_a_written_outline_comes_back(policy: Policy) -> None:
    _check_outline_comes_back(policy)


@pytest.mark.soak
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=5_000)
@given(policies())
def test_many_written_outlines_come_back(policy: Policy) -> None:
    _check_outline_comes_back(policy)


@settings(deadline=None)
@given(st.lists(st.integers(1, 6), min_size=2, max_size=12))
def test_a_heading_stands_below_the_nearest_of_a_lower_level(levels: list[int]) -> None:
    text, blocks = "", []
    for number, level in enumerate([1, *levels, 1]):
        heading = f"{'#' * level} Topic {number}"
        blocks.append(Block(BlockKind.HEADING, len(text), len(text) + len(heading), level))
        text += heading + "\n\n"
    clauses = outline(Document(text, tuple(blocks), "text/markdown"))
    titles = {clause.key: clause.title for clause in clauses}
    for index, level in enumerate(levels, 1):
        above = max(i for i in range(index) if [1, *levels][i] < level) if level > 1 else None
        parent = clauses[index].parent
        assert (titles[parent] if parent is not None else None) == (None if above is None else f"Topic {above}")
