from __future__ import annotations

from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from bot.models import Answer, Citation, SearchHit
from bot.terminal import excerpt, one_line, printable, render_answer, render_hits


def shown(renderable: RenderableType, *, width: int = 200) -> str:
    out = StringIO()
    Console(file=out, width=width, markup=False, emoji=False, highlight=False).print(renderable)
    return out.getvalue()


def citation(quote: str, *, version: str = "2024-05-01", path: tuple[str, ...] = ("7. Retention",)) -> Citation:
    return Citation(
        n=1,
        policy="acme",
        version=version,
        text_sha256="0" * 64,
        clause="acme#7",
        path=path,
        quote=quote,
        start=0,
        end=len(quote),
    )


def answer(text: str, **fields: object) -> Answer:
    return Answer.model_validate({"answer_id": "a", "status": "answered", "answer": text} | fields)


def test_colours_titles_and_cursor_moves_are_taken_out() -> None:
    assert printable("a\x1b[31mred\x1b[0m b\x1b]0;title\x07 c\x1b[2J\x9bd\r") == "ared b cd"


def test_a_text_cannot_turn_the_direction_of_what_follows() -> None:
    assert printable("safe\u202egnp.exe\u2066") == "safegnp.exe"


def test_line_breaks_tabs_and_letters_of_any_script_stay() -> None:
    assert printable("Größe\tß\n日本 עברית") == "Größe\tß\n日本 עברית"


@given(st.text())
def test_nothing_that_is_printed_can_steer_a_terminal(text: str) -> None:
    assert not any(c in printable(text) for c in "\x1b\x07\x08\r\x9b\x9d\x7f\u202e")
    assert "\n" not in one_line(text)


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt("We keep logs for a year.", limit=14) == "We keep logs…"
    assert excerpt("We keep\n  logs.", limit=14) == "We keep logs."


def test_square_brackets_of_a_policy_are_not_markup() -> None:
    assert "[red]We[/red] keep [1]" in shown(render_answer(answer("[red]We[/red] keep [1]")))


def test_an_answer_lists_its_sources_with_headings_and_date() -> None:
    text = shown(render_answer(answer("“Two years.” [1]", citations=[citation("Two years.")])))
    assert text.splitlines() == ["“Two years.” [1]", "", "Sources", "[1] acme#7 · 7. Retention · 2024-05-01"]


def test_a_version_without_a_date_shows_none() -> None:
    text = shown(render_answer(answer("x", citations=[citation("x", version="9f86d081884c", path=())])))
    assert text.splitlines()[-1] == "[1] acme#7"


def test_silence_offers_what_is_near_without_calling_it_an_answer() -> None:
    silent = answer("The policy does not say.", status="silent", related=[citation("Logs are\nkept.")])
    lines = shown(render_answer(silent)).splitlines()
    assert lines[2:] == ["Related, but not an answer", "[1] acme#7 · 7. Retention · 2024-05-01", "    Logs are kept."]


def test_warnings_are_shown_last() -> None:
    assert shown(render_answer(answer("x", warnings=["the policy is old"]))).splitlines()[-1] == (
        "Note: the policy is old"
    )


def test_hits_are_numbered_under_their_clause() -> None:
    hit = SearchHit(policy="acme", version="v", clause="acme#7", start=0, end=4, score=0.5, text="We\nkeep")
    assert shown(render_hits([hit])).splitlines() == ["1. acme#7  0.500", "    We keep"]
    assert shown(render_hits([])) == "Nothing found.\n"
