"""What a copied sentence denies or makes a condition of, turned round. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.verification.aligned import Slot, Token
from bot.verification.edit_words import DENIALS, DENYING, EXCEPTING, OPPOSED, STANDING_FOR
from bot.verification.edited import SMALL, Edited, is_soft, is_verb, tells
from bot.verification.grammar import PREPOSITIONS
from bot.verification.words import stem_of

_LONGEST_LIST = 12
_WHAT = frozenset({"who", "whom", "why", "when", "where", "how", "what"})
_ASIDE = frozenset(
    {
        ("exception", "of"),
        ("other", "than"),
        ("apart", "from"),
        ("except", "for"),
        ("save", "for"),
        ("all", "but"),
        ("place", "of"),
        ("instead", "of"),
    }
)
_NOTHING = frozenset({"nothing", "none", "not"})


def denial_left_out(edited: Edited, slot: Slot) -> bool:
    """ "Are used" of "are not used", also of "are not sold, lent or used"."""
    if slot.next is None or slot.next.before.strip("\"'") or edited.put_in & DENYING or _turned_twice(edited):
        return False
    left = slot.left_out
    at = max((at for at, token in enumerate(left) if token.text in DENIALS), default=None)
    if at is None or _is_no_loss(edited, slot, left[at]):
        return False
    # "Can see A; it cannot see B": the verb comes again.
    rest = [token for token in left[at + 1 :] if not is_soft(token) and token.key not in edited.copied]
    # "Get A and shall not be given B".
    before = [*([slot.after] if slot.after else []), *left][max(0, at - 1) : at + 1]
    joined = any(token.text in {"and", "but"} for token in before)
    if slot.inside and joined and rest and all(map(is_verb, rest)):
        return True
    return all(token.text in _saying_no_more(edited, left, at) for token in rest) or _ends_a_list(left[at], rest)


def _is_no_loss(edited: Edited, slot: Slot, denial: Token) -> bool:
    """Whether the statement denies by another word, or a beginning "without ..." is left out as a whole."""
    if denial.text in {"nor", "no"}:
        return bool(edited.said & DENIALS) and "but" not in edited.put_in
    return denial.text == "without" and slot.after is None


def _saying_no_more(edited: Edited, left: Sequence[Token], at: int) -> frozenset[str]:
    """What may stand behind a denial that is left out and belong to it: "has no longer", "but not those"."""
    apart = left[at].text in _NOTHING and at > 0 and left[at - 1].text in {"but", "and"}
    if apart and not edited.left_out & {"who", "which"}:
        return PREPOSITIONS | STANDING_FOR
    return frozenset({"longer", "more"}) if left[at].text == "no" else frozenset()


def _ends_a_list(denial: Token, rest: Sequence[Token]) -> bool:
    """Whether a denial and a list but its last are left out: "not sold, lent or"."""
    parted = any(token.text in {"and", "but", "which", "who", "unless", "if"} or ";" in token.before for token in rest)
    return denial.text != "without" and len(rest) <= _LONGEST_LIST and rest[-1].text in {"or", "nor"} and not parted


def denied_taken(edited: Edited, slot: Slot) -> bool:
    """ "The boss sees why" of "the boss sees that, but not why"."""
    if not slot.put_in or edited.said & DENYING:
        return False
    put = {token.text for token in slot.put_in if tells(token) or token.text in _WHAT}
    for other in edited.slots:
        left = other.left_out
        for at, token in enumerate(left):
            # "But not why", "and never by whom", ", not the place".
            apart = token.text in DENIALS and (bool(token.before) or (at > 0 and left[at - 1].text in {"but", "and"}))
            if apart and put and put <= {after.text for after in left[at + 1 : at + 1 + SMALL]}:
                return True
    return False


def asked_otherwise(edited: Edited, slot: Slot) -> bool:
    """ "Tells who is in" of "tells whether anyone is in"."""
    put, left = ({token.text for token in some} for some in (slot.put_in, slot.left_out[:SMALL]))
    return bool((put & (_WHAT - {"when", "where"})) - edited.told) and "whether" in left


def denial_put_in(edited: Edited, slot: Slot) -> bool:
    negative = [token for token in slot.put_in if token.text.startswith("un")]
    if any(stem_of(token.text[2:]) in edited.stems for token in negative) and not edited.left_out & DENYING:
        return True
    turned = {stem_of(token.text[2:]) for token in slot.left_out if token.text.startswith("un")}
    if turned & {token.key for token in slot.put_in} and not edited.put_in & DENYING:
        return True
    before_only = slot.next is not None and slot.next.text == "only" and "not" not in edited.told
    if before_only and slot.put_in and slot.put_in[-1].text == "not":
        return True
    later = edited.slots[edited.slots.index(slot) + 1 :]
    # "Never in the clear, only in code".
    only = any(one.next is not None and one.next.text == "only" for one in later)
    if only or _turned_twice(edited) or edited.left_out & {"only", "neither", "nor"} or "only" in edited.put_in:
        return False
    # What is left out behind a longer clause is "not", "but none", "and is never"; not "and not our school".
    exchanged = [
        token
        for other in edited.slots
        for token, then in pairwise((*other.left_out[-2 if len(other.left_out) > SMALL else 0 :], other.next))
        if token is not None and not (token.text == "not" and then is not None and then.key == "we")
    ]
    denied = any(token.text in DENYING or token.text.startswith("un") for token in exchanged)
    put_in = {token.text for token in slot.put_in}
    limit = "no" in put_in and put_in & {"later", "less", "more", "fewer", "longer"}
    return not denied and not limit and bool((put_in & DENIALS) - _denials_left_out(edited))


def _denials_left_out(edited: Edited) -> frozenset[str]:
    """Without those of the policy's own organisation: "the school, not we"."""
    return frozenset(
        token.text
        for other in edited.slots
        for token, then in pairwise((*_not_far(other), other.next))
        if token is not None and (then is None or token.text != "not" or then.key != "we")
    )


