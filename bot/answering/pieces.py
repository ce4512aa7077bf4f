"""What may be quoted of a clause or of a list, before it is chosen. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.retrieval import Ranking
from bot.units import Sentence, Units
from ingest.models import Clause, ClauseKind, Span

LISTED = frozenset({ClauseKind.ITEM, ClauseKind.ROW})
_LONGEST_ITEM = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """What may be quoted: a span of a clause, and the sentence that introduces it where it needs one."""

    clause: Clause
    span: Span
    score: float
    lead_in: Span | None


def group_of(clause: Clause) -> str:
    """Items of one list and rows of one table belong together; any other clause stands for itself."""
    return clause.parent or clause.key if clause.kind in LISTED else clause.key


def best_list(
    ranking: Ranking, floor: float, most: int, *, fits: Callable[[Sentence], bool] | None = None
) -> list[Piece]:
    """The list that the best sentence above the floor (that `fits`) introduces or belongs to; one that stands right
    under its heading, without a sentence before it, too."""
    units = ranking.units
    for sentence in ranking.best():
        if ranking.score(sentence) < floor:
            break
        if fits is not None and not fits(sentence):
            continue
        lead_in = sentence.span if sentence.span in units.lists else units.clause_of(sentence).lead_in
        if lead_in is not None and len(units.lists.get(lead_in, ())) > 1:
            return listed(lead_in, ranking, most)
        if fits is None and lead_in is None and len(items := _under_heading(units.clause_of(sentence), units)) > 1:
            return _of_items(items, None, ranking, most)
    return []


def _under_heading(clause: Clause, units: Units) -> list[int]:
    """The passages of the items beside one that no sentence introduces."""
    if clause.kind is not ClauseKind.ITEM:
        return []
    owners = [units.clauses[one.clause] for one in units.passages]
    alike = [one.kind is clause.kind and one.parent == clause.parent and one.lead_in is None for one in owners]
    return [index for index, is_alike in enumerate(alike) if is_alike]


def listed(lead_in: Span, ranking: Ranking, most: int) -> list[Piece]:
    """The items of a lead-in, in order; where they are too long together, those that score best."""
    return _of_items(ranking.units.lists[lead_in], lead_in, ranking, most)


def _of_items(items: Sequence[int], lead_in: Span | None, ranking: Ranking, most: int) -> list[Piece]:
    pieces = [_item(index, lead_in, ranking) for index in items]
    left = most - len(lead_in or ())
    kept: set[Piece] = set()
    for piece in sorted(pieces, key=lambda piece: -piece.score):
        if len(piece.span) <= left or not kept:
            kept.add(piece)
            left -= len(piece.span)
    return [_with_its_list(piece, ranking, left) for piece in pieces if piece in kept]


def _with_its_list(piece: Piece, ranking: Ranking, most: int) -> Piece:
    """An item that introduces a list of its own with as much of that as half of what is left holds: by itself it says
    nothing."""
    units = ranking.units
    own = next((one for one in units.lists if piece.span.contains(one) and one.end == piece.span.end), None)
    ends = [units.passages[index].sentences[-1].end for index in units.lists.get(own, ())] if own is not None else []
    end = max((end for end in ends if end - piece.span.end <= most // 2), default=piece.span.end)
    return replace(piece, span=Span(piece.span.start, end))


# A lead-in that waits for its object, and an item that is a sentence with a subject of its own.
_WAITS = re.compile(r"\b(?:for|with|to|of|by|from|in|on|as|include|including)\s*[:：]\s*$", re.IGNORECASE)
_OWN_SENTENCE = re.compile(
    r"^\W*(?:(?:all|some|most|none|each|both) of (?:our|these|those|them|the)\b"
    r"(?:\W+(?!who|which|that|we|you|they|i\b)[\w’'-]+){0,6}?|(?:we|they|it|these|those|this))"
    r"\W+(?:is|are|was|were|may|can|will|must|has|have|do|does)\b",
    re.IGNORECASE,
)


def governs(lead_in: Span, item: Span, text: str) -> bool:
    """Whether an item goes on with what stands before its list: "services for:" is gone on with by "hosting", not by
    "all of our providers are checked", though it stands among the items."""
    opens = _WAITS.search(text[lead_in.start : lead_in.end])
    return opens is None or _OWN_SENTENCE.match(text[item.start : item.end]) is None


def _item(index: int, lead_in: Span | None, ranking: Ranking) -> Piece:
    """A passage of a list: whole where it is short, else its first sentence."""
    units = ranking.units
    inside = units.by_passage[index]
    whole = Span(inside[0].span.start, inside[-1].span.end)
    span = whole if len(whole) <= _LONGEST_ITEM else inside[0].span
    return Piece(
        clause=units.clauses[units.passages[index].clause],
        span=span,
        score=max(map(ranking.score, inside)),
        lead_in=lead_in if lead_in is not None and governs(lead_in, span, units.version.text) else None,
    )


def ordered(pieces: Sequence[Piece]) -> list[Piece]:
    """Groups by their best score, within a group by position."""
    best: dict[str, float] = {}
    for piece in pieces:
        group = group_of(piece.clause)
        best[group] = max(best.get(group, piece.score), piece.score)
    return sorted(pieces, key=lambda piece: (-best[group_of(piece.clause)], group_of(piece.clause), piece.span.start))
