"""Citations: made from spans, and checked against the text that they cite. Pure.

Every answerer's citations go through `verified`; what does not hold is returned apart, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Citation, Statement
from ingest.models import Clause, Span, Version

# Controls, with a terminal's escape sequences, and the embeddings, overrides and isolates of bidirectional text.
_ACTING = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)|[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class Verification:
    """Statements whose citations all hold, the citations that they use, and the statements left out."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    rejected: tuple[Statement, ...]


def cite(version: Version, clause: Clause, span: Span, *, n: int, in_force: bool) -> Citation:
    """The citation of a span of a clause. The clause's id names the version only where it is not the one in force."""
    pinned = "" if in_force else f"@{version.id}"
    return Citation(
        n=n,
        policy=version.policy_id,
        version=version.id,
        text_sha256=version.sha256,
        clause=f"{version.policy_id}{pinned}#{clause.key}",
        path=clause.path,
        quote=version.text[span.start : span.end],
        start=span.start,
        end=span.end,
    )


def folded(text: str) -> str:
    """As a quote is shown in running text: white space folded to single blanks, and nothing that acts.

    Control characters could move a terminal's cursor or colour it, and directional overrides could make a text read
    otherwise than it is written. They stay in the citation's own quote, which is raw.
    """
    return " ".join(_ACTING.sub("", " ".join(text.split())).split())


def exact(citation: Citation, version: Version) -> bool:
    """Whether the quote stands in this version's text exactly where the citation says."""
    return (
        citation.policy == version.policy_id
        and citation.version == version.id
        and citation.text_sha256 == version.sha256
        and citation.end <= len(version.text)
        and version.text[citation.start : citation.end] == citation.quote
    )


def verified(
    statements: Sequence[Statement], citations: Sequence[Citation], versions: Sequence[Version]
) -> Verification:
    """Keep the statements that are nothing but their quotes, each quote exact. Numbers of citations stay."""
    texts = {(version.policy_id, version.id): version for version in versions}
    holding = {
        citation.n: citation
        for citation in citations
        if (version := texts.get((citation.policy, citation.version))) is not None and exact(citation, version)
    }
    kept = tuple(statement for statement in statements if _is_quoted(statement, holding))
    used = {n for statement in kept for n in statement.citations}
    return Verification(
        statements=kept,
        citations=tuple(citation for citation in citations if citation.n in used),
        rejected=tuple(statement for statement in statements if statement not in kept),
    )


def _is_quoted(statement: Statement, holding: dict[int, Citation]) -> bool:
    if not all(n in holding for n in statement.citations):
        return False
    left = folded(statement.text)
    for n in statement.citations:
        left = left.replace(folded(holding[n].quote), " ", 1)
    return not re.search(r"\w", left)
