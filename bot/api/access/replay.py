"""A recorded answer, made again and compared."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from bot.api.access.audit import Entry
from bot.api.access.records import differing, evidence_of
from bot.batch import Asker
from bot.models import Answer
from ingest.errors import UnknownPolicyError

Outcome = Literal["same", "another-question", "not-repeatable", "version-gone", "differs"]
_TOLD: dict[Outcome, str] = {
    "same": "the same answer, from the same words",
    "another-question": "this is not the question that was asked",
    "not-repeatable": "it was asked in a conversation or over a pasted text, which are not kept",
    "version-gone": "the versions that were read are not those that are asked now",
    "differs": "another answer",
}


@dataclass(frozen=True, slots=True)
class Replayed:
    outcome: Outcome
    details: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        return self.outcome == "same"

    @property
    def told(self) -> str:
        return _TOLD[self.outcome]


def replayed(entry: Entry, question: str, *, bot: Asker, question_hmac: Callable[[str], str]) -> Replayed:
    """Check that this was the question; then ask it again, of the same policies.

    Where other versions are in force by now, those of the day of the record are asked.
    """
    record = entry.record
    if not hmac.compare_digest(question_hmac(question), str(record.get("question_hmac"))):
        return Replayed("another-question")
    if record.get("context_hmac") or record.get("pasted"):
        return Replayed("not-repeatable")
    asked_as_of = date.fromisoformat(record["as_of"]) if record["as_of"] else None
    answer = _again(record, question, bot=bot, as_of=asked_as_of)
    if asked_as_of is None and (answer is None or not _read_the_same(record, answer)):
        answer = _again(record, question, bot=bot, as_of=date.fromisoformat(record["at"][:10]))
    if answer is None or not _read_the_same(record, answer):
        return Replayed("version-gone", tuple(f"{one['policy']}@{one['version']}" for one in record["versions"]))
    differences = differing(record, answer)
    return Replayed("differs", differences) if differences else Replayed("same")


def _again(record: Mapping[str, Any], question: str, *, bot: Asker, as_of: date | None) -> Answer | None:
    """None where a policy that was asked is not there any more."""
    try:
        return bot.ask(question, policies=record["asked_of"], as_of=as_of)
    except UnknownPolicyError:
        return None


def _read_the_same(record: Mapping[str, Any], answer: Answer) -> bool:
    """Whether all texts that were read are read again."""
    now = {(one["policy"], one["sha256"]) for one in evidence_of(answer)["versions"]}
    return {(one["policy"], one["sha256"]) for one in record["versions"]} <= now
