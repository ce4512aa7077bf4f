"""The default answerer: chooses the sentences that answer and quotes them, adding nothing. Pure.

Clauses are chosen before sentences: the best sentence names a clause; a short clause is quoted whole, a list item
after its lead-in, a lead-in with its list, and of a long paragraph the sentences that score near the best. Further
clauses follow while they score near the best and the budget of quoted characters lasts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.answer_types import AskedFor, has_type
from bot.answering.enumerations import to_its_end
from bot.answering.notices import is_of_another_event, of_the_same_matter
from bot.answering.pieces import LISTED, Piece, best_list, governs, group_of, listed, ordered
from bot.answering.recipients import asks_recipients, lists_recipients, tells_of_recipients
from bot.answering.whereabouts import asks_where_kept, tells_where
from bot.questions import Question
from bot.retrieval import Ranking
from bot.units import Sentence, Units
from ingest.models import Clause, ClauseKind, Span


@dataclass(frozen=True, slots=True)
class Budget:
    """Most quoted characters of a policy's answer; `listed` where a whole list is asked for.

    The first clause is quoted even when it is longer. `margin` is how far below the best a further clause may score.
    """

    characters: int = 1_000
    listed: int = 1_000
    clauses: int = 8
    margin: float = 1.1


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text, and the innermost clause that holds it."""

    clause: Clause
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """One statement's sources, in reading order: a piece of a clause, what introduces it before it.

    `said` is what a language model wrote on the strength of them; empty where the sources speak for themselves.
    """

    parts: tuple[Part, ...]
    score: float
    said: str = ""

    @property
    def clause(self) -> Clause:
        return self.parts[-1].clause

    @property
    def heading(self) -> str:
        """The heading that the clause stands under; an item's own label is in its quote, a row's columns are none."""
        path = self.clause.path
        if self.clause.kind is not ClauseKind.SECTION and self.clause.title and len(path) > 1:
            path = path[:-1]
        if self.clause.kind is ClauseKind.ROW and len(path) > 1 and " | " in path[-1]:
            path = path[:-1]
        return path[-1] if path else ""


# How far below the best sentence a neighbour within a paragraph may lie.
_NEIGHBOUR_MARGIN = 0.8
_LIST_MARGIN = 0.6
# How far below the best sentence one is that speaks of nothing that the best answers, measured on the gold sets.
_ASIDE_MARGIN = 0.5
# A stem is rare from half the rarity of an unseen one on.
_RARE = 0.5
# How far below the best sentence a list may lie that says who gets data.
_RECIPIENTS_MARGIN = 1.5
_ITEM_MARGIN = 0.5
# How much further below it may lie when it limits a rule.
_EXCEPTION_MARGIN = 0.4
_EXCEPTION = re.compile(
    r"\b(?:except\w*|unless|however|but|only (?:if|when|where)|not apply|notwithstanding|despite|nevertheless|even if|"
    r"cannot|may not|where required|regardless)\b",
    re.IGNORECASE,
)
_WHOLE_CLAUSE = 450
_LONGEST_RUN = 640
_LONGEST_LEAD_IN = 240


def choose(ranking: Ranking, question: Question, *, budget: Budget, topic: Collection[str] = ()) -> list[Quote]:
    """The quotes that answer, the best clause first; within a clause in the order of the text.

    Where the best sentence has the type of thing that was asked for, a period say, so must the others. `topic` are the
    stems of the question's content words: an item that is about one of them stands for its list.
    """
    if not ranking.units.sentences:
        return []
    chosen = _Chosen(budget)
    best = float(ranking.scores.max())
    margin = budget.margin
    recipients = question.asked_for is AskedFor.STATEMENT and asks_recipients(question.search_text, ranking)
    fits = _fitting(ranking, question, recipients=recipients)
    if recipients:
        heads = partial(lists_recipients, ranking=ranking)
        whole = best_list(ranking, best - _RECIPIENTS_MARGIN, budget.listed, fits=heads)
        if fits(top := next(ranking.best())):
            chosen.add(_around(top, ranking, budget), best=top)
        chosen.add([replace(piece, score=best) for piece in whole])
    elif question.wants_list and (whole := best_list(ranking, best - _LIST_MARGIN, budget.listed)):
        chosen.add(whole)
        margin = _LIST_MARGIN
    is_aside = partial(_is_aside, ranking=ranking, telling=_telling(ranking, topic))
    for sentence in ranking.best():
        limit = best - margin - (_EXCEPTION_MARGIN if _limits(sentence, ranking) else 0.0)
        if chosen.pieces and ranking.score(sentence) < limit:
            break
        if not fits(sentence) or (chosen.pieces and is_aside(sentence)):
            continue
        if not chosen.has(sentence.span) and not _is_passed_over(sentence, ranking, chosen, topic):
            pieces = _around(sentence, ranking, budget)
            if pieces and all(chosen.has(piece.span) for piece in pieces):
                pieces = [replace(pieces[-1], span=sentence.span)]
            chosen.add(pieces, best=sentence)
    return chosen.quotes(ranking.units)


