"""What a copied sentence says of one thing, said of another. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.verification.aligned import Slot, Token
from bot.verification.edit_words import DENIALS, PREMISES, STANDING_FOR
from bot.verification.edited import Edited, is_like, is_verb, tells
from bot.verification.grammar import MODALS, PREPOSITIONS
from bot.verification.vocabulary import vocabulary

_CONTRASTING = frozenset({"although", "though", "but", "while", "whereas"})
_JOINING = _CONTRASTING | {"and"}
_REST = frozenset({"else", "rest", "remainder"})
_RELATIVE = frozenset({"which", "who", "that", "whose"})
_OWNED = frozenset({"yours", "ours", "theirs", "mine"})
_SOME = frozenset({"someone", "somebody", "anyone", "anybody", "something", "anything", "somewhere"})
_HELPING = frozenset({"be", "have", "do"})
# What needs no figure to tell how long or how soon.
_AT_ONCE = frozenset(
    {"delay", "once", "immediately", "instantly", "indefinitely", "forever", "permanently", "promptly"}
)
_LASTING = frozenset({"long", "until", "indefinitely", "permanently"})
_FOR_HOW_LONG = frozenset({"within", "for", "after", "until", "no"})


def number_crossed(edited: Edited, slot: Slot) -> bool:
    """ "Daily copies for 14 months" of "daily copies for 35 days and monthly copies for 14 months"."""
    left, then = slot.left_out, slot.next
    if slot.put_in or not left or not slot.inside or then is None or then.before.strip("\"'"):
        return False
    counted = left[0].key[0].isdigit() or left[0].text == "one"
    if counted and then.key[0].isdigit() and left[-1].text not in {"and", "or", "to"}:
        return True
    if edited.put_in:
        return False
    # "And if it": a joint all the same.
    joints = [at for at, token in enumerate(left) if token.text in {"and", "or", "but"}]
    at_end = joints and all(token.text in PREMISES | STANDING_FOR for token in left[joints[-1] + 1 :])
    # "Notify you without undue delay and the authority within 72 hours".
    timed = then.text in _FOR_HOW_LONG and any(token.text in _AT_ONCE for token in left[: max(joints, default=0)])
    return bool(joints) and not at_end and (timed or any(token.key[0].isdigit() for token in left))


def figure_of_another(edited: Edited, slot: Slot) -> bool:
    """ "Films are kept for 6 years" of "wages are kept for 6 years and films for 31 days"."""
    tail = {token.key for token in edited.slots[-1].left_out}
    put = {token.key for token in slot.put_in if tells(token)}
    figures = {token.key for one in edited.slots if (token := one.next) is not None and token.key[0].isdigit()}
    theirs = any(tells(token) for token in slot.left_out)
    counted = any(key[0].isdigit() for key in tail) or not _LASTING.isdisjoint(tail)
    return slot.next is not None and theirs and counted and bool(put) and put <= tail and bool(figures - tail)


def time_replaced(edited: Edited, slot: Slot) -> bool:
    """ "Until 30 June" for "indefinitely", "after 3 days" for "at once"."""
    at_once = any(token.text in _AT_ONCE for token in slot.left_out[:3])
    put = {token.text for token in slot.put_in}
    return at_once and any(token.key[0].isdigit() for token in slot.put_in) and not put & _AT_ONCE


def rest_replaced(edited: Edited, slot: Slot) -> bool:
    """ "Your address is gone" of "we keep your address, everything else is gone"."""
    put = {token.text for token in slot.put_in}
    at_end = any(token.text in _REST for token in slot.left_out[-2:])
    at_end = at_end and not any(token.text in _SOME for token in slot.left_out[-3:])
    if slot.next is None or not at_end or put & _REST:
        return False
    return any(map(tells, slot.put_in)) or (slot.inside and not put and _is_predicate(slot.next))


def only_replaced(edited: Edited, slot: Slot) -> bool:
    """ "Are published by name" of "are published only as totals"."""
    left = [token.text for token in slot.left_out]
    at = next((at for at, text in enumerate(left[:2]) if text in {"only", "solely"}), None)
    at_end = slot.next is None or (slot.after is not None and slot.after.key == "be")
    if at is None or not at_end or edited.said & (DENIALS | {"only", "solely"}):
        return False
    ours, theirs = [token for token in slot.put_in if tells(token)], slot.left_out[at:]
    return bool(ours) and not any(is_like(one, theirs) for one in ours)


def end_taken(edited: Edited, slot: Slot) -> bool:
    """ "Stays in the list" of "is struck from the list but stays in the archive"."""
    if slot.next is not None or slot.after is None or slot.after.text not in PREPOSITIONS or slot.after.text == "of":
        return False
    ours, theirs = ([token for token in some if tells(token)] for some in (slot.put_in, slot.left_out))
    elsewhere = {token.key for other in edited.slots if other.inside for token in other.left_out}
    taken = bool(ours) and all(one.key in elsewhere for one in ours)
    return taken and bool(theirs) and not any(is_like(one, theirs) for one in ours)


def contrast_taken(edited: Edited, slot: Slot) -> bool:
    """ "B is never sold" of "A is never sold, although B may be lent"."""
    put = {token.key for token in slot.put_in if tells(token)}
    tail = edited.slots[-1].left_out
    at = next((at for at, token in enumerate(tail) if token.text in _CONTRASTING), None)
    apart = at is not None and not edited.slots[-1].put_in and put <= {token.key for token in tail[at:]}
    return bool(put) and apart and slot.next is not None and any(map(tells, slot.left_out))


def subject_crossed(edited: Edited, slot: Slot) -> bool:
    """ "The name is optional" of "we need the name; the address is optional"."""
    left, then = slot.left_out, slot.next
    if edited.put_in & DENIALS or slot.put_in or not slot.inside or then is None or not _is_predicate(then):
        return False
    subject = () if left and left[0].text in _RELATIVE else _subject_left_out(left)
    end = next((at for at, token in enumerate(subject) if at and token.text in _RELATIVE), len(subject))
    head = subject[:end]
    named = bool(head) and tells(head[0]) and not any(token.text in STANDING_FOR | PREMISES for token in head)
    return named and not any(is_verb(token) for token in head)


def _subject_left_out(left: Sequence[Token]) -> Sequence[Token]:
    """What stands behind the last semicolon, else behind the last "and" or "but" with a predicate before it."""
    at = max((at for at, token in enumerate(left) if ";" in token.before), default=None)
    parted = at is not None
    if at is None:
        at = max((at for at, token in enumerate(left) if token.text in _JOINING), default=None)
    if at is None:
        return ()
    subject = [token for token in left[at:] if token.text not in _JOINING]
    if subject and subject[0].text == "only":
        return subject[1:]
    return subject if parted or any(map(_is_predicate, left[:at])) else ()


def opposite_skipped(edited: Edited, slot: Slot) -> bool:
    """ "On in Rome" of "on in Oslo and off in Rome"."""
    joints = [at for at, token in enumerate(slot.left_out) if token.text in _JOINING or ";" in token.before]
    if slot.put_in or not slot.inside or not joints:
        return False
    copied = [one.next for one in edited.slots[: edited.slots.index(slot)] if one.next is not None]
    behind = slot.left_out[joints[-1] :]
    opposites = vocabulary().opposites
    return any(
        {one.text, other.text} == {"on", "off"} or other.key in opposites.get(one.key, frozenset())
        for one in copied
        for other in behind
    )


def thing_replaced(edited: Edited, slot: Slot) -> bool:
    """ "Data on loans is kept for a year", where it is that on fines and another sentence speaks of loans."""
    if slot.next is None or not slot.left_out or slot.left_out[0].text in STANDING_FOR:
        return False
    # A condition of another sentence, put before this one.
    if edited.put_in & PREMISES:
        return False
    ours = [token for token in slot.put_in if tells(token)]
    end = next((at for at, token in enumerate(slot.left_out) if _helps(token)), len(slot.left_out))
    theirs = [token for token in slot.left_out[:end] if tells(token) and token.key not in vocabulary().light]
    if not ours or not theirs or is_verb(slot.put_in[-1]):
        return False
    elsewhere = {token.key for other in edited.slots if other is not slot for token in other.left_out}
    if {token.text for token in slot.put_in} & DENIALS or {token.text for token in slot.left_out} & _OWNED:
        return False
    foreign = all(one.key in edited.stems and one.key not in elsewhere for one in ours)
    return foreign and not any(is_like(one, slot.left_out) for one in ours)


def _is_predicate(token: Token) -> bool:
    return _helps(token) or is_verb(token)


def _helps(token: Token) -> bool:
    return token.key in _HELPING or token.text in MODALS
