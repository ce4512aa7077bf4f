"""Which policies a conversation is about where the caller gives some."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from bot.deadline import Deadline
from bot.scoping import Scoping
from bot.shelf import Shelf
from tests.bot.conversations import POLICIES, asked


def test_the_other_one_is_the_other_of_those_that_the_caller_gives() -> None:
    entries = {policy.id: SimpleNamespace(policy=policy) for policy in POLICIES}
    scoping = Scoping(cast(Shelf, SimpleNamespace(entries=entries)), Deadline.after(60), None)
    history = asked("does Acmo use cookies?")
    assert scoping.scope("what about the other one?", history, ("acmo", "bolta")).policies == ("bolta",)
    assert scoping.scope("what about the other one?", history).policies == ("bolta", "cervo")
