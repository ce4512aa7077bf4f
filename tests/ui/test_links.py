"""Where links into the page point."""

from __future__ import annotations

import pytest

from tests.ui.test_policies import policy
from ui.policies import rows
from ui.reader import place_of_link
from ui.visit import Place

KNOWN = rows([policy("acme", "Acme")])


@pytest.mark.parametrize(
    ("clause", "place"),
    [
        (None, Place("acme")),
        ("7.4", Place("acme", None, "7.4")),
        ("2024-05-01#7.4", Place("acme", "2024-05-01", "7.4")),
        ("acme@2024-05-01#7.4", Place("acme", "2024-05-01", "7.4")),
        ("acme#7.4", Place("acme", None, "7.4")),
    ],
)
def test_a_link_names_a_clause_with_or_without_its_version(clause: str | None, place: Place) -> None:
    assert place_of_link("acme", clause, KNOWN) == place


def test_a_link_to_a_policy_that_is_not_there_points_nowhere() -> None:
    assert place_of_link("nobody", "7", KNOWN) is None
