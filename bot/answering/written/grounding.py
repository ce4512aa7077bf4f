"""From a model's statement to one with exact sources, or to the reasons why it has none. Pure.

Quotes are found in the clauses that the model was shown, and widened to whole sentences; an item is cited after the
sentence that introduces it. Then the statement must be borne out by what is cited, as every statement shown is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.quotes import Part, Quote, is_lead_in
from bot.answering.written.drafts import Claim, Draft
from bot.answering.written.evidence import NumberedClause, lead_in_of, spans_of
from bot.answering.written.form import disguise, form_problem, plain
from bot.answering.written.prompts import from_data
from bot.assemble import Numbering, Subject, stated
from bot.citations import verified
from bot.units import Units
from bot.verification import Rejection, find_quote
from bot.verification.quotes_found import fold
from ingest.models import ClauseKind, Span

_MOST_PARTS = 8
_ELLIPSIS = re.compile(r"[\[(]?\s*(?:\.\s?\.\s?\.|…)\s*[\])]?")
# "The clause does not mention cookies": about the text, not from it, and so borne out by no quote of it.
_ABOUT_THE_TEXT = re.compile(
    r"\b(?:clauses?|polic(?:y|ies)|texts?|passages?|sections?|documents?|statements?|quotes?|context|information|answer"
    r"|question|it|this|that|there|which)\b[^.;]{0,60}?"
    r"(?:n['’]t|\b(?:not|no|never|nothing|without|nor|lacks?|silent|fails?|unclear|unspecified|unknown)\b)"
    r"[^.;]{0,40}?\b(?P<tells>mention|sa(?:y|id)|stat(?:e|ing)|specif(?:y|ie)|contain|address|indicat|describ|answer|tell"
    r"|told|discuss|explain|clarif|clear|silent|unclear|unspecified|unknown|information|given|reference|detail)",
    re.IGNORECASE,
)
_LISTED = frozenset({ClauseKind.ITEM, ClauseKind.ROW})


@dataclass(frozen=True, slots=True)
class Rejected:
    draft: Draft
    reasons: tuple[Rejection, ...]

    @property
    def why(self) -> str:
        return " ".join(reason.detail for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a model was shown of one policy."""

    subject: Subject
    units: Units
    clauses: tuple[NumberedClause, ...]


def ground(draft: Draft, grounds: Grounds) -> Quote | Rejected:
    """The statement with its sources; `Rejected` where a quote is not there or the quotes do not bear it out."""
    text = plain(draft.text)
    problem = form_problem(text)
    if problem is not None:
        return Rejected(draft, (problem,))
    parts: dict[Span, Part] = {}
    for claim in draft.claims:
        found = _located(claim, grounds)
        if not found:
            return Rejected(draft, (Rejection("citation", _not_there(claim)),))
        parts |= {part.span: part for part in found}
    ordered = tuple(parts[span] for span in sorted(parts))
    canonical = grounds.units.version.text
    if all(is_lead_in(part.span, canonical) for part in ordered):
        reason = "The words copied only introduce what follows: copy what answers, too, or what was meant is not there."
        return Rejected(draft, (Rejection("citation", reason),))
    if len(ordered) > _MOST_PARTS:
        return Rejected(draft, (Rejection("citation", "It has too many quotes: say less, with fewer."),))
    quote = Quote(ordered, 0.0, said=text)
    about = _ABOUT_THE_TEXT.search(text)
    if about is not None and not any(about["tells"].lower() in canonical[one.start : one.end].lower() for one in parts):
        reason = "It tells what the text does not say: say what it says, or nothing."
        return Rejected(draft, (Rejection("form", reason),))
    hidden = disguise(text, [canonical[one.start : one.end] for one in parts] + _names(ordered, grounds))
    reasons = (hidden,) if hidden is not None else _unsupported(quote, grounds)
    return Rejected(draft, reasons) if reasons else quote


