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
    ENCOURAGED,
    LIKE_MODALS,
    MODAL_GROUPS,
    POSSIBLE,
    PREMISES,
    REQUESTING,
    STANDING_FOR,
)
from bot.verification.edited import SMALL, Edited, is_soft, is_verb
from bot.verification.rejection import Kind, Rejection
from bot.verification.replaced import (
    day_moved,
    event_added,
    event_replaced,
    number_replaced,
    opposite_put_in,
    predicate_replaced,
    word_replaced,
)
from bot.verification.transferred import (
    contrast_taken,
    end_taken,
    figure_of_another,
    number_crossed,
    only_replaced,
    opposite_skipped,
    rest_replaced,
    subject_crossed,
    thing_replaced,
    time_replaced,
)
from bot.verification.turned import (
    asked_otherwise,
    denial_left_out,
    denial_moved,
    denial_put_in,
    denied_taken,
    excepted_taken,
    exception_as_case,
    relation_turned,
)
from bot.verification.words import Word

# So much of a sentence must be copied for its changes to be read one by one.
_COPIED = 0.65
_COPIED_BUT_A_WORD = 0.82
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
    if slot.next is None or edited.put_in & (
        PREMISES | LIKE_MODALS["may"] | MODAL_GROUPS.keys() | {"that", "which", "who"}
    ):
        return False
    if edited.said & (LIKE_MODALS["may"] - POSSIBLE) or "so" in edited.said | {token.text for token in slot.left_out}:
        return False
    verbs = {token.key for token in slot.put_in}
    if any(token.key in verbs for other in edited.slots if other is not slot for token in other.left_out):
        return False
    hard = [token for token in slot.left_out if not is_soft(token)]
    # "Reads A each day and can read it": the verb comes again.
    while slot.inside and hard and (hard[-1].text in STANDING_FOR or hard[-1].key in edited.copied - POSSIBLE):
        hard.pop()
    if hard and hard[-1].text in POSSIBLE | {"should"}:
        return slot.inside or bool(slot.put_in)
    return (
        slot.inside
        and bool(slot.put_in)
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


def _request_left_out(edited: Edited, slot: Slot) -> bool:
    """ "The host mutes you" of "you can ask the host to mute you"."""
    left = list(slot.left_out)
    texts = [token.text for token in left if token.key != "be"]
    if texts[-2:] == [*texts[-2:-1], "to"] and texts[-2:-1] and texts[-2] in ENCOURAGED and slot.next is not None:
        return not edited.said & ENCOURAGED and not edited.put_in & MODAL_GROUPS.keys()
    to = any(token.text in {"to", "for"} for token in left[-1:])
    may_ask = bool(left) and left[-1].key == "request" and any(token.text == "right" for token in left)
    if may_ask and slot.put_in and slot.next is not None and not edited.said & _REQUESTS:
        return True
    to = to or any([token.text for token in other.left_out] == ["to"] for other in edited.slots)
    while left and (left[-1].text in {"to", "for"} or left[-1].key in {"we", "you"}):
        left.pop()
    may = any(token.text in POSSIBLE for token in left)
    asks = bool(left) and left[-1].key in REQUESTING and slot.next is not None and may
    return asks and to and not any(token in edited.said for token in _REQUESTS)


_CHANGES: tuple[tuple[Kind, Callable[[Edited, Slot], bool], str], ...] = (
    ("polarity", denial_left_out, "The quotes deny it, the statement leaves their 'not' out: keep it."),
    ("polarity", denied_taken, "The statement affirms what the quotes deny: keep their 'not'."),
    ("overlap", asked_otherwise, "The quotes tell something else of it: keep their 'whether' or 'that'."),
    ("polarity", denial_put_in, "The statement denies what the quotes do not: leave its 'not' out."),
    (
        "modality",
        _modal_put_in,
        "The statement says 'may', 'must' or 'will' where the quotes do not: keep their words.",
    ),
    ("modality", _modal_left_out, "The quotes say that it may be, the statement that it is so: keep their 'may'."),
    ("scope", _reach_put_in, "The quotes do not say it of all, or of these only: say no more than they do."),
    ("polarity", relation_turned, "The statement turns 'if', 'with' or 'before' of the quotes round: keep it."),
    ("number", event_added, "The quotes do not say from when that period runs: leave it out."),
    ("number", figure_of_another, "The quotes say that figure of something else: keep together what they do."),
    ("number", event_replaced, "The period runs from something else in the quotes: keep what they say."),
    ("polarity", exception_as_case, "The quotes except what the statement takes for the case: keep their exception."),
    ("polarity", excepted_taken, "The quotes except what the statement takes for the case: keep their exception."),
    ("polarity", denial_moved, "The statement has the 'not' of the quotes in another place: keep it."),
    ("modality", _request_left_out, "By the quotes it can be asked for, the statement says that it is so: keep it."),
    ("polarity", opposite_put_in, "The statement says the opposite of the quotes: keep their words."),
    ("polarity", opposite_skipped, "The quotes say the opposite of that: keep together what they do."),
    ("number", number_replaced, "The quotes have another figure in this place: keep theirs."),
    ("number", number_crossed, "The statement joins a figure with what the quotes say of another: keep them apart."),
    ("number", time_replaced, "The quotes have no figure in this place: keep their words."),
    ("subject", rest_replaced, "The quotes say it of everything else: keep what they say."),
    ("scope", only_replaced, "The quotes say 'only' something else: keep their words."),
    ("subject", contrast_taken, "The quotes set it against what they say this of: keep them apart."),
    ("subject", end_taken, "The quotes say that of something else: keep together what they do."),
    ("subject", subject_crossed, "The quotes say that of something else: keep together what they do."),
    ("subject", thing_replaced, "The quotes say that of something else: keep together what they do."),
    ("number", day_moved, "The period runs from something else in the quotes: keep what they say."),
    ("overlap", predicate_replaced, "A word of the quotes is replaced by one that is not like it: use their words."),
    ("overlap", word_replaced, "A word of the quotes is replaced by one that is not like it: use their words."),
)
