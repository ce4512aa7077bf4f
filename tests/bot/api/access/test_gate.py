"""Who is let in, with what, and how much at once: against a running service."""

from __future__ import annotations

import gzip
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.api.access.keys import Keys
from bot.api.access.store import open_store
from bot.api.app import create_app
from ingest.errors import SettingsError
from tests.bot.api.access.serving import QUESTION, Guarded, guarded, indexed, made_key, serving, settings_in

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("socket_enabled")]
BODY = {"question": QUESTION}
ADMIN_ROUTES = [("GET", "/v1/audit"), ("GET", "/v1/feedback"), ("GET", "/v1/doctor"), ("DELETE", "/v1/policies/acme")]


def asked(client: httpx.Client, **headers: str) -> httpx.Response:
    return client.post("/v1/answers", json=BODY, headers=headers)


def test_without_a_key_nothing_is_told_but_how_to_come_by_one(service: Guarded) -> None:
    with service.client() as client:
        for method, path in [("POST", "/v1/answers"), ("GET", "/v1/policies"), ("GET", "/metrics"), ("POST", "/mcp")]:
            response = client.request(method, path, json=BODY if method == "POST" else None)
            assert response.status_code == 401, path
            assert response.headers["WWW-Authenticate"].startswith("Bearer")
            assert response.headers["Content-Type"] == "application/problem+json"
            assert "clausewise keys create" in response.json()["detail"]
        assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200


def test_an_agent_asks_and_an_admin_also_looks_after(service: Guarded) -> None:
    with service.client(service.agent) as agent, service.client(service.admin) as admin:
        assert asked(agent).json()["status"] == "answered"
        for method, path in ADMIN_ROUTES:
            refused = agent.request(method, path)
            assert (refused.status_code, refused.json()["type"]) == (403, "urn:clausewise:problem:forbidden"), path
        assert admin.get("/v1/audit").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer cw_000000000000_" + "A" * 43},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer"},
        {"Authorization": ""},
        {"X-API-Key": "cw_000000000000_" + "A" * 43},
        {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."},
    ],
)
def test_what_is_no_key_is_refused(service: Guarded, headers: dict[str, str]) -> None:
    with service.client() as client:
        assert asked(client, **headers).status_code == 401


def test_both_headers_take_a_key(service: Guarded) -> None:
    with service.client() as client:
        assert asked(client, **{"X-API-Key": service.agent}).status_code == 200
        assert asked(client, Authorization=f"bearer {service.agent}").status_code == 200


def test_a_key_that_is_revoked_or_over_is_refused_from_the_next_request_on(service: Guarded) -> None:
    key = made_key(service.settings)
    over = made_key(service.settings, days=1)
    with sqlite3.connect(service.settings.ops_file) as connection:
        connection.execute("UPDATE key SET expires = '2020-01-01' WHERE id = ?", (over.split("_")[1],))
    with service.client(key) as client, service.client(over) as late:
        assert asked(client).status_code == 200
        with closing(open_store(service.settings.ops_file)) as store:
            Keys(store).revoke(key.split("_")[1])
        assert asked(client).status_code == 401
        assert asked(late).status_code == 401


def test_compressed_bodies_are_refused_before_they_are_unpacked(service: Guarded) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    with service.client(service.agent) as client:
        for encoding in ("gzip", "deflate", "br", "gzip, identity"):
            response = client.post("/v1/answers", content=bomb, headers={"Content-Encoding": encoding})
            assert (response.status_code, response.json()["type"]) == (
                415,
                "urn:clausewise:problem:unsupported-encoding",
            )


def test_a_body_over_the_limit_is_refused_whether_it_says_its_length_or_not(service: Guarded) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(300):
            yield b" " * 10_000

    with service.client(service.agent) as client:
        for path in ("/v1/answers", "/v1/search", "/v1/outline", "/v1/feedback", "/mcp", "/v1/chat/completions"):
            told = client.post(path, content=b" " * 1_000_001)
            assert told.status_code == 413, path
        untold = client.post("/v1/answers", content=endless())
        assert (untold.status_code, untold.json()["type"]) == (413, "urn:clausewise:problem:too-large")


