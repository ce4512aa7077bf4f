"""What is fetched aside."""

from __future__ import annotations

import threading

from bot.client import ApiUnavailableError
from ui.later import Later


def test_it_is_done_when_the_value_is_there() -> None:
    go = threading.Event()

    def fetch() -> int:
        go.wait(10)
        return 7

    later = Later(fetch)
    assert (later.wait(0), later.done, later.value) == (False, False, None)
    go.set()
    assert later.wait(10)
    assert later.value == 7


def test_a_service_that_is_away_gives_nothing() -> None:
    def fetch() -> int:
        raise ApiUnavailableError("away")

    later = Later(fetch)
    assert later.wait(10)
    assert later.value is None
