"""A reranker changes the order of the best passages and nothing else; without it all goes on as before."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadline import Deadline
from bot.errors import DeadlineError, RerankerError
from bot.pipeline import Clausewise
from bot.rerank import Reranking, ScoredReranker, Scorer, reordered
from bot.rerank_local import CrossEncoderScorer
from bot.rerankers import load_reranker
from bot.settings import load_settings
from ingest.errors import SettingsError
from tests.bot.small_policies import RETENTION, bot_over, scored, units_of

UNITS = units_of(RETENTION)
RANKED = {"Billing": 3.0, "Marketing": 2.0, "Log files": 1.0}
ASK = "How long are log files kept?"


@dataclass
class FakeScorer:
    """Relevant is what holds the word; `asked` has every query, with the documents that were shown for it."""

    word: str = "Log files"
    failure: str = ""
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def scores(self, query: str, documents: Sequence[str], deadline: Deadline) -> Sequence[float]:
        self.asked.append((query, tuple(documents)))
        if self.failure:
            raise RerankerError(self.failure)
        return [float(self.word in document) for document in documents]


def reranker(scorer: Scorer, *, weight: float = 1.0, redacts: bool = True) -> ScoredReranker:
    return ScoredReranker(scorer, weight=weight, seconds=5, redacts=redacts)


def soon() -> Deadline:
    return Deadline.after(10)


def in_order(ranking: Any) -> list[str]:
    """The first words of the sentences, best first."""
    return [ranking.text(sentence).split(":")[0].removeprefix("- ") for sentence in ranking.best()]


def test_what_the_reranker_prefers_comes_first_with_the_best_score() -> None:
    ranking = scored(UNITS, RANKED)
    assert in_order(ranking)[:3] == ["Billing records", "Marketing data", "Log files"]
    again = reranker(FakeScorer()).rerank(ranking, ASK, soon())
    assert in_order(again)[:3] == ["Log files", "Billing records", "Marketing data"]
    assert [again.score(sentence) for sentence in again.best()][:3] == [3.0, 2.0, 1.0]


def test_documents_have_their_heading_path() -> None:
    scorer = FakeScorer()
    reranker(scorer).rerank(scored(UNITS, RANKED), ASK, soon())
    [(query, documents)] = scorer.asked
    assert query == ASK
    assert "Retention" in documents[0]
    assert "Billing records: kept for seven years." in documents[0]


def test_half_the_weight_moves_what_both_do_not_agree_on() -> None:
    ranking = scored(UNITS, {"Billing": 3.0, "Marketing": 2.9, "Log files": 0.5})
    relevance = [0.1, 0.9, 0.2, *[0.0] * (len(ranking.passage_scores()) - 3)]
    assert in_order(reordered(ranking, relevance, weight=0.5))[:3] == ["Marketing data", "Billing records", "Log files"]


def test_what_it_was_not_shown_stays_where_it_is() -> None:
    again = reordered(scored(UNITS, RANKED), [0.0, 1.0], weight=1.0)
    assert in_order(again)[:3] == ["Marketing data", "Billing records", "Log files"]


passages = len(UNITS.passages)
numbers = st.floats(-5, 5, width=32)


@given(
    st.lists(numbers, min_size=len(UNITS.sentences), max_size=len(UNITS.sentences)),
    st.lists(numbers, min_size=2, max_size=passages),
    st.floats(0, 1),
)
def test_the_passages_scores_are_the_same_in_another_order(
    values: list[float], relevance: list[float], weight: float
) -> None:
    start = scored(UNITS, {})
    scores = np.array(values, np.float32)
    order = tuple(int(one) for one in np.argsort(-scores, kind="stable"))
    ranking = type(start)(UNITS, scores, start.parts, start.topic_matches, order)
    again = reordered(ranking, relevance, weight=weight)
    assert sorted(again.order) == sorted(order)
    before, after = (sorted(one.passage_scores().values()) for one in (ranking, again))
    assert after == pytest.approx(before, abs=1e-4)
    if weight == 0:
        assert again.scores == pytest.approx(ranking.scores, abs=1e-4)


def test_one_failure_is_told_and_the_reranker_not_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    scorer = FakeScorer(failure="its server failed")
    during = Reranking(reranker(scorer))
    ranking = scored(UNITS, RANKED)
    with caplog.at_level(logging.WARNING):
        assert during.of(ranking, "What of jo@example.com?", soon()) is ranking
        assert during.of(ranking, ASK, soon()) is ranking
    assert len(scorer.asked) == 1
    assert during.warnings == ["the reranker gave no order (its server failed); clauses are in the order without it"]
    assert "its server failed" in caplog.text
    assert "jo@" not in caplog.text


def test_what_people_typed_is_redacted_unless_it_stays_here() -> None:
    hosted, here = FakeScorer(), FakeScorer()
    reranker(hosted).rerank(scored(UNITS, RANKED), "Do you sell jo@example.com?", soon())
    reranker(here, redacts=False).rerank(scored(UNITS, RANKED), "Do you sell jo@example.com?", soon())
    assert (hosted.asked[0][0], here.asked[0][0]) == ("Do you sell [email]?", "Do you sell jo@example.com?")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clausewise]:
    """A bot that is silent on nothing, without a reranker."""
    with bot_over(tmp_path_factory.mktemp("rerank"), {"acme.md": RETENTION}, silent_below=0) as made:
        yield made


def with_reranker(plain: Clausewise, scorer: Scorer, **overrides: object) -> Clausewise:
    settings = load_settings(index=plain.index.settings.index, embeddings="fake", **{"silent_below": 0, **overrides})
    return Clausewise(plain.index, settings, reranker=reranker(scorer))


def test_an_answer_quotes_what_the_reranker_puts_first(plain: Clausewise) -> None:
    before = plain.ask(ASK)
    after = with_reranker(plain, FakeScorer("Connections")).ask(ASK)
    assert before.citations[0].quote != after.citations[0].quote == "Connections are encrypted."
    assert "rerank" in after.timings_ms
    assert "rerank" not in before.timings_ms


def test_an_answer_without_the_reranker_says_so_and_is_the_same_else(plain: Clausewise) -> None:
    before = plain.ask(ASK)
    after = with_reranker(plain, FakeScorer(failure="it was asked too often")).ask(ASK)
    assert after.answer == before.answer
    assert after.warnings == (
        *before.warnings,
        "the reranker gave no order (it was asked too often); clauses are in the order without it",
    )


def test_a_silent_policy_costs_no_call(plain: Clausewise) -> None:
    scorer = FakeScorer()
    assert with_reranker(plain, scorer, silent_below=1).ask(ASK).status != "answered"
    assert scorer.asked == []


def test_a_failure_is_not_kept_for_the_next_who_asks(plain: Clausewise) -> None:
    scorer = FakeScorer(failure="it did not answer in time")
    bot = with_reranker(plain, scorer)
    assert bot.ask(ASK).warnings
    scorer.failure = ""
    assert bot.ask(ASK).warnings == ()


def test_a_search_is_reranked_too(plain: Clausewise) -> None:
    bot = with_reranker(plain, FakeScorer("Connections"))
    assert bot.search(ASK, policies=["acme"])[0].text == "Connections are encrypted."


class FakeCrossEncoder:
    """As the library's: an array with a score for each pair; `batches` counts the calls."""

    def __init__(self, name: str = "", width: int = 1, failure: Exception | None = None) -> None:
        if name == "missing":
            raise OSError("no such model,\nnowhere")
        self.width = width
        self.failure = failure
        self.batches: list[int] = []

    def predict(self, inputs: list[tuple[str, str]], *, batch_size: int, show_progress_bar: bool) -> Any:
        self.batches.append(len(inputs))
        if self.failure:
            raise self.failure
        scores = np.array([len(document) - len(query) for query, document in inputs], np.float32)
        return scores if self.width == 1 else np.stack([scores] * self.width, axis=1)


