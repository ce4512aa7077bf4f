from __future__ import annotations

import pytest

from bot.premises import barring, correcting
from bot.units import Sentence
from ingest.stems import stems
from tests.bot.small_policies import scored, units_of

TEXT = """# Logs

We like logs.

Logs are kept for ninety days.

# Photos

Photos look nice.

We never publish photos.
"""
UNITS = units_of(TEXT)


def corrected(question: str, topic: str, **scores: float) -> str | None:
    ranking = scored(UNITS, {words.replace("_", " "): score for words, score in scores.items()})
    found: Sentence | None = correcting(question, ranking, topic=stems(topic, "en"))
    return ranking.text(found) if found else None


def test_the_sentence_that_denies_what_is_presumed_is_found() -> None:
    found = corrected("Why do you publish photos?", "publish photos", Photos_look=2.0, never_publish=1.5)
    assert found == "We never publish photos."


SALES = units_of("# Sale\n\nPartners may sell prints.\n\nWe never sell data.\n\nWe never sell cameras.\n")


@pytest.mark.parametrize(
    "question", ["To which advertisers do you sell my contacts?", "When did you sell my contacts?"]
)
def test_a_sale_that_is_denied_of_data_at_large_is_denied_of_all_of_it(question: str) -> None:
    ranking = scored(SALES, {"Partners": 3.0, "sell cameras": 1.5, "sell data": 1.0})
    found = correcting(question, ranking, topic=stems("advertisers sell contacts", "en"))
    assert found is not None
    assert ranking.text(found) == "We never sell data."


def test_another_period_than_presumed_is_found() -> None:
    found = corrected("Since logs are deleted after a week?", "logs deleted", We_like=2.0, ninety=1.5)
    assert found == "Logs are kept for ninety days."


@pytest.mark.parametrize(
    ("question", "topic", "score"),
    [
        ("Why do you publish photos?", "publish photos", 0.5),
        ("Why do you publish letters?", "publish letters", 1.5),
        ("What about photos?", "photos", 1.5),
    ],
)
def test_nothing_is_put_first_that_is_far_of_something_else_or_not_asked(
    question: str, topic: str, score: float
) -> None:
    assert corrected(question, topic, Photos_look=2.0, never_publish=score) is None


def test_what_leads_already_is_not_found_again() -> None:
    assert corrected("Why do you publish photos?", "publish photos", never_publish=2.0) is None


CALLS = units_of("# Calls\n\nCall records are kept for a month.\n\nWe do not record calls.\n")


def test_a_noun_presumes_what_its_verb_denies() -> None:
    ranking = scored(CALLS, {"Call records": 3.0, "do not record": 2.0})
    found = correcting("How long are the recordings of my calls kept?", ranking, topic=stems("recordings calls", "en"))
    assert found is not None
    assert ranking.text(found) == "We do not record calls."


MAIL = units_of(
    "# Mail\n\nYou may unsubscribe from our mail.\n\nYou cannot unsubscribe from mail about your orders.\n\n"
    "You may not copy our site.\n"
)


@pytest.mark.parametrize(
    "question", ["Which mail can I not unsubscribe from?", "Is there mail I can't unsubscribe from?"]
)
def test_what_users_cannot_do_leads_where_that_is_asked(question: str) -> None:
    ranking = scored(MAIL, {"may unsubscribe": 4.0, "not copy": 3.0, "cannot unsubscribe": 2.0})
    found = barring(question, ranking, topic=stems("mail unsubscribe", "en"))
    assert found is not None
    assert ranking.text(found) == "You cannot unsubscribe from mail about your orders."


@pytest.mark.parametrize(
    ("question", "score"), [("How do I unsubscribe from mail?", 2.0), ("Is there mail I can't unsubscribe from?", 0.5)]
)
def test_what_users_cannot_do_waits_where_it_is_not_asked_or_far(question: str, score: float) -> None:
    ranking = scored(MAIL, {"may unsubscribe": 4.0, "cannot unsubscribe": score})
    assert barring(question, ranking, topic=stems("mail unsubscribe", "en")) is None


def test_who_cannot_get_out_of_it_is_told_what_cannot_be_opted_out_of() -> None:
    notices = units_of("# Mail\n\nWe send mail about offers.\n\nYou may not opt out of notices.\n")
    ranking = scored(notices, {"offers": 4.0, "not opt out": 2.0})
    found = barring("Which mail can I not get out of?", ranking, topic=stems("mail get", "en"))
    assert found is not None
    assert ranking.text(found) == "You may not opt out of notices."
