"""Two policies of small vocabularies, and what a question to them is understood as."""

from __future__ import annotations

from bot.models import Message
from bot.names import Mentions, find_policies
from bot.questions import Question, Scope, find_scope, understand
from bot.spelling import is_english
from ingest.models import Policy

ACMO = Policy("acmo", "Acmo", ("Acmo Health",))
BOLTA = Policy("bolta", "Bolta")
CERVO = Policy("cervo", "Cervo")
POLICIES = (ACMO, BOLTA, CERVO)
VOCABULARY = {
    **{"data": 40, "keep": 9, "retention": 5, "cookies": 4, "sell": 3, "share": 3, "delete": 2},
    **{"billing": 1, "records": 1, "log": 1, "files": 1},
}


def asked(*turns: str) -> list[Message]:
    """A history: what the user asked, each answered."""
    history = []
    for turn in turns:
        history += [Message(role="user", content=turn), Message(role="assistant", content="Bolta: cookies.")]
    return history


def find(text: str) -> Mentions:
    return find_policies(text, POLICIES, is_word=is_english)


def scope_of(question: str, *before: str) -> Scope:
    return find_scope(question, history=asked(*before), policies=[policy.id for policy in POLICIES], find=find)


def read(question: str, *before: str) -> Question:
    return understand(
        question,
        scope_of(question, *before),
        history=asked(*before),
        find=find,
        vocabulary=VOCABULARY,
    )
