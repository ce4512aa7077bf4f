"""The default answerer: chooses the sentences that answer and quotes them, adding nothing. Pure.

Clauses are chosen before sentences: the best sentence names a clause; a short clause is quoted whole, a list item
after its lead-in, a lead-in with its list, and of a long paragraph the sentences that score near the best. Further
clauses follow while they score near the best and the budget of quoted characters lasts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.answer_types import has_type
from bot.questions import Question
from bot.retrieval import Ranking
from bot.units import Sentence, Units
from ingest.models import Clause, ClauseKind, Span


@dataclass(frozen=True, slots=True)
class Budget:
    """Most quoted characters of a policy's answer; `listed` where a whole list is asked for.

    The first clause is quoted even when it is longer. `margin` is how far below the best a further clause may score.
    """

    characters: int = 780
    listed: int = 1_000
    clauses: int = 6
    margin: float = 1.4


@dataclass(frozen=True, slots=True)
class Quote:
    """One statement's sources, in reading order: spans of one clause, a list item's lead-in before it."""

    clause: Clause
    spans: tuple[Span, ...]
    score: float

    @property
    def heading(self) -> str:
        """The heading that the clause stands under; an item's own label is in its quote."""
        path = self.clause.path
        if self.clause.kind is not ClauseKind.SECTION and self.clause.title and len(path) > 1:
            path = path[:-1]
        return " ".join(path[-1].split()) if path else ""

    @property
    def characters(self) -> int:
        return sum(len(span) for span in self.spans)


# How far below the best sentence a neighbour within a paragraph may lie.
_NEIGHBOUR_MARGIN = 0.5
_LIST_MARGIN = 0.6
_ITEM_MARGIN = 0.5
# How much further below it may lie when it limits a rule.
_EXCEPTION_MARGIN = 0.4
_EXCEPTION = re.compile(
    r"\b(?:except\w*|unless|however|but|only (?:if|when|where)|not apply|notwithstanding|despite|nevertheless|even if|cannot|"
    r"may not|where required|regardless)\b",
    re.IGNORECASE,
)
_LISTED = frozenset({ClauseKind.ITEM, ClauseKind.ROW})
_WHOLE_CLAUSE = 320
_LONGEST_RUN = 640
_LONGEST_LEAD_IN = 240
_LONGEST_ITEM = 200


def choose(ranking: Ranking, question: Question, *, budget: Budget, topic: Collection[str] = ()) -> list[Quote]:
    """The quotes that answer, the best clause first; within a clause in the order of the text.

    Where the best sentence has the type of thing that was asked for, a period say, so must the others. `topic` are the
    stems of the question's content words: an item that is about one of them stands for its list.
    """
    if not ranking.units.sentences:
        return []
    chosen = _Chosen(ranking, budget)
    best = float(ranking.scores.max())
    margin = budget.margin
    typed = has_type(ranking.text(ranking.best()[0]), question.asked_for)
    if question.wants_list and (listed := _best_list(ranking, best - _LIST_MARGIN, budget.listed)):
        chosen.add(listed)
        margin = _LIST_MARGIN
    for sentence in ranking.best():
        score = float(ranking.scores[sentence.index])
        if chosen.quotes and score < best - margin - (_EXCEPTION_MARGIN if _limits(sentence, ranking) else 0.0):
            break
        if typed and not has_type(ranking.text(sentence), question.asked_for):
            continue
        if not chosen.has(sentence.span) and not _is_passed_over(sentence, ranking, chosen, topic):
            chosen.add(list(_around(sentence, ranking, budget)), best=sentence)
    return _ordered(chosen.quotes)


def _is_passed_over(sentence: Sentence, ranking: Ranking, chosen: _Chosen, topic: Collection[str]) -> bool:
    """Whether a sentence is another item of a list that has answered already.

    It is where the item chosen before has a topic word that less than half of the list's items have, this one among
    those without; or where it scores clearly lower.
    """
    units = ranking.units
    clause = units.clauses[units.passages[sentence.passage].clause]
    before = chosen.items.get(_group(clause)) if clause.kind in _LISTED else None
    if before is None:
        return False
    items = [
        frozenset().union(*(one.stems for one in units.sentences_of(index)))
        for index, passage in enumerate(units.passages)
        if (other := units.clauses[passage.clause]).kind is clause.kind and _group(other) == _group(clause)
    ]
    telling = {stem for stem in topic if stem in before.stems and 2 * sum(stem in item for item in items) < len(items)}
    if telling:
        return not telling & sentence.stems
    return bool(ranking.scores[sentence.index] < ranking.scores[before.index] - _ITEM_MARGIN)


def _best_list(ranking: Ranking, floor: float, most: int) -> list[Quote]:
    """The list that the best sentence above the floor introduces or belongs to."""
    units = ranking.units
    for sentence in ranking.best():
        if ranking.scores[sentence.index] < floor:
            break
        clause = units.clauses[units.passages[sentence.passage].clause]
        lead_in = sentence.span if sentence.span in units.lists else clause.lead_in
        if lead_in is not None and len(units.lists.get(lead_in, ())) > 1:
            return list(_listed(lead_in, ranking, most))
    return []


