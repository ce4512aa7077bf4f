"""What somebody who means harm sends: no route forgets its role, and nothing that is sent is obeyed, kept or echoed."""

from __future__ import annotations

import io
import json
import socket
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.bot.api.access.serving import QUESTION, Guarded

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("socket_enabled")]

OPEN_ROUTES = {("GET", "/healthz"), ("GET", "/readyz")}
INNER_ADDRESSES = (
    "http://127.0.0.1/privacy",
    "http://localhost:8000/v1/policies",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0/",
    "http://10.0.0.1/",
    "http://user:secret@127.0.0.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:25/",
)


def operations(service: Guarded) -> Iterator[tuple[str, str, bool]]:
    """Every operation of the document, with names in its path filled in, and whether it is an administrator's."""
    with service.client() as client:
        paths = client.get("/openapi.json").json()["paths"]
    for path, described in paths.items():
        for method, operation in described.items():
            filled = path.replace("{id}", "acme").replace("{key}", "1").replace("{key:path}", "1")
            yield method.upper(), filled, "admin" in operation["tags"]


def test_every_route_of_the_document_asks_for_a_key_and_every_admins_route_for_an_admin(service: Guarded) -> None:
    seen = list(operations(service))
    assert sum(is_admins for *_, is_admins in seen) >= 8
    with service.client() as nobody, service.client(service.agent) as agent:
        for method, path, is_admins in seen:
            if (method, path) in OPEN_ROUTES:
                continue
            assert nobody.request(method, path).status_code == 401, (method, path)
            assert (agent.request(method, path).status_code == 403) is is_admins, (method, path)
        assert agent.get("/v1/policies/acme").status_code == 200, "and nothing was deleted"


@pytest.mark.parametrize("dry_run", [False, True], ids=["put", "dry run"])
def test_no_address_of_the_inside_is_fetched_for_anybody(service: Guarded, dry_run: bool) -> None:
    with service.client(service.admin) as admin:
        for url in INNER_ADDRESSES:
            response = admin.put("/v1/policies/tarn", json={"url": url}, params={"dry_run": dry_run})
            assert response.status_code == 422, url
            assert "secret" not in response.text
        assert admin.get("/v1/policies/tarn").status_code == 404


def test_no_address_of_the_inside_is_fetched_by_a_job(service: Guarded) -> None:
    policies = [{"id": f"tarn-{number}", "url": url} for number, url in enumerate(INNER_ADDRESSES[:4])]
    with service.client(service.admin) as admin:
        started = admin.post("/v1/ingest", json={"policies": policies})
        assert started.status_code == 202
        until = time.monotonic() + 20
        while (job := admin.get(started.headers["Location"]).json())["state"] not in ("done", "failed"):
            assert time.monotonic() < until
            time.sleep(0.05)
    assert len(job["result"]["failed"]) == len(policies)
    assert job["result"]["added"] == []


@pytest.mark.parametrize("name", ["../../evil.md", "..\\..\\evil.md", "/etc/evil.md", "evil.md\x00.png", ".."])
def test_a_file_name_with_a_path_in_it_writes_nothing(service: Guarded, name: str) -> None:
    file = {"file": (name, b"# Evil\n\nWe keep everything.", "text/markdown")}
    with service.client(service.admin) as admin:
        response = admin.put("/v1/policies/tarn", files=file)
        assert response.status_code in (400, 415, 422), response.text
    for folder in (service.settings.index.parent, Path("/etc")):
        assert not list(folder.glob("*evil*"))
    assert not list(service.settings.index.rglob("*evil*"))