def _not_there(claim: Claim) -> str:
    where = "the clauses" if claim.clause is None else f"clause {claim.clause}"
    return f"The words “{claim.quote[:120]}” do not stand in {where}: copy whole sentences to the letter."


def _names(parts: Sequence[Part], grounds: Grounds) -> list[str]:
    """What may be named besides what is quoted: the policy, and the headings above the quotes."""
    return [*grounds.subject.names, *(heading for part in parts for heading in part.clause.path)]


def _unsupported(quote: Quote, grounds: Grounds) -> tuple[Rejection, ...]:
    """As everything shown is verified."""
    numbering = Numbering()
    statement = stated(quote, grounds.subject, numbering)
    check = verified([statement], numbering.citations, [grounds.subject.version], names=grounds.subject.names)
    return check.reasons[0] if check.rejected else ()


def _located(claim: Claim, grounds: Grounds) -> list[Part]:
    """The sentences that hold the claimed words: in the clause that is named, else in another that was shown."""
    first = [one for one in grounds.clauses if one.n == claim.clause]
    rest = [one for one in grounds.clauses if one.n != claim.clause]
    for one in [*first, *rest]:
        for quote in dict.fromkeys((claim.quote, from_data(claim.quote))):
            if found := _in_clause(quote, one, grounds.units) or _pieces_in_clause(quote, one, grounds.units):
                return found
    return []


def _pieces_in_clause(quote: str, one: NumberedClause, units: Units) -> list[Part]:
    """The sentences of a quote that leaves words out ("kept … for ninety days"): every piece must stand there."""
    pieces = [piece for piece in _ELLIPSIS.split(quote) if any(map(str.isalnum, piece))]
    if not pieces or pieces == [quote]:
        return []
    found = [_in_clause(piece, one, units) for piece in pieces]
    return [part for parts in found for part in parts] if all(found) else []


def _in_clause(quote: str, one: NumberedClause, units: Units) -> list[Part]:
    own = _own_sentences(quote, one, units)
    introduced = _without_lead_in(quote, one, units)
    if not own and introduced is not None:
        # The lead-in alone, or the lead-in and the item in one quote.
        own = _own_sentences(introduced, one, units) if introduced else []
        if introduced and not own:
            return []
        return _introduced(one, units, own)
    if not own and "\n" in quote.strip():
        lines = [_in_clause(line, one, units) for line in quote.splitlines() if any(map(str.isalnum, line))]
        return [part for line in lines for part in line] if lines and all(lines) else []
    # "We do not share:" changes what an item says.
    return _introduced(one, units, own) if own and one.clause.kind in _LISTED else own


def _introduced(one: NumberedClause, units: Units, own: Sequence[Part]) -> list[Part]:
    lead_in = one.clause.lead_in
    return [*([Part(units.clause_at(lead_in), lead_in)] if lead_in is not None else []), *own]


def _without_lead_in(quote: str, one: NumberedClause, units: Units) -> str | None:
    """What follows the lead-in in a quote that begins with it, folded; None where it does not."""
    lead_in, claimed = fold(lead_in_of(one, units)), fold(quote)
    if not lead_in or not claimed.startswith(lead_in):
        return None
    return claimed[len(lead_in) :].strip(" -*•")


def _own_sentences(quote: str, one: NumberedClause, units: Units) -> list[Part]:
    spans = spans_of(one, units)
    found = next((at for span in spans if (at := find_quote(quote, units.version.text, span)) is not None), None)
    if found is None and len(spans) > 1:
        found = find_quote(quote, units.version.text, Span(spans[0].start, spans[-1].end))
    return list(_sentences(found, one, units)) if found is not None else []


def _sentences(found: Span, one: NumberedClause, units: Units) -> Iterator[Part]:
    """The whole sentences that a span touches, as one part a passage."""
    for index in one.passages:
        touched = [sentence.span for sentence in units.by_passage[index] if sentence.span.overlaps(found)]
        if touched:
            yield Part(one.clause, Span(touched[0].start, touched[-1].end))
