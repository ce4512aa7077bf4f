from __future__ import annotations

import pytest

from bot.answering.quotes import Part, Quote
from bot.conflicts import conflicting, limiting
from ingest.stems import stems
from tests.bot.small_policies import scored, units_of


def clash(text: str, topic: str) -> bool:
    """Whether any sentence of a text, all quoted, contradicts the first on a topic."""
    units = units_of(text)
    quotes = [Quote((Part(units.clause_of(one), one.span),), 1.0) for one in units.sentences]
    return conflicting(quotes, scored(units, {}), topic=stems(topic, "en"))


RULE = "# Visits\n\nVideo visits are not recorded.\n\n"


@pytest.mark.parametrize(
    ("other", "clashes"),
    [
        ("In training clinics a visit may be recorded.", True),
        ("We never record visits.", False),
        ("Visits last an hour.", False),
        ("Phone calls are recorded.", False),
        ("Visits are paid beforehand.", False),
        ("If a visit is recorded, we say so.", False),
        ("Visits are recorded only if you agree.", False),
        ("By way of exception, a visit may be recorded.", False),
    ],
)
def test_what_one_clause_denies_another_affirms(other: str, clashes: bool) -> None:
    assert clash(f"{RULE}# Other\n\n{other}\n", "are visits recorded") is clashes


def test_two_periods_for_the_same_thing_conflict() -> None:
    one = "# A\n\nUploaded photos of an order are deleted after 60 days.\n\n"
    assert clash(f"{one}# B\n\nWe keep the uploaded photos of your order for 6 months.\n", "uploaded photos")
    assert not clash(f"{one}# B\n\nWe keep the uploaded photos of your order for sixty days.\n", "uploaded photos")
    assert not clash(f"{one}# B\n\nWe keep invoices for 6 months.\n", "uploaded photos")


@pytest.mark.parametrize(
    ("one", "other", "asked", "clashes"),
    [
        ("Server logs are erased within a week.", "We hold server logs for six months.", "server logs", True),
        ("Invoices are kept for six years.", "We retain invoices for ten years.", "invoices", True),
        ("Access logs are kept for a week.", "We keep security logs for six months.", "logs", False),
        ("Invoices are kept for six years.", "We keep invoices for up to ten years.", "invoices", False),
        ("We tell you of a breach within 72 hours.", "We tell you of a breach after ten days.", "breach", True),
        ("We tell you of a breach within 72 hours.", "We tell you of a change after ten days.", "change", False),
        ("Requests are answered in a week.", "We answer requests in a month.", "requests", True),
        ("We never sell your data.", "We sell contact details to partners.", "sell data", True),
        ("We never sell your data.", "We rent out bicycles.", "sell data", False),
        ("We never sell your data.", "We sell contact details to partners.", "cookies", False),
        ("We do not track you.", "A pixel follows visitors.", "track", True),
    ],
)
def test_periods_and_what_is_denied_at_large_conflict_where_they_are_of_the_same(
    one: str, other: str, asked: str, clashes: bool
) -> None:
    assert clash(f"# A\n\n{one}\n\n# B\n\n{other}\n", asked) is clashes


def test_only_what_the_question_is_about_counts() -> None:
    assert not clash(f"{RULE}# Other\n\nA visit may be recorded.\n", "marketing emails")


def test_two_sentences_of_one_clause_are_no_conflict() -> None:
    assert not clash("# Visits\n\nVisits are not recorded. A training visit may be recorded.\n", "visits recorded")


def test_nothing_quoted_is_no_conflict() -> None:
    assert not conflicting([], scored(units_of(RULE), {}), topic=["visit"])


FILLER = "".join(f"# Part {number}\n\nSomething else, number {number}.\n\n" for number in range(20))


def limits(other: str, *, score: float = 1.0, between: str = "Something between.\n\n") -> list[str]:
    """The sentences that limit a rule about photographs, where the other one scores this."""
    units = units_of(f"{FILLER}# A\n\nWe collect no photographs.\n\n{between}# B\n\n{other}\n")
    ranking = scored(units, {"no photographs": 2.0, other: score})
    [rule] = [one for one in units.sentences if "no photographs" in ranking.text(one)]
    quotes = [Quote((Part(units.clause_of(rule), rule.span),), 2.0)]
    return [ranking.text(one) for one in limiting(quotes, ranking, topic=stems("photographs", "en"))]


@pytest.mark.parametrize(
    "other",
    [
        "By way of exception, patients upload a photograph.",
        "Notwithstanding section 1, patients upload a photograph.",
        "We collect a photograph of each patient.",
        "We collect a photograph unless you object.",
    ],
)
def test_an_exception_or_a_contradiction_is_found(other: str) -> None:
    assert limits(other) == [other]