def _fitting(ranking: Ranking, question: Question, *, recipients: bool) -> Callable[[Sentence], bool]:
    """Whether a sentence tells of what is asked, and is of the kind that the question asks for, where the best is."""
    of_kind = _of_kind(ranking, question, recipients=recipients)
    return lambda one: not is_of_another_event(question.search_text, ranking.text(one)) and of_kind(one)


def _of_kind(ranking: Ranking, question: Question, *, recipients: bool) -> Callable[[Sentence], bool]:
    if recipients:
        return partial(tells_of_recipients, ranking=ranking)
    wanted, best = question.asked_for, ranking.text(next(ranking.best()))
    if asks_where_kept(question.search_text) and tells_where(best):
        return lambda sentence: tells_where(ranking.text(sentence))
    if wanted is AskedFor.STATEMENT or not has_type(best, wanted):
        return lambda _: True
    same = of_the_same_matter(question.search_text, best)
    return lambda one: has_type(ranking.text(one), wanted) and same(ranking.text(one))


def _telling(ranking: Ranking, topic: Collection[str]) -> frozenset[str]:
    """The rare stems of the topic, where the best sentence and what it stands under have half of them."""
    units = ranking.units
    rare = frozenset(stem for stem in topic if units.rarity.get(stem, units.unseen) >= _RARE * units.unseen)
    best = units.sentences[ranking.order[0]]
    told = rare & (best.stems | units.context_stems[best.passage])
    return rare if 2 * len(told) >= len(rare) else frozenset()


def _is_aside(sentence: Sentence, *, ranking: Ranking, telling: frozenset[str]) -> bool:
    """Whether a sentence has nothing that the best one answers, limits no rule, stands elsewhere and scores lower."""
    units = ranking.units
    best = units.sentences[ranking.order[0]]
    if not telling or _limits(sentence, ranking) or ranking.score(sentence) >= ranking.score(best) - _ASIDE_MARGIN:
        return False
    beside = units.passages[sentence.passage].context.startswith(units.passages[best.passage].context)
    return not beside and telling.isdisjoint(sentence.stems | units.context_stems[sentence.passage])


def quoted(sentences: Sequence[Sentence], ranking: Ranking, *, budget: Budget) -> list[Quote]:
    """The quotes of these sentences, each with what is quoted around it."""
    quotes: list[Quote] = []
    for sentence in sentences:
        chosen = _Chosen(budget)
        chosen.add(_around(sentence, ranking, budget), best=sentence)
        quotes += chosen.quotes(ranking.units)
    return quotes


def nearest(ranking: Ranking, most: int) -> list[Quote]:
    """The sentences that come nearest to a question that is not answered, each of another clause."""
    units = ranking.units
    found: dict[str, Quote] = {}
    for sentence in ranking.best():
        clause = units.clause_of(sentence)
        if len(found) < most and clause.key not in found and not is_lead_in(sentence.span, units.version.text):
            found[clause.key] = Quote((Part(clause, sentence.span),), ranking.score(sentence))
    return list(found.values())


def is_lead_in(span: Span, text: str) -> bool:
    """Whether a sentence introduces what follows it: by itself it says nothing."""
    return text[span.start : span.end].endswith((":", "："))


def _is_passed_over(sentence: Sentence, ranking: Ranking, chosen: _Chosen, topic: Collection[str]) -> bool:
    """Whether a sentence is another item of a list that has answered already.

    It is where the item chosen before has a topic word that less than half of the list's items have, this one among
    those without; or where it scores clearly lower.
    """
    units = ranking.units
    clause = units.clause_of(sentence)
    before = chosen.items.get(group_of(clause)) if clause.kind in LISTED else None
    if before is None:
        return False
    items = [
        frozenset().union(*(one.stems for one in units.by_passage[index]))
        for index, passage in enumerate(units.passages)
        if (other := units.clauses[passage.clause]).kind is clause.kind and group_of(other) == group_of(clause)
    ]
    telling = {stem for stem in topic if stem in before.stems and 2 * sum(stem in item for item in items) < len(items)}
    if telling:
        return not telling & sentence.stems
    return ranking.score(sentence) < ranking.score(before) - _ITEM_MARGIN


