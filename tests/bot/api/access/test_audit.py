"""The chain: whole after any number of writers, broken by any change."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.api.access.audit import Audit, Entry, open_audit
from bot.api.access.errors import AuditBrokenError, OpsUnavailableError, UnknownRecordError
from bot.api.access.store import open_store

RECORDS = 6


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ops.db"


@pytest.fixture
def audit(file: Path) -> Iterator[Audit]:
    opened = open_store(file)
    chain = open_audit(opened, file)
    for number in range(1, RECORDS + 1):
        chain.append({"answer_id": f"a{number}", "status": "answered"})
    yield chain
    opened.close()


def tampered(file: Path, *statements: str) -> None:
    with sqlite3.connect(file) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_chain_that_nobody_touched_holds(audit: Audit) -> None:
    found = audit.verify()
    assert (found.records, found.faults) == (RECORDS, ())


@pytest.mark.parametrize(
    "statements",
    [
        pytest.param(["UPDATE audit SET record = replace(record, 'answered', 'silent') WHERE seq = 3"], id="changed"),
        pytest.param(["UPDATE audit SET answer_id = 'other' WHERE seq = 3"], id="other answer"),
        pytest.param(["UPDATE audit SET hash = substr(hash, 1, 63) || 'z' WHERE seq = 3"], id="other hash"),
        pytest.param(["DELETE FROM audit WHERE seq = 3"], id="removed"),
        pytest.param(["DELETE FROM audit WHERE seq = 1"], id="beginning removed"),
        pytest.param(["DELETE FROM audit WHERE seq = 6"], id="cut by one"),
        pytest.param(["DELETE FROM audit WHERE seq > 2"], id="cut short"),
        pytest.param(["DELETE FROM audit"], id="emptied"),
        pytest.param(
            ["DELETE FROM audit WHERE seq = 3", "UPDATE audit SET seq = seq - 1 WHERE seq > 3"], id="closed up"
        ),
        pytest.param(
            ["INSERT INTO audit SELECT 7, 'a7', record, hash FROM audit WHERE seq = 6"], id="one added at the end"
        ),
        pytest.param(
            [
                "UPDATE audit SET seq = -3 WHERE seq = 3",
                "UPDATE audit SET seq = 3 WHERE seq = 4",
                "UPDATE audit SET seq = 4 WHERE seq = -3",
            ],
            id="two exchanged",
        ),
        pytest.param(["UPDATE audit SET record = 'no JSON' WHERE seq = 3"], id="destroyed"),
    ],
)
def test_any_change_to_the_records_is_found(audit: Audit, file: Path, statements: list[str]) -> None:
    tampered(file, *statements)
    assert audit.verify().faults


def test_a_change_names_the_record(audit: Audit, file: Path) -> None:
    tampered(file, "UPDATE audit SET record = '{}' WHERE seq = 4")
    [fault] = audit.verify().faults
    assert fault.startswith("record 4 ")


def test_a_chain_made_anew_without_the_secret_does_not_hold(audit: Audit, file: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    forged.mkdir()
    store = open_store(forged / "ops.db")
    other = open_audit(store, forged / "ops.db")
    for number in range(1, RECORDS + 1):
        other.append({"answer_id": f"a{number}", "status": "silent"})
    store.close()
    rows = [(entry.number, entry.hash) for entry in other_entries(forged / "ops.db")]
    tampered(file, *[f"UPDATE audit SET hash = '{digest}' WHERE seq = {number}" for number, digest in rows])
    assert len(audit.verify().faults) >= RECORDS


def other_entries(file: Path) -> list[Entry]:
    store = open_store(file)
    try:
        return list(open_audit(store, file).every())
    finally:
        store.close()


def test_a_head_that_was_changed_or_removed_is_found(audit: Audit, file: Path) -> None:
    head = file.with_name("ops.db.audit-head")
    old = head.read_text()
    head.write_text(old.replace(f'"record": {RECORDS}', '"record": 2'))
    with pytest.raises(AuditBrokenError, match="was changed"):
        audit.verify()
    head.unlink()
    assert "head is missing" in audit.verify().faults[0]


def test_an_older_head_and_a_chain_cut_to_it_show_in_the_log_alone(
    audit: Audit, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="bot"):
        audit.log_head()
    last = audit.entries()[-1]
    assert f"record {RECORDS}, hash {last.hash}" in caplog.text


def test_a_draft_of_another_writer_in_this_process_is_no_obstacle(file: Path) -> None:
    file.with_name(f"ops.db.audit-head.{os.getpid()}").mkdir()
    store = open_store(file)
    try:
        open_audit(store, file).append({"answer_id": "one"})
    finally:
        store.close()
    assert len(other_entries(file)) == 1


def test_the_head_is_logged_every_so_many_records(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = open_store(file)
    chain = open_audit(store, file, log_every=2)
    with caplog.at_level("INFO", logger="bot"):
        for number in range(5):
            chain.append({"answer_id": str(number)})
    store.close()
    assert [record.args[0] for record in caplog.records if isinstance(record.args, tuple)] == [2, 4]


def test_records_of_many_threads_and_two_openings_make_one_chain(file: Path) -> None:
    stores = [open_store(file), open_store(file)]
    chains = [open_audit(store, file) for store in stores]

    def write(worker: int) -> None:
        for number in range(10):
            chains[worker % 2].append({"answer_id": f"{worker}-{number}"})

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = chains[0].verify()
    assert (found.records, found.faults) == (60, ())
    written = {f"{worker}-{number}" for worker in range(6) for number in range(10)}
    assert {entry.record["answer_id"] for entry in chains[0].every()} == written
    for store in stores:
        store.close()


def test_a_record_that_cannot_be_written_is_told_to_everybody_who_waits(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.schema.BUSY_TIMEOUT_MS", 50)
    store = open_store(file)
    chain = open_audit(store, file)
    failed: list[str] = []

    def write(name: str) -> None:
        try:
            chain.append({"answer_id": name})
        except OpsUnavailableError:
            failed.append(name)

    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        threads = [threading.Thread(target=write, args=(str(number),)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(failed) == ["0", "1", "2", "3"]
    chain.append({"answer_id": "after"})
    assert [entry.record["answer_id"] for entry in chain.every()] == ["after"]
    assert chain.verify().faults == ()
    store.close()


def test_the_secret_is_its_owners_alone_and_stays_the_same(audit: Audit, file: Path) -> None:
    secret = file.with_name("ops.db.audit-key")
    assert secret.stat().st_mode & 0o077 == 0
    store = open_store(file)
    assert open_audit(store, file).question_hmac("How long?") == audit.question_hmac(" How long?\n")
    store.close()


def test_without_its_secret_a_chain_with_records_is_not_gone_on_with(audit: Audit, file: Path) -> None:
    assert not audit.verify().faults
    file.with_name("ops.db.audit-key").unlink()
    store = open_store(file)
    with pytest.raises(AuditBrokenError, match="backup"):
        open_audit(store, file)
    store.close()


def test_a_copied_question_hmac_tells_nothing_under_another_secret(audit: Audit, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    store = open_store(other / "ops.db")
    assert open_audit(store, other / "ops.db").question_hmac("How long?") != audit.question_hmac("How long?")
    store.close()


def test_a_backup_of_the_three_files_holds_elsewhere(audit: Audit, file: Path, tmp_path: Path) -> None:
    assert audit.verify().records == RECORDS
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    elsewhere = tmp_path / "backup"
    elsewhere.mkdir()
    for part in file.parent.glob("ops.db*"):
        shutil.copy(part, elsewhere)
    store = open_store(elsewhere / "ops.db")
    assert open_audit(store, elsewhere / "ops.db").verify().faults == ()
    store.close()


def test_an_unknown_answer_is_told_with_where_all_are(audit: Audit) -> None:
    with pytest.raises(UnknownRecordError, match="audit export"):
        audit.of_answer("nobody")
