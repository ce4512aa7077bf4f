from __future__ import annotations

import numpy as np

from bot.answer_types import AskedFor
from bot.questions import plain_question
from bot.retrieval import Query, Ranking, covered, encode, query_of, query_texts, rank
from bot.units import Units
from tests.bot.small_policies import RETENTION, units_of
from tests.fakes import FakeEncoder


def ask(text: str, asked_for: AskedFor = AskedFor.STATEMENT) -> Query:
    return encode(plain_question(text, asked_for), FakeEncoder())


def texts(ranking: Ranking) -> list[str]:
    return [ranking.text(sentence) for sentence in ranking.best()]


def without_sentences() -> Units:
    units = units_of(RETENTION)
    empty = np.zeros((0, 16), np.float32)
    return Units(
        version=units.version, clauses=units.clauses, passages=(), sentences=(), by_passage=(),
        owners=np.zeros(0, np.int64), tokens=empty, passage_tokens=type(units.passage_tokens).of([]),
        sentence_tokens=type(units.passage_tokens).of([]), passage_vectors=empty, sentence_vectors=empty,
        context_stems=(), rarity={}, unseen=0.0, words=units.words, lists={},
    )  # fmt: skip


def test_the_sentence_with_the_questions_words_is_first() -> None:
    ranking = rank(units_of(RETENTION), ask("marketing data"), word_scores={})
    assert texts(ranking)[0] == "Marketing data: kept until you withdraw consent."


def test_scores_are_the_weighted_parts_and_order_is_by_them() -> None:
    ranking = rank(units_of(RETENTION), ask("billing records"), word_scores={})
    assert list(ranking.order) == sorted(range(len(ranking.scores)), key=lambda at: -ranking.scores[at])
    assert set(ranking.parts) >= {"sentence_tokens", "passage_tokens", "whole_tokens", "words", "coverage"}
    assert ranking.parts["sentence_tokens"][ranking.order[0]] > 0.99


def test_word_scores_lift_the_sentences_of_their_passage() -> None:
    units = units_of(RETENTION)
    plain = rank(units, ask("anything"), word_scores={})
    lifted = rank(units, ask("anything"), word_scores={4: 100.0})
    assert np.allclose((lifted.scores - plain.scores).nonzero(), [[4, 5]])


def test_coverage_is_the_share_of_the_wanted_words_by_rarity() -> None:
    units = units_of("# Sale\n\nWe sell maps.\n\n# Rent\n\nWe sell boats.\n")
    assert covered(units, ["map"]).tolist() == [1, 0]
    both = covered(units, ["sell", "map"])
    assert both[0] == 1
    assert 0 < both[1] < 0.5
    assert covered(units, []).tolist() == [0, 0]


def test_a_heading_counts_towards_coverage() -> None:
    assert covered(units_of("# Cookies\n\nThey are small.\n"), ["cooki"]).tolist() == [1]


def test_passages_take_the_score_of_their_best_sentence() -> None:
    ranking = rank(units_of(RETENTION), ask("rent it"), word_scores={})
    scores = ranking.passage_scores()
    assert scores[4] == max(float(ranking.scores[4]), float(ranking.scores[5]))
    assert list(scores.values()) == sorted(scores.values(), reverse=True)
    assert len(scores) == len(ranking.units.passages)


def test_a_version_without_passages_ranks_nothing() -> None:
    ranking = rank(without_sentences(), ask("data"), word_scores={})
    assert ranking.order == ()
    assert ranking.passage_scores() == {}


def test_stems_are_those_of_the_policys_language() -> None:
    query = ask("Rechte Daten")
    assert query.stems("de") == ("recht", "dat")
    assert query.stems("en") != query.stems("de")


def test_a_query_is_the_same_whether_encoded_here_or_before() -> None:
    question = plain_question("how long data is kept")
    encoder = FakeEncoder()
    before = query_of(question, encoder.encode(query_texts(question)))
    now = encode(question, encoder)
    assert before.topic_text == now.topic_text
    assert np.array_equal(before.whole.tokens, now.whole.tokens)


def test_an_encoder_without_token_vectors_ranks_by_its_text_vectors() -> None:
    class Plain(FakeEncoder):
        def encode(self, texts):  # type: ignore[no-untyped-def]
            return [type(one)(one.vector, one.tokens[:0], one.offsets[:0]) for one in super().encode(texts)]

    units = units_of(RETENTION, encoder=Plain())
    ranking = rank(units, encode(plain_question("connections encrypted"), Plain()), word_scores={})
    assert texts(ranking)[0] == "Connections are encrypted."
