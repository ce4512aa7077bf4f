"""Which policies a question names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.names import find_policies
from ingest.models import Policy

ORDINARY = frozenset(
    re.findall(
        r"\w+",
        """
        a an and any app as ask at blue clear company data delete do does how in is keep long my of on or other policy
        provider providers record sell service share should sky target the to we what which with work you your
        """,
    )
)
VELO = Policy("velo", "Velonoc", ("Velonoc, Inc.",))
QUIL = Policy("quillpay.com", "Quillpay AS")
PLAIN = Policy("generic", "The Service Provider", ("the Provider",))
SKY = Policy("sky", "Blue Sky")
TARGET = Policy("target.com", "Target")
ALL = (VELO, QUIL, PLAIN, SKY, TARGET)


def is_word(word: str) -> bool:
    return word in ORDINARY


def named(question: str, *policies: Policy) -> tuple[str, ...]:
    return find_policies(question, policies or ALL, is_word=is_word).policies


def marked(question: str, *policies: Policy) -> list[str]:
    spans = find_policies(question, policies or ALL, is_word=is_word).spans
    return [question[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    "typed",
    ["Velonoc", "velonoc", "VELONOC", "velonoc's", "Velonocs", "velo noc", "Velo-NOC", "velonok", "velonock", "velnoc"],
)
def test_a_distinctive_name_is_known_in_any_spelling_near_it(typed: str) -> None:
    assert named(f"does {typed} share my data") == ("velo",)


@pytest.mark.parametrize("typed", ["velvet", "nocturne", "vellum", "Verona"])
def test_another_word_is_no_misspelled_name(typed: str) -> None:
    assert named(f"does {typed} share my data") == ()


def test_an_id_of_several_parts_is_a_name() -> None:
    assert named("does quillpay.com keep data") == ("quillpay.com",)
    assert named("does quillpay keep data") == ("quillpay.com",)


def test_a_file_name_names_the_policy_of_that_file() -> None:
    assert named("velonoc.txt: how long", VELO) == ("velo",)


def test_the_ending_of_a_web_address_names_nobody() -> None:
    assert named("do you share with other.com") == ()


@pytest.mark.parametrize(
    "question",
    [
        "do you share with service providers",
        "does a service provider record my data",
        "which service provider do you ask",
    ],
)
def test_ordinary_words_name_nobody_unless_written_as_the_name(question: str) -> None:
    assert named(question, PLAIN) == ()


@pytest.mark.parametrize("question", ["does the Provider keep data", "what does the service provider record"])
def test_a_name_of_ordinary_words_counts_in_full(question: str) -> None:
    assert named(question, PLAIN) == ("generic",)


def test_a_distinctive_name_goes_before_ordinary_words() -> None:
    assert named("does velonoc share data with the service provider", VELO, PLAIN) == ("velo",)


def test_a_name_of_ordinary_words_with_a_capital_counts_beside_a_distinctive_one() -> None:
    assert named("does velonoc or the Provider record", VELO, PLAIN) == ("velo", "generic")


@pytest.mark.parametrize("question", ["should we work to target", "is the target clear"])
def test_a_name_that_is_one_ordinary_word_is_no_name_in_small_letters(question: str) -> None:
    assert named(question, TARGET) == ()


@pytest.mark.parametrize("question", ["does target keep data", "how long is data on Target", "what is target's policy"])
def test_a_name_that_is_one_ordinary_word_counts_where_it_stands_as_a_name(question: str) -> None:
    assert named(question, TARGET) == ("target.com",)


@pytest.mark.parametrize(
    ("question", "policies"),
    [
        ("does the sky company or Velonoc sell data?", ("blue", "velo")),
        ("does a sky company sell data?", ()),
        ("is the sky blue?", ()),
    ],
)
def test_the_end_of_a_long_name_of_ordinary_words_counts_after_its_article(
    question: str, policies: tuple[str, ...]
) -> None:
    assert named(question, Policy("blue", "Blue Sky Company"), VELO) == policies


def test_several_policies_come_in_the_order_of_the_question() -> None:
    assert named("compare Quillpay, Blue Sky and Velonoc", VELO, QUIL) == ("quillpay.com", "velo")


def test_the_span_covers_the_legal_form() -> None:
    assert marked("does Quillpay AS sell data") == ["Quillpay AS"]
    assert marked("does Velonoc, Inc. sell data") == ["Velonoc, Inc"]


def test_a_small_word_that_looks_like_a_legal_form_stays() -> None:
    assert marked("does quillpay as a company sell data") == ["quillpay"]


def test_two_policies_of_one_name_are_both_meant() -> None:
    assert named("does velonoc sell", VELO, Policy("velo-eu", "Velonoc")) == ("velo", "velo-eu")


TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["Velonoc", "velonok", "the", "Provider", "target", "'s", "?", "AS", "do", "\n", "é", "👋"]),
        max_size=12,
    ).map(" ".join),
)


@given(TEXTS)
def test_names_stand_in_the_question_in_order_and_apart(question: str) -> None:
    mentions = find_policies(question, ALL, is_word=is_word)
    ends = [0]
    for span in mentions.spans:
        assert ends[-1] <= span.start < span.end <= len(question)
        ends.append(span.end)
    assert set(mentions.policies) <= {policy.id for policy in ALL}
    assert bool(mentions.policies) == bool(mentions.spans)


@given(TEXTS)
def test_no_policies_no_names(question: str) -> None:
    assert named(question, Policy("x", "x")) in {(), ("x",)}
    assert find_policies(question, (), is_word=is_word).policies == ()


def test_a_name_is_found_in_a_language_without_spaces() -> None:
    tencent = Policy("tencent", "腾讯")
    assert named("Velonoc会出售我的数据吗？") == ("velo",)
    assert marked("腾讯会出售我的数据吗？", tencent) == ["腾讯"]
    assert named("飞讯会出售我的数据吗？", tencent) == ()


@pytest.mark.parametrize("typed", ["Müller", "MÜLLER", "Mu\u0308ller", "muller", "Müllers", "Müller's"])
def test_accents_and_how_they_are_written_make_no_other_name(typed: str) -> None:
    assert named(f"does {typed} share my data", Policy("mueller", "Müller GmbH")) == ("mueller",)
