"""What is quoted, given how the sentences score."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer_types import AskedFor
from bot.answering.quotes import Budget, Quote, choose
from bot.questions import plain_question
from bot.retrieval import Ranking
from tests.bot.small_policies import RETENTION, scored, units_of

ANY = plain_question("anything")
LIST = replace(ANY, wants_list=True)
PERIOD = plain_question("how long", AskedFor.PERIOD)


def quoted(ranking: Ranking, quotes: list[Quote]) -> list[list[str]]:
    text = ranking.units.version.text
    return [[" ".join(text[part.span.start : part.span.end].split()) for part in quote.parts] for quote in quotes]


def sentence(words: str, length: int) -> str:
    """A sentence of about this many characters."""
    return f"{words} {'on and ' * ((length - len(words)) // 7)}on."


def test_a_short_clause_is_quoted_whole() -> None:
    ranking = scored(units_of(RETENTION), {"never sell": 5})
    assert quoted(ranking, choose(ranking, ANY, budget=Budget())) == [
        ["We never sell your data. We do not rent it either."]
    ]


def test_one_item_of_a_list_comes_after_its_lead_in_and_without_its_siblings() -> None:
    ranking = scored(units_of(RETENTION), {"Marketing": 5, "Billing": 4.2, "Log files": 4})
    assert quoted(ranking, choose(ranking, ANY, budget=Budget())) == [
        ["We keep your data as follows:", "Marketing data: kept until you withdraw consent."]
    ]


def test_items_that_score_alike_are_quoted_together_in_the_order_of_the_text() -> None:
    ranking = scored(units_of(RETENTION), {"Log files": 5, "Billing": 4.9, "Marketing": 4.8})
    assert quoted(ranking, choose(ranking, ANY, budget=Budget())) == [
        ["We keep your data as follows:", "Billing records: kept for seven years."],
        ["Marketing data: kept until you withdraw consent."],
        ["Log files: kept for ninety days."],
    ]


def test_a_list_right_under_its_heading_is_quoted_whole_where_a_list_is_asked_for() -> None:
    text = "# What we hold\n\n- network maps\n- device names\n- log files\n\n"
    text += "# Why\n\nWe use it so:\n\n- to help\n- to bill\n"
    ranking = scored(units_of(text), {"network maps": 5, "to help": 4.9})
    assert quoted(ranking, choose(ranking, LIST, budget=Budget())) == [
        ["network maps"], ["device names"], ["log files"], ["We use it so:", "to help"],
    ]  # fmt: skip


def test_an_item_about_a_word_of_the_question_stands_for_its_list() -> None:
    ranking = scored(units_of(RETENTION), {"Log files": 5, "Billing": 4.9, "Marketing": 4.8})
    assert quoted(ranking, choose(ranking, ANY, budget=Budget(), topic=["log"])) == [
        ["We keep your data as follows:", "Log files: kept for ninety days."]
    ]


def test_an_item_that_introduces_a_list_of_its_own_brings_it() -> None:
    text = (
        "# Mail\n\nWe send you these:\n\n- News of offers.\n- Notices you need, such as:\n\n  - new terms\n  - bills\n"
    )
    ranking = scored(units_of(text), {"We send": 5, "Notices": 4})
    assert quoted(ranking, choose(ranking, ANY, budget=Budget())) == [
        ["We send you these:", "News of offers."],
        ["Notices you need, such as: - new terms - bills"],
    ]


@pytest.mark.parametrize(("length", "is_whole"), [(330, True), (480, False)])
def test_an_enumeration_is_quoted_to_its_end_where_it_is_not_too_long(length: int, is_whole: bool) -> None:
    parts = [sentence(f"{start} go", length).replace("on.", "on;") for start in ("We tell others to (1)", "(2)")]
    ranking = scored(units_of(f"# Law\n\n{' '.join(parts)} or (3) end. Other things are said here."), {"We tell": 5})
    [[text]] = quoted(ranking, choose(ranking, ANY, budget=Budget()))
    assert ("(2)" in text, text.endswith("or (3) end.")) == (is_whole, is_whole)


def test_a_lead_in_brings_its_list() -> None:
    ranking = scored(units_of(RETENTION), {"as follows": 5})
    [first, *rest] = quoted(ranking, choose(ranking, ANY, budget=Budget()))
    assert first == ["We keep your data as follows:", "Billing records: kept for seven years."]
    assert len(rest) == 2


def test_a_question_for_a_list_brings_all_items_whatever_each_scores() -> None:
    ranking = scored(units_of(RETENTION), {"Marketing": 5})
    assert len(quoted(ranking, choose(ranking, LIST, budget=Budget()))) == 3


def test_of_a_list_that_is_too_long_the_best_items_are_quoted() -> None:
    ranking = scored(units_of(RETENTION), {"as follows": 5, "Log files": 4, "Billing": 3})
    most = len("We keep your data as follows:") + len("Log files: kept for ninety days.") + 5
    assert quoted(ranking, choose(ranking, ANY, budget=Budget(characters=most))) == [
        ["We keep your data as follows:", "Log files: kept for ninety days."]
    ]


@pytest.mark.parametrize(
    ("item", "is_introduced"),
    [
        ("All of our providers are checked every year.", False),
        ("All of our providers that are based here.", True),
        ("Checks of addresses.", True),
    ],
)
def test_what_waits_for_its_object_introduces_no_sentence_with_a_subject_of_its_own(
    item: str, is_introduced: bool
) -> None:
    units = units_of(
        f"# Acme\n\n## Sharing\n\nWe use others' services for:\n\n- Payment and hosting.\n- {item}\n- Post.\n"
    )
    ranking = scored(units, {item: 5})
    (parts,) = quoted(ranking, choose(ranking, ANY, budget=Budget()))
    assert (parts[0] == "We use others' services for:") is is_introduced


@pytest.mark.parametrize("question", [ANY, LIST])
def test_a_lead_in_with_nothing_after_it_is_never_the_answer(question: object) -> None:
    units = units_of("# Data\n\nWe keep this:\n\n# Sale\n\nWe sell nothing.\n")
    ranking = scored(units, {"keep this": 5, "sell nothing": 4})
    assert quoted(ranking, choose(ranking, question, budget=Budget())) == [["We sell nothing."]]  # type: ignore[arg-type]


def test_a_heading_is_never_quoted() -> None:
    ranking = scored(units_of(RETENTION), {"encrypted": 5})
    assert quoted(ranking, choose(ranking, ANY, budget=Budget())) == [["Connections are encrypted."]]


def test_the_exception_follows_the_rule_from_further_below() -> None:
    text = "# Sale\n\nWe sell nothing.\n\n# Partners\n\n{} sell maps to partners.\n"
    below = Budget().margin + 0.2
    for opening, count in (("However, we", 2), ("We also", 1)):
        ranking = scored(units_of(text.format(opening)), {"sell nothing": 5, "maps": 5 - below})
        assert len(choose(ranking, ANY, budget=Budget())) == count


def test_further_clauses_follow_while_the_budget_lasts() -> None:
    units = units_of(f"# A\n\n{sentence('One', 200)}\n\n# B\n\n{sentence('Two', 200)}\n\n# C\n\nThree is short.\n")
    ranking = scored(units, {"One": 5, "Two": 4.9, "Three": 4.8})
    quotes = quoted(ranking, choose(ranking, ANY, budget=Budget(characters=300)))
    assert [quote[0].split()[0] for quote in quotes] == ["One", "Three"]
    assert len(choose(ranking, ANY, budget=Budget(clauses=1))) == 1


def test_the_first_clause_is_quoted_even_beyond_the_budget() -> None:
    ranking = scored(units_of(RETENTION), {"encrypted": 5})
    assert len(choose(ranking, ANY, budget=Budget(characters=3))) == 1


def test_of_a_long_paragraph_the_sentences_near_the_best_are_quoted() -> None:
    parts = [sentence(f"{name} goes", 150) for name in ("Ada", "Bob", "Cleo", "Dora")]
    ranking = scored(units_of(f"# A\n\n{' '.join(parts)}\n"), {"Bob": 5, "Cleo": 4.8})
    assert quoted(ranking, choose(ranking, ANY, budget=Budget())) == [[f"{parts[1]} {parts[2]}"]]


def test_where_the_best_has_the_type_asked_for_so_must_the_others() -> None:
    text = "# A\n\nLogs are kept for ninety days.\n\n# B\n\nLogs lie in Oslo.\n\n# C\n\nBackups are kept for a year.\n"
    ranking = scored(units_of(text), {"ninety": 5, "Oslo": 4.9, "Backups": 4.8})
    assert quoted(ranking, choose(ranking, PERIOD, budget=Budget())) == [
        ["Logs are kept for ninety days."],
        ["Backups are kept for a year."],
    ]


def test_the_clause_of_a_lead_in_is_not_that_of_its_item() -> None:
    ranking = scored(units_of(RETENTION), {"Marketing": 5})
    [quote] = choose(ranking, ANY, budget=Budget())
    lead_in, item = quote.parts
    assert item.clause.parent == lead_in.clause.key
    assert lead_in.clause.span.contains(lead_in.span)
    assert quote.clause == item.clause
    assert quote.heading == "Retention"


SHARING = """# Acme

