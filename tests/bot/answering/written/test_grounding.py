"""A model's statement gets exact sources, or reasons."""

from __future__ import annotations

import pytest

from bot.answering.quotes import Quote
from bot.answering.written.drafts import Claim, Draft
from bot.answering.written.evidence import gather
from bot.answering.written.form import plain
from bot.answering.written.grounding import Grounds, Rejected, ground
from bot.assemble import Subject
from ingest.models import Policy
from tests.bot.small_policies import scored, units_of

TEXT = """# Acme Privacy Policy

## Retention

We keep your data as follows:

- Billing records: kept for seven years.
- Log files: kept for ninety days.

## Sale

We never sell your data. We do not rent it either. We may share totals with partners.

## Sharing

We do not share:

- your messages;
- your photos.

## Brackets

Write to <privacy@acme.example> or by post.
"""
UNITS = units_of(TEXT)
GROUNDS = Grounds(
    Subject(Policy("acme", "Acme"), UNITS.version, in_force=True),
    UNITS,
    gather(scored(UNITS, {"never sell": 1.0}), [], tokens=2_000, count_tokens=len),
)
NUMBERS = {one.clause.key: one.n for one in GROUNDS.clauses}


def made(text: str, *claims: tuple[str | None, str]) -> Quote | Rejected:
    claimed = tuple(Claim(NUMBERS[key] if key else None, quote) for key, quote in claims)
    return ground(Draft(text, claimed), GROUNDS)


def quoted(made: Quote | Rejected) -> list[str]:
    assert isinstance(made, Quote), made
    return [UNITS.version.text[part.span.start : part.span.end] for part in made.parts]


def kinds(made: Quote | Rejected) -> set[str]:
    assert isinstance(made, Rejected)
    return {reason.kind for reason in made.reasons}


def test_part_of_a_sentence_is_cited_as_the_whole_sentence() -> None:
    assert quoted(made("Acme never sells your data.", ("sale", "never sell your data"))) == ["We never sell your data."]


def test_a_not_that_the_quote_left_out_counts() -> None:
    assert kinds(made("Acme rents your data.", ("sale", "rent it"))) >= {"polarity"}


def test_an_item_is_cited_after_what_introduces_it() -> None:
    found = made("Acme keeps billing records for 7 years.", ("retention.billing-records", "kept for seven years"))
    assert quoted(found) == ["We keep your data as follows:", "Billing records: kept for seven years."]


@pytest.mark.parametrize(
    "quote",
    ["We keep your data as follows: Billing records: kept for seven years.",
     "We keep your data as follows:\n- Billing records: kept for seven years."],
)  # fmt: skip
def test_lead_in_and_item_may_be_quoted_as_one(quote: str) -> None:
    found = made("Billing records are kept for seven years.", ("retention.billing-records", quote))
    assert quoted(found) == ["We keep your data as follows:", "Billing records: kept for seven years."]


def test_a_lead_in_alone_bears_nothing_out() -> None:
    found = made("Acme keeps your data.", ("retention.billing-records", "We keep your data as follows:"))
    assert kinds(found) == {"citation"}


def test_a_quote_under_a_wrong_number_is_cited_where_it_stands() -> None:
    found = made("Acme never sells your data.", ("retention.log-files", "We never sell your data."))
    assert isinstance(found, Quote)
    assert found.clause.key == "sale"


def test_quotes_of_several_clauses_are_cited_in_the_order_of_the_text() -> None:
    claims = (("sale", "We never sell your data."), ("retention.log-files", "Log files: kept for ninety days."))
    found = made("Acme keeps log files for ninety days and never sells your data.", *claims)
    assert quoted(found)[-1] == "We never sell your data."


def test_a_quote_of_a_clause_that_was_not_shown_is_not_there() -> None:
    few = Grounds(GROUNDS.subject, UNITS, GROUNDS.clauses[:1])
    claim = Claim(99, "We never sell your data.")
    assert isinstance(ground(Draft("Acme never sells your data.", (claim,)), few), Rejected)


