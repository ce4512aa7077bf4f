"""The tools for assistants, by the SDK's own client over both transports."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from bot.api.access.audit import open_audit
from bot.api.access.store import open_store
from tests.bot.api.access.serving import QUESTION, Guarded
from tests.bot.small_policies import RETENTION

T = TypeVar("T")
TOOLS = {"ask_policy", "search_policies", "get_coverage", "get_clause", "list_policies"}
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("socket_enabled")]


def over_http(service: Guarded, run: Callable[[Client], Awaitable[T]], *, key: str | None = None) -> T:
    async def connected() -> T:
        headers = {"Authorization": f"Bearer {key or service.agent}"}
        async with (
            httpx2.AsyncClient(headers=headers, trust_env=False) as http,
            Client(streamable_http_client(f"{service.url}/mcp", http_client=http)) as client,
        ):
            return await run(client)

    return asyncio.run(connected())


def structured(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content
    found = result.structured_content
    assert isinstance(found, dict)
    return found


def test_the_tools_say_what_they_take_and_give(service: Guarded) -> None:
    async def listed(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = over_http(service, listed)
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.description
        assert tool.output_schema["type"] == "object"
        assert tool.annotations.read_only_hint is True
    [ask] = [tool for tool in tools if tool.name == "ask_policy"]
    assert ask.input_schema["required"] == ["question"]
    assert {"status", "citations", "statements"} <= set(ask.output_schema["properties"])


def test_an_answer_has_the_same_words_and_places_as_over_http(service: Guarded) -> None:
    async def asked(client: Client) -> Any:
        return await client.call_tool("ask_policy", {"question": QUESTION, "policies": ["acme"]})

    answer = structured(over_http(service, asked))
    with service.client(service.agent) as client:
        other = client.post("/v1/answers", json={"question": QUESTION, "policies": ["acme"]}).json()
    same = ("status", "answer", "statements", "citations", "per_policy")
    assert {name: answer[name] for name in same} == {name: other[name] for name in same}
    for citation in answer["citations"]:
        assert RETENTION[citation["start"] : citation["end"]] == citation["quote"]


def test_what_is_found_can_be_read_and_listed(service: Guarded) -> None:
    async def walk(client: Client) -> tuple[Any, ...]:
        hits = await client.call_tool("search_policies", {"query": "billing records", "k": 2})
        clause = await client.call_tool("get_clause", {"clause": structured(hits)["hits"][0]["clause"]})
        coverage = await client.call_tool("get_coverage", {"policy": "acme"})
        return hits, clause, coverage, await client.call_tool("list_policies", {})

    hits, clause, coverage, policies = map(structured, over_http(service, walk))
    assert len(hits["hits"]) == 2
    assert RETENTION[clause["start"] : clause["end"]] == clause["text"]
    assert clause["id"].startswith("acme@")
    assert {"retention", "do-not-track"} <= {one["practice"] for one in coverage["practices"]}
    assert [one["id"] for one in policies["policies"]] == ["acme"]


def test_answers_of_tools_are_recorded_with_the_key_that_asked(service: Guarded) -> None:
    async def asked(client: Client) -> Any:
        return await client.call_tool("ask_policy", {"question": QUESTION})

    answer = structured(over_http(service, asked))
    with service.client(service.admin) as client:
        records = client.get("/v1/audit", params={"limit": 1000}).json()["records"]
    [record] = [one["record"] for one in records if one["record"]["answer_id"] == answer["answer_id"]]
    assert record["key"] == service.agent.split("_")[1]


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("ask_policy", {"question": " "}, "empty"),
        ("ask_policy", {"question": QUESTION, "policies": ["acne"]}, "acme"),
        ("ask_policy", {}, "question"),
        ("ask_policy", {"question": "x" * 2_001}, "2000"),
        ("get_coverage", {"policy": "acne"}, "acme"),
        ("get_clause", {"clause": "acme"}, "POLICY#CLAUSE"),
        ("get_clause", {"clause": "acme#nothing"}, "nothing"),
        ("get_clause", {"clause": "../../etc/passwd#x"}, "policy"),
        ("search_policies", {"query": "data", "k": 0}, "k"),
    ],
)
def test_what_cannot_be_done_is_told_to_the_assistant(
    service: Guarded, tool: str, arguments: dict[str, Any], told: str
) -> None:
    async def called(client: Client) -> Any:
        return await client.call_tool(tool, arguments)

    result = over_http(service, called)
    assert result.is_error
    shown = result.content[0].text
    assert told in shown
    assert "Traceback" not in shown
    assert str(service.settings.index) not in shown


def test_without_a_key_or_from_another_site_there_are_no_tools(service: Guarded) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}
    with service.client() as nobody, service.client(service.agent) as agent:
        assert nobody.post("/mcp", json=call, headers=accept).status_code == 401
        assert agent.post("/mcp", json=call, headers=accept).status_code == 200
        assert agent.post("/mcp", json=call, headers={**accept, "Host": "evil.example"}).status_code == 421
        assert agent.post("/mcp", json=call, headers={**accept, "Origin": "https://evil.example"}).status_code == 403


Walk = Callable[[Client], Awaitable[list[Any]]]


def over_stdio(folder: Path, walk: Walk) -> list[Any]:
    """What a client sees of `clausewise mcp` over a small index that the command itself made."""
    (folder / "acme.md").write_text(RETENTION, encoding="utf-8")
    command = str(Path(sys.executable).with_name("clausewise"))
    environment = {**os.environ, "CLAUSEWISE_INDEX": str(folder / "index")}
    subprocess.run([command, "ingest", "acme.md"], env=environment, cwd=folder, check=True, capture_output=True)

    async def connected() -> list[Any]:
        server = StdioServerParameters(command=command, args=["mcp"], env=environment, cwd=folder)
        async with Client(stdio_client(server)) as client:
            return await walk(client)

    return asyncio.run(connected())


@pytest.mark.model
def test_the_command_serves_the_same_tools_over_standard_input(tmp_path: Path) -> None:
    async def walk(client: Client) -> list[Any]:
        return [
            await client.list_tools(),
            await client.call_tool("list_policies", {}),
            await client.call_tool("get_clause", {"clause": "acme#security"}),
        ]

    tools, policies, clause = over_stdio(tmp_path, walk)
    assert {tool.name for tool in tools.tools} == TOOLS
    assert structured(policies)["policies"][0]["id"] == "acme"
    assert "encrypted" in structured(clause)["text"]


@pytest.mark.model
@pytest.mark.soak  # the first question of an index encodes what all questions are held against
def test_the_command_answers_and_records_that_it_did(tmp_path: Path) -> None:
    async def walk(client: Client) -> list[Any]:
        return [await client.call_tool("ask_policy", {"question": "How long do you keep log files?"})]

    [result] = over_stdio(tmp_path, walk)
    answer = structured(result)
    assert "ninety days" in answer["answer"]
    with closing(open_store(tmp_path / "index" / "ops.db")) as store:
        audit = open_audit(store, tmp_path / "index" / "ops.db")
        assert audit.of_answer(answer["answer_id"]).record["key"] == "local"
        assert audit.verify().faults == ()
