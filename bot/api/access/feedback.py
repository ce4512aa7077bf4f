"""What people think of answers. Their texts are redacted before they are stored, and erased when their time is over."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import or_, select, update

from bot.api.access import store
from bot.api.access.clock import now, stamp
from bot.api.access.errors import UnknownRecordError
from bot.api.access.store import OpsStore
from bot.models import Answer
from bot.redaction import redact

Rating = Literal["up", "down"]
_TEXTS = ("comment", "question", "answer")


@dataclass(frozen=True, slots=True)
class Feedback:
    """`question` and `answer` are there where the person agreed. `erased`: the texts are gone, the fact stays."""

    id: str
    at: str
    key_id: str
    answer_id: str
    rating: Rating
    reason: str | None = None
    comment: str | None = None
    question: str | None = None
    answer: Answer | None = None
    erased: bool = False


class FeedbackBook:
    """Texts older than `days` are erased when feedback is given or read."""

    def __init__(self, opened: OpsStore, *, days: int, clock: Callable[[], datetime] = now) -> None:
        self._store = opened
        self._days = days
        self._clock = clock

    def give(
        self,
        *,
        key_id: str,
        answer_id: str,
        rating: Rating,
        reason: str | None = None,
        comment: str | None = None,
        question: str | None = None,
        answer: Answer | None = None,
    ) -> Feedback:
        """Store it. An answer's own words are the policy's, and stay."""
        self.sweep()
        given = Feedback(
            id=secrets.token_hex(8),
            at=stamp(self._clock()),
            key_id=key_id,
            answer_id=answer_id,
            rating=rating,
            reason=reason,
            comment=redact(comment) if comment else None,
            question=redact(question) if question else None,
            answer=answer,
        )
        with self._store.writing() as connection:
            connection.execute(
                store.feedback.insert().values(
                    id=given.id,
                    at=given.at,
                    key_id=given.key_id,
                    answer_id=given.answer_id,
                    rating=given.rating,
                    reason=given.reason,
                    comment=given.comment,
                    question=given.question,
                    answer=answer.model_dump_json() if answer else None,
                    erased=False,
                )
            )
        return given

    def listed(self, *, after: str = "", rating: Rating | None = None, limit: int = 100) -> list[Feedback]:
        """A page in the order in which it was given; `after` is the id of the last one of the page before."""
        self.sweep()
        table = store.feedback
        rows = select(table).order_by(table.c.at, table.c.id).limit(limit)
        if rating:
            rows = rows.where(table.c.rating == rating)
        with self._store.reading() as connection:
            if after:
                last = connection.execute(select(table.c.at).where(table.c.id == after)).scalar_one_or_none()
                if last is None:
                    raise UnknownRecordError(f"no feedback has the id {after!r}")
                rows = rows.where(or_(table.c.at > last, (table.c.at == last) & (table.c.id > after)))
            return [_feedback(row) for row in connection.execute(rows).mappings()]

    def forget(self, feedback_id: str) -> None:
        """Erase the texts of one; that somebody rated the answer stays. Raises UnknownRecordError."""
        with self._store.writing() as connection:
            found = connection.execute(_erasing().where(store.feedback.c.id == feedback_id))
            if not found.rowcount:
                raise UnknownRecordError(f"no feedback has the id {feedback_id!r}")
        self._store.settle()

    def sweep(self) -> int:
        """Erase the texts whose time is over; how many."""
        due = stamp(self._clock() - timedelta(days=self._days))
        table = store.feedback
        waiting = (table.c.at < due) & table.c.erased.is_(False)
        with self._store.reading() as connection:
            if connection.execute(select(table.c.id).where(waiting).limit(1)).first() is None:
                return 0
        with self._store.writing() as connection:
            erased: int = connection.execute(_erasing().where(waiting)).rowcount
        self._store.settle()
        return erased


def _erasing() -> Any:
    return update(store.feedback).values({**dict.fromkeys(_TEXTS), "erased": True})


def _feedback(row: Mapping[Any, Any]) -> Feedback:
    answer = row["answer"]
    return Feedback(
        id=row["id"],
        at=row["at"],
        key_id=row["key_id"],
        answer_id=row["answer_id"],
        rating=row["rating"],
        reason=row["reason"],
        comment=row["comment"],
        question=row["question"],
        answer=Answer.model_validate_json(answer) if answer else None,
        erased=row["erased"],
    )
