"""Citations: made from spans, and checked against the text that they cite. Pure.

Every answerer's citations go through `verified`; what does not hold is returned apart with the reasons, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.models import Citation, Statement
from bot.verification import Rejection, check_statement
from ingest.models import Clause, Span, Version

# Controls, with a terminal's escape sequences, and the embeddings, overrides and isolates of bidirectional text.
_ACTING = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)|[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)


# Where a sentence ends, or an item or paragraph of its own: what stands before says something else.
_BOUNDARY = re.compile(r"(?<=[.!?;])[\"'”’)\]]*\s+(?=[^a-z])|\n\s*\n|\n(?=\s*(?:[-*•#|]|\(?\w{1,3}[.)])\s)")

# How far a sentence is followed beyond its quote.
_REACH = 600


@dataclass(frozen=True, slots=True)
class Verification:
    """Statements whose citations all hold, the citations that they use, and the statements left out.

    `reasons` are those for the rejected statements, in their order.
    """

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    rejected: tuple[Statement, ...]
    reasons: tuple[tuple[Rejection, ...], ...] = ()


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
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    versions: Sequence[Version],
    *,
    names: Sequence[str] | None = None,
) -> Verification:
    """Keep the statements that are nothing but their quotes, each quote exact. Numbers of citations stay.

    With `names`, the policies' own names, statements in other words are kept too where their quotes support them, and
    where the whole sentences that the quotes are taken from do so as well.
    """
    texts = {(version.policy_id, version.id): version for version in versions}
    holding = {
        citation.n: citation
        for citation in citations
        if (version := texts.get((citation.policy, citation.version))) is not None and exact(citation, version)
    }
    judged = [(statement, _reasons(statement, holding, texts, names)) for statement in statements]
    kept = tuple(statement for statement, reasons in judged if not reasons)
    used = {n for statement in kept for n in statement.citations}
    return Verification(
        statements=kept,
        citations=tuple(citation for citation in citations if citation.n in used),
        rejected=tuple(statement for statement, reasons in judged if reasons),
        reasons=tuple(reasons for _, reasons in judged if reasons),
    )


def _reasons(
    statement: Statement,
    holding: Mapping[int, Citation],
    texts: Mapping[tuple[str, str], Version],
    names: Sequence[str] | None,
) -> tuple[Rejection, ...]:
    if not all(n in holding for n in statement.citations):
        return (Rejection("citation", "A quote is not in the text where its citation says: quote it to the letter."),)
    cited = [holding[n] for n in statement.citations]
    if _is_quoted(statement, cited):
        return ()
    if names is None:
        return (Rejection("form", "The statement has words that are not its quotes'."),)
    headings = [heading for citation in cited for heading in citation.path]
    quotes = [citation.quote for citation in cited]
    found = check_statement(statement.text, quotes, headings=headings, names=names)
    if found:
        return found
    whole = [_whole_sentences(citation, texts[citation.policy, citation.version].text) for citation in cited]
    return check_statement(statement.text, whole, headings=headings, names=names) if whole != quotes else ()


def _whole_sentences(citation: Citation, text: str) -> str:
    """The quote with the rest of the sentences that it begins and ends in: a "not" may stand just before it."""
    window = max(0, citation.start - _REACH)
    starts = [window + match.end() for match in _BOUNDARY.finditer(text[window : citation.start + 1])]
    start = max((at for at in starts if at <= citation.start), default=window)
    end = next(
        (citation.end + match.start() for match in _BOUNDARY.finditer(text[citation.end : citation.end + _REACH])),
        min(len(text), citation.end + _REACH),
    )
    ends_itself = citation.quote.rstrip()[-1:] in tuple(".!?;")
    return text[start : citation.end if ends_itself else end]


def _is_quoted(statement: Statement, cited: Sequence[Citation]) -> bool:
    left = folded(statement.text)
    for citation in cited:
        left = left.replace(folded(citation.quote), " ", 1)
    return not re.search(r"\w", left)
