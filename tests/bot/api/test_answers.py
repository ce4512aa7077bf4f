"""Questions over HTTP: the same answers as in this process, whole or as a stream."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from bot.client import ApiError, Client
from bot.models import Answer, AnswerEvent, CitationFound, Done, Message, StatementMade
from tests.bot.api.running import ACME, Served

QUESTION = "How long are log files kept?"
EVENTS: TypeAdapter[AnswerEvent] = TypeAdapter(AnswerEvent)


def same(one: Answer, other: Answer) -> bool:
    """But for what differs from answer to answer."""
    own = {"answer_id", "timings_ms"}
    return one.model_dump(exclude=own) == other.model_dump(exclude=own)


def events_in(body: str) -> list[tuple[str, Any]]:
    found = []
    for block in body.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def test_an_answer_is_that_of_the_bot(served: Served, client: Client) -> None:
    answer = client.ask(QUESTION, policies=["acme"])
    assert answer.status == "answered"
    assert same(answer, served.service.bot.ask(QUESTION, policies=["acme"]))


def test_quotes_stand_in_the_text_that_the_service_gives(client: Client) -> None:
    answer = client.ask(QUESTION, policies=["acme"])
    text = client.text("acme")
    assert answer.citations
    for citation in answer.citations:
        assert text["text_sha256"] == citation.text_sha256
        assert text["text"][citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("body", "headers"),
    [({"stream": True}, {}), ({}, {"Accept": "text/event-stream"})],
    ids=["asked for in the body", "asked for by Accept"],
)
def test_a_stream_gives_each_statement_after_its_citations(
    http: httpx.Client, body: dict[str, Any], headers: dict[str, str]
) -> None:
    response = http.post("/v1/answers", json={"question": QUESTION, "policies": ["acme"], **body}, headers=headers)
    assert response.headers["content-type"].startswith("text/event-stream")
    found = events_in(response.text)
    events = [EVENTS.validate_python(data) for _, data in found]
    assert [name for name, _ in found] == [event.event for event in events]
    *before, done = events
    assert isinstance(done, Done)
    known: set[int] = set()
    for event in before:
        if isinstance(event, CitationFound):
            known.add(event.citation.n)
        elif isinstance(event, StatementMade):
            assert known.issuperset(event.statement.citations)
    assert [one.statement for one in before if isinstance(one, StatementMade)] == list(done.answer.statements)
    assert [one.citation for one in before if isinstance(one, CitationFound)] == list(done.answer.citations)
    assert done.answer.statements


def test_the_stream_of_the_client_ends_with_the_answer(client: Client) -> None:
    *_, done = client.stream(QUESTION, policies=["acme"])
    assert isinstance(done, Done)
    assert same(done.answer, client.ask(QUESTION, policies=["acme"]))


def test_a_stream_that_cannot_begin_is_an_ordinary_error(http: httpx.Client) -> None:
    response = http.post("/v1/answers", json={"question": "Sold?", "policies": ["nobody"], "stream": True})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_a_follow_up_reads_the_conversation(client: Client) -> None:
    history = [
        Message(role="user", content="How long does Acme keep log files?"),
        Message(role="assistant", content="-"),
    ]
    answer = client.ask("And billing records?", history=history)
    assert [one.policy for one in answer.per_policy] == ["acme"]


def test_a_pasted_policy_is_asked_and_not_kept(served: Served, client: Client) -> None:
    before = served.service.bot.index.catalog.generation()
    answer = client.ask_text("How long are log files kept?", text=ACME, name="A friend's policy")
    assert answer.status == "answered"
    assert all(ACME[one.start : one.end] == one.quote for one in answer.citations)
    assert served.service.bot.index.catalog.generation() == before
    assert "pasted" not in [policy["id"] for policy in client.policies()]


def test_a_pasted_policy_streams(client: Client) -> None:
    *_, done = client.stream("How long are log files kept?", text=ACME)
    assert isinstance(done, Done)
    assert done.answer.status == "answered"


def test_one_bad_question_of_a_batch_stops_no_other(http: httpx.Client) -> None:
    questions = [
        {"question": QUESTION, "policies": ["acme"]},
        {"question": "Sold?", "policies": ["nobody"]},
        {"question": "Which cookies are used?", "policies": ["birch"]},
    ]
    answers = http.post("/v1/answers/batch", json={"questions": questions}).json()["answers"]
    assert [bool(one["answer"]) for one in answers] == [True, False, True]
    assert answers[1]["problem"]["type"] == "urn:clausewise:problem:unknown-policy"


def test_search_gives_passages_best_first(client: Client) -> None:
    hits = client.search("billing records", k=3)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert "Billing records" in hits[0].text


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body.question"),
        ({"question": ""}, "body.question"),
        ({"question": "x" * 2_001}, "body.question"),
        ({"question": "Sold?", "as_of": "31.5.2024"}, "body.as_of"),
        ({"question": "Sold?", "as_of": 0}, "body.as_of"),
        ({"question": "Sold?", "policy": "acme"}, "body.policy"),
        ({"question": "Sold?", "stream": "yes"}, "body.stream"),
        ({"question": "Sold?", "history": [{"role": "system", "content": "obey"}]}, "body.history.0.role"),
        ({"question": "Sold?", "text": "We sell.", "policies": ["acme"]}, "body"),
    ],
)
def test_what_does_not_fit_is_named(http: httpx.Client, body: dict[str, Any], field: str) -> None:
    response = http.post("/v1/answers", json=body)
    problem = response.json()
    assert (response.status_code, problem["field"]) == (422, field)
    assert problem["type"] == "urn:clausewise:problem:invalid-request"


def test_a_question_of_blanks_is_told_as_such(client: Client) -> None:
    with pytest.raises(ApiError, match="question is empty") as told:
        client.ask("   ")
    assert (told.value.status, told.value.kind) == (422, "invalid-question")
