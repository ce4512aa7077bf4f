"""What a policy says outright of what is asked (see `bot.outright`): found by its words, so that one that has none is
silent, and several are compared in the same thing."""

from __future__ import annotations

from bot.answering.quotes import Budget, Quote, quoted
from bot.asked_things import things_besides
from bot.figures import asks_for_figures
from bot.outright import outright
from bot.questions import Question
from bot.retrieval import Ranking
from bot.units import Sentence
from ingest.stems import stems

_MOST = 2
_ONE = Budget(characters=420, clauses=1)


def told_outright(ranking: Ranking, question: Question) -> list[Sentence] | None:
    """The best sentences that say it, under their heading and lead-in; none where a policy surely says nothing of it;
    None where that cannot be told by words."""
    ask = question.stated_of_all.ask if question.stated_of_all else question.search_text
    known = outright(ask)
    if known is None or ranking.units.version.language != "en":
        return None
    things = things_besides(ask, known)

    def told(sentence: Sentence) -> str:
        context = " ".join(ranking.units.passages[sentence.passage].context.split())
        said = f"{context}: {ranking.text(sentence)}"
        return said if known.speaks(said, len(context)) else ""

    telling = [(sentence, said) for sentence in ranking.best() if (said := told(sentence))]
    telling.sort(key=lambda one: known.says.search(one[1]) is None)
    if not telling and known.named_always:
        return []
    return [sentence for sentence, said in telling if things <= frozenset(stems(said, "en"))][:_MOST] or None


def with_told(quotes: list[Quote], ranking: Ranking, question: Question) -> list[Quote]:
    """The quotes with what is said outright: first, where none of them has it. Figures are not found by words."""
    if question.stated_of_all is None or asks_for_figures(question.stated_of_all.ask):
        return quotes
    told = told_outright(ranking, question) or []
    lacking = [one for one in told if not any(part.span.overlaps(one.span) for quote in quotes for part in quote.parts)]
    own = [quote for one in lacking for quote in quoted([one], ranking, budget=_ONE)]
    return [*own[:1], *quotes, *own[1:]] if len(lacking) == len(told) else [*quotes, *own]
