from __future__ import annotations

from datetime import date

from bot.answering.quotes import Part, Quote
from bot.assemble import SILENT, PolicyOutcome, Subject, assemble, refuse
from bot.models import Answer
from bot.units import Units
from ingest.models import Policy, Span
from tests.bot.small_policies import RETENTION, units_of

UNITS = units_of(RETENTION, effective=date(2024, 5, 1))
ACME = Subject(Policy("acme", "Acme"), UNITS.version, in_force=True)


def quote(*words: str, units: Units = UNITS) -> Quote:
    """A quote of the sentences that hold these words."""
    text = units.version.text
    spans = [next(one.span for one in units.sentences if word in text[one.span.start : one.span.end]) for word in words]
    return Quote(tuple(Part(units.clause_at(span), span) for span in spans), 1.0)


def assembled(*outcomes: PolicyOutcome, warnings: tuple[str, ...] = ()) -> Answer:
    return assemble(outcomes, "id", 7, {"rank": 1.5}, warnings=warnings)


def test_statements_are_numbered_and_stand_under_policy_version_and_heading() -> None:
    answer = assembled(PolicyOutcome(ACME, quotes=(quote("as follows", "Billing"), quote("Log files"), quote("never"))))
    assert answer.status == "answered"
    assert answer.answer == (
        "Acme (version of 2024-05-01), Retention:\n"
        "“We keep your data as follows: Billing records: kept for seven years.” [1][2]\n"
        "“Log files: kept for ninety days.” [3]\n\n"
        "Acme (version of 2024-05-01), Sale:\n"
        "“We never sell your data.” [4]"
    )
    assert [one.quote for one in answer.citations] == [
        "We keep your data as follows:",
        "Billing records: kept for seven years.",
        "Log files: kept for ninety days.",
        "We never sell your data.",
    ]
    assert [one.n for one in answer.citations] == [1, 2, 3, 4]
    assert (answer.answer_id, answer.generation, answer.timings_ms) == ("id", 7, {"rank": 1.5})


def test_a_lead_in_is_cited_under_its_own_clause() -> None:
    answer = assembled(PolicyOutcome(ACME, quotes=(quote("as follows", "Billing"),)))
    assert [one.clause for one in answer.citations] == ["acme#retention", "acme#retention.billing-records"]


def test_the_same_span_has_one_number() -> None:
    answer = assembled(PolicyOutcome(ACME, quotes=(quote("as follows", "Billing"), quote("as follows", "Log files"))))
    assert [one.citations for one in answer.statements] == [(1, 2), (1, 3)]


def test_each_policy_answers_or_is_silent_by_itself() -> None:
    beta = Subject(Policy("beta", "Beta"), UNITS.version, in_force=True)
    answer = assembled(
        PolicyOutcome(beta, related=(quote("Connections"), quote("Log files"))),
        PolicyOutcome(ACME, quotes=(quote("never"),)),
    )
    assert answer.status == "answered"
    assert [(one.policy, one.status) for one in answer.per_policy] == [("beta", "silent"), ("acme", "answered")]
    assert answer.answer.startswith(f"Beta (version of 2024-05-01): {SILENT}\n\n")
    assert [(one.n, one.quote) for one in answer.related] == [
        (2, "Connections are encrypted."),
        (3, "Log files: kept for ninety days."),
    ]
    assert answer.statements == answer.per_policy[1].statements


def test_all_silent_is_silent() -> None:
    answer = assembled(PolicyOutcome(ACME, related=(quote("never"),)), warnings=("read this",))
    assert (answer.status, answer.statements, answer.citations) == ("silent", (), ())
    assert answer.warnings == ("read this",)


def test_a_conflict_is_marked_where_something_is_quoted() -> None:
    assert (
        assembled(PolicyOutcome(ACME, quotes=(quote("never"),), conflicting=True)).per_policy[0].status == "conflicting"
    )
    assert assembled(PolicyOutcome(ACME, conflicting=True)).per_policy[0].status == "silent"


def test_a_version_that_is_not_in_force_is_named_in_the_clause() -> None:
    old = Subject(Policy("acme", "Acme"), UNITS.version, in_force=False)
    [citation] = assembled(PolicyOutcome(old, quotes=(quote("never"),))).citations
    assert citation.clause == "acme@v1#sale"


def test_what_fails_verification_is_left_out_and_counted() -> None:
    clause = UNITS.clause_at(quote("never").parts[0].span)
    beyond = Quote((Part(clause, Span(len(RETENTION) - 5, len(RETENTION) + 50)),), 1.0)
    answer = assembled(PolicyOutcome(ACME, quotes=(beyond, quote("Connections"))))
    assert [one.text for one in answer.statements] == ["Connections are encrypted."]
    assert [one.quote for one in answer.citations] == ["Connections are encrypted."]
    assert answer.warnings == ("statements left out, as their citations do not hold: 1",)


def test_nothing_in_the_answer_acts_on_a_terminal_and_the_quote_stays_raw() -> None:
    units = units_of("# Sale\x1b[2J\n\nWe never \x1b[31msell\x1b[0m \u202eyour data.\n")
    subject = Subject(Policy("acme", "Ac\x1b[1mme\u202e"), units.version, in_force=True)
    answer = assembled(PolicyOutcome(subject, quotes=(quote("never", units=units),)))
    assert "\x1b" not in answer.answer
    assert "\u202e" not in answer.answer
    assert answer.statements[0].text == "We never sell your data."
    assert "\x1b[31m" in answer.citations[0].quote


def test_a_refusal_has_no_statements() -> None:
    answer = refuse("unclear", "Which policy do you mean?", "id", 7, {})
    assert (answer.status, answer.answer, answer.statements, answer.per_policy) == (
        "unclear",
        "Which policy do you mean?",
        (),
        (),
    )


def test_names_in_a_refusal_do_not_act_either() -> None:
    assert refuse("unclear", "Perhaps: Ac\x1b[1mme\u202e (acme).", "id", 7, {}).answer == "Perhaps: Acme (acme)."
