"""A statement that is a sentence of the quotes made short: what it left out may not matter. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.verification.aligned import Alignment, Slot, Token
from bot.verification.edit_words import STANDING_FOR
from bot.verification.grammar import CONDITIONS, MODALS, NEGATORS
from bot.verification.words import Word

# Less is too little to tell by.
_SHORTEST = 5
# A verb with its helping verb.
_HELPED = 2
_JOINING = frozenset({"and", "but"})
# Behind these a clause begins that adds something and limits nothing.
_ADDING = frozenset({"and", "but", "so", "which", "who", "whereas", "whereupon"})
# "Write to the bank, which will answer": that the bank will answer.
_TELLING_OF = frozenset({"which", "who"})
_ALONE = (["which"], ["who"])
_LIMITING = CONDITIONS | {"only", "except", "without", "subject", "save", "while", "by", "solely", "with", "under"}
_WEIGHING = frozenset({*NEGATORS, *MODALS})
_HELPING = frozenset({"be", "have", "do"})


def is_excerpt(alignment: Alignment, quoted: Collection[Word]) -> bool:
    """Whether a sentence says no more and no less than its part of the quote: nothing is put in but words of
    the quotes for a pronoun, and only clauses and conjuncts are left out that neither limit nor deny."""
    if len(alignment.slots) < _SHORTEST:
        return False
    first, *between, last = alignment.slots
    told = frozenset(word.text for word in quoted)
    if first.put_in or last.put_in:
        return False
    between = [slot for slot in between if not _is_the_verb_before(slot, first.left_out)]
    told_of = any(slot.left_out and slot.left_out[0].text in _TELLING_OF for slot in between)
    led = _may_lead(first) or (told_of and first.left_out[0].text not in _LIMITING)
    return led and all(_may_stand_between(slot, told) for slot in between) and _may_follow(last)


def _is_the_verb_before(slot: Slot, lead: Sequence[Token]) -> bool:
    """ "Receipts are kept for a year" of "we keep cards for a day and receipts for a year"."""
    known = {token.key for token in lead}
    put_in = [token.key for token in slot.put_in]
    return bool(lead) and not slot.left_out and 0 < len(put_in) <= _HELPED and {*put_in} <= known | {"be"}


def _may_lead(slot: Slot) -> bool:
    """A clause before the statement's own, which begins with a subject."""
    left, then = slot.left_out, slot.next
    if not left or then is None:
        return True
    if left[0].text == "notwithstanding" and "," in then.before:
        return True
    joined = left[-1].text in _JOINING
    if left[0].text in _LIMITING or not (joined or ";" in then.before):
        return False
    return bool(left[-1].before if joined else then.before) or not _limits(left)


def _may_stand_between(slot: Slot, told: frozenset[str]) -> bool:
    """The conjunct before an "and", where the next one has a helping verb of its own, or it has nothing to share."""
    left, then = slot.left_out, slot.next
    if [token.text for token in slot.put_in] == ["and"] and not left:
        return True
    if slot.put_in:
        named = all(token.text in told and token.text not in _WEIGHING for token in slot.put_in)
        return bool(left) and named and all(token.text in STANDING_FOR for token in left)
    if not left or then is None:
        return not left
    if [token.text for token in left] in _ALONE:
        return True
    if left[-1].text not in _JOINING or left[0].text in _LIMITING:
        return False
    own = then.key in _HELPING or then.text in MODALS
    return own or not (left[-1].text == "but" or _limits(left) or any(token.text in _WEIGHING for token in left))


def _may_follow(slot: Slot) -> bool:
    left = slot.left_out
    if not left or ";" in left[0].before:
        return True
    if left[0].before and len(left) > 1 and left[1].text in {"which", "whom"}:
        return True
    if left[0].text not in _ADDING or (len(left) > 1 and left[1].text in _LIMITING):
        return False
    own = len(left) > 1 and (left[1].before or left[1].key in _HELPING or left[1].text in MODALS)
    return bool(left[0].before or own) or not _limits(left)


def _limits(left: Sequence[Token]) -> bool:
    return any(token.text in _LIMITING for token in left)
