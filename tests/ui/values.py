"""Small answers to show."""

from __future__ import annotations

from typing import Literal

from bot.models import Answer, Citation, PolicyAnswer, Statement, Status


def citation(n: int = 1, quote: str = "We keep logs for 90 days.", **more: object) -> Citation:
    known: dict[str, object] = {
        "policy": "acme",
        "version": "2025-01-01",
        "text_sha256": "0" * 64,
        "clause": "acme#retention.logs",
        "path": ("Retention", "Logs"),
        "start": 10,
        "end": 10 + len(quote),
    }
    return Citation.model_validate({"n": n, "quote": quote, **known, **more})


def answer(
    *citations: Citation,
    status: Status = "answered",
    policy_status: Literal["answered", "silent", "conflicting"] = "answered",
    related: tuple[Citation, ...] = (),
    text: str = "Acme: “We keep logs for 90 days.” [1]",
    warnings: tuple[str, ...] = (),
) -> Answer:
    """About one policy, with a statement for each citation."""
    statements = tuple(Statement(text=one.quote, citations=(one.n,)) for one in citations)
    of_policy = (PolicyAnswer(policy="acme", status=policy_status, statements=statements),)
    return Answer(
        answer_id="a1",
        status=status,
        answer=text,
        statements=statements,
        citations=citations,
        related=related,
        per_policy=of_policy if status in ("answered", "silent") else (),
        warnings=warnings,
    )


def shown_text(html: str) -> str:
    """The text of markup, as a browser would have it."""
    return "".join(piece.text for piece in pieces(html))


class Piece:
    """A run of text, and the tags around it."""

    def __init__(self, text: str, within: tuple[str, ...]) -> None:
        self.text = text
        self.within = within


def pieces(html: str) -> list[Piece]:
    from html.parser import HTMLParser

    class Reading(HTMLParser):
        def __init__(self) -> None:
            super().__init__(convert_charrefs=True)
            self.open: list[str] = []
            self.found: list[Piece] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

        def handle_data(self, data: str) -> None:
            self.found.append(Piece(data, tuple(self.open)))

    reading = Reading()
    reading.feed(html)
    reading.close()
    assert reading.open == []
    return reading.found
