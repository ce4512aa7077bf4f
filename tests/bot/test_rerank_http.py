"""A reranker behind HTTP: a real server on this machine, in both shapes, and in the ways that servers fail."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.deadline import Deadline
from bot.errors import DeadlineError, RerankerError
from bot.rerank_http import HttpScorer, read_scores
from tests.bot.openai_stub import Behaviour, Exchange, endless, failing, mute, openai_stub
from tests.bot.small_policies import RETENTION, bot_over

DOCUMENTS = ("long passage", "short", "middling")


def lengths(exchange: Exchange) -> None:
    """Scores by length, best first, in the shape that was asked in."""
    shared = "documents" in exchange.body
    documents = exchange.body["documents" if shared else "texts"]
    by_length = sorted(enumerate(documents), key=lambda one: -len(one[1]))
    results = [
        {"index": index, "relevance_score" if shared else "score": len(document), "document": {"text": document}}
        for index, document in by_length
    ]
    exchange.raw(json.dumps({"id": "r", "results": results} if shared else results), content_type="application/json")


def texts_only(exchange: Exchange) -> None:
    """As text-embeddings-inference: what it cannot read is unprocessable."""
    if "texts" in exchange.body:
        lengths(exchange)
    else:
        exchange.fail(422)


def saying(text: str) -> Behaviour:
    return lambda exchange: exchange.raw(text, content_type="application/json")


def soon(seconds: float = 10) -> Deadline:
    return Deadline.after(seconds)


def asked(*behaviours: Behaviour, times: int = 1, **options: Any) -> tuple[Sequence[float], list[dict[str, Any]]]:
    """The scores of the last of so many calls, and what the server was sent."""
    with openai_stub(*behaviours) as stub:
        scorer = HttpScorer(f"{stub.address}/rerank", **options)
        for _ in range(times):
            scores = scorer.scores("what?", DOCUMENTS, soon())
    return scores, stub.requests


pytestmark = pytest.mark.usefixtures("socket_enabled")


def test_the_shared_shape_gives_scores_in_the_order_of_the_documents() -> None:
    scores, requests = asked(lengths, model="m")
    assert scores == [12.0, 5.0, 8.0]
    assert requests == [{"model": "m", "query": "what?", "documents": list(DOCUMENTS)}]


def test_a_server_that_takes_texts_is_asked_so_from_then_on() -> None:
    scores, requests = asked(texts_only, times=2)
    assert scores == [12.0, 5.0, 8.0]
    assert [sorted(request) for request in requests] == [
        ["documents", "query"],
        ["query", "texts", "truncate"],
        ["query", "texts", "truncate"],
    ]


def test_the_key_is_shown_to_the_server() -> None:
    seen = []

    def noted(exchange: Exchange) -> None:
        seen.append(exchange.handler.headers["Authorization"])
        lengths(exchange)

    asked(noted, key="k-1")
    asked(noted)
    assert seen == ["Bearer k-1", None]


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (failing(400), "refused the request"),
        (failing(401), "refused the key"),
        (failing(422), "refused the request"),
        (failing(429), "too often"),
        (failing(503), "server failed"),
        (failing(302, Location="http://elsewhere.example"), "refused the request"),
        (saying("<html>"), "could not be read"),
        (saying('{"results": [{"index": 0, "relevance_score": NaN}]}'), "could not be read"),
        (saying('{"results": [{"index": 0, "relevance_score": 1}]}'), "each of the 3 passages once"),
        (saying('[{"index": 0, "score": 1}, {"index": 0, "score": 1}, {"index": 1, "score": 1}]'), "each of the 3"),
        (saying('{"results": [' + " " * 1_000_001), "did not end"),
        (mute(0), "hung up"),
    ],
)
def test_a_failure_is_told_in_a_few_words(behaviour: Behaviour, told: str) -> None:
    with pytest.raises(RerankerError, match=told) as caught:
        asked(behaviour)
    assert "127.0.0.1" not in str(caught.value)
    assert "sk-secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(RerankerError, match="could not be reached"):
        HttpScorer("http://127.0.0.1:1/rerank").scores("what?", DOCUMENTS, soon())


@pytest.mark.parametrize("behaviour", [mute(20), endless(" ", seconds=0.05)])
def test_neither_silence_nor_slow_bytes_outlast_the_deadline(behaviour: Behaviour) -> None:
    started = time.monotonic()
    with openai_stub(behaviour) as stub, pytest.raises(RerankerError, match="in time"):
        HttpScorer(stub.address).scores("what?", DOCUMENTS, soon(0.3))
    assert time.monotonic() - started < 5


def test_a_cancel_ends_the_call_and_hangs_up() -> None:
    deadline = soon()
    with openai_stub(endless(" ", seconds=0.02)) as stub:
        threading.Timer(0.2, deadline.cancelled.set).start()
        with pytest.raises(DeadlineError, match="cancelled"):
            HttpScorer(stub.address).scores("what?", DOCUMENTS, deadline)
        assert stub.gone.acquire(timeout=10)


def test_an_answer_comes_with_a_slow_reranker_and_without_what_was_typed(tmp_path: Path) -> None:
    with (
        openai_stub(lengths, mute(20)) as stub,
        bot_over(tmp_path, {"acme.md": RETENTION}, reranker=stub.address, reranker_seconds=1.0, silent_below=0) as bot,
    ):
        assert bot.ask("How long are log files of jo@example.com kept?").warnings == ()
        late = bot.ask("How long are log files kept?")
    assert late.warnings == (
        "the reranker gave no order (it did not answer in time); clauses are in the order without it",
    )
    assert late.status == "answered"
    assert "jo@" not in json.dumps(stub.requests)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["results", "index", "score"]), inner)
        ),
        max_leaves=6,
    )
)
@settings(max_examples=40)
def test_any_other_answer_is_refused(answer: Any) -> None:
    with pytest.raises(RerankerError):
        read_scores(json.dumps(answer).encode(), 2)