def _limits(sentence: Sentence, ranking: Ranking) -> bool:
    """Whether a sentence limits or contradicts a rule, by its wording."""
    span = sentence.span
    return bool(_EXCEPTION.search(ranking.units.version.text, span.start, span.end))


class _Chosen:
    """The pieces so far, and what of the text they cover; `items` is the sentence that each list was quoted for."""

    def __init__(self, budget: Budget) -> None:
        self.pieces: list[Piece] = []
        self.items: dict[str, Sentence] = {}
        self._budget = budget
        self._taken: list[Span] = []
        self._lead_ins: list[Span] = []
        self._groups: set[str] = set()

    def has(self, span: Span) -> bool:
        return any(span.overlaps(taken) for taken in self._taken)

    def add(self, pieces: Sequence[Piece], *, best: Sentence | None = None) -> None:
        """Take pieces that belong together, unless they are too many or too long; the first are always taken.

        `best` is the sentence that they were chosen for.
        """
        fresh = [piece for piece in pieces if not self.has(piece.span)]
        lead_ins = {piece.lead_in for piece in fresh if piece.lead_in is not None and not self.has(piece.lead_in)}
        spans = [*lead_ins, *(piece.span for piece in fresh)]
        groups = self._groups | {group_of(piece.clause) for piece in fresh}
        size = sum(map(len, [*self._taken, *spans]))
        if self.pieces and (size > self._budget.characters or len(groups) > self._budget.clauses):
            return
        self.pieces += fresh
        self._taken += spans
        self._lead_ins += lead_ins
        self._groups = groups
        if best is not None and pieces and pieces[0].clause.kind in LISTED:
            self.items.setdefault(group_of(pieces[0].clause), best)

    def quotes(self, units: Units) -> list[Quote]:
        """In order; a lead-in goes before the first of its pieces, and is not said again."""
        left = set(self._lead_ins)
        quotes = []
        for piece in ordered(self.pieces):
            parts = [Part(piece.clause, piece.span)]
            if piece.lead_in in left:
                left.remove(piece.lead_in)
                parts.insert(0, Part(units.clause_at(piece.lead_in), piece.lead_in))
            quotes.append(Quote(tuple(parts), piece.score))
        return quotes


def _around(sentence: Sentence, ranking: Ranking, budget: Budget) -> list[Piece]:
    """What is quoted for a sentence: its clause where that is short, else it and its neighbours that score near it.

    A lead-in brings its list; where nothing follows it, it is not quoted.
    """
    units = ranking.units
    passage, clause = units.passages[sentence.passage], units.clause_of(sentence)
    score = ranking.score(sentence)
    if sentence.span in units.lists:
        return listed(sentence.span, ranking, budget.characters)
    inside = [one for one in units.by_passage[sentence.passage] if one.span not in units.lists]
    low = high = inside.index(sentence)
    floor = score - _NEIGHBOUR_MARGIN if len(passage.text) > _WHOLE_CLAUSE else float("-inf")
    while low > 0 and _fits(inside, low - 1, high, ranking, floor):
        low -= 1
    while high + 1 < len(inside) and _fits(inside, low, high + 1, ranking, floor):
        high += 1
    if low == high and is_lead_in(sentence.span, units.version.text):
        return []
    run = to_its_end(inside[low : high + 1], units)
    # A list item goes after the sentence that introduces it: "We do not share:" changes what an item says.
    span = Span(run[0].span.start, run[-1].span.end)
    lead_in = clause.lead_in
    if lead_in is not None and (len(lead_in) > _LONGEST_LEAD_IN or not governs(lead_in, span, units.version.text)):
        lead_in = None
    return [Piece(clause, span, score, lead_in)]


def _fits(inside: Sequence[Sentence], low: int, high: int, ranking: Ranking, floor: float) -> bool:
    size = inside[high].span.end - inside[low].span.start
    return size <= _LONGEST_RUN and min(ranking.score(inside[low]), ranking.score(inside[high])) >= floor