def test_a_document_that_unpacks_to_very_much_is_refused_in_time(service: Guarded) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        with bomb.open("word/document.xml", "w", force_zip64=True) as document:
            for _ in range(600):
                document.write(b" " * 1_000_000)
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert len(packed.getvalue()) < 1_000_000
    with service.client(service.admin) as admin:
        began = time.monotonic()
        response = admin.put("/v1/policies/tarn", files={"file": ("a.docx", packed.getvalue(), word)})
        assert response.status_code in (413, 422)
        assert time.monotonic() - began < 10
        assert admin.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 200_000,
        b'{"question": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"question": "How long?", "options": {"deadline_seconds": ' + b"9" * 10_000 + b"}}",
        b'{"question": "How long?", "options": {"deadline_seconds": NaN}}',
        b'{"question": "How long?", "options": {"deadline_seconds": 1e999}}',
        b'{"question": "\\ud800 how long"}',
        b'{"question": "\xff\xfe"}',
        b'{"question": "How long?", "question": 1}',
        b'{"__proto__": {"role": "admin"}, "question": "How long?"}',
        b"\x00" * 1_000,
        b"",
    ],
    ids=[
        "deep",
        "deep inside",
        "digits",
        "nan",
        "infinite",
        "surrogate",
        "bytes",
        "twice",
        "proto",
        "zeros",
        "nothing",
    ],
)
@pytest.mark.parametrize("path", ["/v1/answers", "/v1/search", "/v1/chat/completions", "/v1/feedback", "/mcp"])
def test_a_body_that_is_made_to_break_the_reader_is_refused(service: Guarded, path: str, content: bytes) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    with service.client(service.agent) as client:
        response = client.post(path, content=content, headers=headers)
        assert 400 <= response.status_code < 500, response.text
        json.loads(response.text)


def test_two_requests_cannot_be_hidden_in_one(service: Guarded) -> None:
    """A proxy in front and the server must not read the end of a request differently."""
    hidden = b"GET /v1/audit HTTP/1.1\r\nHost: a\r\n\r\n"
    for lengths in (
        b"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 0\r\nContent-Length: %d\r\n" % len(hidden),
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Content-Length: +0\r\n",
    ):
        received = sent_raw(service, b"POST /v1/answers HTTP/1.1\r\nHost: a\r\n" + lengths + b"\r\n" + hidden)
        assert received.startswith(b"HTTP/1.1 4"), lengths
        assert received.count(b"HTTP/1.1 ") == 1, lengths


def sent_raw(service: Guarded, request: bytes) -> bytes:
    with closing(socket.create_connection(("127.0.0.1", service.settings.port), timeout=5)) as raw:
        raw.sendall(request)
        raw.settimeout(2)
        received = b""
        try:
            while piece := raw.recv(65_536):
                received += piece
        except TimeoutError:
            pass
    return received


def test_no_key_is_in_anything_that_the_service_gives_out(service: Guarded) -> None:
    with service.client(service.admin) as admin:
        admin.post("/v1/answers", json={"question": QUESTION})
        shown = "".join(
            admin.get(path).text
            for path in (
                "/metrics",
                "/openapi.json",
                "/v1/audit",
                "/v1/feedback",
                "/v1/doctor",
                "/v1/policies",
                "/docs",
            )
        )
        shown += str(admin.get("/healthz").headers)
    with closing(service.client(service.admin + "x")) as wrong:
        refused = wrong.get("/v1/policies")
    shown += refused.text + str(refused.headers)
    for key in (service.admin, service.agent):
        assert key.split("_", 2)[2] not in shown
    assert str(service.settings.index) not in shown


def test_keys_that_are_wrong_in_any_place_take_the_same_time(service: Guarded) -> None:
    """Over HTTP, medians of many: a difference that tells where a key is wrong would be far larger than the noise."""
    body, last = service.agent[:-1], service.agent[-1]
    kinds = {
        "early": service.agent.replace("_", "_ffffff", 1)[: len(service.agent)],
        "late": body + ("A" if last != "A" else "B"),
        "unknown": "cw_" + "f" * 12 + service.agent[15:],
    }
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    with service.client() as client:
        for _ in range(60):
            for kind, key in kinds.items():
                began = time.perf_counter()
                assert client.get("/v1/policies", headers={"X-API-Key": key}).status_code == 401
                took[kind].append(time.perf_counter() - began)
    fastest = {kind: sorted(times)[len(times) // 4] for kind, times in took.items()}
    assert max(fastest.values()) < 3 * min(fastest.values())


def test_a_method_or_a_path_that_is_none_is_refused(service: Guarded) -> None:
    for line in (b"GET /v1/policies HTTP/9.9", b"G\x00T / HTTP/1.1", b"GET /\x1b[2J HTTP/1.1", b"CONNECT a:1 HTTP/1.1"):
        received = sent_raw(service, line + b"\r\nHost: a\r\n\r\n")
        assert received == b"" or received.startswith(b"HTTP/1.1 4"), received[:80]
    with service.client(service.agent) as client:
        assert client.request("TRACE", "/v1/policies").status_code == 405
        assert isinstance(client.request("PROPFIND", "/v1/policies"), httpx.Response)
