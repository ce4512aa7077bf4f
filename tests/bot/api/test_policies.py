"""Reading what is indexed, and being told what is wrong."""

from __future__ import annotations

import json
import re
from datetime import date

import httpx
import pytest

from bot.api.problems import URN
from bot.client import ApiError, Client
from tests.bot.api.running import ACME, Served


def test_policies_are_listed_as_the_command_line_lists_them(client: Client) -> None:
    acme, birch = client.policies()
    assert (acme["id"], birch["id"]) == ("acme", "birch")
    assert {"id", "name", "version", "effective", "language", "clauses", "passages", "source"} <= acme.keys()
    assert (acme["version"], acme["uploaded"]) == ("2025-01-01", False)
    assert client.policy("acme") == acme
    assert client.versions("acme") == acme["versions"]


def test_every_clause_of_the_outline_can_be_read(client: Client) -> None:
    outline = client.clauses("acme")
    keys = {clause["key"] for clause in outline}
    assert {clause["parent"] for clause in outline} <= {*keys, None}
    for node in outline:
        clause = client.clause("acme", node["key"])
        assert clause["text"] == ACME[node["start"] : node["end"]]
        assert clause["id"] == f"acme@2025-01-01#{node['key']}"


def test_a_policy_that_is_sent_along_is_outlined_like_an_indexed_one_and_not_kept(client: Client) -> None:
    outlined = client.outline(ACME)
    same = ("label", "title", "path", "kind", "page")
    assert [[one[name] for name in same] for one in outlined["clauses"]] == [
        [one[name] for name in same] for one in client.clauses("acme")
    ]
    assert (outlined["policy"], outlined["title"]) == ("pasted", "Acme Privacy Policy")
    assert outlined["text_sha256"] == client.text("acme")["text_sha256"]
    assert client.outline("1. Sale\n\nWe sell nothing.")["clauses"][0]["title"] == "Sale"
    assert [one["id"] for one in client.policies()] == ["acme", "birch"]


@pytest.mark.parametrize("text", [" \n", "x" * 200_001])
def test_a_text_that_cannot_be_asked_has_no_outline_either(client: Client, text: str) -> None:
    with pytest.raises(ApiError, match="The pasted text") as told:
        client.outline(text)
    assert (told.value.status, told.value.kind) == (422, "invalid-question")


def test_the_text_is_that_of_the_version_on_a_day(client: Client) -> None:
    assert client.text("acme", as_of=date(2025, 6, 1))["text"] == ACME
    with pytest.raises(ApiError, match="no version in force on 2024-06-01") as told:
        client.text("acme", as_of=date(2024, 6, 1))
    assert told.value.kind == "unknown-policy"


def test_an_overview_is_an_answer(client: Client) -> None:
    answer = client.overview("acme")
    assert [one.policy for one in answer.per_policy] == ["acme"]
    assert all(ACME[one.start : one.end] == one.quote for one in answer.citations)


def test_the_coverage_lists_all_practices_and_quotes_the_clauses(client: Client) -> None:
    found = client.coverage("acme")
    assert (found.policy, found.version) == ("acme", "2025-01-01")
    by_name = {one.practice: one for one in found.practices}
    assert by_name["retention"].clauses
    assert by_name["do-not-track"].silent
    assert all(ACME[one.start : one.end] == one.quote for practice in found.practices for one in practice.clauses)
    assert client.coverage("acme", version="2025-01-01") == client.coverage("acme", as_of=date(2025, 6, 1)) == found


def test_a_search_is_narrowed_to_practices(http: httpx.Client, client: Client) -> None:
    sure = {one.practice for one in client.coverage("acme").practices if not (one.silent or one.doubtful)}
    assert client.search("data", policies=["acme"], practices=["retention"])
    assert "do-not-track" not in sure
    assert client.search("data", policies=["acme"], practices=["do-not-track"]) == []
    refused = http.post("/v1/search", json={"query": "data", "practices": ["selling"]})
    assert refused.status_code == 422
    assert "practices" in refused.text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/v1/policies/acme/coverage?version=1999-01-01", "unknown-policy"),
        ("/v1/policies/acmee/coverage", "unknown-policy"),
        ("/v1/policies/acmee", "unknown-policy"),
        ("/v1/policies/acme/text?version=1999-01-01", "unknown-policy"),
        ("/v1/policies/acme/clauses/nothing", "unknown-clause"),
        ("/v1/policies/acme/diff", "unknown-policy"),
        ("/v1/jobs/none", "unknown-job"),
        ("/v1/eval-report", "no-eval-report"),
        ("/v1/nothing", "not-found"),
        ("/v1/policies/..%2f..%2fetc%2fpasswd/text", "not-found"),
    ],
)
def test_what_is_not_there_is_told_in_problem_details(http: httpx.Client, path: str, kind: str) -> None:
    response = http.get(path)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, problem["status"], problem["type"]) == (404, 404, URN + kind)
    assert problem["title"]
    assert problem["detail"]
    assert problem["request_id"] == response.headers["x-request-id"]


def test_a_near_miss_is_named(client: Client) -> None:
    with pytest.raises(ApiError, match="near it are acme"):
        client.policy("acmee")


def test_every_method_of_an_address_is_allowed_in_one_header(http: httpx.Client) -> None:
    response = http.patch("/v1/policies/acme")
    assert response.status_code == 405
    assert response.headers["allow"] == "DELETE, GET, PUT"


@pytest.mark.parametrize(
    ("content", "content_type", "status", "kind"),
    [
        ("{", "application/json", 422, "invalid-request"),
        ("question=Sold?", "application/x-www-form-urlencoded", 415, "unsupported-format"),
        ('"\\ud800"', "application/json", 422, "invalid-request"),
        ('{"question": "\\ud800"}', "application/json", 422, "invalid-request"),
        ("[" * 100_000, "application/json", 400, "bad-request"),
    ],
)
def test_a_body_that_cannot_be_read(
    http: httpx.Client, content: str, content_type: str, status: int, kind: str
) -> None:
    response = http.post("/v1/answers", content=content, headers={"Content-Type": content_type})
    assert (response.status_code, response.json()["type"]) == (status, URN + kind)


def test_the_report_of_the_evaluation_is_shown_where_there_is_one(served: Served, client: Client) -> None:
    path = served.settings.index / "eval-report.json"
    path.write_text(json.dumps({"sets": []}), encoding="utf-8")
    assert client.eval_report() == {"sets": []}
    path.unlink()


def test_the_document_has_a_summary_a_tag_and_problems_for_every_operation(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert operation["summary"]
            assert operation["tags"]
            assert operation["description"]
            if path.startswith("/v1"):
                assert {"401", "403", "429", "503"} <= operation["responses"].keys()
                assert "HTTPValidationError" not in json.dumps(operation)


def test_the_page_of_the_document_loads_nothing_from_elsewhere(http: httpx.Client) -> None:
    page = http.get("/", follow_redirects=True)
    assert page.url.path == "/docs"
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(loaded) == 3
    for address in loaded:
        assert address.startswith("/docs/"), address
        assert http.get(address).status_code == 200, address
    assert "https:" not in page.headers["Content-Security-Policy"]


def test_a_wrong_method_or_field_is_told_plainly(http: httpx.Client) -> None:
    assert http.get("/v1/answers").json()["detail"] == "It takes POST."
    wrong = http.post("/v1/answers", json={"question": "How long?", "policy": "acme"}).json()
    assert wrong["detail"] == "body.policy: there is no such field here. The schema is at /docs."
