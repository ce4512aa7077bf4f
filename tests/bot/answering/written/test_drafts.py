"""Statements are read out of whatever a model makes of the form that it was asked for."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.written.drafts import Claim, Draft, DraftParser
from tests.bot.scripted_model import reply

ONE = reply(("Logs go after a day.", [(2, "Logs: a day.")]))
DRAFT = Draft("Logs go after a day.", (Claim(2, "Logs: a day."),))


def read(text: str, *, size: int = 7) -> list[Draft]:
    parser = DraftParser()
    found = [draft for at in range(0, len(text), size) for draft in parser.feed(text[at : at + size])]
    return [*found, *parser.finish()]


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        f"```json\n{ONE}\n```",
        f'Sure! Here\'s the "answer":\n{ONE}\nAnything else?',
        ONE.replace("}]", "},]"),
        ONE[:-12],
        '[{"text": "Logs go after a day.", "quotes": [{"clause": "2", "quote": "Logs: a day."}]}]',
        '{"statement": "Logs go after a day.", "support": [{"number": 2, "quote": "Logs: a day."}]}',
        '{"clauses": [2], "quotes": ["Logs: a day."], "text": "Logs go after a day."}',
        '{"text": "Logs go after a day.", "clause": 2, "quote": "Logs: a day."}',
        '{"thought": "an open " string", "statements": [' + json.dumps(json.loads(ONE)["statements"][0]) + "]}",
    ],
)
def test_a_statement_is_found_in(text: str) -> None:
    assert read(text) == [DRAFT]


@pytest.mark.parametrize(
    "text", ["", "I cannot help.", "{}", "[" * 5_000, '{"a":' * 5_000, '{"text": 3, "quotes": []}', '{"text": "Hi."}']
)
def test_nothing_is_found_in(text: str) -> None:
    parser = DraftParser()
    assert [*parser.feed(text), *parser.finish()] == []
    assert not parser.silent


def test_a_statement_is_given_when_its_brace_closes_and_not_before() -> None:
    parser = DraftParser()
    end = ONE.index("}]", ONE.index('"text"')) + 1
    assert list(parser.feed(ONE[: end - 1])) == []
    assert list(parser.feed(ONE[end - 1 : end])) == [DRAFT]


def test_structure_in_a_string_is_text() -> None:
    quote = 'He said: {"text": "no", "quotes": []} \\ "so".'
    [draft] = read(reply(("It says so.", [(1, quote)])))
    assert draft.claims == (Claim(1, quote),)


@pytest.mark.parametrize("text", [reply(silent=True), reply(), '```\n{"silent": true}```'])
def test_a_claim_of_silence_is_read(text: str) -> None:
    parser = DraftParser()
    assert [*parser.feed(text), *parser.finish()] == []
    assert parser.silent


def test_who_makes_statements_is_not_silent() -> None:
    parser = DraftParser()
    assert list(parser.feed(ONE.replace("false", "true"))) == [DRAFT]
    assert not parser.silent


texts = st.text(min_size=1, max_size=30).filter(lambda text: bool(text.strip()))


@given(
    st.lists(st.tuples(texts, st.lists(st.tuples(st.integers(0, 99), texts), min_size=1, max_size=3)), max_size=4),
    st.integers(1, 40),
)
def test_however_a_reply_is_cut_its_statements_are_the_same(
    statements: list[tuple[str, list[tuple[int, str]]]], size: int
) -> None:
    expected = [Draft(text.strip(), tuple(Claim(n, quote) for n, quote in quotes)) for text, quotes in statements]
    assert read(reply(*statements), size=size) == expected


@given(st.text(alphabet='{}[]",:\\ texquosl1`', max_size=200), st.integers(1, 40))
def test_no_reply_breaks_the_parser(text: str, size: int) -> None:
    for draft in read(text, size=size):
        assert draft.text


def test_half_a_character_is_no_part_of_what_is_read() -> None:
    [draft] = DraftParser().feed('{"quotes": [{"clause": 1, "quote": "a\\ud800b"}], "text": "c\\udfff \\ud83d\\ude00"}')
    assert draft == Draft("c \U0001f600", (Claim(1, "ab"),))