@pytest.mark.parametrize(
    ("text", "key", "quote", "kind"),
    [
        ("Acme keeps log files for 91 days.", "retention.log-files", "kept for ninety days", "number"),
        ("Acme sells your data.", "sale", "We never sell your data.", "polarity"),
        ("Acme shares totals with partners.", "sale", "We may share totals with partners.", "modality"),
        ("Write to help@evil.example.", "sale", "We never sell your data.", "address"),
        ("Visit ![x](http://evil.example/a.png) now.", "sale", "We never sell your data.", "form"),
        ("See [the form](https://evil.example).", "sale", "We never sell your data.", "form"),
        ("<img src=x onerror=alert(1)> Acme never sells data.", "sale", "We never sell your data.", "form"),
        ("The policy does not mention fees.", "sale", "We never sell your data.", "form"),
        ("It is not stated whether Acme sells data.", "sale", "We never sell your data.", "form"),
        ("There is no information about selling.", "sale", "We never sell your data.", "form"),
        ("The clause doesn't say that it sells data.", "sale", "We never sell your data.", "form"),
        ("** **", "sale", "We never sell your data.", "form"),
        ("never sells " * 80, "sale", "We never sell your data.", "form"),
        ("Acme never sells your data.", "sale", "We never … your secrets.", "citation"),
        ("Acme never sells your data.", "sale", "We never … kept for ninety days.", "citation"),
        ("Acme never sells your data.", "sale", "…", "citation"),
        ("Acme never sells &lt;b&gt; your data.", "sale", "We never sell your data.", "form"),
        ("Acme keeps log files for \u0455even days.", "retention.log-files", "kept for ninety days", "form"),
        ("Acme keeps log files for \u0669\u0660 days.", "retention.log-files", "kept for ninety days", "form"),
        ("Acme keeps log files for \u2169 days.", "retention.log-files", "kept for ninety days", "form"),
        ("Acme хранит журналы вечно.", "retention.log-files", "kept for ninety days", "form"),
        ("Acme never sells your data, see evil[.]example.", "sale", "We never sell your data.", "address"),
        ("Acme never sells your data, see evil dot example.", "sale", "We never sell your data.", "address"),
        ("Acme never sells your data, see \u00e4vil.example.", "sale", "We never sell your data.", "address"),
        ("Acme never sells your data, hxxp evil.", "sale", "We never sell your data.", "address"),
        ("Acme never sells your data.", "sale", "We never give away your data.", "citation"),
    ],
)
def test_rejected(text: str, key: str, quote: str, kind: str) -> None:
    assert kind in kinds(made(text, (key, quote)))


def test_a_quote_that_leaves_words_out_is_cited_by_the_whole_sentences_of_its_pieces() -> None:
    assert quoted(made("Acme never sells your data.", ("sale", "We never ... your data."))) == [
        "We never sell your data."
    ]
    found = made("Acme does not sell or rent your data.", ("sale", "We never sell [...] not rent it"))
    assert quoted(found) == ["We never sell your data.", "We do not rent it either."]


def test_letters_that_the_policy_itself_writes_are_no_disguise() -> None:
    units = units_of("# Ελλάς Privacy\n\n## Data\n\nΕλλάς keeps Протокол files for ninety days.\n")
    shown = gather(scored(units, {"keeps": 1.0}), [], tokens=2_000, count_tokens=len)
    grounds = Grounds(Subject(Policy("greek", "Ελλάς"), units.version, in_force=True), units, shown)
    claim = Claim(1, "Ελλάς keeps Протокол files for ninety days.")
    assert isinstance(ground(Draft("Ελλάς keeps Протокол files for ninety days.", (claim,)), grounds), Quote)


def test_without_quotes_nothing_holds() -> None:
    assert isinstance(ground(Draft("Acme never sells your data.", ()), GROUNDS), Rejected)


def test_marks_that_models_add_are_taken_off() -> None:
    assert plain("- **Acme** never sells `data` [1][2, 3].") == "Acme never sells data."


def test_what_nobody_sees_is_taken_out() -> None:
    assert plain("Acme\u202e ne\u200bver sells\x1b[31m \x00data\ud800.") == "Acme never sells[31m data."


def test_an_address_in_angle_brackets_is_found_as_it_was_shown() -> None:
    found = made(
        "Write to privacy@acme.example or by post.", ("brackets", "Write to ‹privacy@acme.example› or by post.")
    )
    assert quoted(found) == ["Write to <privacy@acme.example> or by post."]
