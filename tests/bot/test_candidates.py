"""Of very many policies the nearest are read, and the answer says that the others were not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import candidates
from bot.candidates import ALL_READ, NEAREST_READ, unread, worth_reading
from bot.late_interaction import Floats
from bot.pipeline import Clausewise
from bot.questions import plain_question
from bot.retrieval import Query, encode
from bot.shelf import Shelf
from ingest.versions import VersionInfo
from tests.bot.small_policies import bot_over
from tests.fakes import FakeEncoder

QUERY = encode(plain_question("how long are log files kept?"), FakeEncoder())
MANY = [f"p{number:03}" for number in range(ALL_READ + 30)]
POLICIES = {
    f"{name}.md": f"# {name.title()} Policy\n\n## {about}\n\n{says}\n"
    for name, about, says in (
        ("acme", "Sale", "We sell maps."),
        ("beta", "Retention", "Log files are kept for two years."),
        ("gamma", "Contact", "Write to us by post."),
    )
}


class NearShelf:
    """Policies in English; those near to any question by vectors and by words are given."""

    def __init__(self, by_vector: Sequence[str], by_words: Sequence[str]) -> None:
        self.by_vector, self.by_words = tuple(by_vector), tuple(by_words)
        self.versions = {policy: info(policy) for policy in MANY}

    def near(self, vector: Floats, k: int, *, among: Collection[str] = ()) -> tuple[str, ...]:
        assert np.array_equal(vector, QUERY.topic.vector)
        return tuple(policy for policy in self.by_vector if policy in among)

    def near_words(self, words: Sequence[str], k: int, *, among: Collection[str] = ()) -> tuple[str, ...]:
        assert "log" in words
        return tuple(policy for policy in self.by_words if policy in among)


def info(policy: str) -> VersionInfo:
    return VersionInfo(policy, "1", None, "en", f"{policy}.md", "text/markdown", "00", current=True)


def read(asked_of: Sequence[str], by_vector: Sequence[str], by_words: Sequence[str], query: Query = QUERY) -> list[str]:
    return list(worth_reading(cast(Shelf, NearShelf(by_vector, by_words)), asked_of, query))


def test_a_moderate_number_is_read_whole() -> None:
    assert read(MANY[:ALL_READ], [], []) == MANY[:ALL_READ]


def test_the_nearest_by_vectors_and_by_words_take_turns() -> None:
    far = MANY[NEAREST_READ:][::-1]
    chosen = read(MANY, MANY[:NEAREST_READ], far)
    assert chosen == [*MANY[: NEAREST_READ // 2], *MANY[-(NEAREST_READ // 2) :]]


@given(by_vector=st.lists(st.sampled_from(MANY), unique=True), by_words=st.lists(st.sampled_from(MANY), unique=True))
def test_what_is_read_was_asked_and_near_in_the_order_asked(by_vector: list[str], by_words: list[str]) -> None:
    asked_of = MANY[3:]
    chosen = read(asked_of, by_vector, by_words)
    assert chosen == sorted(set(chosen) & {*by_vector, *by_words} & set(asked_of))
    assert len(chosen) == min(NEAREST_READ, len({*by_vector, *by_words} & set(asked_of)))


def test_only_what_was_not_read_is_told() -> None:
    assert unread(MANY, MANY) == []
    [told] = unread(MANY, MANY[:20])
    assert told.startswith("of 80 policies the 20 nearest")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clausewise]:
    with bot_over(tmp_path_factory.mktemp("many"), POLICIES) as made:
        yield made


@pytest.fixture
def one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "ALL_READ", 2)
    monkeypatch.setattr(candidates, "NEAREST_READ", 1)


@pytest.mark.usefixtures("one_is_read")
def test_the_policy_that_answers_is_found_and_no_other_is_called_silent(bot: Clausewise) -> None:
    answer = bot.ask("How long are log files kept?", policies=["acme", "beta", "gamma"])
    assert [one.quote for one in answer.citations] == ["Log files are kept for two years."]
    assert [one.policy for one in answer.per_policy] == ["beta"]
    assert any("of 3 policies the 1 nearest" in warning for warning in answer.warnings)


@pytest.mark.usefixtures("one_is_read")
def test_what_was_not_read_is_not_compared(bot: Clausewise) -> None:
    assert bot.ask("Who keeps log files the longest?", policies=["acme", "beta", "gamma"]).comparison == ()


@pytest.mark.usefixtures("one_is_read")
def test_a_search_shows_the_nearest(bot: Clausewise) -> None:
    hits = bot.search("log files kept", policies=["acme", "beta", "gamma"])
    assert {hit.policy for hit in hits} == {"beta"}
