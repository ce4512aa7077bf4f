"""Labels at the start of items and paragraphs."""

from __future__ import annotations

import pytest

from ingest.labels import label_of


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Billing records: kept for 7 years", "Billing records"),
        ("Identité : nom, prénom", "Identité"),
        ("**Billing records**: kept for 7 years", "Billing records"),
        ("**Not for emergencies.** Call a doctor.", "Not for emergencies"),
        ("Cookies. We use few of them.", "Cookies"),
        ("What do we keep? We keep little.", "What do we keep?"),
        ("We keep names: yours, for example", "We keep names"),
        ("We keep data. You may object.", ""),
        ("No. We never do.", ""),
        ("Your name and address", ""),
        (
            "We ask for it, and then: nothing is left to be said about what we have done with it",
            "We ask for it, and then",
        ),
        ("", ""),
    ],
)
def test_a_paragraph_is_named_by_the_label_before_its_text(text: str, label: str) -> None:
    assert label_of(text, listed=False, leads=False) == label


def test_a_dash_sets_off_a_label_in_lists_only() -> None:
    assert label_of("IP address – where you are", listed=True, leads=False) == "IP address"
    assert label_of("IP address – where you are", listed=False, leads=False) == ""


def test_a_short_item_is_the_label_of_those_below_it() -> None:
    assert label_of("From you", listed=True, leads=True) == "From you"
    assert label_of("What you give us:", listed=True, leads=False) == "What you give us"
    assert label_of("From you", listed=True, leads=False) == ""
    assert label_of("You give us data.", listed=True, leads=True) == ""