def test_an_upload_over_its_limit_is_refused_as_it_arrives(service: Guarded) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(service.settings.max_upload_bytes // 1_000_000 + 3):
            yield b" " * 1_000_000

    with service.client(service.admin) as client:
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        response = client.put("/v1/policies/big", content=endless(), headers=headers)
        assert response.status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/v1/policies/..%2f..%2fetc%2fpasswd",
        "/v1/policies/%2e%2e/text",
        "/v1/policies/acme/clauses/..%2f..%2fops.db",
        "/v1/policies/acme%00/text",
        "/v1/policies/....//text",
        "/v1/jobs/..%2f..%2fops.db",
        "/v1/feedback?after=../../x",
    ],
)
def test_paths_in_ids_lead_nowhere(service: Guarded, path: str) -> None:
    with service.client(service.admin) as client:
        response = client.get(path)
        assert response.status_code in (404, 422)
        assert "/" not in response.json()["detail"].replace("/docs", "").replace("/v1/policies", "").replace("../", "")
        assert str(service.settings.index) not in response.text


def test_an_id_with_a_path_in_it_uploads_nothing(service: Guarded) -> None:
    body = {"text": "# Evil\n\nWe keep everything.", "media_type": "text/markdown"}
    with service.client(service.admin) as client:
        for name in ("..%2f..%2fevil", "%2e%2e", "..", "a%2fb", "a%5cb"):
            assert client.put(f"/v1/policies/{name}", json=body).status_code in (404, 405, 422), name
    assert not list(Path(service.settings.index).parent.rglob("*evil*"))


def test_a_request_id_comes_back_and_one_that_is_none_is_replaced(service: Guarded) -> None:
    with service.client(service.agent) as client:
        assert (
            client.get("/v1/policies", headers={"X-Request-ID": "order-66.a_b"}).headers["X-Request-ID"]
            == "order-66.a_b"
        )
        for bad in ("a b", "x" * 65, "<script>", "a\tb", ""):
            shown = client.get("/v1/policies", headers={"X-Request-ID": bad}).headers["X-Request-ID"]
            assert len(shown) == 32
            assert shown.isalnum()
        refused = client.get("/v1/policies/nobody", headers={"X-Request-ID": "same-in-both"})
        assert refused.json()["request_id"] == refused.headers["X-Request-ID"] == "same-in-both"


def test_nothing_that_is_sent_becomes_a_header_of_the_response(service: Guarded) -> None:
    """By hand, as no client lets one send this."""
    with closing(socket.create_connection(("127.0.0.1", service.settings.port), timeout=10)) as raw:
        raw.sendall(
            b"GET /v1/policies/%0d%0aX-Evil:%201 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Request-ID: a\rX-Evil: 1\r\n"
            b"Authorization: Bearer " + service.admin.encode() + b"\r\nConnection: close\r\n\r\n"
        )
        received = b"".join(iter(lambda: raw.recv(65_536), b""))
    head = received.partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"http/1.1 4")
    assert b"x-evil" not in head


def test_every_response_tells_browsers_to_be_careful(service: Guarded) -> None:
    with service.client(service.agent) as client:
        for response in (
            asked(client),
            client.get("/v1/policies/nobody"),
            client.get("/nowhere"),
            client.get("/healthz"),
        ):
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["X-Frame-Options"] == "DENY"
            assert response.headers["Referrer-Policy"] == "no-referrer"
            assert response.headers["Cache-Control"] == "no-store"
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert "Access-Control-Allow-Origin" not in response.headers
        assert "script-src" in client.get("/docs").headers["Content-Security-Policy"]


