"""The quoting answer of one policy: what answers, what corrects the question, and what limits both. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer_types import CONTACTS, AskedFor, has_type
from bot.answering.all_cases import in_all_cases
from bot.answering.amending import amending
from bot.answering.answering_too import answering_too
from bot.answering.completing import completing
from bot.answering.notices import is_of_another_event, told_of
from bot.answering.outright_told import told_outright, with_told
from bot.answering.pieces import group_of
from bot.answering.places import place, told_where
from bot.answering.quotes import Budget, Quote, choose, quoted
from bot.conflicts import conflicting, limiting
from bot.excerpts import Reading
from bot.premises import barring, correcting
from bot.questions import Question
from bot.retrieval import Query, Ranking
from bot.units import Sentence

_SEVERAL = Budget(characters=420, clauses=2)
_SINGLE = Budget()
# Two or three policies are seldom asked for an overview, but to be compared in what they say.
_FEW = Budget(characters=840, clauses=2)
_MOST_FEW = 3
# A sentence that is quoted for itself, with little around it.
_ONE = Budget(characters=420, clauses=1)
_LISTED = Budget(characters=700)
# So sure must a decision be of a policy without a word of what is asked, as seen on our own questions.
_BEYOND_WORDS = 0.98
# Clauses, or lists, of what holds in all cases.
_GROUPS_OF_ONE, _GROUPS_OF_MANY = 6, 2


@dataclass(frozen=True, slots=True)
class Quoted:
    """`conflicting`: two of the clauses quoted contradict each other."""

    quotes: tuple[Quote, ...]
    conflicting: bool = False


def quote_answer(
    ranking: Ranking, question: Question, query: Query, *, asked: int, read: Reading | None = None
) -> Quoted:
    """The quotes that answer, the one that answers best first. `asked`: how many policies are; where they are many, be
    short. `read` tells how surely passages answer, where there is a cross-encoder."""
    language = ranking.units.version.language
    if where := told_where(ranking, question):
        return Quoted(tuple(without_repeats(quoted(where, ranking, budget=_ONE))))
    topic = query.stems(language)
    asked_about = {*topic, *query.expansion_stems(language)}
    budget = _SINGLE if asked == 1 else _FEW if asked <= _MOST_FEW else _SEVERAL
    first = correcting(question.search_text, ranking, topic=topic)
    first = first or barring(question.search_text, ranking, topic=asked_about)
    leading = [first] if first is not None else place(ranking, question.asked_for)
    # Beside the address that is asked for little else answers.
    quotes = choose(ranking, question, budget=_ONE if leading and first is None else budget, topic=topic)
    if read is not None:
        quotes = answering_too(with_told(quotes, ranking, question), ranking, read)
    if leading:
        quotes = without_repeats([*quoted(leading, ranking, budget=_ONE), *quotes])
    quotes = with_told(quotes, ranking, question)
    all_cases = in_all_cases(
        question.search_text, ranking, most=_GROUPS_OF_ONE if asked <= _MOST_FEW else _GROUPS_OF_MANY
    )
    if all_cases.sentences:
        told = quoted(all_cases.sentences, ranking, budget=_LISTED)
        leads = any(one.parts[-1].span.overlaps(lead.parts[-1].span) for one in told for lead in quotes[:1])
        quotes = without_repeats(told if leads else [*told, *quotes] if all_cases.has_rule else [*quotes, *told])
    else:
        limits = limiting(quotes, ranking, topic=asked_about, own=topic)
        quotes = without_repeats([*quotes, *_beside(limits, quotes, ranking)])
    for amended in quoted([*completing(quotes, ranking), *amending(quotes, ranking)], ranking, budget=_ONE):
        groups = [group_of(one.clause) for one in quotes]
        at = max((at for at, group in enumerate(groups, 1) if group == group_of(amended.clause)), default=len(groups))
        quotes = without_repeats([*quotes[:at], amended, *quotes[at:]])
    return Quoted(tuple(quotes), conflicting(quotes, ranking, topic=asked_about, own=topic))


def _beside(sentences: Sequence[Sentence], quotes: Sequence[Quote], ranking: Ranking) -> list[Quote]:
    """The quotes of these sentences; of one whose neighbours are quoted already it alone."""
    taken = [part.span for quote in quotes for part in quote.parts]
    return [
        replace(quote, parts=(*quote.parts[:-1], replace(quote.parts[-1], span=sentence.span)))
        if any(quote.parts[-1].span.overlaps(span) for span in taken)
        else quote
        for sentence in sentences
        for quote in quoted([sentence], ranking, budget=_ONE)[:1]
    ]


def is_answered(ranking: Ranking, question: Question, *, decided: bool, probability: float) -> bool:
    """Whether a policy answers: as was decided by what is near to the question. One without a word of what is asked
    does not, unless that was sure beyond words; one that is compared in it does where it says it."""
    told = told_outright(ranking, question)
    if told == [] and probability < _BEYOND_WORDS:
        return False
    return decided or bool(told and question.stated_of_all) or bool(told_where(ranking, question))


def misses(quotes: Sequence[Quote], ranking: Ranking, question: Question) -> bool:
    """Whether the quotes are beside what is asked, or lack what several are compared by."""
    compares = question.comparison is not None
    return is_beside(quotes, ranking, question) or (compares and lacks(quotes, ranking, question.asked_for))


def is_beside(quotes: Sequence[Quote], ranking: Ranking, question: Question) -> bool:
    """Whether the best sentence tells of another event than one asks to be told of, and no quote tells of that."""
    text, asked = ranking.units.version.text, question.search_text
    parts = [text[part.span.start : part.span.end] for quote in quotes for part in quote.parts]
    best = ranking.text(next(ranking.best()))
    return is_of_another_event(asked, best) and not any(told_of(asked) & told_of(part) for part in parts)


def lacks(quotes: Sequence[Quote], ranking: Ranking, asked_for: AskedFor) -> bool:
    """Whether no quote has the number or address that is asked for: of several those that have it are told apart."""
    text = ranking.units.version.text
    parts = [text[part.span.start : part.span.end] for quote in quotes for part in quote.parts]
    return asked_for in CONTACTS and not any(has_type(part, asked_for) for part in parts)


def without_repeats(quotes: Sequence[Quote]) -> list[Quote]:
    """Each clause's words once: a later quote that overlaps an earlier one is left out, its lead-in is not repeated."""
    kept: list[Quote] = []
    for quote in quotes:
        taken = [part.span for one in kept for part in one.parts]
        if any(quote.parts[-1].span.overlaps(span) for span in taken):
            continue
        lead_ins = tuple(part for part in quote.parts[:-1] if not any(part.span.overlaps(span) for span in taken))
        kept.append(replace(quote, parts=(*lead_ins, quote.parts[-1])))
    return kept
