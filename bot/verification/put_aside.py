"""What a sentence denies without a verb: ", never your marks", "your routes are not", "except photos". Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.verification import grammar
from bot.verification.cues import Cues
from bot.verification.words import Word

_JOINED = frozenset({"and", "but", "though", "although", "or", "yet", "while", "whereas", "however", "albeit"})
_NEGATORS = frozenset({"not", "never", "nor", "no", "none"})
# Two words that put aside what follows, and single ones.
_ASIDE = (
    *(("rather", "than"), ("instead", "of"), ("opposed", "to"), ("exception", "of"), ("apart", "from")),
    *(("save", "for"), ("aside", "from"), ("other", "than"), ("except", "for"), ("exclusive", "of"), ("far", "from")),
)
_EXCEPT = frozenset({"except", "excluding", "excepting", "barring"})
_BARRED = (("off", "limits"), ("out", "of", "bounds"), ("out", "of", "reach"), ("out", "of", "scope"))
# "Excluded from ...": what follows is denied.
KEEPING_FROM = frozenset({"exclud", "exempt", "bar", "ban", "prohibit", "prevent", "refrain", "abstain", "omit"})
_HELPING = frozenset({*grammar.BE, *grammar.DO, *grammar.HAVE, *grammar.MODALS})
_FINITE = frozenset({"is", "are", "was", "were", "may", "can", "must", "will", "shall", "does", "do"})
# After these a word that was put aside is said of again.
_ENDS = frozenset({*grammar.CONTRASTS, *grammar.RELATIVES, *grammar.OPENERS}) - {"and"}


def denied_words(read: Sequence[Word], *, told_of: bool = False, anywhere: bool = False) -> frozenset[str]:
    """The stems of what is denied, and not said anywhere else in the sentence; `told_of`: also where a clause tells
    more of it; `anywhere`: also what is said elsewhere."""
    cues = Cues(read, frozenset())
    spans = [span for at in range(len(read)) if (span := _denied_at(cues, at, told_of=told_of)) is not None]
    inside = {at for start, end in spans for at in range(start, end)}
    elsewhere = set() if anywhere else {word.stem for at, word in enumerate(read) if at not in inside}
    return frozenset(read[at].stem for at in inside) - elsewhere - cues.vocab.empty


def _denied_at(cues: Cues, at: int, *, told_of: bool) -> tuple[int, int] | None:
    """The words that a negation or an exception at a place denies, where it has no verb."""
    if cues.matches(at, grammar.IDLE) or cues.text(at + 1) in {"only", "just"}:
        return None
    start = _aside_at(cues, at)
    if start is not None:
        end = _end(cues, start)
        return None if _told_of(cues, end) and not told_of else (start, end)
    return _before(cues, at) if cues.matches(at, _BARRED) else _negated_at(cues, at)


def _aside_at(cues: Cues, at: int) -> int | None:
    """Where what an exception at a place puts aside begins; None where there is none."""
    text, following = cues.text(at), cues.text(at + 1)
    kept_apart = text == "apart" and cues.vocab.is_verb(cues.text(at - 1))
    if (aside := cues.matches(at, _ASIDE)) and not kept_apart:
        return at + aside
    excepted = text in _EXCEPT and following not in grammar.CONDITIONS | grammar.PREPOSITIONS | {"that"}
    # "Not without asking": it is asked.
    lacking = text == "without" and following.endswith("ing") and not _negators(cues.words[:at])
    if (excepted and not _has_verb(cues, at + 1, _end(cues, at + 1))) or lacking or _keeps_from(cues, at):
        return at + 1
    return None


def _told_of(cues: Cues, end: int) -> bool:
    """Whether something else is told of what is put aside, behind a comma."""
    return cues.text(end) in grammar.RELATIVES and "," in cues.words[end].before


def _keeps_from(cues: Cues, at: int) -> bool:
    """ "Excluded from deletion"; with a condition, or denied itself, it is open."""
    before = cues.words[max(0, at - 7) : at]
    if cues.text(at) != "from" or not any(word.stem in KEEPING_FROM for word in before[-5:]):
        return False
    limited = any(word.text in {"unless", "except", "without", "until"} for word in cues.words)
    return not limited and not _negators(before)


def _negators(read: Sequence[Word]) -> list[str]:
    return [word.text for word in read if word.text in _NEGATORS]


def _negated_at(cues: Cues, at: int) -> tuple[int, int] | None:
    text = cues.text(at)
    if text not in _NEGATORS:
        return None
    end = _end(cues, at + 1)
    if end == at + 1 or (end == at + 2 and cues.text(at + 1) in _HELPING):
        return _elided(cues, at)
    joined = bool(cues.words[at].before) or cues.text(at - 1) in _JOINED
    corrected = text == "not" and at > 0 and end < len(cues.words) and cues.text(end) == "but"
    corrected = corrected and not any(cues.text(place) == "to" for place in range(at + 1, end))
    if (
        not (joined or corrected)
        or (cues.verb_follows(at + 1) and not cues.plural_after_not(at + 1))
        or _has_verb(cues, at + 1, end)
    ):
        return None
    return (at + 1, end) if at else None


def _before(cues: Cues, at: int) -> tuple[int, int] | None:
    """The words before a place, back to where the clause begins."""
    start = at
    while start > 0 and not cues.words[start].before and cues.text(start - 1) not in _JOINED:
        start -= 1
    return (start, at) if start < at else None


def _elided(cues: Cues, at: int) -> tuple[int, int] | None:
    """ "Your routes are not.": the words before, back to where the clause begins."""
    if cues.text(at - 1) not in _HELPING and cues.text(at + 1) not in _HELPING:
        return None
    return _before(cues, at - 1 if cues.text(at - 1) in _HELPING else at)


def _end(cues: Cues, start: int) -> int:
    at = start
    while at < len(cues.words) and not (at > start and cues.words[at].before) and cues.text(at) not in _ENDS:
        if at == start and cues.words[at].before.strip("\"'"):
            return at
        if at > start and (cues.text(at) in grammar.PRONOUNS or cues.text(at) in _FINITE):
            return at
        at += 1
    return _list_end(cues, at)


def _list_end(cues: Cues, at: int) -> int:
    """ "Not by email, telephone or post": where a list with an "or" ends; the same place where none goes on."""
    if at >= len(cues.words) or cues.words[at].before != ",":
        return at
    joined = False
    for end in range(at, len(cues.words)):
        text, before = cues.text(end), cues.words[end].before
        if (before and before != ",") or (before and joined) or text in _ENDS or text in _HELPING:
            return end if joined and text not in _HELPING else at
        if text in grammar.NOMINATIVES or text == "and" or cues.words[end].stem in cues.vocab.only_verbs:
            return at
        joined = joined or text in {"or", "nor"}
    return len(cues.words) if joined else at


def _has_verb(cues: Cues, start: int, end: int) -> bool:
    return any(cues.text(at) in _HELPING or cues.text(at) in grammar.NOMINATIVES for at in range(start, end))