def test_metrics_count_requests_answers_stages_and_refusals(service: Guarded) -> None:
    with service.client(service.agent) as client:
        asked(client)
        client.get("/v1/audit")
        page = client.get("/metrics").text
    assert 'clausewise_requests_total{method="POST",route="/v1/answers",status="200"}' in page
    assert 'clausewise_answers_total{status="answered"}' in page
    assert 'clausewise_stage_seconds_count{stage="rank"}' in page
    assert "clausewise_index_generation 1.0" in page
    assert "clausewise_queue_length 0.0" in page
    assert "clausewise_verification_rejects_total 0.0" in page
    assert "clausewise_model_tokens" in page


def test_an_answer_is_recorded_before_it_is_sent_and_feedback_kept(service: Guarded) -> None:
    with service.client(service.agent) as agent, service.client(service.admin) as admin:
        answer = asked(agent).json()
        records = admin.get("/v1/audit", params={"limit": 1000}).json()["records"]
        [record] = [one["record"] for one in records if one["record"]["answer_id"] == answer["answer_id"]]
        assert record["key"] == service.agent.split("_")[1]
        assert [one["clause"] for one in record["citations"]] == [one["clause"] for one in answer["citations"]]
        assert QUESTION not in str(records)
        given = {"answer_id": answer["answer_id"], "rating": "down", "question": QUESTION, "answer": answer}
        assert agent.post("/v1/feedback", json=given).status_code == 201
        drafts = admin.get("/v1/feedback", params={"as": "gold"}).json()
        assert [one["question"] for one in drafts["questions"]] == [QUESTION]
        assert admin.get("/v1/feedback", params={"as": "gold", "corpus": "sample"}).json()["corpus"] == "sample"


def test_a_stream_that_is_left_is_recorded_too(service: Guarded) -> None:
    with service.client(service.admin) as client:
        before = len(client.get("/v1/audit", params={"limit": 1000}).json()["records"])
        for _ in range(5):
            with client.stream("POST", "/v1/answers", json={**BODY, "stream": True}) as response:
                next(response.iter_raw(1))
        until = time.monotonic() + 5
        while time.monotonic() < until:
            after = len(client.get("/v1/audit", params={"limit": 1000}).json()["records"])
            if after == before + 5:
                break
            time.sleep(0.05)
        assert after == before + 5


