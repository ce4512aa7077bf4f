"""The outlines of five real policies, as a careful reader sees them. The policies are not part of the project."""

from __future__ import annotations

from functools import cache

import pytest

from ingest.loaders.text import parse_text
from ingest.models import Clause, Passage
from ingest.outline import outline
from ingest.passages import passages
from tests.real_corpus import real_corpus


@cache
def _read(policy: str) -> tuple[str, dict[str, Clause], tuple[Passage, ...]]:
    text = (real_corpus() / f"{policy}.txt").read_text(encoding="utf-8")
    document = parse_text(text)
    clauses = outline(document)
    found = passages(document, clauses, count_tokens=lambda piece: len(piece) // 4)
    return text, {clause.key: clause for clause in clauses}, tuple(found)


def _children(policy: str, parent: str | None) -> list[str]:
    return [key for key, clause in _read(policy)[1].items() if clause.parent == parent]


def _sections(policy: str) -> list[str]:
    return [key for key in _children(policy, None) if key.isdecimal()]


def test_velonoc_has_fourteen_sections() -> None:
    assert _sections("velonoc") == _children("velonoc", None) == [str(n) for n in range(1, 15)]


def test_velonoc_keeps_six_kinds_of_data_under_section_seven() -> None:
    assert _children("velonoc", "7") == [
        "7.account-data",
        "7.network-configuration-data",
        "7.log-files",
        "7.billing-records",
        "7.support-communications",
        "7.marketing-data",
        "7.upon-account-termination",
    ]
    _, clauses, found = _read("velonoc")
    assert clauses["7"].path == ("7. Data Retention and Deletion",)
    (marketing,) = [passage for passage in found if passage.clause == "7.marketing-data"]
    assert marketing.text.startswith("Marketing Data: ")
    assert marketing.sentences == (marketing.span,)


def test_velonoc_divides_section_two_by_unnumbered_headings() -> None:
    assert _children("velonoc", "2") == [
        "2.personal-information", "2.technical-and-network-data", "2.automatically-collected-information",
    ]  # fmt: skip
    assert [len(_children("velonoc", key)) for key in _children("velonoc", "2")] == [5, 6, 5]


def test_videocall_network_has_eleven_sections_and_three_parts_in_the_second() -> None:
    assert _sections("videocall-network") == [str(n) for n in range(1, 12)]
    assert _children("videocall-network", "2") == ["2.A", "2.B", "2.C"]


def test_videocall_networks_lists_without_markers_are_items() -> None:
    _, clauses, _ = _read("videocall-network")
    items = [clauses[key] for key in _children("videocall-network", "2.A")]
    assert [item.kind for item in items] == ["item"] * 6
    assert all(item.lead_in for item in items)
    assert _children("videocall-network", "6")[-1] == "6.we-never-sell"
    assert clauses["6.we-never-sell"].kind == "paragraph"


def test_videxio_has_seven_sections_with_roman_parts() -> None:
    assert _sections("videxio") == [str(n) for n in range(1, 8)]
    assert [key for key in _children("videxio", "1") if key.startswith("1.i") or key.startswith("1.v")] == [
        "1.i", "1.ii", "1.iii", "1.iv", "1.v", "1.vi", "1.vii",
    ]  # fmt: skip
    assert [key for key in _children("videxio", "4") if "-" not in key] == ["4.i", "4.ii", "4.iii", "4.iv"]
    assert _children("videxio", "6")[-2:] == ["6.i", "6.ii"]
    assert len(_children("videxio", "6.ii")) == 4


def test_nothing_of_the_page_around_videxios_policy_is_a_clause() -> None:
    text, clauses, _ = _read("videxio")
    last = max(clause.end for clause in clauses.values())
    for furniture in ("Get started for free", "Back to top of page", "Trusted by", "Fill 1icon"):
        start = text.index(furniture)
        assert start >= last or start < min(clause.start for clause in clauses.values())


def test_a_sentence_of_the_generic_policy_that_line_breaks_cut_is_one() -> None:
    text, _, found = _read("generic-video-collab-provider")
    quotes = [text[s.start : s.end] for passage in found for s in passage.sentences]
    (quote,) = [quote for quote in quotes if quote.startswith("If you close")]
    assert quote.endswith("continue to be used.")
    assert "\n\n" in quote


def test_each_lead_in_of_the_generic_policy_is_a_clause_over_its_items() -> None:
    _, clauses, _ = _read("generic-video-collab-provider")
    lead_ins = [clause for clause in clauses.values() if clause.kind == "section" and clause.body_start == clause.start]
    assert len(lead_ins) == 16
    closing = clauses["you-can-close-your-account-at"]
    assert closing.title == "You can close your account at any time"
    assert len(_children("generic-video-collab-provider", closing.key)) == 1


def test_videonetics_numbers_five_kinds_of_data_below_their_heading() -> None:
    _, clauses, _ = _read("videonetics")
    assert _children("videonetics", "types-of-personal-data") == [f"types-of-personal-data.{n}" for n in range(1, 6)]
    assert clauses["types-of-personal-data"].title == "Types of personal data"
    assert clauses["retention-policy"].title == "Retention Policy"
    assert clauses["retention-policy"].parent is None


def test_videonetics_lists_six_rights_below_their_heading() -> None:
    rights = _children("videonetics", "your-rights")
    assert len(rights) == 6
    assert all(key.startswith("your-rights.the-right-") for key in rights)
    assert _children("videonetics", None)[-1] == "updating-our-privacy-policy"


@pytest.mark.parametrize(
    "policy", ["velonoc", "videocall-network", "videxio", "generic-video-collab-provider", "videonetics"]
)
def test_passages_are_short_and_hold_exactly_their_text(policy: str) -> None:
    text, clauses, found = _read(policy)
    for passage in found:
        assert text[passage.start : passage.end] == passage.text
        assert clauses[passage.clause].span.contains(passage.span)
        assert len(passage.text) <= 1_000
