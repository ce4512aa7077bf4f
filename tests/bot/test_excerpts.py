"""The words of a policy that come nearest to what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.citations import folded
from bot.excerpts import excerpt, excerpts
from bot.models import Citation, Statement

LONG = (
    "When the tide allows and the harbour master has signed the list of boats, we lock the gate to the inner basin, "
    "paint the buoys that lie before it, and tell the skippers of boats that are moored there at what hour it opens."
)


def words(ask: str, *quotes: str, lead: str = "", near: list[str] | None = None) -> str:
    [nearest] = several(ask, *quotes, lead=lead, near=near, most=1)
    return nearest


def several(ask: str, *quotes: str, lead: str = "", near: list[str] | None = None, most: int = 2) -> list[str]:
    """Of one statement for each quote, an item with its lead-in; `near` are texts that a reader holds to answer."""
    texts = ({1: lead} if lead else {}) | dict(enumerate(quotes, 2))
    statements = [
        Statement(text=f"{lead} {quote}".strip(), citations=(1, n) if lead else (n,))
        for n, quote in enumerate(quotes, 2)
    ]

    def read(passages: Sequence[str]) -> list[float]:
        return [9.0 if near and any(one in passage for one in near) else 0.0 for passage in passages]

    cited = {
        n: Citation(
            n=n, policy="quay", version="1", text_sha256="", clause="quay#1", path=(), quote=text, start=0, end=1
        )
        for n, text in texts.items()
    }
    reading = read if near is not None else None
    assert excerpt(ask, statements, cited, reading) == excerpts(ask, statements, cited, reading, most=1)[0]
    return [said for _, said in excerpts(ask, statements, cited, reading, most=most)]


def test_the_sentence_with_most_of_the_words_asked_about() -> None:
    assert (
        words("do you paint buoys?", "Gulls scream. Buoys are painted in May. Ropes rot.") == "Buoys are painted in May"
    )


def test_the_sentence_that_is_read_to_answer() -> None:
    quotes = ("Buoys float.", "Each May they get a coat of red.")
    assert words("do you paint buoys?", *quotes) == "Buoys float"
    assert words("do you paint buoys?", *quotes, near=["coat"]) == "Each May they get a coat of red"


def test_two_that_are_as_near_stand_in_their_order() -> None:
    quotes = ("Buoys float.", "Gulls scream.", "We paint buoys.", "Buoys are painted in May.")
    assert several("do you paint buoys?", *quotes) == ["We paint buoys", "Buoys are painted in May"]
    assert several("do you paint buoys?", *quotes, near=["We paint"]) == ["We paint buoys"]
    assert several("do you sell shrimps?", *quotes) == ["Buoys float"]


def test_what_sends_the_reader_elsewhere_says_nothing() -> None:
    quotes = ("For more on buoys please refer to our page of buoys and paint.", "Buoys are red.")
    assert words("do you paint buoys?", *quotes) == "Buoys are red"


def test_what_says_it_outright_goes_first() -> None:
    said = words("do you let me export my data?", "Your data are yours.", "You may ask for portability.")
    assert said == "You may ask for portability"


def test_the_heading_of_a_list_counts() -> None:
    by_itself, of_its_own = ("Salt", ("The rope",)), ("Tar", ("How buoys are painted",))
    cited = {
        n: Citation(n=n, policy="quay", version="1", text_sha256="", clause="q", path=path, quote=text, start=0, end=1)
        for n, (text, path) in enumerate((by_itself, of_its_own), 1)
    }
    statements = [Statement(text=cited[n].quote, citations=(n,)) for n in cited]
    assert excerpt("do you paint buoys?", statements, cited)[1] == "Tar"


def test_an_item_stands_behind_its_lead_in() -> None:
    assert words("do you paint buoys?", "Paint", lead="We buy for the buoys:") == "We buy for the buoys: Paint"


def test_a_models_own_words_are_not_the_policys() -> None:
    cited = {
        1: Citation(
            n=1, policy="q", version="1", text_sha256="", clause="q", path=(), quote="Buoys: red.", start=0, end=1
        )
    }
    said = Statement(text="They paint all the buoys.", citations=(1,))
    assert excerpt("do you paint buoys?", [said], cited) == (said, "Buoys: red")


def test_a_long_sentence_is_broken_off_at_a_part() -> None:
    said = words("do you tell the hour at which the gate opens?", LONG)
    assert said.startswith("…")
    assert "at what hour it opens" in said
    assert len(said) <= 202
    begun = words("where is the list of the harbour master?", LONG)
    assert begun.startswith("When the tide")
    assert begun.endswith("…")


def test_it_is_not_broken_off_after_a_denial() -> None:
    rule = f"{LONG[:-1]}, and letters are not carried out of the harbour without a seal."
    assert words("are letters carried out?", rule).endswith("without a seal")


@given(st.lists(st.text(min_size=1, max_size=400).filter(folded), min_size=1, max_size=3))
def test_any_words_are_those_of_a_quote(quotes: list[str]) -> None:
    assert any(words("do you paint buoys?", *quotes).strip("…") in folded(quote) for quote in quotes)