def test_what_cannot_be_recorded_is_not_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.schema.BUSY_TIMEOUT_MS", 50)
    with serving(indexed(tmp_path)) as one, one.client() as client:
        assert asked(client).status_code == 200
        with closing(sqlite3.connect(one.settings.ops_file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            refused = asked(client)
            streamed = client.post("/v1/answers", json={**BODY, "stream": True}).text
            assert (refused.status_code, refused.json()["type"]) == (503, "urn:clausewise:problem:unavailable")
            assert refused.headers["Retry-After"]
            assert "event: done" not in streamed
            assert client.get("/healthz").status_code == 200
            other.execute("ROLLBACK")
        assert asked(client).status_code == 200


def test_too_many_requests_of_a_key_are_told_when_to_come_back(tmp_path: Path) -> None:
    with (
        guarded(tmp_path, rate_per_key="3/minute") as one,
        one.client(one.agent) as agent,
        one.client(one.admin) as admin,
    ):
        statuses = [agent.get("/v1/policies").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        refused = agent.get("/v1/policies")
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert refused.json()["type"] == "urn:clausewise:problem:rate-limited"
        chat = agent.post("/v1/chat/completions", json={})
        assert chat.json()["error"]["type"] == "rate_limit_error"
        assert admin.get("/v1/policies").status_code == 200
        assert agent.get("/healthz").status_code == 200


def test_who_guesses_keys_is_slowed_down(tmp_path: Path) -> None:
    with guarded(tmp_path, rate_per_address="3/minute") as one, one.client("cw_guess") as client:
        assert [client.get("/v1/policies").status_code for _ in range(5)] == [401, 401, 401, 429, 429]


def test_more_than_it_can_serve_is_shed_and_the_rest_is_served(tmp_path: Path) -> None:
    settings = indexed(tmp_path, concurrency=1, queue=1, queue_seconds=5)
    with serving(settings) as one, one.client() as client:
        holding = socket.create_connection(("127.0.0.1", one.settings.port), timeout=10)
        # An upload that does not go on keeps the one place taken.
        holding.sendall(
            b"PUT /v1/policies/slow HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Content-Length: 100\r\n\r\n{"
        )
        until = time.monotonic() + 5
        while "clausewise_requests_running 1.0" not in client.get("/metrics").text:
            assert time.monotonic() < until
        waiting = threading.Thread(target=lambda: statuses.append(_one(one.url)))
        statuses: list[int] = []
        waiting.start()
        while "clausewise_queue_length 1.0" not in client.get("/metrics").text:
            assert time.monotonic() < until
        shed = client.get("/v1/policies")
        assert shed.status_code == 429
        assert 1 <= int(shed.headers["Retry-After"]) <= 3
        assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
        holding.close()
        waiting.join(timeout=10)
        assert statuses == [200]
        assert client.get("/v1/policies").status_code == 200


def _one(url: str) -> int:
    return httpx.get(f"{url}/v1/policies", trust_env=False, timeout=20).status_code


def test_a_body_that_does_not_arrive_holds_no_place_and_is_told(tmp_path: Path) -> None:
    settings = indexed(tmp_path, concurrency=1, queue=0, body_seconds=0.5)
    with serving(settings) as one, one.client() as client:
        with closing(socket.create_connection(("127.0.0.1", one.settings.port), timeout=10)) as slow:
            slow.sendall(b"POST /v1/answers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{")
            assert asked(client).status_code == 200
            assert b"408" in slow.recv(65_536).split(b"\r\n")[0]
        assert asked(client).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"X-Forwarded-For": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
    ],
)
def test_without_keys_only_this_machine_may_ask(open_url: str, headers: dict[str, str]) -> None:
    with httpx.Client(base_url=open_url, trust_env=False) as client:
        assert asked(client, **headers).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://localhost:8501"}, {"Authorization": "Bearer unused"}])
def test_without_keys_programs_and_pages_of_this_machine_may_ask(open_url: str, headers: dict[str, str]) -> None:
    with httpx.Client(base_url=open_url, trust_env=False) as client:
        assert asked(client, **headers).status_code == 200
        assert client.get("/v1/audit", headers=headers).status_code == 200


@pytest.fixture(scope="module")
def open_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(indexed(tmp_path_factory.mktemp("open"))) as one:
        yield one.url


def test_the_first_key_ends_the_open_door(tmp_path: Path) -> None:
    with serving(indexed(tmp_path)) as one, one.client() as client:
        assert asked(client).status_code == 200
        key = made_key(one.settings)
        assert asked(client).status_code == 401
        assert asked(client, Authorization=f"Bearer {key}").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "clausewise.example"])
def test_a_public_address_without_keys_is_refused_with_what_to_do(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingsError, match="clausewise keys create"):
        create_app(settings_in(tmp_path, host=host))


def test_a_public_address_is_taken_with_a_key_or_when_it_shall_be_open(tmp_path: Path) -> None:
    create_app(settings_in(tmp_path, host="0.0.0.0", allow_open=True))
    made_key(settings_in(tmp_path))
    create_app(settings_in(tmp_path, host="0.0.0.0"))


def test_other_sites_may_read_answers_only_where_the_operator_names_them(tmp_path: Path) -> None:
    with guarded(tmp_path, cors_origins=("https://desk.example",)) as one, one.client(one.agent) as client:
        named = asked(client, Origin="https://desk.example")
        assert named.headers["Access-Control-Allow-Origin"] == "https://desk.example"
        assert "Access-Control-Allow-Origin" not in asked(client, Origin="https://evil.example").headers
        preflight = {"Origin": "https://desk.example", "Access-Control-Request-Method": "POST"}
        assert httpx.options(f"{one.url}/v1/answers", headers=preflight, trust_env=False).status_code == 200
