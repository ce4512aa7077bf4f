"""What several policies come to together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.comparing import Compared, Side, compare
from bot.comparison import Comparing, Comparison
from bot.models import Citation, Statement
from bot.verdicts import Verdict

LONGEST = Comparison(Comparing.GREATEST, "how long do you keep backups?")
SELLING = Comparison(Comparing.WHICH, "do you sell my data?")


def stated(comparison: Comparison, **said: str | list[str] | None) -> Compared:
    """Each policy says one thing, several, or nothing."""
    citations: list[Citation] = []
    sides: list[Side] = []
    for name, texts in said.items():
        statements: tuple[Statement, ...] = ()
        for text in [texts] if isinstance(texts, str) else texts or []:
            n = len(citations) + 1
            citations.append(
                Citation(
                    n=n,
                    policy=name,
                    version="1",
                    text_sha256="0",
                    clause=f"{name}#1",
                    path=(),
                    quote=text,
                    start=0,
                    end=9,
                )
            )
            statements += (Statement(text=text, citations=(n,)),)
        sides.append(Side(name, statements))
    return compare(comparison, sides, citations)


def text_of(found: Compared) -> str:
    [statement] = found.statements
    return statement.text


def test_periods_are_compared_by_their_length_and_all_sides_cited() -> None:
    found = stated(LONGEST, Acmo="Backups: 24 months.", Bolta="We keep backups for seven years.", Cervo=None)
    assert text_of(found) == "Longest: Bolta (seven years), then Acmo (24 months)."
    assert set(found.statements[0].citations) == {1, 2}
    assert found.silent == ("Cervo",)


def test_a_tie_is_named() -> None:
    found = stated(LONGEST, Acmo="Backups are kept 12 months.", Bolta="Backups stay for one year.")
    assert text_of(found) == "The same for Acmo (12 months) and Bolta (one year)."
    three = stated(LONGEST, Acmo="Backups: 2 years.", Bolta="Backups: two years.", Cervo="Backups: 3 days.")
    assert text_of(three) == "Longest: Acmo (2 years) and Bolta (two years), then Cervo (3 days)."


def test_what_cannot_be_compared_is_named_in_its_words() -> None:
    found = stated(LONGEST, Acmo="Backups: 30 days.", Bolta="Backups are kept as long as necessary.")
    assert text_of(found) == "Acmo names a period (30 days); Bolta sets no fixed period (“as long as necessary”)."


def test_the_open_period_of_another_thing_does_not_count() -> None:
    found = stated(LONGEST, Acmo="Backups: 30 days.", Bolta="Your account is kept as long as necessary.")
    assert text_of(found) == "Acmo names a period (30 days); no figure for it is given by Bolta."


def test_no_end_is_longest() -> None:
    found = stated(LONGEST, Acmo="Backups: 90 years.", Bolta="Backups are kept indefinitely.")
    assert text_of(found).startswith("Longest: Bolta (indefinitely), then Acmo")


def test_the_figure_of_another_thing_does_not_count() -> None:
    found = stated(LONGEST, Acmo="Backups: 30 days.", Bolta="Invoices: 7 years.")
    assert text_of(found) == "Acmo names a period (30 days); no figure for it is given by Bolta."


def test_a_line_about_other_data_does_not_count_for_what_is_said_at_large() -> None:
    found = stated(LONGEST, Acmo="Account data: your information is kept 7 years.", Bolta="Backups: two years.")
    assert text_of(found) == "Bolta names a period (two years); no figure for it is given by Acmo."
    large = stated(LONGEST, Acmo="Retention period: your information is kept 7 years.", Bolta="Backups: two years.")
    assert text_of(large) == "Longest: Acmo (7 years), then Bolta (two years)."


def test_how_long_data_is_kept_is_no_answer_to_how_fast_something_is_done() -> None:
    asked = Comparison(Comparing.SMALLEST, "how fast do you answer requests?")
    found = stated(asked, Acmo="We answer requests in 30 days.", Bolta="We keep your data for two weeks.")
    assert text_of(found) == "Acmo names a period (30 days); no figure for it is given by Bolta."


def test_a_difference_in_retention_has_the_figures_of_all_that_is_kept() -> None:
    asked = Comparison(Comparing.DIFFERENCE, "data retention")
    said = ["Retention: we delete data within 30 days.", "Accounts: 7 years."]
    assert text_of(stated(asked, Acmo="Retention: two years.", Bolta=said)) == (
        "Acmo: two years; Bolta: within 30 days, 7 years."
    )


def test_ages_and_speeds_have_words_of_their_own() -> None:
    ages = Comparison(Comparing.GREATEST, "what is the minimum age?")
    found = stated(ages, Acmo="Not for children under 13.", Bolta="You must be at least 16 years old.")
    assert text_of(found) == "Highest: Bolta (at least 16 years old), then Acmo (13)."
    speed = Comparison(Comparing.SMALLEST, "how fast do you answer requests?")
    soon = stated(speed, Acmo="Requests are answered within 45 days.", Bolta="We answer requests within 15 days.")
    assert text_of(soon) == "Soonest: Bolta (within 15 days), then Acmo (within 45 days)."


def test_who_does_it_and_who_does_not() -> None:
    found = stated(SELLING, Acmo="We sell your data.", Bolta="We never sell your data.", Cervo=None)
    assert text_of(found) == "Yes: Acmo. No: Bolta."
    assert found.silent == ("Cervo",)


def test_who_does_it_with_a_limit_is_sorted_apart_and_who_does_not_say_so_is_named() -> None:
    found = stated(SELLING, Acmo="We do not sell data unless you agree.", Bolta="Cookies are used.")
    assert text_of(found) == "No, with exceptions: Acmo. Not in so many words: Bolta (“Cookies are used”)."


def test_the_figure_named_nearest_to_the_question_counts() -> None:
    logs = Comparison(Comparing.GREATEST, "how long do you keep website logs?")
    found = stated(
        logs, Acmo=["Accounts: 3 years after you logged in.", "Server logs: 90 days."], Bolta="Logs: 1 year."
    )
    assert text_of(found) == "Longest: Bolta (1 year), then Acmo (90 days)."


def test_the_rule_counts_and_not_its_extension() -> None:
    answering = Comparison(Comparing.GREATEST, "how long do you take to answer?")
    found = stated(answering, Acmo="We answer in one month or two further months.", Bolta="We answer within 45 days.")
    assert text_of(found) == "Longest: Bolta (within 45 days), then Acmo (one month)."


def test_a_period_that_extends_another_is_not_the_rule_and_amendments_are_changes() -> None:
    answering = Comparison(Comparing.GREATEST, "how fast do you answer?")
    longer = "We answer within one month. This may be extended by two months."
    found = stated(answering, Acmo=longer, Bolta="We answer within 45 days.")
    assert text_of(found) == "Slowest: Bolta (within 45 days), then Acmo (within one month)."
    notice = Comparison(Comparing.GREATEST, "how much notice of policy changes?")
    found = stated(notice, Acmo="Amendments: two months ahead.", Bolta="Changes: 30 days ahead.")
    assert text_of(found) == "Longest: Acmo (two months), then Bolta (30 days)."


def test_what_holds_for_data_at_large_holds_for_what_is_not_named_apart() -> None:
    found = stated(LONGEST, Acmo="Backups: 7 years.", Bolta="We keep user data indefinitely.")
    assert text_of(found) == "Longest: Bolta (indefinitely), then Acmo (7 years)."


def test_what_is_used_may_stand_in_a_list_without_a_verb() -> None:
    hashing = Comparison(Comparing.WHICH, "do you hash passwords?")
    found = stated(hashing, Acmo="Hashed passwords", Bolta="Keep your password secret.", Cervo=None)
    assert text_of(found) == "Yes: Acmo. Not in so many words: Bolta (“Keep your password secret”)."
    cookies = Comparison(Comparing.WHICH, "do you put advertising cookies on my phone?")
    found = stated(cookies, Acmo="We use no advertising cookies.", Bolta="There are cookies for advertising.")
    assert text_of(found) == "Yes: Bolta. No: Acmo."


def test_what_can_be_refused_is_not_denied() -> None:
    cookies = Comparison(Comparing.WHICH, "do you use cookies?")
    found = stated(cookies, Acmo="The site works without cookies.", Bolta="We use cookies.")
    assert text_of(found) == "Yes: Bolta. Not in so many words: Acmo (“The site works without cookies”)."


@pytest.mark.parametrize(
    ("ask", "text", "headline"),
    [
        (
            "can I use you without cookies?",
            "It is possible to use the site without accepting the use of cookies.",
            "Yes",
        ),
        ("can I use you without cookies?", "You cannot use the shop without cookies.", "No"),
        (
            "can I order without an account?",
            "Order without account: possible, but you can not reorder.",
            "Yes, within limits",
        ),
        ("do you share data without my consent?", "We never share data without your consent.", "No"),
        ("do you share data without my consent?", "We may share your data without your consent.", "Yes"),
    ],
)
def test_doing_without_is_read_from_what_is_said_of_doing_without(ask: str, text: str, headline: str) -> None:
    found = stated(Comparison(Comparing.WHICH, ask), Acmo=text, Bolta="We use cookies and share data with consent.")
    assert (
        text_of(found)
        == f"{headline}: Acmo. Not in so many words: Bolta (“We use cookies and share data with consent”)."
    )


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        ("are cookies optional?", "We use cookies and optional tools."),
        ("is consent required?", "Consent is stored; what is required is kept."),
        ("what data do you collect?", "We collect data about you."),
        ("do you always encrypt data?", "We encrypt data."),
        ("do you refuse cookies?", "We use cookies."),
        ("do you share data with employers?", "We do not share data with advertisers. We employ guards."),
        ("do you use data to train models?", "Help desk: answers are not used to train models."),
        ("can I use you without cookies?", "Parts of the site may stop to work without cookies."),
        ("do you keep recordings?", "We do not store the Wi-Fi password."),
        ("do you keep data?", "We do not store the Wi-Fi password."),
        ("do you use my data for advertising?", "You may object to advertising."),
        ("do you use data for advertising?", "We do not use health information for advertising."),
        ("do you send data to the US?", "We send data to brokers."),
        ("do you record visits?", "Visits are not recorded. In training clinics visits are recorded."),
    ],
)
def test_where_it_is_not_sure_there_is_no_verdict(ask: str, text: str) -> None:
    found = stated(Comparison(Comparing.WHICH, ask), Acmo=text, Bolta="We never charge.")
    assert not any(text_of(found).startswith(verdict.value) for verdict in Verdict)


def test_statements_that_disagree_have_no_verdict() -> None:
    found = stated(SELLING, Acmo=["We never sell your data.", "We sell your data to brokers."], Bolta="We sell data.")
    assert text_of(found) == "Yes: Bolta. Not in so many words: Acmo (“We never sell your data”)."


def test_what_is_denied_of_a_part_is_neither_no_nor_yes() -> None:
    partly = ["We do not sell payroll data.", "We sell figures by region."]
    found = stated(SELLING, Acmo=partly, Bolta="We never sell your data, or payment data.")
    assert text_of(found) == "No: Bolta. Not in so many words: Acmo (“We do not sell payroll data”)."


def test_whose_data_it_is_makes_no_part_of_it() -> None:
    found = stated(SELLING, Acmo="We do not sell or rent patient information.", Bolta="We sell data.")
    assert text_of(found) == "Yes: Bolta. No: Acmo."


def test_with_or_without_a_thing_is_no_limit() -> None:
    found = stated(SELLING, Acmo="With or without consent, we never sell your data.", Bolta="We sell data.")
    assert text_of(found) == "Yes: Bolta. No: Acmo."


def test_what_hangs_on_a_condition_is_affirmed_within_limits() -> None:
    found = stated(SELLING, Acmo="We sell your data if you agree.", Bolta="We sell your data.")
    assert text_of(found) == "Yes: Bolta. Yes, within limits: Acmo."


def test_who_does_it_not_is_told_without_yes_and_no() -> None:
    asked = Comparison(Comparing.WHICH, "do you sell my data?", denied=True)
    found = stated(asked, Acmo="We never sell your data.", Bolta="We sell your data.")
    assert text_of(found) == "Say that they do not: Acmo. Say that they do: Bolta."


def test_requests_are_answered_in_other_words_but_not_where_it_is_denied() -> None:
    asked = Comparison(Comparing.SMALLEST, "how fast do you answer?")
    passed_on = "Requests are passed on within two days; we do not answer them."
    found = stated(asked, Acmo="We respond within 30 days.", Bolta="We reply within 9 days.", Cervo=passed_on)
    assert text_of(found) == (
        "Soonest: Bolta (within 9 days), then Acmo (within 30 days); no figure for it is given by Cervo."
    )


def test_what_else_is_said_of_requests_is_no_answer() -> None:
    asked = Comparison(Comparing.SMALLEST, "how fast do you respond to a request?")
    found = stated(asked, Acmo="We answer within 30 days.", Bolta="Requests never completed: 9 days.")
    assert text_of(found) == "Acmo names a period (within 30 days); no figure for it is given by Bolta."


def test_recordings_are_no_records() -> None:
    asked = Comparison(Comparing.GREATEST, "how long do you keep recordings?")
    said = ["Warranty records: five years.", "Recordings: 30 days."]
    found = stated(asked, Acmo=said, Bolta="What was recorded is kept 9 days.", Cervo="Trip records: 7 years.")
    assert text_of(found) == "Longest: Acmo (30 days), then Bolta (9 days); no figure for it is given by Cervo."


def test_how_fast_it_is_deleted_stands_where_deleting_is_spoken_of() -> None:
    asked = Comparison(Comparing.SMALLEST, "how fast do you delete my account?")
    copied = "Of your account a copy is ready within 24 hours. Your account is deleted within 20 days."
    found = stated(asked, Acmo=copied, Bolta="Your account is deleted within 9 days.")
    assert text_of(found) == "Soonest: Bolta (within 9 days), then Acmo (within 20 days)."


def test_an_age_that_bars_nobody_is_no_limit() -> None:
    asked = Comparison(Comparing.GREATEST, "what is the minimum age?")
    found = stated(asked, Acmo="Clients may employ people under 18.", Bolta="Not for people under 16 years.")
    assert text_of(found) == "Bolta names an age (16 years); no figure for it is given by Acmo."


def test_an_age_limit_is_told_once_and_not_as_its_reverse() -> None:
    asked = Comparison(Comparing.WHICH, "how old must I be?")
    young = "Not for people under 18 years of age; we know of no children under 18."
    found = stated(asked, Acmo=young, Bolta="Children below 13 may not join.")
    assert text_of(found) == "Acmo: 18 years of age; Bolta: 13."


def test_what_is_asked_of_one_case_has_no_verdict() -> None:
    merged = Comparison(Comparing.WHICH, "do you share data if you are bought?")
    found = stated(merged, Acmo="We never share data.", Bolta="Data is shared with the buyer.")
    assert text_of(found) == "Acmo: “We never share data”; Bolta: “Data is shared with the buyer”."


def test_who_says_nothing_is_told_by_who_speaks() -> None:
    asked = Comparison(Comparing.SPOKEN_OF, "what do you say about children?")
    found = stated(asked, Acmo="Children: from 16 on.", Bolta=None, Cervo="Write to us.")
    assert (text_of(found), found.silent) == (
        "Spoken of by Acmo. Not in so many words: Cervo (“Write to us”).",
        ("Bolta",),
    )


def test_a_difference_is_stated_by_the_figures_or_the_words_of_each() -> None:
    on_invoices = Comparison(Comparing.DIFFERENCE, "how long invoices are kept")
    found = stated(on_invoices, Acmo="Invoices: 7 years; paid ones 6 years.", Bolta="Invoices: as long as necessary.")
    assert text_of(found) == "Acmo: 7 years, 6 years; Bolta: “as long as necessary”."
    on_tests = Comparison(Comparing.DIFFERENCE, "security tests")
    found = stated(on_tests, Acmo="Tests are made twice a year.", Bolta="Tests take place once a year.")
    assert text_of(found) == "Acmo: “Tests are made twice a year”; Bolta: “Tests take place once a year”."


def test_where_no_verdict_can_be_told_the_words_of_each_are_set_side_by_side() -> None:
    asked = Comparison(Comparing.WHICH, "do you count the herons?")
    found = stated(asked, Acmo="We like the pier. To count helps us.", Bolta="Gulls are counted.", Cervo=None)
    assert text_of(found) == "Acmo: “To count helps us”; Bolta: “Gulls are counted”."
    assert found.statements[0].citations == (1, 2)
    assert found.silent == ("Cervo",)
    assert text_of(stated(asked, Acmo="We look at gulls.", Bolta=None)) == "Acmo: “We look at gulls”."


def test_side_by_side_are_the_words_nearest_to_what_is_asked() -> None:
    asked = Comparison(Comparing.DIFFERENCE, "tests of the locks")
    found = stated(asked, Acmo=["Our boats are painted.", "Tests of the locks: yearly."], Bolta="We test locks daily.")
    assert text_of(found) == "Acmo: “Tests of the locks: yearly”; Bolta: “We test locks daily”."


def test_an_age_that_is_asked_about_is_set_against_the_limit_of_each() -> None:
    asked = Comparison(Comparing.WHICH, "what is the minimum age?", age=15)
    limits = {"Acmo": "You must be at least 18 years old.", "Bolta": "Not for children under 13."}
    assert text_of(stated(asked, **limits)) == (
        "Age limit not above 15: Bolta (13). Age limit above 15: Acmo (at least 18 years old)."
    )
    of_twelve = Comparison(Comparing.WHICH, "what is the minimum age?", age=12)
    assert text_of(stated(of_twelve, **limits, Cervo="Children need a parent.")) == (
        "Age limit above 12: Acmo (at least 18 years old) and Bolta (13). "
        "Not in so many words: Cervo (“Children need a parent”)."
    )


def test_a_word_in_another_form_is_near_to_what_is_asked() -> None:
    asked = Comparison(Comparing.DIFFERENCE, "check the locks more regularly")
    found = stated(asked, Acmo=["The locks are of steel.", "Regular tests of the locks."], Bolta="Locks: daily.")
    assert text_of(found) == "Acmo: “Regular tests of the locks”; Bolta: “Locks: daily”."


def test_a_figure_of_nothing_named_is_not_compared() -> None:
    asked = Comparison(Comparing.SMALLEST, "how fast do you tell me?")
    found = stated(asked, Acmo="We tell you the tides. Boats leave in two days.", Bolta="Boats leave in a week.")
    assert not text_of(found).startswith("Soonest")


def test_a_period_after_another_is_shown_whole() -> None:
    kept = "Backups are kept for the duration of your lease plus 7 years."
    found = stated(LONGEST, Acmo=kept, Bolta="Backups: two days.")
    assert text_of(found) == "Longest: Acmo (the duration of your lease plus 7 years), then Bolta (two days)."


def test_a_question_of_a_policy_gives_no_period() -> None:
    found = stated(LONGEST, Acmo="Backups: two days.", Bolta="Would you want backups until you ask? We make backups.")
    assert text_of(found) == "Acmo names a period (two days); no figure for it is given by Bolta."


def test_one_policy_or_none_that_speaks_is_no_comparison() -> None:
    assert stated(LONGEST, Acmo="Backups: 30 days.") == Compared()
    assert stated(LONGEST, Acmo=None, Bolta=None) == Compared()


@pytest.mark.parametrize("kind", [Comparing.GREATEST, Comparing.SMALLEST])
@given(first=st.integers(1, 400), second=st.integers(1, 400))
def test_the_order_is_that_of_the_figures(kind: Comparing, first: int, second: int) -> None:
    comparison = Comparison(kind, "how long do you keep backups?")
    said = text_of(stated(comparison, Acmo=f"Backups: {first} days.", Bolta=f"Backups: {second} days."))
    if said.startswith("The same"):
        assert abs(first - second) <= 0.04 * min(first, second)
    else:
        leads = "Acmo" if (first > second) == (kind is Comparing.GREATEST) else "Bolta"
        assert said.split(": ")[1].startswith(leads)
