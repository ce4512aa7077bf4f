from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification import check_statement
from bot.verification.aligned import Token, align
from bot.verification.departure import NAMES, Reading, measures, model, with_products
from bot.verification.verdict import by_rules

WORDS = st.sampled_from(["we", "keep", "never", "logs", "3", "days", "unless", "you", "may", "ask", "barge", "and"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=12)
LISTS = (
    "The ferry company hands its passenger lists to the coast guard on the day of the voyage, "
    "and the harbour master receives a copy where a ship is more than an hour late."
)


def sentence(words: list[str]) -> tuple[Token, ...]:
    return tuple(Token(word, word, "") for word in words)


def read(said: list[str], told: list[list[str]]) -> Reading:
    sentences = [sentence(one) for one in told]
    best = max((align(sentence(said), one) for one in sentences), key=lambda one: one.copied)
    return Reading([(best, sentence(said))], sentences, frozenset(word for one in told for word in one), len(told))


def measured(said: str, *told: str) -> dict[str, float]:
    values = measures(read(said.split(), [one.split() for one in told]))
    return dict(zip(NAMES, map(float, values), strict=True))


@pytest.mark.hypothesis
@given(SENTENCES, st.lists(SENTENCES, min_size=1, max_size=3))
def test_each_measure_lies_between_nothing_and_one(said: list[str], told: list[list[str]]) -> None:
    values = measures(read(said, told))
    assert values.shape == (len(NAMES),)
    assert ((values >= 0) & (values <= 1)).all()


@pytest.mark.hypothesis
@given(SENTENCES, SENTENCES)
def test_as_much_is_copied_together_as_stands_together(said: list[str], told: list[str]) -> None:
    def stands(start: int, end: int) -> bool:
        return any(told[at : at + end - start] == said[start:end] for at in range(len(told)))

    runs = [(start, end) for start in range(len(said)) for end in range(start + 1, len(said) + 1) if stands(start, end)]
    longest = [max((end - start for start, end in runs if start <= at < end), default=0) for at in range(len(said))]
    assert [most for _, _, most in read(said, [told]).runs] == longest


def test_a_copy_departs_in_nothing() -> None:
    copy = measured("the barge keeps logs for 3 days", "the barge keeps logs for 3 days")
    assert copy["copied"] == copy["near figures"] == 1
    assert not any(copy[name] for name in ("loose", "breaks", "unheard", "moved", "replaced", "left out between"))


def test_what_is_put_in_moved_and_left_out_is_counted() -> None:
    quote = "the barge keeps logs for 3 days but the crew never sees films"
    changed = measured("the crew burns logs for 3 days", quote)
    assert changed["unheard"] > 0
    assert changed["moved"] > 0
    assert changed["replaced"] > 0
    assert measured("the barge sees films", quote)["contrast between"] == 1
    assert measured("cabins for 3 days", quote)["near figures"] < 1


def test_products_are_of_each_two_columns() -> None:
    made = with_products(np.array([[2.0, 3.0]]))
    assert made.tolist() == [[2.0, 3.0, 4.0, 6.0, 9.0]]


def test_the_weights_fit_the_measures() -> None:
    width = len(NAMES)
    assert model().centre.shape == model().scale.shape == (width,)
    assert model().weights.shape == (width + width * (width + 1) // 2,)


@pytest.mark.parametrize(
    "said",
    [
        "The harbour master hands a copy to the passenger on the voyage where a coast is late.",
        "The harbour master receives its passenger lists on the day of the voyage.",
    ],
)
def test_what_is_put_together_anew_is_rejected_with_what_to_do(said: str) -> None:
    assert by_rules(said, [LISTS])[0] == ()
    (reason,) = check_statement(said, [LISTS])
    assert "keep their words" in reason.detail


@pytest.mark.parametrize(
    "said",
    [
        "The ferry company hands its passenger lists to the coast guard on the day of the voyage.",
        "The harbour master receives a copy where a ship is more than an hour late.",
        "Where a ship is more than an hour late, the harbour master receives a copy of its passenger lists.",
        "Yes, the coast guard gets the ferry company's passenger lists on the day of the voyage.",
    ],
)
def test_a_part_of_a_quote_is_supported(said: str) -> None:
    assert check_statement(said, [LISTS]) == ()


def test_an_excerpt_leaves_nothing_to_weigh() -> None:
    assert by_rules("The harbour master receives a copy where a ship is more than an hour late.", [LISTS]) == ((), None)


def test_what_the_rules_reject_leaves_nothing_to_weigh() -> None:
    found, left = by_rules("The harbour master receives a copy where a ship is more than two hours late.", [LISTS])
    assert found
    assert left is None
