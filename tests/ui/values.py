"""Small answers to show."""

from __future__ import annotations

from typing import Literal

from bot.models import Answer, Citation, Coverage, CoveredClause, CoveredPractice, PolicyAnswer, Statement, Status


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


def coverage(policy: str = "acme", *, sale: int = 0, doubtful: bool = False) -> Coverage:
    """Of two practices: retention with one clause, and sale with so many."""
    clauses = [
        CoveredClause(
            clause=f"{policy}#sale.{n}",
            key=f"sale.{n}",
            label="",
            path=("Sale",),
            score=0.9,
            quote=f"We never sell <b>thing</b> {n}.",
            start=10 * n,
            end=10 * n + 5,
        )
        for n in range(sale)
    ]
    kept = CoveredClause(
        clause=f"{policy}#retention.logs",
        key="retention.logs",
        label="",
        path=("Retention", "Logs"),
        score=0.3 if doubtful else 0.9,
        quote="We keep logs for 90 days.",
        start=10,
        end=35,
    )
    retention = CoveredPractice(
        practice="retention", name="How long it is kept", silent=False, doubtful=doubtful, score=kept.score,
        strength=kept.score, clauses=(kept,),
    )  # fmt: skip
    sold = CoveredPractice(
        practice="sale", name="Sale of data", silent=not sale, doubtful=False, score=0.9 if sale else 0.0,
        strength=0.9 * sale, clauses=tuple(clauses),
    )  # fmt: skip
    return Coverage(policy=policy, version="2025-01-01", text_sha256="0" * 64, practices=(retention, sold))


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
