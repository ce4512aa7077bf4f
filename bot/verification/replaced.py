"""Words and figures of a copied sentence that stand in the place of others. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.verification.aligned import Slot, Token
from bot.verification.edit_words import DENYING, FROM_WHEN, PREMISES, STANDING_FOR
from bot.verification.edited import SMALL, Edited, is_like, is_soft, is_verb, tells
from bot.verification.vocabulary import vocabulary


def word_replaced(edited: Edited, slot: Slot) -> bool:
    """One word in the place of another that is not like it: a verb, a word that no quote has, or one word for one."""
    ours, theirs = ([token for token in some if tells(token)] for some in (slot.put_in, slot.left_out))
    if not edited.mostly or len(ours) != 1 or not theirs or len(slot.put_in) > 2:
        return False
    one = ours[0]
    if edited.exchanged(slot):
        return True
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
    ours, theirs = ({token.key for token in some if token.key[0].isdigit()} for some in (slot.put_in, slot.left_out))
    single = [some[0].text for some in (slot.put_in, slot.left_out) if len(some) == 1]
    one = len(single) == 2 and "one" in single and bool((ours | theirs) - {"1"})
    # A figure that no quote has may be the same written otherwise: "1,000" for "1000".
    counted = bool(ours - {"1"}) and bool(slot.left_out) and slot.left_out[0].text == "one"
    return ((one or counted) and edited.mostly) or (bool(ours & edited.stems) and bool(theirs) and not ours & theirs)


def number_crossed(edited: Edited, slot: Slot) -> bool:
    """ "Daily copies for 14 months" of "daily copies for 35 days and monthly copies for 14 months"."""
    left, then = slot.left_out, slot.next
    if edited.put_in or not slot.inside or then is None or then.before.strip("\"'"):
        return False
    # "And if it": a joint all the same.
    joints = [at for at, token in enumerate(left) if token.text in {"and", "or", "but"}]
    at_end = joints and all(token.text in PREMISES | STANDING_FOR for token in left[joints[-1] + 1 :])
    return bool(joints) and not at_end and any(token.key[0].isdigit() for token in left)


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
    if copied[-1].text not in FROM_WHEN:
        return False
    theirs = [token for token in slot.left_out[:SMALL] if tells(token)]
    ours = [token for token in slot.put_in if tells(token)]
    counted = any(token.key[0].isdigit() for token in copied)
    stands_for = any(token.text in STANDING_FOR for token in slot.left_out[:2])
    return counted and not stands_for and bool(ours and theirs) and not any(is_like(one, theirs) for one in ours)


def event_added(edited: Edited, slot: Slot) -> bool:
    """ "Within 7 days of your request" of "within 7 days"."""
    at = edited.slots.index(slot)
    copied = [one.after for one in edited.slots[max(0, at - 2) : at + 1] if one.after is not None]
    begins = bool(slot.put_in) and slot.put_in[0].text in FROM_WHEN and any(map(tells, slot.put_in))
    moved = {token.text for token in slot.put_in} <= edited.left_out
    return begins and not moved and not slot.left_out and any(token.key[0].isdigit() for token in copied)


def figure_of_another(edited: Edited, slot: Slot) -> bool:
    """ "Films are kept for 6 years" of "wages are kept for 6 years and films for 31 days"."""
    tail = {token.key for token in edited.slots[-1].left_out}
    put = {token.key for token in slot.put_in if tells(token)}
    figures = {token.key for one in edited.slots if (token := one.next) is not None and token.key[0].isdigit()}
    theirs = any(tells(token) for token in slot.left_out)
    counted = any(key[0].isdigit() for key in tail)
    return slot.next is not None and theirs and counted and bool(put) and put <= tail and bool(figures - tail)
