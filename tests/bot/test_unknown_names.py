"""Companies whose policy is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spelling import is_english
from bot.unknown_names import foreign_companions, foreign_subject
from ingest.models import Span

IN_THE_POLICIES = frozenset(
    {"safari", "marketing", "company", "data", "keep", "pexo", "whereby", "slack", "signal", "box", "google", "stripe"}
    | {"staff", "team"}
)


AS_NAMES = frozenset({"Google", "Safari", "Stripe"})


def stranger(question: str) -> str | None:
    return foreign_subject(
        question, is_word=is_english, occurs=IN_THE_POLICIES.__contains__, is_name=AS_NAMES.__contains__
    )


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Does Zoom record my meetings?", "Zoom"),
        ("how long does Northgate Savings Bank keep my statements?", "Northgate Savings Bank"),
        ("does the dating app Kindlewick sell my messages?", "Kindlewick"),
        ("What is Hooli's retention period?", "Hooli"),
        ("Tell me how Hooli uses my data", "Hooli"),
        ("Is Hooli allowed to sell my data?", "Hooli"),
        ("I met a friend. Does Hooli sell data?", "Hooli"),
        ("and Hooli?", "Hooli"),
        ("what about Hooli", "Hooli"),
        ("does hoolix sell my data", "hoolix"),
        ("Is Hooli compliant?", "Hooli"),
        ("do Hooli track me after a trip?", "Hooli"),
        ("At which address do I reach Hooli about that?", "Hooli"),
        ("how long are calls stored by Hooli?", "Hooli"),
        ("Does Whereby record calls?", "Whereby"),
        ("Can Slack read my messages?", "Slack"),
        ("Is Signal safe?", "Signal"),
        ("has Whereby been hacked?", "Whereby"),
        ("What is Slack's refund policy?", "Slack"),
        ("Slack's retention period?", "Slack"),
        ("what does the privacy policy of Slack say about calls?", "Slack"),
        ("Are calls recorded by Whereby?", "Whereby"),
        ("can I delete my account at Whereby?", "Whereby"),
        ("Who do I contact at Whereby about that?", "Whereby"),
        ("and Signal?", "Signal"),
        ("Does AT&T listen in?", "AT&T"),
        ("Would Whereby sell my info?", "Whereby"),
        ("I use Whereby. Does it record calls?", "Whereby"),
        ("Should I trust Whereby?", "Whereby"),
    ],
)
def test_a_company_that_no_policy_knows_is_named(question: str, name: str) -> None:
    assert stranger(question) == name


@pytest.mark.parametrize(
    "question",
    [
        "Does Safari work?",
        "does pexo sell my data",
        "Does Marketing use my data?",
        "Does the GDPR protect me?",
        "Is HIPAA relevant?",
        "Can EU citizens object?",
        "Does German law apply?",
        "Do you share data with Hooli?",
        "Does Hooli tell you about me?",
        "Does Hooli get my data?",
        "Does teh company keep data?",
        "do Hoolians have more rights?",
        "are my calls heard by Hooli?",
        "Does Anyone Keep My Data?",
        "DOES ANYBODY SELL MY DATA",
        "I live in Northgate. Can I delete my data?",
        "Can I complain to Datatilsynet?",
        "My data?",
        "Does Google track me?",
        "Is my card stored by Stripe?",
        "Does Slack get my data?",
        "is it stored on Box?",
        "does Staff read it?",
        "Does Mum see it?",
        "Can Teams be deleted?",
        "and Germany?",
        "Does a Signal count?",
        "Whereby it is kept?",
        "I use Safari. Does it work?",
        "If I use Firefox, are cookies set?",
        "hello",
        "",
    ],
)
def test_in_doubt_nobody_is_named(question: str) -> None:
    assert stranger(question) is None


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["does", "Hooli", "Bank's", "the", "app", "sell", ".", "is", "GDPR", "?"])).map(
            " ".join
        ),
    )
)
def test_a_stranger_is_a_part_of_the_question(question: str) -> None:
    name = stranger(question)
    assert name is None or (name and name in question)


@pytest.mark.parametrize(
    ("question", "strangers"),
    [
        ("Do Pexo and Hooli sell my data?", ["Hooli"]),
        ("Does Hooli or Pexo keep it longer?", ["Hooli"]),
        ("Is Pexo better than Zoom?", ["Zoom"]),
        ("Pexo vs. Hooli: who sells?", ["Hooli"]),
        ("Does Pexo tell Hooli?", []),
        ("Do Pexo and German law agree?", []),
        ("Does Pexo use Safari?", []),
    ],
)
def test_a_company_named_along_with_a_known_one_is_told(question: str, strangers: list[str]) -> None:
    known = [Span(question.index("Pexo"), question.index("Pexo") + len("Pexo"))]
    found = foreign_companions(
        question, known, is_word=is_english, occurs=IN_THE_POLICIES.__contains__, is_name=AS_NAMES.__contains__
    )
    assert found == strangers
