"""What a statement changes in a sentence that it copies for the most part: a denial or a modal left out or put in, a
word in the place of another. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from bot.verification.aligned import Alignment, Slot, Token
from bot.verification.edit_words import (
    AIMS,
    DENIALS,
    DENYING,
    EACH,
    EXCEPTING,
    LIKE_MODALS,
    MODAL_GROUPS,
    OPPOSED,
    POSSIBLE,
    PREMISES,
    REQUESTING,
)
from bot.verification.edited import SMALL, Edited, is_soft, is_verb, tells
from bot.verification.rejection import Kind, Rejection
from bot.verification.replaced import (
    event_added,
    event_replaced,
    figure_of_another,
    number_crossed,
    number_replaced,
    opposite_put_in,
    word_replaced,
)
from bot.verification.words import Word, stem_of

# So much of a sentence must be copied for its changes to be read one by one.
_COPIED = 0.65
_COPIED_BUT_A_WORD = 0.82
_LONGEST_LIST = 12
_WHAT = frozenset({"who", "whom", "why", "when", "where", "how", "what"})
_REQUESTS = frozenset(
    {"ask", "asks", "asked", "asking", "request", "requests", "requested", "apply", "applies", "wish", "want"}
)


def check_edits(alignment: Alignment, said: Sequence[Token], quoted: Collection[Word]) -> Iterator[Rejection]:
    """`said` are the sentence's words, `quoted` those of all the quotes."""
    share = alignment.copied / max(1, alignment.size)
    if share < _COPIED:
        return
    slots = alignment.slots
    edited = Edited(
        slots,
        frozenset(token.text for token in said),
        frozenset(token.text for slot in slots for token in slot.put_in),
        frozenset(token.text for slot in slots for token in slot.left_out),
        frozenset(word.text for word in quoted),
        frozenset(word.stem for word in quoted),
        share >= _COPIED_BUT_A_WORD,
    )
    for slot in slots:
        for kind, changed, detail in _CHANGES:
            if changed(edited, slot):
                yield Rejection(kind, detail)
                return


def _denial_left_out(edited: Edited, slot: Slot) -> bool:
    """ "Are used" of "are not used", also of "are not sold, lent or used"."""
    if slot.next is None or slot.next.before.strip("\"'") or edited.put_in & DENYING or _turned_twice(edited):
        return False
    left = slot.left_out
    at = max((at for at, token in enumerate(left) if token.text in DENIALS), default=None)
    if at is None or (left[at].text in {"nor", "no"} and edited.said & DENIALS):
        return False
    if left[at].text == "without" and slot.after is None:
        return False
    rest = [token for token in left[at + 1 :] if not is_soft(token)]
    if not rest:
        return True
    parted = any(token.text in {"and", "but", "which", "who", "unless", "if"} or ";" in token.before for token in rest)
    return left[at].text != "without" and len(rest) <= _LONGEST_LIST and rest[-1].text in {"or", "nor"} and not parted


def _denied_taken(edited: Edited, slot: Slot) -> bool:
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


def _denial_put_in(edited: Edited, slot: Slot) -> bool:
    negative = [token for token in slot.put_in if token.text.startswith("un")]
    if any(stem_of(token.text[2:]) in edited.stems for token in negative) and not edited.left_out & DENYING:
        return True
    before_only = slot.next is not None and slot.next.text == "only" and "not" not in edited.told
    if before_only and slot.put_in and slot.put_in[-1].text == "not":
        return True
    if _turned_twice(edited) or "only" in edited.said | edited.left_out:
        return False
    # What is left out behind a longer clause is "not", "but none", "and is never".
    exchanged = [
        token for other in edited.slots for token in other.left_out[-2 if len(other.left_out) > SMALL else 0 :]
    ]
    denied = any(token.text in DENYING or token.text.startswith("un") for token in exchanged)
    put_in = {token.text for token in slot.put_in}
    limit = "no" in put_in and put_in & {"later", "less", "more", "fewer", "longer"}
    return not denied and not limit and bool((put_in & DENIALS) - edited.left_out)


def _modal_put_in(edited: Edited, slot: Slot) -> bool:
    left = {token.text for token in slot.left_out}
    elsewhere = (
        edited.left_out if not all(token.text in MODAL_GROUPS or is_soft(token) for token in slot.put_in) else left
    )
    if not any(not is_soft(token) for token in slot.left_out):
        elsewhere = frozenset(
            token.text for other in edited.slots if other.next is not None for token in other.left_out
        )
    duty = bool(left & {"must", "shall"})
    # "Can see" of "sees" is no change; of "must see" it is.
    put_in = {token.text for token in slot.put_in if duty or token.text not in {"can", "could"}}
    for group in {MODAL_GROUPS[text] for text in put_in if text in MODAL_GROUPS}:
        if group == "will":
            if slot.next is not None and any(token.key in AIMS for token in slot.left_out):
                return True
        elif not (left | elsewhere) & LIKE_MODALS[group] and (group != "should" or left & MODAL_GROUPS.keys()):
            # "May not" is "must not".
            denied = slot.next is not None and "not" in {slot.next.text, *(token.text for token in slot.put_in)}
            like = {"may": {"must", "shall"}, "must": {"may"}}.get(group, set())
            if not (denied and (left & like or (group == "may" and edited.left_out & DENYING))):
                return True
    return False


