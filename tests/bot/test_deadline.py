"""A question's deadline and its cancel token."""

from __future__ import annotations

import threading

import pytest

from bot.deadline import Deadline
from bot.errors import DeadlineError


def test_in_time_nothing_happens() -> None:
    Deadline.after(60).check("ranking")


def test_past_the_deadline_the_next_stage_is_named_and_the_way_out() -> None:
    with pytest.raises(DeadlineError, match=r"before: ranking; .*CLAUSEWISE_DEADLINE_SECONDS"):
        Deadline.after(-1).check("ranking")


def test_a_cancelled_question_stops() -> None:
    cancelled = threading.Event()
    deadline = Deadline.after(60, cancelled=cancelled)
    deadline.check("ranking")
    cancelled.set()
    with pytest.raises(DeadlineError, match="cancelled before: ranking"):
        deadline.check("ranking")


def test_deadlines_do_not_share_a_token() -> None:
    one, other = Deadline.after(60), Deadline.after(60)
    one.cancelled.set()
    other.check("ranking")


def test_a_step_ends_with_its_own_limit_or_with_the_whole() -> None:
    whole = Deadline.after(5)
    assert 0 < whole.within(1).left <= 1
    assert whole.within(100).ends == whole.ends
    assert whole.within(0).left == 0
    whole.cancelled.set()
    assert whole.within(1).cancelled.is_set()
