from __future__ import annotations

import pytest

from bot.claims import claim_of, opposed


@pytest.mark.parametrize(
    ("text", "affirmed", "denied"),
    [
        ("We do not sell your personal data or share it.", set(), {"sell", "share"}),
        ("We share your data with couriers.", {"share"}, set()),
        ("We do not sell, rent, or trade your data.", set(), {"sell"}),
        ("We never sell data, but we share it.", {"share"}, {"sell"}),
        ("Visits are not recorded.", set(), {"record"}),
        ("A visit may be recorded.", {"record"}, set()),
        ("Photos that you did not order are deleted.", {"delete"}, set()),
        ("We don't track your phone.", set(), {"track"}),
        ("We use no cookies.", set(), {"use"}),
        ("We do not track you.", set(), {"track"}),
        ("We hold logs; tickets are purged.", {"keep", "delete"}, set()),
        ("Our e-mail company stores it.", {"keep"}, set()),
        ("No logs are kept.", set(), {"keep"}),
        ("Why do you sell my data?", {"sell"}, set()),
    ],
)
def test_what_is_affirmed_and_what_denied(text: str, affirmed: set[str], denied: set[str]) -> None:
    claim = claim_of(text)
    assert (set(claim.affirmed), set(claim.denied)) == (affirmed, denied)


@pytest.mark.parametrize(
    "text",
    [
        "Location tracks of a trip",
        "Changes that extend the use of data",
        "An account that was not used",
        "To send you news",
        "The site ignores the Do Not Track signal.",
        "In the event we share data",
        "",
    ],
)
def test_nouns_conditions_and_purposes_claim_nothing(text: str) -> None:
    claim = claim_of(text)
    assert not claim.affirmed | claim.denied


@pytest.mark.parametrize(
    "limit", ["unless you agree", "except to couriers", "for marketing purposes", "without consent"]
)
def test_a_limit_is_seen(limit: str) -> None:
    assert claim_of(f"We do not share it {limit}.").limited
    assert not claim_of("We do not share it.").limited


def test_claims_are_opposed_on_the_same_practice_only() -> None:
    denied = claim_of("We never sell data.")
    assert opposed(denied, claim_of("We sell data.")) == {"sell"}
    assert opposed(claim_of("We rent lists."), denied) == {"sell"}
    assert not opposed(denied, claim_of("We delete data."))
    assert not opposed(denied, denied)