def _modal_left_out(edited: Edited, slot: Slot) -> bool:
    """ "Are shared" of "may be shared", "receive" of "can ask for"; not of "you may object, and if you object ..."."""
    if not slot.inside or edited.put_in & (
        PREMISES | LIKE_MODALS["may"] | MODAL_GROUPS.keys() | {"that", "which", "who"}
    ):
        return False
    if edited.said & (LIKE_MODALS["may"] - POSSIBLE) or "so" in edited.said | {token.text for token in slot.left_out}:
        return False
    verbs = {token.key for token in slot.put_in}
    if any(token.key in verbs for other in edited.slots if other is not slot for token in other.left_out):
        return False
    hard = [token for token in slot.left_out if not is_soft(token)]
    if hard and hard[-1].text in POSSIBLE | {"should"}:
        return True
    return (
        bool(slot.put_in)
        and (is_verb(slot.put_in[-1]) or slot.put_in[-1].key == "have")
        and len(slot.left_out) <= SMALL
        and any(token.text in POSSIBLE for token in slot.left_out)
    )


def _reach_put_in(edited: Edited, slot: Slot) -> bool:
    left = {token.text for token in slot.left_out}
    reaching = {token.text for token in slot.put_in} & EACH - edited.told if "otherwise" not in edited.told else set()
    if (
        not reaching
        or left & {"any", "anyone", "whoever", "everybody", "another", "no", "entire"}
        or edited.left_out & EACH
    ):
        return False
    return not (reaching == {"only"} and edited.left_out & (DENIALS | {"alone", "other", "else", "unless", "except"}))


def _relation_turned(edited: Edited, slot: Slot) -> bool:
    left_out = slot.left_out if slot.next is not None else slot.left_out[:2]
    put, left = ({token.text for token in some} for some in (slot.put_in, left_out))
    denied = (put | left) & (DENIALS - {"without"}) or ({"if", "where"} & (put | left) and edited.put_in & DENIALS)
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
    return bool((edited.put_in | edited.left_out) & DENIALS) and any(
        one & {"unless", "until", "except"} and other & {"only", "if"}
        for one, other in ((edited.put_in, edited.left_out), (edited.left_out, edited.put_in))
    )


def _exception_as_case(edited: Edited, slot: Slot) -> bool:
    """ "In an emergency it gives notice" of "it gives notice, except in an emergency"."""
    case = {token.key for token in slot.put_in if tells(token)}
    if not case or (edited.put_in | edited.left_out) & DENIALS or edited.said & EXCEPTING:
        return False
    for other in edited.slots:
        at = next((at for at, token in enumerate(other.left_out) if token.text in EXCEPTING), None)
        excepted = {token.key for token in other.left_out[at:]} if at is not None else set()
        # "Unless a fine is owing, in which case it is kept".
        if case <= excepted and "which" not in excepted:
            return True
    return False


def _request_left_out(edited: Edited, slot: Slot) -> bool:
    """ "The host mutes you" of "you can ask the host to mute you"."""
    left = list(slot.left_out)
    to = any(token.text in {"to", "for"} for token in left[-1:])
    to = to or any([token.text for token in other.left_out] == ["to"] for other in edited.slots)
    while left and (left[-1].text in {"to", "for"} or left[-1].key in {"we", "you"}):
        left.pop()
    may = any(token.text in POSSIBLE for token in left)
    asks = bool(left) and left[-1].key in REQUESTING and slot.next is not None and may
    return asks and to and not any(token in edited.said for token in _REQUESTS)


_CHANGES: tuple[tuple[Kind, Callable[[Edited, Slot], bool], str], ...] = (
    ("polarity", _denial_left_out, "The quotes deny it, the statement leaves their 'not' out: keep it."),
    ("polarity", _denied_taken, "The statement affirms what the quotes deny: keep their 'not'."),
    ("polarity", _denial_put_in, "The statement denies what the quotes do not: leave its 'not' out."),
    (
        "modality",
        _modal_put_in,
        "The statement says 'may', 'must' or 'will' where the quotes do not: keep their words.",
    ),
    ("modality", _modal_left_out, "The quotes say that it may be, the statement that it is so: keep their 'may'."),
    ("scope", _reach_put_in, "The quotes do not say it of all, or of these only: say no more than they do."),
    ("polarity", _relation_turned, "The statement turns 'if', 'with' or 'before' of the quotes round: keep it."),
    ("number", event_added, "The quotes do not say from when that period runs: leave it out."),
    ("number", figure_of_another, "The quotes say that figure of something else: keep together what they do."),
    ("number", event_replaced, "The period runs from something else in the quotes: keep what they say."),
    ("polarity", _exception_as_case, "The quotes except what the statement takes for the case: keep their exception."),
    ("modality", _request_left_out, "By the quotes it can be asked for, the statement says that it is so: keep it."),
    ("polarity", opposite_put_in, "The statement says the opposite of the quotes: keep their words."),
    ("number", number_replaced, "The quotes have another figure in this place: keep theirs."),
    ("number", number_crossed, "The statement joins a figure with what the quotes say of another: keep them apart."),
    ("overlap", word_replaced, "A word of the quotes is replaced by one that is not like it: use their words."),
)
