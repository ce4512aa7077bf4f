"""What one visitor's session holds, and how it reaches the service. Nothing of it is shared with another session."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from bot.client import Client
from bot.models import Citation, Coverage
from ui import connection
from ui.asking import Asking
from ui.comparison import Row
from ui.conversation import Conversation, Pasted, Scope
from ui.later import Later
from ui.policies import PolicyRow, rows

_LIST_SECONDS = 10
_TEXT_SECONDS = 600
_MOST_COVERAGES = 400
_VISIT = "visit"
_COVERAGES = "coverages"
_CLIENT = "client"
Asker = tuple[str, str | None]


class Coverages:
    """What was read of policies' coverage, kept for a while."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], tuple[float, Coverage]] = {}

    def get(self, row: PolicyRow, as_of: date | None) -> Coverage | None:
        at, found = self._kept.get(self._key(row, as_of), (0.0, None))
        return found if time.monotonic() - at < _TEXT_SECONDS else None

    def put(self, row: PolicyRow, as_of: date | None, coverage: Coverage) -> None:
        self._kept[self._key(row, as_of)] = (time.monotonic(), coverage)
        while len(self._kept) > _MOST_COVERAGES:
            del self._kept[next(iter(self._kept))]

    def _key(self, row: PolicyRow, as_of: date | None) -> tuple[object, ...]:
        return (_asker(), row.id, row.live.id, as_of)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is open: at a quote (`words` at `span`), at a clause, or at the beginning of a policy."""

    policy: str
    version: str | None = None
    clause: str | None = None
    span: tuple[int, int] | None = None
    words: str | None = None
    pasted: Pasted | None = None

    @classmethod
    def of(cls, citation: Citation, pasted: Pasted | None = None) -> Place:
        key = citation.clause.partition("#")[2]
        return cls(citation.policy, citation.version, key, (citation.start, citation.end), citation.quote, pasted)


@dataclass(slots=True)
class Visit:
    """`asked` is the turn that `asking` is about, `editing` the one being changed, `fresh` the one whose
    answer has just come; `drawn` turns are on the page, the reader was `opened` so many times. `cell` is the
    policy and the practice that are looked at."""

    conversation: Conversation = field(default_factory=Conversation)
    policies: tuple[str, ...] = ()
    as_of: date | None = None
    pasted: Pasted | None = None
    asking: Asking | None = None
    asked: str | None = None
    editing: str | None = None
    fresh: str | None = None
    drawn: int = 0
    reader: Place | None = None
    opened: int = 0
    key: str | None = None
    link_followed: bool = False
    rated: set[str] = field(default_factory=set)
    feedback_after: str = ""
    table: tuple[str, list[Row]] | None = None
    cell: tuple[str, str] | None = None

    @property
    def scope(self) -> Scope:
        return Scope(pasted=self.pasted) if self.pasted else Scope(self.policies, self.as_of)

    def open(self, place: Place) -> None:
        """Opening the same place again brings it into view again."""
        self.reader = place
        self.opened += 1


def visit() -> Visit:
    found: Visit = st.session_state.setdefault(_VISIT, Visit())
    return found


def client() -> Client:
    """With the visitor's own key, else the page's."""
    how = connection.current()
    wanted = (how.url, visit().key or how.key)
    known = st.session_state.get(_CLIENT)
    if known is None or known[0] != wanted:
        known = (wanted, Client(wanted[0], key=wanted[1]))
        st.session_state[_CLIENT] = known
    made: Client = known[1]
    return made


def policies() -> list[PolicyRow]:
    """Raises what Client raises, as the others do."""
    return _policies(_asker())


def suggestions(policy: str | None, rows: Sequence[PolicyRow]) -> Later[list[str]]:
    """Questions that the policy, or all, answer; found once for all visitors, for as long as the policies stay."""
    stamp = tuple((row.id, row.live.id) for row in rows if policy in (None, row.id))
    found = _suggestions(_asker(), policy, stamp)
    if found.done and found.value is None:
        _suggestions.clear(_asker(), policy, stamp)
    return found


def policy_text(policy: str, version: str | None) -> dict[str, Any]:
    return _text(_asker(), policy, version)


def policy_clauses(policy: str, version: str | None) -> list[dict[str, Any]]:
    return _clauses(_asker(), policy, version)


def pasted_clauses(text: str) -> list[dict[str, Any]]:
    return _pasted_clauses(_asker(), text)


def coverages() -> Coverages:
    found: Coverages = st.session_state.setdefault(_COVERAGES, Coverages())
    return found


def forget() -> None:
    """What was read before the index changed."""
    for cached in (_policies, _text, _clauses):
        cached.clear()
    st.session_state.pop(_COVERAGES, None)


def _asker() -> Asker:
    return connection.current().url, visit().key


# Kept by session, service and key: what one visitor may read says nothing of what another may.
@st.cache_data(ttl=_LIST_SECONDS, scope="session", show_spinner=False)
def _policies(asker: Asker) -> list[PolicyRow]:
    return rows(client().policies())


@st.cache_resource(ttl=_TEXT_SECONDS, max_entries=500, show_spinner=False)
def _suggestions(asker: Asker, policy: str | None, stamp: object) -> Later[list[str]]:
    service = client()
    return Later(lambda: list(dict.fromkeys(service.suggestions(policy))))


@st.cache_data(ttl=_TEXT_SECONDS, scope="session", show_spinner=False)
def _text(asker: Asker, policy: str, version: str | None) -> dict[str, Any]:
    return client().text(policy, version=version)


@st.cache_data(ttl=_TEXT_SECONDS, max_entries=4, scope="session", show_spinner=False)
def _pasted_clauses(asker: Asker, text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client().outline(text)["clauses"]
    return found


@st.cache_data(ttl=_TEXT_SECONDS, scope="session", show_spinner=False)
def _clauses(asker: Asker, policy: str, version: str | None) -> list[dict[str, Any]]:
    return client().clauses(policy, version=version)
