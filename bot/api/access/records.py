"""What the audit keeps of an answer, and whether a second answer is the same. Pure."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.api.access.clock import stamp
from bot.models import Answer, AnswerEvent, CitationFound, Done, Message, StatementMade
from ingest.errors import ClausewiseError


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: all that decides the answer but the index. `text` is a pasted policy."""

    question: str
    policies: tuple[str, ...] = ()
    as_of: date | None = None
    history: tuple[Message, ...] = ()
    text: str | None = None

    @property
    def context(self) -> str:
        """The history and the pasted text as one text, empty where there are none: what the record has an HMAC of."""
        if not self.history and self.text is None:
            return ""
        turns = [[message.role, message.content] for message in self.history]
        return json.dumps([turns, self.text], ensure_ascii=False)


def record_of(
    asked: Asked, answer: Answer, *, at: datetime, key_id: str, question_hmac: str, context_hmac: str | None
) -> dict[str, Any]:
    """The record of an answer. It holds ids, figures and digests; no words of a person, a policy or a model."""
    return {
        "answer_id": answer.answer_id,
        "at": stamp(at),
        "key": key_id,
        "question_hmac": question_hmac,
        "context_hmac": context_hmac,
        "asked_of": list(asked.policies),
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
        "pasted": asked.text is not None,
        "status": answer.status,
        "answerer": answer.answerer,
        "generation": answer.generation,
        **evidence_of(answer),
    }


def recorded(events: Iterator[AnswerEvent], record: Callable[[Answer], None]) -> Iterator[AnswerEvent]:
    """The events of an answer, which is recorded before its end is given out.

    Where nobody wants the rest any more (the client hung up), what was said is recorded all the same: the events that
    are left are taken, and of an answer that is not finished any more its citations are.
    """
    seen: list[AnswerEvent] = []
    done = False
    try:
        for event in events:
            if isinstance(event, Done):
                done = True
                record(event.answer)
            seen.append(event)
            yield event
    except GeneratorExit:
        if not done and any(isinstance(event, StatementMade) for event in seen):
            record(_rest_of(events) or _cut_short(seen))
        raise


def _rest_of(events: Iterator[AnswerEvent]) -> Answer | None:
    try:
        return next((event.answer for event in events if isinstance(event, Done)), None)
    except ClausewiseError:  # it was cancelled, or its time is over
        return None


def _cut_short(seen: Sequence[AnswerEvent]) -> Answer:
    statements = [event for event in seen if isinstance(event, StatementMade)]
    return Answer(
        answer_id=uuid.uuid4().hex,
        status="answered",
        answer="",
        statements=tuple(one.statement for one in statements),
        citations=tuple(event.citation for event in seen if isinstance(event, CitationFound)),
        answerer="cut short",
    )


def evidence_of(answer: Answer) -> dict[str, Any]:
    """What an answer rests on: the versions that were read, the outcome of each policy, the quotes by their places."""
    read = {(one.policy, one.version, one.text_sha256) for one in (*answer.citations, *answer.related)}
    return {
        "versions": [
            {"policy": policy, "version": version, "sha256": sha256} for policy, version, sha256 in sorted(read)
        ],
        "outcomes": [{"policy": one.policy, "status": one.status} for one in answer.per_policy],
        "citations": [{"clause": one.clause, "start": one.start, "end": one.end} for one in answer.citations],
        "statements": len(answer.statements),
    }


def differing(record: Mapping[str, Any], answer: Answer) -> tuple[str, ...]:
    """What of an answer is not as it was recorded; nothing where it is the same answer from the same words."""
    now = {"status": answer.status, "answerer": answer.answerer, **evidence_of(answer)}
    return tuple(
        f"{name}: was {json.dumps(record.get(name))}, is {json.dumps(value)}"
        for name, value in now.items()
        if record.get(name) != value
    )