def test_a_cross_encoder_scores_pairs_in_batches() -> None:
    model = FakeCrossEncoder()
    assert CrossEncoderScorer(model).scores("ab", ["x" * size for size in range(20)], soon()) == [
        size - 2 for size in range(20)
    ]
    assert model.batches == [8, 8, 4]


def test_a_cross_encoder_stops_between_batches() -> None:
    deadline = soon()
    deadline.cancelled.set()
    with pytest.raises(DeadlineError, match="cancelled"):
        CrossEncoderScorer(FakeCrossEncoder()).scores("a", ["b"], deadline)
    with pytest.raises(RerankerError, match="in time"):
        CrossEncoderScorer(FakeCrossEncoder()).scores("a", ["b"], Deadline.after(0))


def test_a_classifier_is_no_reranker() -> None:
    with pytest.raises(RerankerError, match="no single score"):
        CrossEncoderScorer(FakeCrossEncoder(width=3)).scores("a", ["b"], soon())


@pytest.mark.parametrize("failure", [RuntimeError("out of memory at 0x7f"), IndexError("index out of range in self")])
def test_a_model_that_breaks_down_costs_its_order_and_no_more(plain: Clausewise, failure: Exception) -> None:
    broken = CrossEncoderScorer(FakeCrossEncoder(failure=failure))
    answer = with_reranker(plain, broken).ask(ASK)
    assert answer.answer == plain.ask(ASK).answer
    assert "the reranker gave no order (the model broke down" in answer.warnings[-1]
    assert str(failure) not in answer.warnings[-1]


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ModuleType("sentence_transformers")
    made.CrossEncoder = FakeCrossEncoder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", made)


