from __future__ import annotations

import numpy as np

from tests.bot.small_policies import RETENTION, units_of
from tests.fakes import FakeEncoder


def test_sentences_are_those_of_the_passages_in_order() -> None:
    units = units_of(RETENTION)
    text = units.version.text
    assert [text[one.span.start : one.span.end] for one in units.sentences] == [
        "We keep your data as follows:",
        "Billing records: kept for seven years.",
        "Marketing data: kept until you withdraw consent.",
        "Log files: kept for ninety days.",
        "We never sell your data.",
        "We do not rent it either.",
        "Connections are encrypted.",
    ]
    assert [one.passage for one in units.sentences] == units.owners.tolist()
    assert [one for group in units.by_passage for one in group] == list(units.sentences)


def test_a_sentences_tokens_are_its_own_words_alone() -> None:
    units = units_of("# Sale\n\nWe sell nothing. We rent nothing.\n")
    words = FakeEncoder().encode(["We rent nothing"])[0].tokens
    start, end = units.sentence_tokens.starts[1], units.sentence_tokens.ends[1]
    assert np.allclose(units.tokens[start:end], words)


def test_a_passages_tokens_are_those_of_its_heading_too() -> None:
    units = units_of("# Sale\n\nWe sell nothing.\n")
    words = FakeEncoder().encode(["Sale We sell nothing"])[0].tokens
    assert np.allclose(units.tokens[units.passage_tokens.starts[0] : units.passage_tokens.ends[0]], words)


def test_a_lead_in_knows_its_items() -> None:
    units = units_of(RETENTION)
    lead_in = units.sentences[0].span
    assert units.lists == {lead_in: (1, 2, 3)}


def test_a_sentence_with_a_colon_introduces_the_sections_below_it() -> None:
    units = units_of("# Acme\n\n## Data\n\nThere are two:\n\n### Yours\n\nYou own it.\n\n### Ours\n\nWe own it.\n")
    assert list(units.lists.values()) == [(1, 2)]


def test_a_colon_with_nothing_below_introduces_nothing() -> None:
    assert units_of("# Data\n\nWe keep this:\n\n# Sale\n\nWe sell nothing.\n").lists == {}


def test_a_span_belongs_to_the_innermost_clause_that_holds_it() -> None:
    units = units_of(RETENTION)
    lead_in, item = units.sentences[0], units.sentences[1]
    assert units.clause_at(lead_in.span).title == "Retention"
    assert units.clause_at(item.span) == units.clause_of(item)
    assert units.clause_of(item).lead_in == lead_in.span


def test_rare_words_weigh_more() -> None:
    units = units_of(RETENTION)
    assert units.rarity["bill"] > units.rarity["kept"] > 0
    assert units.unseen > units.rarity["bill"]


def test_its_size_counts_the_vectors_and_more() -> None:
    units = units_of(RETENTION)
    assert units.nbytes > units.tokens.nbytes + units.passage_vectors.nbytes + units.sentence_vectors.nbytes


def test_sentences_hold_their_own_stems_and_those_of_their_heading() -> None:
    units = units_of("# Sale\n\nWe sell nothing. We rent nothing.\n")
    assert units.holders("sale") == [0, 1]
    assert units.holders("rent") == [1]
    assert units.holders("yacht") == []
