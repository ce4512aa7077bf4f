"""What a search shows of a policy: whole places, best first, each within one section."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.windows import LONGEST, windows
from tests.bot.small_policies import RETENTION, scored, units_of

UNITS = units_of(RETENTION)
TEXT = UNITS.version.text
PLAIN = units_of("Logs are kept. " + "We value you. " * 90 + "\n\nLogs are deleted after a week.\n")


def shown(scores: dict[str, float]) -> list[str]:
    return [TEXT[one.span.start : one.span.end] for one in windows(scored(UNITS, scores))]


def test_the_best_sentence_comes_first_with_what_is_nearly_as_good_beside_it() -> None:
    first = shown({"We never sell": 1.0, "do not rent": 0.9})[0]
    assert first == "We never sell your data. We do not rent it either."


def test_a_much_worse_neighbour_is_shown_apart() -> None:
    first, *_ = shown({"We never sell": 1.0})
    assert first == "We never sell your data."


def test_a_window_stays_within_its_section() -> None:
    for one in windows(scored(UNITS, {"Log files": 1.0, "We never sell": 1.0})):
        assert (
            TEXT[one.span.start : one.span.end].count("never sell") == 0
            or "Log files" not in TEXT[one.span.start : one.span.end]
        )
        assert UNITS.clauses[one.clause].span.contains(one.span)


def test_a_text_without_sections_is_shown_across_its_paragraphs_but_never_too_long() -> None:
    found = list(windows(scored(PLAIN, {"Logs are deleted": 1.0})))
    assert all(len(one.span) <= LONGEST for one in found)
    assert found[0].clause in PLAIN.clauses


def test_what_stands_between_sentences_and_is_none_is_not_shown() -> None:
    commented = units_of("- Logs are kept for a year.\n<!-- - Mail is sold. -->\n- Mail is kept for a week.\n")
    found = list(windows(scored(commented, {"Logs": 1.0, "Mail is kept": 1.0})))
    assert [commented.version.text[one.span.start : one.span.end] for one in found] == [
        "Logs are kept for a year.",
        "Mail is kept for a week.",
    ]


@given(st.lists(st.floats(0, 3), min_size=len(UNITS.sentences), max_size=len(UNITS.sentences)))
def test_every_sentence_is_shown_once_and_the_best_of_each_window_falls_along_the_list(values: list[float]) -> None:
    ranking = scored(UNITS, {})
    ranking.scores[:] = values
    ordered = sorted(range(len(values)), key=lambda at: -ranking.scores[at])
    found = list(windows(type(ranking)(UNITS, ranking.scores, ranking.parts, ranking.topic_matches, tuple(ordered))))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for sentence in UNITS.sentences:
        assert sum(one.span.contains(sentence.span) for one in found) == 1