@pytest.mark.parametrize("other", ["Patients like a photograph.", "By way of exception, patients upload a letter."])
def test_what_limits_nothing_is_left_out(other: str) -> None:
    assert limits(other) == []


def test_what_is_far_from_the_question_is_left_out() -> None:
    assert limits("By way of exception, patients upload a photograph.", score=-0.5) == []


def test_an_exception_right_after_its_rule_is_found_however_far_from_the_question() -> None:
    assert limits("However, a photograph is made.", score=-0.5, between="") == ["However, a photograph is made."]
    assert limits("However, a letter is made.", score=-0.5, between="") == []


def limited(text: str, lead: str, *, topic: str = "") -> list[str]:
    """What limits the sentence that leads; all others are far from the question."""
    units = units_of(text)
    ranking = scored(units, {lead: 9.0})
    [rule] = [one for one in units.sentences if lead in ranking.text(one)]
    quotes = [Quote((Part(units.clause_of(rule), rule.span),), 9.0)]
    return [ranking.text(one) for one in limiting(quotes, ranking, topic=stems(topic, "en"))]


def test_what_says_strictly_otherwise_is_found_however_far_from_the_question() -> None:
    text = (
        "# A\n\nData is not sent outside the EEA.\n\nSomething else.\n\n# B\n\nThe mailer in Japan is sent addresses.\n"
    )
    assert limited(text, "not sent outside") == ["The mailer in Japan is sent addresses."]
    assert limited(text, "Something else") == []


NUMBERED = """1. Visits

1.1 Visits are not recorded.

1.2 Visits last an hour.

2. Training

2.1 Visits are short.

2.2 By way of exception to section 1.1, trainers make a film.
"""


def test_an_exception_that_names_its_rule_goes_with_it_both_ways() -> None:
    assert limited(NUMBERED, "not recorded") == ["By way of exception to section 1.1, trainers make a film."]
    assert limited(NUMBERED, "trainers make") == ["Visits are not recorded."]
    assert limited(NUMBERED, "Visits last") == []


def test_a_rule_goes_with_the_contrast_that_follows_it() -> None:
    text = "# Sites\n\nYou may visit our sites without a name.\n\nHowever, our sites then offer less.\n"
    assert limited(text, "However") == ["You may visit our sites without a name."]


def beside(other: str, rule: str = "You may have your data deleted.", topic: str = "delete") -> list[str]:
    """What limits a rule, of one sentence in the same section that is nearly as near to the question."""
    units = units_of(f"# Deletion\n\n{rule}\n\nSomething between.\n\n{other}\n")
    ranking = scored(units, {rule: 2.0, other: 1.0})
    [first] = [one for one in units.sentences if rule in ranking.text(one)]
    quotes = [Quote((Part(units.clause_of(first), first.span),), 2.0)]
    return [ranking.text(one) for one in limiting(quotes, ranking, topic=stems(topic, "en"))]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("Some records are retained as needed to comply with the law.", True),
        ("Deleted data can survive in a backup.", True),
        ("We keep data safe.", False),
        ("We use data to comply with the law if required by law.", False),
    ],
)
def test_what_is_kept_in_spite_of_deletion_limits_it(other: str, found: bool) -> None:
    assert beside(other) == ([other] if found else [])


def test_the_right_to_erasure_goes_with_what_cannot_be_erased() -> None:
    rule = "We cannot erase invoices."
    assert beside("You may have information erased.", rule, "invoices") == ["You may have information erased."]


def test_what_may_not_be_done_limits_what_may() -> None:
    other = "You may not unsubscribe from service messages."
    assert beside(other, "You can unsubscribe at any time.", "unsubscribe") == [other]
    assert beside("You may not call us.", "You can unsubscribe at any time.", "unsubscribe") == []


@pytest.mark.parametrize(
    ("rule", "other", "topic"),
    [
        ("Server logs are erased within a week.", "We hold server logs for six months.", "server logs"),
        ("We never sell your data.", "We sell contact details to partners.", "sell data"),
        ("Processors act only on our instructions.", "One uses it for its own purposes.", "processors purposes"),
        ("Your data never leaves Canada.", "Copies are stored in Japan.", "leave Canada"),
        ("You can withdraw consent.", "Consent to a study can no longer be withdrawn.", "withdraw consent"),
        ("Visits are measured by consent.", "Visits are measured by legitimate interest.", "basis of visits"),
        ("You can get a copy of your data.", "You cannot get a copy of notes.", "copy"),
        ("We do not collect data of children.", "We collect marks of pupils.", "data of children"),
    ],
)
def test_what_says_otherwise_goes_with_a_rule(rule: str, other: str, topic: str) -> None:
    assert beside(other, rule, topic) == [other]
    assert beside("We like mornings.", rule, topic) == []