@pytest.mark.usefixtures("library")
def test_a_cross_encoder_is_named_by_a_setting() -> None:
    made = load_reranker(load_settings(reranker="sentence-transformers:some/model", reranker_weight=0.25))
    assert isinstance(made, ScoredReranker)
    assert (made.weight, made.redacts) == (0.25, True)
    assert made.scorer.scores("a", ["bcd"], soon()) == [2.0]


@pytest.mark.usefixtures("library")
def test_a_model_that_cannot_be_had_is_told_in_one_line() -> None:
    with pytest.raises(SettingsError, match=r"sentence-transformers:missing cannot be loaded: no such model, nowhere"):
        load_reranker(load_settings(reranker="sentence-transformers:missing"))


def test_a_missing_extra_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(SettingsError, match=r"run: pip install 'clausewise\[reranker\]'"):
        load_reranker(load_settings(reranker="sentence-transformers:some/model"))


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("bge-reranker", "set it to sentence-transformers:MODEL, or to the address"),
        ("sentence-transformers:", "set it to sentence-transformers:MODEL"),
        ("http:///rerank", "no whole address"),
        ("http://host:rerank/", "no whole address"),
        ("https://me:secret@reranker/rerank", "CLAUSEWISE_RERANKER_API_KEY"),
    ],
)
def test_a_setting_that_names_no_reranker_is_mended_with_its_message(named: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as caught:
        load_reranker(load_settings(reranker=named))
    assert "secret" not in str(caught.value)


def test_a_key_that_is_none_is_told_and_not_shown() -> None:
    settings = load_settings(reranker="http://localhost/rerank", reranker_api_key="kéy")
    with pytest.raises(SettingsError, match="CLAUSEWISE_RERANKER_API_KEY") as caught:
        load_reranker(settings)
    assert "kéy" not in f"{caught.value} {settings!r}"


def test_only_a_server_on_this_machine_may_be_told_all() -> None:
    told = {}
    for address in ("http://127.0.0.1:8080/rerank", "http://reranker.example/rerank"):
        made = load_reranker(load_settings(reranker=address, redact_local=False))
        assert isinstance(made, ScoredReranker)
        told[address] = made.redacts
    assert list(told.values()) == [False, True]


def test_none_is_used_unless_one_is_named() -> None:
    assert load_reranker(load_settings()) is None
