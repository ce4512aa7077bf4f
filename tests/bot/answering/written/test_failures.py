"""What a provider's error means, whichever library it comes from."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.exceptions import ContextOverflowError, ModelAPIError, ModelAuthenticationError

from bot.answering.written.failures import Backoff, ModelFailedError, cut_short, failure_of


class StatusError(Exception):
    def __init__(self, status: int, retry_after: str | None = None) -> None:
        super().__init__("https://models.example key sk-secret")
        self.status_code = status
        self.response = httpx.Response(status, headers={"retry-after": retry_after} if retry_after else {})


class APITimeoutError(Exception):
    pass


class APIConnectionError(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "retryable"),
    [
        (StatusError(429), True),
        (StatusError(500), True),
        (StatusError(503), True),
        (StatusError(529), True),
        (StatusError(400), False),
        (StatusError(401), False),
        (StatusError(404), False),
        (StatusError(501), False),
        (APITimeoutError(), True),
        (APIConnectionError(), True),
        (httpx.ReadTimeout("x"), True),
        (httpx.ConnectError("x"), True),
        (httpx.RemoteProtocolError("x"), True),
        (ConnectionResetError(), True),
        (TimeoutError(), True),
        (asyncio.CancelledError(), True),
        (ModelAPIError(), True),
        (ModelAuthenticationError(), False),
        (ContextOverflowError(), False),
        (KeyError("choices"), True),
    ],
)
def test_what_may_pass_is_tried_again(error: BaseException, retryable: bool) -> None:
    assert failure_of(error).retryable is retryable


@given(st.integers(400, 599))
def test_a_reason_names_no_address_and_no_key(status: int) -> None:
    reason = failure_of(StatusError(status)).reason
    assert "secret" not in reason
    assert "example" not in reason
    assert str(status) in reason


def test_retry_after_is_seconds_or_a_date() -> None:
    assert failure_of(StatusError(429, "7")).wait == 7
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60))
    assert 55 < (failure_of(StatusError(503, soon)).wait or 0) <= 60
    assert failure_of(StatusError(429, "soon")).wait is None
    assert failure_of(StatusError(429, "-5")).wait == 0
    assert failure_of(StatusError(429)).wait is None


def test_the_wait_is_what_was_asked_for_else_doubles() -> None:
    backoff = Backoff(first=0.5, most=4.0)
    assert backoff.seconds(1, ModelFailedError("x", wait=7.0)) == 7.0
    assert [backoff.seconds(n, ModelFailedError("x")) for n in (1, 2, 3, 9)] == [0.5, 1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        ({"finish_reason": "length"}, "CLAUSEWISE_MODEL_OUTPUT_TOKENS"),
        ({"stop_reason": "max_tokens"}, "CLAUSEWISE_MODEL_OUTPUT_TOKENS"),
        ({"done_reason": "length"}, "CLAUSEWISE_MODEL_OUTPUT_TOKENS"),
        ({"finish_reason": "content_filter"}, "withheld"),
        ({"stop_reason": "refusal"}, "withheld"),
        ({"finish_reason": "SAFETY"}, "withheld"),
    ],
)
def test_a_reply_that_the_provider_ended_is_told_as_such(metadata: dict[str, str], told: str) -> None:
    assert told in cut_short(metadata)


@pytest.mark.parametrize(
    "metadata", [{}, {"finish_reason": "stop"}, {"finish_reason": None, "stop_reason": "tool_use"}]
)
def test_a_reply_that_ended_by_itself_is_whole(metadata: dict[str, str | None]) -> None:
    assert cut_short(metadata) == ""
