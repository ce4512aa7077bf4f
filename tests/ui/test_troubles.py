"""What is told of what went wrong."""

from __future__ import annotations

import pytest

from bot.client import ApiError, ApiUnavailableError, RateLimitedError
from ui.troubles import Kind, trouble_of


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ApiUnavailableError("the service does not answer"), Kind.AWAY),
        (RateLimitedError({"status": 429}, retry_after=1.0), Kind.BUSY),
        (ApiError({"status": 401, "type": "urn:x:unauthorized", "detail": "Send a key."}), Kind.LOCKED),
        (ApiError({"status": 504, "type": "urn:x:deadline"}), Kind.SLOW),
        (ApiError({"status": 404, "type": "urn:x:unknown-policy", "detail": "no policy"}), Kind.GONE),
        (ApiError({"status": 422, "type": "urn:x:invalid-question", "detail": "Ask something."}), Kind.REFUSED),
        (ApiError({"status": 500, "type": "urn:x:internal", "detail": "secret place"}), Kind.FAILED),
    ],
)
def test_each_error_is_told_as_what_to_do(error: ApiError | ApiUnavailableError, kind: Kind) -> None:
    trouble = trouble_of(error)
    assert trouble.kind is kind
    assert trouble.title
    assert trouble.advice


def test_what_failed_inside_is_not_told_in_its_own_words() -> None:
    assert "secret" not in trouble_of(ApiError({"status": 500, "detail": "secret place"})).advice
    assert trouble_of(RateLimitedError({"status": 429}, retry_after=1.0)).advice.startswith("Wait 1 second,")