def relation_turned(edited: Edited, slot: Slot) -> bool:
    """ "After" for "before", "with" for "without", "if" for "unless"."""
    left_out = slot.left_out if slot.inside and len(slot.left_out) <= SMALL else slot.left_out[:2]
    put, left = ({token.text for token in some} for some in (slot.put_in, left_out))
    denied = (put | left) & (DENIALS - {"without"}) or (
        {"if", "where"} & (put | left) and edited.put_in & (DENIALS - {"no"})
    )
    return (
        not (denied or _turned_twice(edited))
        and len(slot.put_in) <= 3
        and len(left_out) <= SMALL
        and any(
            put & one and left & other and not put & other and not left & one
            for pair in OPPOSED
            for one, other in (pair, pair[::-1])
        )
    )


def _turned_twice(edited: Edited) -> bool:
    """ "Only if" for "not unless"."""
    # "Say no" denies nothing; and "if you do not agree" is not "unless you agree".
    denials = DENIALS - {"no"}
    return bool(edited.put_in & denials) != bool(edited.left_out & denials) and any(
        one & {"unless", "until", "except"} and other & {"only", "if"}
        for one, other in ((edited.put_in, edited.left_out), (edited.left_out, edited.put_in))
    )


def exception_as_case(edited: Edited, slot: Slot) -> bool:
    """ "In an emergency it gives notice" of "it gives notice, except in an emergency"."""
    case = {token.key for token in slot.put_in if tells(token)}
    if not case or edited.put_in & DENIALS or edited.said & EXCEPTING:
        return False
    for other in edited.slots:
        at = next((at for at, token in enumerate(other.left_out) if token.text in EXCEPTING), None)
        excepted = {token.key for token in other.left_out[at:]} if at is not None else set()
        if at is not None and any(token.text in DENIALS for token in other.left_out[:at]):
            return False
        # "Unless a fine is owing, in which case it is kept".
        if case <= excepted and "which" not in excepted:
            return True
    return False


def denial_moved(edited: Edited, slot: Slot) -> bool:
    """ "It reads it if you do not agree" of "it does not read it unless you agree"."""
    put, left = ({token.text for token in some} for some in (slot.put_in, slot.left_out))
    at = edited.slots.index(slot)
    lost = any(token.text == "not" for one in edited.slots[:at] for token in one.left_out)
    found = any(token.text == "not" for one in edited.slots[at:] for token in one.put_in)
    return bool(put & {"if", "when", "where"}) and bool(left & {"unless", "until"}) and lost and found


def excepted_taken(edited: Edited, slot: Slot) -> bool:
    """ "You can turn off calls" of "you can turn off everything with the exception of calls"."""
    left = [token.text for token in slot.left_out]
    aside = left[-1:] in (["except"], ["excluding"], ["save"]) or tuple(left[-2:]) in _ASIDE
    return slot.inside and aside and not edited.said & (DENYING | EXCEPTING | {"only"})


def _not_far(slot: Slot) -> Sequence[Token]:
    """What is left out; of a long beginning only its end."""
    return slot.left_out if slot.inside or slot.next is None or len(slot.left_out) <= SMALL else slot.left_out[-2:]
