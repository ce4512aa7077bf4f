"""keys, audit, forget: on the command line, beside a service that ran over the same index."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from bot.api.access.keys import Keys
from bot.api.access.store import open_store
from tests.bot.api.access.serving import QUESTION, indexed, serving
from tests.bot.conftest import Run

pytestmark = pytest.mark.usefixtures("socket_enabled")


def test_a_key_is_printed_once_and_listed_without_its_secret(clausewise: Run, tmp_path: Path) -> None:
    made = clausewise(
        "keys", "create", "--role", "agent", "--name", "Ann's desk", "--expires", "30", "--index", tmp_path
    )
    key = made.out.strip()
    assert made.code == 0
    assert key.startswith("cw_")
    assert "cannot be shown again" in made.err
    store = open_store(tmp_path / "ops.db")
    assert Keys(store).check(key) is not None
    store.close()
    listed = clausewise("keys", "list", "--json", "--index", tmp_path)
    [shown] = json.loads(listed.out)
    assert (shown["name"], shown["role"], shown["revoked"]) == ("Ann's desk", "agent", None)
    assert key.split("_", 2)[2] not in listed.out
    assert "hash" not in shown
    assert "Ann's desk" in clausewise("keys", "list", "--index", tmp_path).out
    assert clausewise("keys", "revoke", shown["id"], "--index", tmp_path).code == 0
    assert json.loads(clausewise("keys", "list", "--json", "--index", tmp_path).out)[0]["revoked"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("keys", "create", "--role", "boss", "--name", "x"),
        ("keys", "create", "--name", "x"),
        ("keys", "create", "--role", "agent"),
        ("keys", "create", "--role", "agent", "--name", "x", "--expires", "0"),
        ("audit", "replay", "a1"),
        ("forget",),
    ],
)
def test_wrong_usage_is_told(clausewise: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert clausewise(*arguments, "--index", tmp_path).code == 2


def test_what_is_not_there_is_told_in_one_line(clausewise: Run, tmp_path: Path) -> None:
    for arguments in (
        ("keys", "revoke", "nobody"),
        ("forget", "--feedback", "nothing"),
        ("audit", "replay", "nothing", "--question", "x"),
    ):
        ran = clausewise(*arguments, "--index", tmp_path)
        assert ran.code == 1
        assert ran.err.startswith("clausewise: no ")
        assert len(ran.err.splitlines()) == 1


@pytest.mark.slow
def test_a_served_answer_is_verified_exported_and_its_feedback_forgotten(clausewise: Run, tmp_path: Path) -> None:
    settings = indexed(tmp_path)
    index = tmp_path / "index"
    with serving(settings) as one, one.client() as client:
        for question in (QUESTION, "Do you sell my data?"):
            answer = client.post("/v1/answers", json={"question": question}).json()
        given = client.post(
            "/v1/feedback", json={"answer_id": answer["answer_id"], "rating": "down", "comment": "an odd comment"}
        ).json()
        whole = clausewise("audit", "verify", "--index", index)
        forgotten = clausewise("forget", "--feedback", given["id"], "--index", index)
        left = client.get("/v1/feedback").json()["feedback"]
    assert (whole.code, whole.out) == (0, "2 records, the chain holds\n")
    assert forgotten.code == 0
    assert [(one["rating"], one["comment"], one["erased"]) for one in left] == [("down", None, True)]

    exported = [json.loads(line) for line in clausewise("audit", "export", "--index", index).out.splitlines()]
    assert [line["number"] for line in exported] == [1, 2]
    assert exported[1]["record"]["answer_id"] == answer["answer_id"]
    clausewise("audit", "export", "--out", tmp_path / "out.jsonl", "--index", index)
    assert (tmp_path / "out.jsonl").read_text() == "".join(json.dumps(line) + "\n" for line in exported)

    with sqlite3.connect(settings.ops_file) as connection:
        connection.execute("DELETE FROM audit WHERE seq = 2")
    broken = clausewise("audit", "verify", "--json", "--index", index)
    assert broken.code == 1
    assert json.loads(broken.out)["faults"] == ["the chain ends at record 1, and the exported head is record 2"]