## How we share data

We may share data with:

- Hosting firms.
- The police.

We give nothing to advertisers.

## Your rights

You have the right:

- to receive your data;
- to have it erased.
"""
RECIPIENTS = ["who do they share it with then?", "Who may get my data?", "which companies receive my information?"]


@pytest.mark.parametrize("question", RECIPIENTS)
def test_who_gets_data_is_answered_by_the_whole_list_and_by_nothing_else(question: str) -> None:
    ranking = scored(units_of(SHARING), {"to receive": 5, "police": 4, "advertisers": 4.5, "erased": 4.4})
    assert quoted(ranking, choose(ranking, plain_question(question), budget=Budget())) == [
        ["We may share data with:", "Hosting firms."],
        ["The police."],
        ["We give nothing to advertisers."],
    ]


def test_who_gets_a_certain_thing_is_answered_by_what_is_nearest() -> None:
    text = f"{SHARING}\n## Bills\n\nBills are read by accountants.\n"
    ranking = scored(units_of(text), {"Bills": 5, "police": 3.5})
    asked = plain_question("who gets to see my bills?")
    assert quoted(ranking, choose(ranking, asked, budget=Budget())) == [["Bills are read by accountants."]]


def test_what_speaks_of_another_thing_elsewhere_and_scores_lower_is_left_out() -> None:
    more = "".join(f"# Part {name}\n\nOf {name} we say little.\n\n" for name in range(30))
    text = (
        f"# Logs\n\nLogs are deleted.\n\nThey are small.\n\n# Mail\n\nMail is sent.\n\n# Checks\n\nLogs help.\n\n{more}"
    )
    ranking = scored(units_of(text), {"deleted": 5, "small": 4.2, "sent": 4.3, "help": 4.1})
    first, *rest = quoted(ranking, choose(ranking, ANY, budget=Budget(), topic=["log"]))
    assert first == ["Logs are deleted."]
    assert sorted(rest) == [["Logs help."], ["They are small."]]
    assert len(choose(ranking, ANY, budget=Budget(), topic=["mail"])) == 4
    near = scored(units_of(text), {"deleted": 5, "sent": 4.7})
    assert len(choose(near, ANY, budget=Budget(), topic=["log"])) == 2


def test_a_sentence_whose_neighbours_are_quoted_already_is_quoted_by_itself() -> None:
    first, second = sentence("We pass data on to partners", 330), sentence("Resellers call you", 330)
    third, last = sentence("Who takes part in a contest", 330), sentence("Shops see totals", 330)
    ranking = scored(
        units_of(f"# Acme\n\n{first} {second} {third} {last}\n"), {"Resellers": 5, "contest": 4.9, "pass": 4.8}
    )
    told = [part for quote in quoted(ranking, choose(ranking, ANY, budget=Budget(characters=1_400))) for part in quote]
    assert all(any(one in part for part in told) for one in (first, second, third))
