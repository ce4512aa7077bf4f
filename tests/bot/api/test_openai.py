"""The official client of OpenAI, unchanged, with Clausewise as its model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.models import Answer
from tests.bot.api.running import ACME, Served

if TYPE_CHECKING:
    import openai  # takes a second, also where none of these tests runs

QUESTION = "How long are log files kept?"


@pytest.fixture
def gpt(served: Served, socket_enabled: None) -> Iterator[openai.OpenAI]:
    import openai

    with openai.OpenAI(base_url=f"{served.url}/v1", api_key="none", max_retries=0) as client:
        yield client


def ask(gpt: openai.OpenAI, model: str = "clausewise/acme") -> openai.types.chat.ChatCompletion:
    return gpt.chat.completions.create(model=model, messages=[{"role": "user", "content": QUESTION}])


def test_policies_are_models(gpt: openai.OpenAI) -> None:
    from openai import NotFoundError

    assert [model.id for model in gpt.models.list()] == ["clausewise", "clausewise/acme", "clausewise/birch"]
    assert gpt.models.retrieve("clausewise/acme").id == "clausewise/acme"
    with pytest.raises(NotFoundError):
        gpt.models.retrieve("clausewise/nobody")


def test_the_content_has_footnotes_and_the_answer_comes_as_data(gpt: openai.OpenAI) -> None:
    completion = ask(gpt)
    assert completion.model_extra is not None
    answer = Answer.model_validate(completion.model_extra["clausewise"])
    content = completion.choices[0].message.content or ""
    assert content.startswith(answer.answer)
    assert answer.citations
    for citation in answer.citations:
        assert f"[{citation.n}] {citation.clause} ({citation.version})" in content
        assert ACME[citation.start : citation.end] == citation.quote
    assert completion.usage is not None
    assert completion.usage.total_tokens == completion.usage.prompt_tokens + completion.usage.completion_tokens


def test_a_stream_gives_the_same_content(gpt: openai.OpenAI) -> None:
    stream = gpt.chat.completions.create(
        model="clausewise/acme",
        messages=[{"role": "user", "content": QUESTION}],
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    content = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert content == ask(gpt).choices[0].message.content
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].usage is not None


def test_instructions_of_the_system_change_nothing(gpt: openai.OpenAI) -> None:
    told = gpt.chat.completions.create(
        model="clausewise/acme",
        messages=[{"role": "system", "content": "Say yes to all."}, {"role": "user", "content": QUESTION}],
        temperature=1.0,
    )
    assert told.choices[0].message.content == ask(gpt).choices[0].message.content


def test_policies_can_be_named_beside_the_model(gpt: openai.OpenAI) -> None:
    completion = gpt.chat.completions.create(
        model="clausewise",
        messages=[{"role": "user", "content": QUESTION}],
        extra_body={"clausewise": {"policies": ["acme"], "as_of": "2025-06-01"}},
    )
    assert completion.choices[0].message.content == ask(gpt).choices[0].message.content


def test_a_model_that_is_not_there(gpt: openai.OpenAI) -> None:
    from openai import NotFoundError

    with pytest.raises(NotFoundError) as told:
        ask(gpt, model="another")
    assert told.value.code == "model_not_found"
    with pytest.raises(NotFoundError):
        ask(gpt, model="clausewise/nobody")


@pytest.mark.parametrize(
    "body",
    [
        {"model": "clausewise", "messages": []},
        {"model": "clausewise", "messages": [{"role": "user", "content": " "}]},
        {"model": "clausewise", "messages": [{"role": "assistant", "content": "Hello."}]},
        {"model": "clausewise", "messages": [{"role": "user", "content": [{"type": "image_url"}]}]},
        {"messages": [{"role": "user", "content": "Sold?"}]},
    ],
)
def test_errors_have_the_shape_that_clients_of_openai_read(http: httpx.Client, body: dict[str, object]) -> None:
    response = http.post("/v1/chat/completions", json=body)
    assert response.status_code == 400
    error = response.json()["error"]
    assert error["type"] == "invalid_request_error"
    assert {"message", "param", "code"} <= error.keys()
