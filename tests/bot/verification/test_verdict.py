from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification import check_statement
from bot.verification.verdict import by_rules

VOCABULARY = """
we you it do does not never sell share supply supplying ask asked receive data copies 30 days may might can could must
shall should will would try want intend unable only Acme , . : ; but and or if unless without until which who to of by
with from us is are be been was optional consent no any all
"""
WORDS = VOCABULARY.split()
MIXED = "We do not sell your data, but share it with processors."


def kinds(statement: str, *quotes: str, names: tuple[str, ...] = (), headings: tuple[str, ...] = ()) -> set[str]:
    return {one.kind for one in by_rules(statement, quotes, names=names, headings=headings)[0]}


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("They share data with processors.", MIXED),
        ("No, your data is not sold.", MIXED),
        ("Data is never sold.", MIXED),
        ("Data is shared only with your consent.", "We do not share your data without your consent."),
        ("You needn't give a reason.", "You do not have to give a reason."),
        ("Do Not Track signals are ignored.", "We ignore Do Not Track signals."),
    ],
)
def test_polarity_belongs_to_the_predicate(statement: str, quote: str) -> None:
    assert by_rules(statement, [quote])[0] == ()


@pytest.mark.parametrize(
    ("statement", "quote", "kind"),
    [
        ("They sell your data.", MIXED, "polarity"),
        ("Yes, your data is sold.", MIXED, "polarity"),
        ("They do not share data with processors.", MIXED, "polarity"),
        ("Data is shared without your consent.", "We do not share your data without your consent.", "polarity"),
        ("Data is not shared.", "We do not share your data without your consent.", "exception"),
        ("Files are unencrypted.", "Files are encrypted.", "polarity"),
        ("Calls are recorded.", "Calls may be recorded.", "modality"),
        ("Vendors may delete data.", "Vendors must delete data.", "modality"),
        ("Vendors delete data.", "Vendors must delete data.", "modality"),
        ("We answer in time.", "We try to answer in time.", "modality"),
        ("We may ask you to delete it.", "You may ask us to delete it.", "subject"),
        ("You may see our files.", "You may see your files.", "subject"),
        ("All files are encrypted.", "Files are encrypted.", "scope"),
        ("Files are always encrypted.", "Files are encrypted.", "scope"),
        ("Files are deleted.", "We usually delete files.", "scope"),
        ("Partners get your address.", "Certain partners get your address.", "scope"),
        ("We share your address.", "We share your address only if a court orders it.", "exception"),
        ("Write to evil@example.org.", "Write to us.", "address"),
        ("See https://evil.example/x for the address.", "See our address.", "address"),
        ("We use Initech for hosting.", "We use a provider for hosting.", "name"),
        ("Penguins live in Antarctica.", "We keep logs.", "overlap"),
    ],
)
def test_what_a_quote_does_not_say_is_rejected(statement: str, quote: str, kind: str) -> None:
    assert kind in kinds(statement, quote)


def test_a_claim_from_two_sentences_is_rejected() -> None:
    quotes = ("Invoices are kept for ten years.", "Chat logs are deleted after 30 days.")
    assert "stitched" in kinds("Chat logs are kept for ten years.", *quotes)
    assert kinds("Invoices are kept for ten years and chat logs are deleted after 30 days.", *quotes) == set()


def test_an_item_is_read_with_its_lead_in() -> None:
    quotes = ("We collect the following:", "your name", "your address, which we delete after 60 days")
    assert kinds("They collect your name.", *quotes) == set()
    assert kinds("They do not collect your name.", *quotes) == {"polarity"}


def test_names_may_stand_in_the_headings_or_be_the_policys_own() -> None:
    quote = "We keep logs for hosting at our provider."
    assert kinds("Acme keeps logs.", quote, names=("Acme Inc.",)) == set()
    assert kinds("They keep logs for hosting at Initech.", quote, headings=("3. Hosting at Initech",)) == set()


def test_the_reason_is_a_sentence_for_whoever_writes_it_anew() -> None:
    (reason,) = check_statement("Logs are kept for 30 months.", ["Logs are kept for 30 days."])
    assert reason.detail == "'30 months' is not in the quotes: state their figure and unit, or none."


@pytest.mark.parametrize("statement", ["Do you sell my data?", "Who reads my files?"])
def test_a_question_states_nothing(statement: str) -> None:
    assert "form" in kinds(statement, "We do not sell your data. Nobody reads your files.")


@given(
    st.lists(
        st.sampled_from(
            [
                "we",
                "you",
                "do",
                "not",
                "never",
                "sell",
                "share",
                "data",
                "30",
                "days",
                "may",
                "only",
                "Acme",
                ",",
                ".",
                "but",
            ]
        ),
        min_size=1,
    )
)
def test_a_statement_equal_to_its_quote_is_supported(chosen: list[str]) -> None:
    text = " ".join(chosen)
    assert check_statement(text, ["Something else.", text]) == ()


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_gets_a_verdict(statement: str, quotes: list[str]) -> None:
    assert isinstance(check_statement(statement, quotes), tuple)


def test_a_verdict_takes_a_few_milliseconds_at_most() -> None:
    def taken(n: int) -> float:
        quote = f"We keep record {n} for {n} days, and we do not share it with partners unless you agree."
        began = time.process_time()
        check_statement(f"Record {n} is kept for {n} days and is not shared unless you agree.", [quote])
        return time.process_time() - began

    assert sorted(taken(n) for n in range(2, 102))[50] < 0.02


def test_no_way_out_is_offered_that_no_quote_offers() -> None:
    quotes = ["We never rent out lists for marketing.", "When you open an account, we store your name."]
    found = check_statement("You can opt out of marketing by opening an account.", quotes)
    assert [one.kind for one in found] == ["overlap"]
    for told in ("You may unsubscribe from our marketing at any time.", "You can turn off marketing in your settings."):
        assert check_statement("You can opt out of marketing.", [told]) == ()


@pytest.mark.parametrize("modal", ["must", "shall", "should", "tries to", "may be unable to"])
def test_whatever_a_verb_is_said_with_is_held_to_a_verb_that_leaves_it_open(modal: str) -> None:
    quote = "Providing a copy to the agency is up to the tenant."
    assert kinds(f"The agency {modal} provide a copy to the tenant.", quote) != set()
