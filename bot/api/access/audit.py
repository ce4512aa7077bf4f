"""The audit: a record for each answer, chained, so that no later change goes unseen.

A record holds no text of a person: of the question its HMAC, of the answer its status and the clauses it cites. Each
record's hash is an HMAC over the record and the hash before it, with a secret in a file that only its owner can read;
so who can write to the database alone cannot make a chain that holds. The head (how many records there are, and the
last hash) is written to a file of its own after each commit, and logged at intervals: a chain that was cut short does
not reach it. Logs that are kept elsewhere show it even to who lost the machine.

    ops.db               the records
    ops.db.audit-key     the secret
    ops.db.audit-head    the head
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.api.access import store
from bot.api.access.errors import AuditBrokenError, OpsUnavailableError, UnknownRecordError
from bot.api.access.store import OpsStore

START = "0" * 64
_SECRET_BYTES = 32
_PAGE = 1_000
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it lies in the chain, which `number` counts from 1."""

    number: int
    record: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """`faults` say what is wrong and where; none means that the chain holds and reaches its head."""

    records: int
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Waiting:
    record: dict[str, Any]
    written: bool = False
    error: OpsUnavailableError | None = field(default=None)


class Audit:
    """Methods may be called from any thread. Records of several processes over one file make one chain."""

    def __init__(self, opened: OpsStore, *, secret: bytes, head: Path, log_every: int = 1_000) -> None:
        self._store = opened
        self._questions = hmac.digest(secret, b"questions", "sha256")
        self._chain = hmac.digest(secret, b"chain", "sha256")
        self._head = head
        self._log_every = log_every
        self._waiting: list[_Waiting] = []
        self._queue = threading.Lock()
        self._writing = threading.Lock()

    def question_hmac(self, text: str) -> str:
        """What stands for a text in a record. White space at the ends does not count."""
        return hmac.new(self._questions, text.strip().encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def append(self, record: Mapping[str, Any]) -> None:
        """Write a record (with an `answer_id`); it is on disk when this returns. Raises OpsUnavailableError.

        Of the threads that wait, the first writes the records of all in one transaction.
        """
        mine = _Waiting(dict(record))
        with self._queue:
            self._waiting.append(mine)
        with self._writing:
            if not mine.written and mine.error is None:
                with self._queue:
                    batch, self._waiting = self._waiting, []
                self._write(batch)
        if mine.error is not None:
            raise mine.error

    def entries(self, *, after: int = 0, limit: int = _PAGE) -> list[Entry]:
        """A page of the chain, oldest first. A record that is not JSON any more is shown as empty."""
        rows = select(store.audit).where(store.audit.c.seq > after).order_by(store.audit.c.seq).limit(limit)
        with self._store.reading() as connection:
            return [_entry(row) for row in connection.execute(rows).mappings()]

    def every(self) -> Iterator[Entry]:
        after = 0
        while page := self.entries(after=after):
            yield from page
            after = page[-1].number

    def of_answer(self, answer_id: str) -> Entry:
        """Raises UnknownRecordError."""
        rows = select(store.audit).where(store.audit.c.answer_id == answer_id).order_by(store.audit.c.seq).limit(1)
        with self._store.reading() as connection:
            row = connection.execute(rows).mappings().one_or_none()
        if row is None:
            raise UnknownRecordError(f"no answer {answer_id!r} is recorded; run: clausewise audit export")
        return _entry(row)

    def verify(self) -> Verified:
        """Whether each record is as it was written, none is missing, none came between, and the chain is whole."""
        exported = self._exported_head()
        faults: list[str] = []
        number, previous = 0, START
        with self._store.reading() as connection:
            rows = connection.execute(select(store.audit).order_by(store.audit.c.seq)).mappings()
            for row in rows:
                expected = number + 1
                number = row["seq"]
                if number != expected:
                    faults.append(f"records {expected} to {number - 1} are missing")
                if not self._holds(row, previous):
                    faults.append(f"record {number} was changed, or one before it was changed, removed or added")
                if exported and exported.number == number and not hmac.compare_digest(exported.hash, row["hash"]):
                    faults.append(f"record {number} is not the one that was exported as the head")
                previous = row["hash"]
        if exported and number < exported.number:
            faults.append(f"the chain ends at record {number}, and the exported head is record {exported.number}")
        if exported is None and number:
            faults.append("the exported head is missing, so that records may be missing at the end")
        return Verified(records=number, faults=tuple(faults))

    def log_head(self) -> None:
        """Put the head into the log, from where it goes wherever logs are kept."""
        exported = self._exported_head()
        if exported:
            logger.info("audit head: record %d, hash %s", exported.number, exported.hash)

    def _write(self, batch: Sequence[_Waiting]) -> None:
        try:
            with self._store.writing() as connection:
                last = connection.execute(
                    select(store.audit.c.seq, store.audit.c.hash).order_by(store.audit.c.seq.desc()).limit(1)
                ).one_or_none()
                first, previous = (last.seq, last.hash) if last else (0, START)
                rows = []
                for number, waiting in enumerate(batch, start=first + 1):
                    text = json.dumps(waiting.record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
                    answer_id = waiting.record["answer_id"]
                    previous = self._hash(number, answer_id, text, previous)
                    rows.append({"seq": number, "answer_id": answer_id, "record": text, "hash": previous})
                connection.execute(store.audit.insert(), rows)
            self._export_head(first + len(batch), previous)
        except OpsUnavailableError as exc:
            for waiting in batch:
                waiting.error = exc
            return
        for waiting in batch:
            waiting.written = True
        if first // self._log_every < (first + len(batch)) // self._log_every:
            self.log_head()

    def _hash(self, number: int, answer_id: str, record: str, previous: str) -> str:
        return hmac.new(
            self._chain, "\n".join((str(number), previous, answer_id, record)).encode(), "sha256"
        ).hexdigest()

    def _holds(self, row: Mapping[Any, Any], previous: str) -> bool:
        expected = self._hash(row["seq"], row["answer_id"], row["record"], previous)
        return hmac.compare_digest(expected, str(row["hash"]))

    def _export_head(self, number: int, last: str) -> None:
        """In one step: a reader sees the head before or after."""
        seal = hmac.new(self._chain, f"head\n{number}\n{last}".encode(), "sha256").hexdigest()
        text = json.dumps({"record": number, "hash": last, "seal": seal})
        draft = _draft(self._head)
        try:
            draft.write_text(text, encoding="ascii")
            draft.replace(self._head)
        except OSError as exc:
            raise OpsUnavailableError("the audit's head cannot be written; try again shortly") from exc

    def _exported_head(self) -> Entry | None:
        try:
            found = json.loads(self._head.read_text(encoding="ascii"))
            number, last, seal = int(found["record"]), str(found["hash"]), str(found["seal"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise AuditBrokenError(f"the audit's head in {self._head} cannot be read; take it from a backup") from exc
        expected = hmac.new(self._chain, f"head\n{number}\n{last}".encode(), "sha256").hexdigest()
        if not hmac.compare_digest(expected, seal):
            raise AuditBrokenError(f"the audit's head in {self._head} was changed; take it from a backup or the log")
        return Entry(number, {}, last)


def open_audit(opened: OpsStore, path: Path, *, log_every: int = 1_000) -> Audit:
    """The audit of the file at `path`. The secret is made where there is none, but not for a chain that has records.

    Raises AuditBrokenError.
    """
    secret_file = path.with_name(f"{path.name}.audit-key")
    try:
        secret = secret_file.read_bytes()
    except FileNotFoundError:
        with opened.reading() as connection:
            if connection.scalar(select(func.count()).select_from(store.audit)):
                raise AuditBrokenError(
                    f"{secret_file} is missing, and the audit has records; take it from a backup"
                ) from None
        secret = _made_secret(secret_file)
    except OSError as exc:
        raise AuditBrokenError(f"{secret_file} cannot be read: {exc.strerror}") from exc
    if len(secret) != _SECRET_BYTES:
        raise AuditBrokenError(f"{secret_file} is not an audit secret; take it from a backup")
    return Audit(opened, secret=secret, head=path.with_name(f"{path.name}.audit-head"), log_every=log_every)


def _draft(path: Path) -> Path:
    """Of a name that no other writer has, in this process or another."""
    return path.with_name(f"{path.name}.{secrets.token_hex(8)}")


def _made_secret(path: Path) -> bytes:
    """Linked into its place complete, so that of two processes that make one the second takes the first's."""
    draft = _draft(path)
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            logger.debug("another process made the audit's secret")
        finally:
            draft.unlink()
        return path.read_bytes()
    except OSError as exc:
        raise AuditBrokenError(f"{path} cannot be made: {exc.strerror}") from exc


def _entry(row: Mapping[Any, Any]) -> Entry:
    try:
        record = json.loads(row["record"])
    except ValueError:
        record = {}
    return Entry(row["seq"], record if isinstance(record, dict) else {}, row["hash"])
