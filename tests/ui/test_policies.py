"""What the screens know of policies."""

from __future__ import annotations

from typing import Any

import pytest

from ui.policies import named_in, rows, source_link, version_label


def policy(policy_id: str, name: str) -> dict[str, Any]:
    version = {
        "id": "2025-01-01",
        "effective": "2025-01-01",
        "source_url": None,
        "media_type": "text/plain",
        "live": True,
    }
    return {
        "id": policy_id, "name": name, "language": "en", "clauses": 3, "uploaded": False, "source_url": None,
        "versions": [version],
    }  # fmt: skip


def test_policies_come_by_name_with_the_version_in_force() -> None:
    found = rows([policy("b", "birch"), policy("a", "Acme")])
    assert [row.name for row in found] == ["Acme", "birch"]
    assert found[0].live.label == "version of 1 January 2025 (in force)"


def test_the_policies_that_a_text_names_in_its_order_the_longest_name_first() -> None:
    known = rows([policy("a", "Acme"), policy("ah", "Acme Health"), policy("b", "Birch")])
    assert [row.id for row in named_in("Perhaps: Birch (b), Acme Health (ah).", known)] == ["b", "ah"]
    assert named_in("Acmes and Birchwood", known) == []


@pytest.mark.parametrize(
    ("version", "effective", "label"),
    [
        ("2024-05-31", None, "version of 31 May 2024"),
        ("2024-05-31-2", None, "version of 31 May 2024"),
        ("1a2b3c4d5e6f", None, "undated version 1a2b3c4"),
        ("1a2b3c4d5e6f", "2024-05-31", "version of 31 May 2024"),
    ],
)
def test_versions_are_told_by_their_day(version: str, effective: str | None, label: str) -> None:
    assert version_label(version, effective) == label


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    assert source_link(url) is None


def test_a_link_points_at_the_clause() -> None:
    assert source_link("https://acme.example/privacy#top", anchor="logs") == "https://acme.example/privacy#logs"
    assert source_link("https://acme.example/privacy") == "https://acme.example/privacy"
