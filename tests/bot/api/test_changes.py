"""Uploads, removals and jobs, while questions are answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest

from bot.client import ApiError, Client
from tests.bot.api.running import ACME, Served, running

TARN = "# Tarn Rowing Club\n\n## Retention\n\nWe keep crew lists for {} years.\n"

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("socket_enabled")]


def put(client: Client, text: str, **known: object) -> dict[str, list[str]]:
    job = client.upload("tarn", text=text, media_type="text/markdown", **known)  # type: ignore[arg-type]
    result: dict[str, list[str]] = job["result"]
    return result


def test_an_upload_is_answered_from_at_once_and_replaced_by_the_next(client: Client) -> None:
    assert put(client, TARN.format("two"), name="Tarn 🚣 Club")["added"] == ["tarn"]
    assert client.policy("tarn")["name"] == "Tarn 🚣 Club"
    assert client.policy("tarn")["uploaded"]
    assert put(client, TARN.format("three"), name="Tarn 🚣 Club")["changed"] == ["tarn"]
    assert "three years" in client.text("tarn")["text"]
    assert len(client.versions("tarn")) == 1
    client.remove("tarn")


def test_the_same_upload_again_changes_nothing(served: Served, client: Client) -> None:
    put(client, TARN.format("two"))
    before = served.service.bot.index.catalog.generation()
    assert put(client, TARN.format("two"))["unchanged"] == ["tarn"]
    assert served.service.bot.index.catalog.generation() == before
    client.remove("tarn")


def test_a_later_date_adds_a_version_that_can_be_compared(client: Client) -> None:
    put(client, TARN.format("two"), effective=date(2024, 1, 1))
    put(client, TARN.format("three"), effective=date(2025, 1, 1))
    assert [version["id"] for version in client.versions("tarn")] == ["2024-01-01", "2025-01-01"]
    diff = client.diff("tarn")
    assert (diff["old"], diff["new"], diff["counts"]["reworded"]) == ("2024-01-01", "2025-01-01", 1)
    assert client.diff("tarn", after="2025-01-01") == diff
    with pytest.raises(ApiError, match="none before it"):
        client.diff("tarn", after="2024-01-01")
    client.remove("tarn")


def test_a_dry_run_tells_the_outline_and_publishes_nothing(client: Client) -> None:
    found = client.upload("tarn", text=TARN.format("two"), media_type="text/markdown", dry_run=True)
    assert [clause["key"] for clause in found["clauses"]] == ["tarn-rowing-club", "retention"]
    with pytest.raises(ApiError, match="No policy is named 'tarn'"):
        client.policy("tarn")


def test_a_file_is_read_by_its_kind(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "Club policy.html"
    file.write_text("<h1>Tarn</h1><h2>Sale</h2><p>We sell nothing.</p>", encoding="utf-8")
    assert client.upload("tarn", file=file, name="Tarn")["result"]["added"] == ["tarn"]
    assert client.versions("tarn")[0]["media_type"] == "text/html"
    client.remove("tarn")


@pytest.mark.parametrize(
    ("name", "data", "status", "kind"),
    [
        ("policy.exe", b"MZ", 415, "unsupported-format"),
        ("policy.pdf", b"no PDF", 415, "unsupported-format"),
        ("policy.txt", b" \n", 422, "unusable-policy"),
        ("../../etc/passwd.txt", b"We sell nothing.", 422, "invalid-request"),
    ],
)
def test_a_file_that_is_no_policy_is_refused_and_leaves_nothing(
    served: Served, http: httpx.Client, name: str, data: bytes, status: int, kind: str
) -> None:
    response = http.put("/v1/policies/odd", files={"file": (name, data)})
    assert (response.status_code, response.json()["type"].rpartition(":")[2]) == (status, kind)
    assert not (served.settings.index / "uploads" / "odd").exists()
    assert str(served.settings.index) not in response.text


def test_a_page_of_this_machine_is_not_fetched(client: Client) -> None:
    with pytest.raises(ApiError, match="loopback") as told:
        client.upload("page", url="http://127.0.0.1/policy")
    assert told.value.kind == "unusable-policy"


def test_a_policy_of_a_folder_is_not_overwritten(client: Client) -> None:
    with pytest.raises(ApiError, match="the folder corpus") as told:
        client.upload("acme", text="We sell everything.")
    assert (told.value.status, told.value.kind) == (409, "policy-from-elsewhere")
    assert client.text("acme")["text"] == ACME


def test_many_policies_are_a_job_in_which_one_failure_stops_no_other(http: httpx.Client, client: Client) -> None:
    policies = [
        {"id": "tarn", "text": TARN.format("two"), "media_type": "text/markdown"},
        {"id": "blank", "text": " "},
    ]
    started = http.post("/v1/ingest", json={"policies": policies})
    assert started.status_code == 202
    assert started.headers["location"] == f"/v1/jobs/{started.json()['id']}"
    job = client.finished(started.json()["id"])
    assert job["state"] == "done"
    assert job["result"]["added"] == ["tarn"]
    assert [one["source"] for one in job["result"]["failed"]] == ["blank"]
    again = client.finished(client.ingest(policies[:1])["id"])
    assert again["result"]["unchanged"] == ["tarn"]
    client.remove("tarn")


def test_a_refresh_reads_folders_and_uploads_again(served: Served, client: Client) -> None:
    put(client, TARN.format("two"))
    corpus = served.settings.index.parent / "corpus"
    (corpus / "birch.md").write_text("# Birch\n\n## Cookies\n\nWe use no cookies at all.\n", encoding="utf-8")
    job = client.finished(client.ingest(refresh=True)["id"])
    assert job["result"]["changed"] == ["birch"]
    assert job["result"]["unchanged"] == ["acme", "tarn"]
    assert "no cookies at all" in client.text("birch")["text"]
    client.remove("tarn")


def test_what_was_removed_is_found_no_more(client: Client) -> None:
    put(client, TARN.format("two"))
    assert client.remove("tarn")["result"]["removed"] == ["tarn"]
    assert "tarn" not in {hit.policy for hit in client.search("crew lists", k=10)}
    with pytest.raises(ApiError) as told:
        client.remove("tarn")
    assert told.value.status == 404


def test_the_doctor_finds_nothing_wrong_and_names_no_folder(served: Served, client: Client) -> None:
    put(client, TARN.format("two"))
    corpus = served.settings.index.parent / "corpus"
    (corpus / "new.md").write_text("# New\n\nWe sell nothing.\n", encoding="utf-8")
    (corpus / "acme.md").write_text(ACME + "\nMore.\n", encoding="utf-8")
    found = client.doctor()
    assert found["sound"]
    assert any("corpus" in one["problem"] for one in found["findings"])
    assert str(corpus.parent) not in str(found)
    client.remove("tarn")


def test_questions_are_answered_while_policies_change(client: Client) -> None:
    put(client, TARN.format("two"))
    done = threading.Event()
    seen: set[str] = set()
    wrong: list[str] = []

    def ask_on() -> None:
        while not done.is_set():
            answer = client.ask("How long are crew lists kept?", policies=["tarn"])
            text = {one.text_sha256 for one in (*answer.citations, *answer.related)}
            seen.update(text)
            if len(text) > 1:
                wrong.append(answer.answer)

    asking = [threading.Thread(target=ask_on) for _ in range(2)]
    for thread in asking:
        thread.start()
    for number in ("three", "four", "five"):
        put(client, TARN.format(number))
    done.set()
    for thread in asking:
        thread.join()
    assert not wrong
    assert seen
    client.remove("tarn")


def test_uploads_outlive_a_restart_and_what_was_interrupted_is_finished(tmp_path: Path) -> None:
    with running(tmp_path) as first, first.client() as client:
        put(client, TARN.format("two"))
        client.upload("gone", text="We sell nothing.")
        uploads = first.settings.index / "uploads"
    # As a process leaves them that is killed before it publishes: one upload replaced, one half removed.
    kept = uploads / "tarn"
    [file] = kept.glob("*.md")
    file.write_text(TARN.format("nine"), encoding="utf-8")
    (kept / "left-over.md").write_text("# Left over\n\nNothing.\n", encoding="utf-8")
    for file in (uploads / "gone").iterdir():
        file.unlink()
    (uploads / "gone").rmdir()
    with running(tmp_path) as second, second.client() as client:
        assert _until(lambda: "nine years" in client.text("tarn")["text"])
        assert [policy["id"] for policy in client.policies()] == ["acme", "birch", "tarn"]


def _until(true: Callable[[], bool], *, seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
