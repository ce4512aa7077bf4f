"""Words and figures of a copied sentence that stand in the place of others. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.verification.aligned import Slot, Token
from bot.verification.edit_words import DENIALS, DENYING, FROM_WHEN, STANDING_FOR
from bot.verification.edited import SMALL, Edited, is_like, is_soft, is_verb, tells
from bot.verification.vocabulary import vocabulary

_UNITS = frozenset({"minut", "hour", "day", "week", "month", "quarter", "year"})
_TIMES = frozenset({"once", "twice"})
_WHEN = frozenset({"when", "if", "once"})


def word_replaced(edited: Edited, slot: Slot) -> bool:
    """One word in the place of another that is not like it: a verb, a word that no quote has, or one word for one."""
    ours, theirs = ([token for token in some if tells(token)] for some in (slot.put_in, slot.left_out))
    if len(ours) != 1 or not theirs or len(slot.put_in) > 2:
        return False
    one = ours[0]
    if edited.exchanged(slot):
        return True
    if not edited.mostly:
        return False
    if any(token.text in STANDING_FOR for token in slot.left_out) or is_like(one, theirs):
        return False
    if slot.next is None and len(slot.left_out) == len(slot.put_in):
        return True
    inside = [token for other in edited.slots if other.inside for token in other.left_out]
    elsewhere = is_like(one, inside) or edited.moved(slot)
    return not elsewhere and (len(slot.left_out) == 1 or _stands_for_more(edited, slot, one, theirs))


def _stands_for_more(edited: Edited, slot: Slot, one: Token, theirs: Sequence[Token]) -> bool:
    """Whether a word stands in the place of several."""
    if slot.inside:
        turned = is_verb(one) and any(is_verb(other) for other in theirs)
        return len(slot.left_out) < SMALL - 1 and (turned or one.key not in edited.stems)
    beside = slot.left_out[0 if slot.next is None else -1]
    strange = len(slot.put_in) == 1 and not vocabulary().among(one.key, edited.stems)
    return strange and tells(beside) and not (slot.next is None and beside.before)


def opposite_put_in(edited: Edited, slot: Slot) -> bool:
    """ "Keep" where the quotes have "delete"; "public" for "private"."""
    opposites = vocabulary().opposites
    if len(slot.put_in) > SMALL - 2 or (slot.next is not None and len(slot.left_out) > SMALL + edited.mostly):
        return False
    left = {token.key for token in slot.left_out[: SMALL if slot.next is None else None]}
    denied = edited.put_in & DENYING or {token.text for token in slot.left_out} & DENYING
    return not denied and any(left & opposites.get(token.key, frozenset()) for token in slot.put_in)


def number_replaced(edited: Edited, slot: Slot) -> bool:
    """A figure of the quotes in the place of another, "one" for a larger one or for "every", "once" for "twice",
    "a month" for "a day"."""
    ours, theirs = ({token.key for token in some if token.key[0].isdigit()} for some in (slot.put_in, slot.left_out))
    single = [some[0].text for some in (slot.put_in, slot.left_out) if len(some) == 1]
    one = len(single) == 2 and "one" in single and bool((ours | theirs) - {"1"})
    # A figure that no quote has may be the same written otherwise: "1,000" for "1000".
    counted = bool(ours - {"1"}) and bool(slot.left_out) and slot.left_out[0].text == "one"
    units = [_unit(some) for some in (slot.put_in, slot.left_out)]
    if all(units) and units[0] not in {token.key for token in slot.left_out}:
        return True
    times = [{token.text for token in some} & _TIMES for some in (slot.put_in, slot.left_out)]
    if all(times) and times[0] != times[1]:
        return True
    whole = {token.text for token in slot.left_out} & {"every", "each", "all"}
    if [token.text for token in slot.put_in] == ["one"] and whole and not edited.said & DENIALS:
        return True
    return ((one or counted) and edited.mostly) or (bool(ours & edited.stems) and bool(theirs) and not ours & theirs)


def _unit(some: Sequence[Token]) -> str:
    """The unit of time that they begin with: "one reading a day"."""
    return some[0].key if some and some[0].key in _UNITS else ""


def event_replaced(edited: Edited, slot: Slot) -> bool:
    """ "Within 7 days of your request" of "within 7 days of our approval"."""
    at = edited.slots.index(slot)
    copied = [one.after for one in edited.slots[max(0, at - SMALL) : at + 1] if one.after is not None]
    if not slot.left_out or not copied:
        return False
    if not slot.put_in:
        # "After the examination" of "after the examination board has met".
        cut = tells(slot.left_out[0]) and not slot.left_out[0].before and not is_soft(slot.left_out[0])
        return cut and slot.next is None and any(token.text in FROM_WHEN - {"of"} for token in copied[-3:-1])
    if copied[-1].text not in FROM_WHEN | _WHEN:
        return False
    theirs = [token for token in slot.left_out[:SMALL] if tells(token)]
    if any(token.key[0].isdigit() for token in slot.left_out[:SMALL]):
        return False
    ours = [token for token in slot.put_in if tells(token)]
    counted = any(token.key[0].isdigit() for token in (*copied, *slot.put_in))
    stands_for = any(token.text in STANDING_FOR for token in slot.left_out[:2])
    if not counted or stands_for or not (ours and theirs):
        return False
    strange = any(one.key not in edited.stems and not vocabulary().among(one.key, edited.stems) for one in ours)
    return not any(is_like(one, theirs) for one in ours) or (strange and len(ours) <= len(theirs))


def day_moved(edited: Edited, slot: Slot) -> bool:
    """ "The day before the visit" of "the day of the visit"."""
    texts = [[token.text for token in some] for some in (slot.put_in, slot.left_out)]
    return (
        slot.after is not None
        and slot.after.text == "day"
        and ["of"] in texts
        and any(one in texts for one in (["before"], ["after"]))
    )


def predicate_replaced(edited: Edited, slot: Slot) -> bool:
    """ "Are private" of "are visible to all"."""
    if len(slot.put_in) != 1 or slot.after is None or slot.after.key != "be" or not slot.left_out:
        return False
    one, other = slot.put_in[0], slot.left_out[0]
    named = (
        one.key in edited.stems
        and not vocabulary().is_verb(one.text)
        and one.key not in {token.key for token in slot.left_out[1:]}
    )
    return tells(one) and tells(other) and not is_soft(other) and named and not is_like(one, slot.left_out)


def event_added(edited: Edited, slot: Slot) -> bool:
    """ "Within 7 days of your request" of "within 7 days"."""
    at = edited.slots.index(slot)
    copied = [one.after for one in edited.slots[max(0, at - 2) : at + 1] if one.after is not None]
    begins = bool(slot.put_in) and slot.put_in[0].text in FROM_WHEN and any(map(tells, slot.put_in))
    moved = {token.text for token in slot.put_in} <= edited.left_out
    return begins and not moved and not slot.left_out and any(token.key[0].isdigit() for token in copied)
