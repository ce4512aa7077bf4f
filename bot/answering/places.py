"""Where a company is and how it is reached: what answers a question for that. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from bot.answer_types import SEAT, AskedFor, asks_seat, has_type, is_address, is_seat
from bot.answering.quotes import is_lead_in
from bot.questions import Question
from bot.retrieval import Ranking
from bot.units import Sentence, Units
from ingest.models import Span

_REACHING = re.compile(
    r"\b(?:contact\w*|reach\w*|writ(?:e|ing|ten)|e-?mail\w*|mail(?:ed|ing)?|post\w*|address\w*|call\w*|sen[dt]\w*|"
    r"submit\w*|lodg\w*|complain\w*|enquir\w*|inquir\w*|questions?|locations?|offices?|details)\b",
    re.IGNORECASE,
)
# Where such a sentence leaves off, or what in it points at what follows.
_LEAVES_OFF = re.compile(
    r"(?:\b(?:at|to|by|via|through|on|us)|:|：)[\s.]*$|\b(?:below|(?:as|the) follow(?:s|ing)|hereunder)\b",
    re.IGNORECASE,
)
_LONGEST_LINE = 200
_LONGEST_BLOCK = 400
_MOST_NAMES = 2
# Shorter words of a policy's id are no names.
_SHORT = 3


def announced(sentence: Sentence, units: Units) -> list[Sentence]:
    """The lines of the address that a sentence announces, in order; none where no address follows it.

    A name above its first line belongs to it, a paragraph below its last does not.
    """
    text = _text(sentence.span, units)
    if not (_REACHING.search(text) and _LEAVES_OFF.search(text)):
        return []
    block: list[Sentence] = []
    under = units.passages[sentence.passage].context
    for line in units.sentences[sentence.index + 1 :]:
        if not units.passages[line.passage].context.startswith(under):
            break
        if len(line.span) > _LONGEST_LINE or line.span.end - sentence.span.end > _LONGEST_BLOCK:
            break
        block.append(line)
    holding = [at for at, line in enumerate(block) if holds_part(_text(line.span, units))]
    # A name may stand above the first line of an address, and nothing else between two lines.
    if not holding or holding[0] > _MOST_NAMES:
        return []
    last = holding[0]
    while last + 1 in holding:
        last += 1
    block = block[: last + 1]
    return block if is_place(" ".join(_text(line.span, units) for line in block)) else []


def is_place(text: str) -> bool:
    """Whether a text has somebody's e-mail address, telephone number or postal address."""
    return has_type(text, AskedFor.EMAIL) or has_type(text, AskedFor.PHONE) or is_address(text)


def holds_part(text: str) -> bool:
    """Whether a text has any of these, or a part of a postal address."""
    return is_place(text) or has_type(text, AskedFor.ADDRESS)


# How a text looks that has what is asked for, the best first; a question for a street address is `seat`'s.
_PLACES: dict[AskedFor, tuple[Callable[[str], bool], ...]] = {
    AskedFor.CONTACT: (is_place, partial(has_type, wanted=AskedFor.CONTACT)),
    AskedFor.EMAIL: (partial(has_type, wanted=AskedFor.EMAIL), is_place),
    AskedFor.PHONE: (partial(has_type, wanted=AskedFor.PHONE),),
}
# How far below the best sentence one may score that says whom to write to.
_CONTACT_MARGIN = 2.5


def place(ranking: Ranking, asked_for: AskedFor) -> list[Sentence]:
    """The best sentence that says whom to write to or where, with the lines that it announces, where that is asked for
    and the best of all does not say it: one with an address before one that only says "contact us"."""
    best = next(ranking.best(), None)
    looks = _PLACES.get(asked_for, ())
    if not looks or best is None or looks[0](ranking.text(best)):
        return []
    floor, units = ranking.score(best) - _CONTACT_MARGIN, ranking.units
    near = [one for one in ranking.best() if ranking.score(one) >= floor]
    told = [[one, *announced(one, units)] for one in near]
    told = [lines for lines in told if len(lines) > 1 or not is_lead_in(lines[0].span, units.version.text)]
    for wanted in looks:
        for lines in told:
            if wanted(" ".join(map(ranking.text, lines))):
                return lines
    return []


# How a sentence ends whose address is missing: "send your request by e-mail to".
_BREAKS_OFF = re.compile(r"\b(?:to|at|via|on)[\s.]*$", re.IGNORECASE)
_BY_MAIL = re.compile(r"\be-?mail\w*\b", re.IGNORECASE)
# Who sends something is told by such a sentence how; who asks for an address alone is told nothing.
_SENDS = re.compile(
    r"\b(?:send|submit|e-?mail|mail|for|about|make) "
    r"(?:it|them|that|this|these|those|(?:my|an?|the) (?:\w+ )?request)\b",
    re.IGNORECASE,
)
_OF_BROKEN, _MOST_BROKEN = 0.5, 2


def broken_off(ranking: Ranking, question: Question) -> list[Sentence]:
    """The best sentences that say to write to an e-mail address and break off where it should follow, where one asks
    to which something is sent and no sentence near the best has one."""
    best = next(ranking.best(), None)
    if best is None or question.asked_for is not AskedFor.EMAIL or not _SENDS.search(question.search_text):
        return []
    floor = ranking.score(best) - _CONTACT_MARGIN
    near = [(one, ranking.text(one)) for one in ranking.best() if ranking.score(one) >= floor]
    if any(has_type(text, AskedFor.EMAIL) for _, text in near):
        return []
    broken = [
        one
        for one, text in near
        if _BREAKS_OFF.search(text) and _BY_MAIL.search(text) and not announced(one, ranking.units)
    ]
    return [one for one in broken if ranking.score(one) >= ranking.score(broken[0]) - _OF_BROKEN][:_MOST_BROKEN]


def told_where(ranking: Ranking, question: Question) -> list[Sentence]:
    """What says by itself where the company is, or would say where to write if its end were not missing."""
    where = seat(ranking, question)
    return [where] if where is not None else broken_off(ranking, question)


def seat(ranking: Ranking, question: Question) -> Sentence | None:
    """The best sentence that says where the company itself is, where the question asks for that: in so many words, or
    else an address beside its name or "write to us at"."""
    if not asks_seat(question.search_text):
        return None
    names = (word for word in ranking.units.version.policy_id.split("-") if len(word) > _SHORT)
    ours = re.compile(rf"\b(?:us|our|{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
    of_us = [one for one in ranking.best() if is_seat(text := ranking.text(one)) and ours.search(text)]
    stated = (one for one in of_us if SEAT.search(ranking.text(one)))
    return next(stated, next(iter(of_us), None))


def _text(span: Span, units: Units) -> str:
    return units.version.text[span.start : span.end]