def _limits(sentence: Sentence, ranking: Ranking) -> bool:
    """Whether a sentence limits or contradicts a rule, by its wording."""
    span = sentence.span
    return bool(_EXCEPTION.search(ranking.units.version.text, span.start, span.end))


class _Chosen:
    """The quotes so far, and what of the text they cover."""

    def __init__(self, ranking: Ranking, budget: Budget) -> None:
        self.quotes: list[Quote] = []
        self.items: dict[str, Sentence] = {}
        self._ranking = ranking
        self._budget = budget
        self._taken: list[Span] = []
        self._groups: set[str] = set()

    def has(self, span: Span) -> bool:
        return any(span.overlaps(taken) for taken in self._taken)

    def add(self, quotes: list[Quote], *, best: Sentence | None = None) -> None:
        """Take quotes that belong together, unless they are too many or too long; the first are always taken.

        `best` is the sentence that they were chosen for; `items` keeps the first such of each list.
        """
        fresh = [self._with_lead_in(quote) for quote in quotes if not self.has(quote.spans[-1])]
        groups = self._groups | {_group(quote.clause) for quote in fresh}
        size = sum(quote.characters for quote in (*self.quotes, *fresh))
        if self.quotes and (size > self._budget.characters or len(groups) > self._budget.clauses):
            return
        for quote in fresh:
            # A lead-in that several items share is cited with the first alone.
            spans = tuple(span for span in quote.spans if not self.has(span))
            self._taken += spans
            self.quotes.append(Quote(quote.clause, spans, quote.score))
        self._groups = groups
        if best is not None and quotes and quotes[0].clause.kind in _LISTED:
            self.items.setdefault(_group(quotes[0].clause), best)

    def _with_lead_in(self, quote: Quote) -> Quote:
        """A list item goes after the sentence that introduces it: "We do not share:" changes what an item says."""
        lead_in = quote.clause.lead_in
        if lead_in is None or len(lead_in) > _LONGEST_LEAD_IN or self.has(lead_in) or lead_in in quote.spans:
            return quote
        return Quote(quote.clause, (lead_in, *quote.spans), quote.score)


def _group(clause: Clause) -> str:
    """Items of one list and rows of one table belong together; any other clause stands for itself."""
    return clause.parent or clause.key if clause.kind in _LISTED else clause.key


def _around(sentence: Sentence, ranking: Ranking, budget: Budget) -> Iterator[Quote]:
    units = ranking.units
    passage = units.passages[sentence.passage]
    clause = units.clauses[passage.clause]
    score = float(ranking.scores[sentence.index])
    if sentence.span in units.lists:
        yield from _listed(sentence.span, ranking, budget.characters)
        return
    inside = [one for one in units.sentences_of(sentence.passage) if one.span not in units.lists]
    at = inside.index(sentence)
    low = high = at
    floor = score - _NEIGHBOUR_MARGIN if len(passage.text) > _WHOLE_CLAUSE else float("-inf")
    while low > 0 and _fits(inside, low - 1, high, ranking, floor):
        low -= 1
    while high + 1 < len(inside) and _fits(inside, low, high + 1, ranking, floor):
        high += 1
    yield Quote(clause, (Span(inside[low].span.start, inside[high].span.end),), score)


def _fits(inside: list[Sentence], low: int, high: int, ranking: Ranking, floor: float) -> bool:
    edge = [inside[low], inside[high]]
    size = inside[high].span.end - inside[low].span.start
    return size <= _LONGEST_RUN and min(float(ranking.scores[one.index]) for one in edge) >= floor


def _listed(lead_in: Span, ranking: Ranking, most: int) -> Iterator[Quote]:
    """A lead-in and its items in order; where they are too long together, the items that score best."""
    units = ranking.units
    quotes = [_item(index, ranking) for index in units.lists[lead_in]]
    left = most - len(lead_in)
    kept: set[Quote] = set()
    for quote in sorted(quotes, key=lambda quote: -quote.score):
        if quote.characters <= left or not kept:
            kept.add(quote)
            left -= quote.characters
    first = next(quote for quote in quotes if quote in kept)
    for quote in quotes:
        if quote is first:
            yield Quote(quote.clause, (lead_in, *quote.spans), quote.score)
        elif quote in kept:
            yield quote


def _item(index: int, ranking: Ranking) -> Quote:
    """A passage of a list: whole where it is short, else its first sentence."""
    units: Units = ranking.units
    inside = list(units.sentences_of(index))
    score = max(float(ranking.scores[one.index]) for one in inside)
    whole = Span(inside[0].span.start, inside[-1].span.end)
    return Quote(
        units.clauses[units.passages[index].clause], (whole if len(whole) <= _LONGEST_ITEM else inside[0].span,), score
    )


def _ordered(quotes: list[Quote]) -> list[Quote]:
    """Groups by their best score, within a group by position."""
    best: dict[str, float] = {}
    for quote in quotes:
        group = _group(quote.clause)
        best[group] = max(best.get(group, quote.score), quote.score)
    return sorted(quotes, key=lambda quote: (-best[_group(quote.clause)], _group(quote.clause), quote.spans[-1].start))
