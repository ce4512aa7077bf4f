"""What a statement changes in a sentence that it copies for the most part: a denial or a modal left out or put in, a
word in the place of another. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.verification.aligned import Alignment, Slot, Token
from bot.verification.edit_words import (
    AIMS,
    ASKING,
    DENIALS,
    DENYING,
    EACH,
    FROM_WHEN,
    LIKE_MODALS,
    MODAL_GROUPS,
    OPPOSED,
    POSSIBLE,
    PREMISES,
    REQUESTING,
    SMALL_WORDS,
    SOFT,
    STANDING_FOR,
)
from bot.verification.rejection import Kind, Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word, stem_of

# So much of a sentence must be copied for its changes to be read one by one.
_COPIED = 0.65
_COPIED_BUT_A_WORD = 0.82
_SMALL = 5
_LONGEST_LIST = 12
_REQUESTS = frozenset(
    {"ask", "asks", "asked", "asking", "request", "requests", "requested", "apply", "applies", "wish", "want"}
)


@dataclass(frozen=True, slots=True)
class _Edited:
    """A sentence's alignment with all that it puts in and leaves out, and the words and stems that the quotes have."""

    slots: tuple[Slot, ...]
    said: frozenset[str]
    put_in: frozenset[str]
    left_out: frozenset[str]
    told: frozenset[str]
    stems: frozenset[str]
    mostly: bool

    def moved(self, slot: Slot) -> bool:
        """Whether a thing put in stands before the same word elsewhere, in what is left out: "payment slips are kept
        for two years" of "search slips are kept for one year, payment slips for two"."""
        if slot.next is None or not slot.put_in or _is_verb(slot.put_in[-1]):
            return False
        one, then = slot.put_in[-1].key, slot.next.key
        pairs = [pair for other in self.slots for pair in pairwise(other.left_out)]
        return any(a.key == one and (b.key == then or b.text in STANDING_FOR) for a, b in pairs)

    def exchanged(self, slot: Slot) -> bool:
        """Whether two of the quote's words have changed places."""
        ours, theirs = ([token.key for token in some] for some in (slot.put_in, slot.left_out))
        return any(
            [token.key for token in other.put_in] == theirs and [token.key for token in other.left_out] == ours
            for other in self.slots
        )


def check_edits(alignment: Alignment, said: Sequence[Token], quoted: Collection[Word]) -> Iterator[Rejection]:
    """`said` are the sentence's words, `quoted` those of all the quotes."""
    share = alignment.copied / max(1, alignment.size)
    if share < _COPIED:
        return
    slots = alignment.slots
    edited = _Edited(
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


def _denial_left_out(edited: _Edited, slot: Slot) -> bool:
    """ "Are used" of "are not used", also of "are not sold, lent or used"."""
    if slot.next is None or slot.next.before.strip("\"'") or edited.put_in & DENYING or _turned_twice(edited):
        return False
    left = slot.left_out
    at = max((at for at, token in enumerate(left) if token.text in DENIALS), default=None)
    if at is None or (left[at].text in {"nor", "no"} and edited.said & DENIALS):
        return False
    if left[at].text == "without" and slot.after is None:
        return False
    rest = [token for token in left[at + 1 :] if not _is_soft(token)]
    if not rest:
        return True
    parted = any(token.text in {"and", "but", "which", "who", "unless", "if"} or ";" in token.before for token in rest)
    return left[at].text != "without" and len(rest) <= _LONGEST_LIST and rest[-1].text in {"or", "nor"} and not parted


def _denial_put_in(edited: _Edited, slot: Slot) -> bool:
    if any(token.text.startswith("un") and stem_of(token.text[2:]) in edited.stems for token in slot.put_in):
        return True
    if _turned_twice(edited) or "only" in edited.said | edited.left_out:
        return False
    # What is left out behind a longer clause is "not", "but none", "and is never".
    exchanged = [
        token for other in edited.slots for token in other.left_out[-2 if len(other.left_out) > _SMALL else 0 :]
    ]
    denied = any(token.text in DENYING or token.text.startswith("un") for token in exchanged)
    return not denied and any(token.text in DENIALS for token in slot.put_in)


def _modal_put_in(edited: _Edited, slot: Slot) -> bool:
    left = {token.text for token in slot.left_out}
    elsewhere = (
        edited.left_out if not all(token.text in MODAL_GROUPS or _is_soft(token) for token in slot.put_in) else left
    )
    if not any(not _is_soft(token) for token in slot.left_out):
        elsewhere = frozenset(
            token.text for other in edited.slots if other.next is not None for token in other.left_out
        )
    for group in {MODAL_GROUPS[token.text] for token in slot.put_in if token.text in MODAL_GROUPS}:
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


def _modal_left_out(edited: _Edited, slot: Slot) -> bool:
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
    hard = [token for token in slot.left_out if not _is_soft(token)]
    if hard and hard[-1].text in POSSIBLE | {"should"}:
        return True
    return (
        bool(slot.put_in)
        and (_is_verb(slot.put_in[-1]) or slot.put_in[-1].key == "have")
        and len(slot.left_out) <= _SMALL
        and any(token.text in POSSIBLE for token in slot.left_out)
    )


def _reach_put_in(edited: _Edited, slot: Slot) -> bool:
    left = {token.text for token in slot.left_out}
    reaching = {token.text for token in slot.put_in} & EACH - edited.told if "otherwise" not in edited.told else set()
    if not reaching or left & {"any", "anyone", "whoever", "no", "entire"} or edited.left_out & EACH:
        return False
    return not (reaching == {"only"} and edited.left_out & (DENIALS | {"alone", "other", "else", "unless", "except"}))


def _relation_turned(edited: _Edited, slot: Slot) -> bool:
    left_out = slot.left_out if slot.next is not None else slot.left_out[:2]
    put, left = ({token.text for token in some} for some in (slot.put_in, left_out))
    denied = (put | left) & (DENIALS - {"without"}) or ({"if", "where"} & (put | left) and edited.put_in & DENIALS)
    return (
        not (denied or _turned_twice(edited))
        and len(slot.put_in) <= 2
        and len(left_out) <= _SMALL
        and any(
            put & one and left & other and not put & other and not left & one
            for pair in OPPOSED
            for one, other in (pair, pair[::-1])
        )
    )


def _word_replaced(edited: _Edited, slot: Slot) -> bool:
    """One word in the place of another that is not like it: a verb, a word that no quote has, or one word for one."""
    ours, theirs = ([token for token in some if _tells(token)] for some in (slot.put_in, slot.left_out))
    if not edited.mostly or len(ours) != 1 or not theirs or len(slot.put_in) > 2:
        return False
    one = ours[0]
    if edited.exchanged(slot):
        return True
    if any(token.text in STANDING_FOR for token in slot.left_out) or _is_like(one, theirs):
        return False
    if slot.next is None and len(slot.left_out) == len(slot.put_in):
        return True
    inside = [token for other in edited.slots if other.inside for token in other.left_out]
    elsewhere = _is_like(one, inside) or edited.moved(slot)
    return not elsewhere and (len(slot.left_out) == 1 or _stands_for_more(edited, slot, one, theirs))


def _stands_for_more(edited: _Edited, slot: Slot, one: Token, theirs: Sequence[Token]) -> bool:
    """Whether a word stands in the place of several."""
    if slot.inside:
        turned = _is_verb(one) and any(_is_verb(other) for other in theirs)
        return len(slot.left_out) < _SMALL - 1 and (turned or one.key not in edited.stems)
    beside = slot.left_out[0 if slot.next is None else -1]
    strange = len(slot.put_in) == 1 and not vocabulary().among(one.key, edited.stems)
    return strange and _tells(beside) and not (slot.next is None and beside.before)


def _is_like(one: Token, others: Sequence[Token]) -> bool:
    vocab = vocabulary()
    return any(vocab.same(one.key, other.key) or {one.key, other.key} <= ASKING for other in others)


def _opposite_put_in(edited: _Edited, slot: Slot) -> bool:
    """ "Keep" where the quotes have "delete"; "public" for "private"."""
    opposites = vocabulary().opposites
    if len(slot.put_in) > _SMALL - 2 or (slot.next is not None and len(slot.left_out) > _SMALL):
        return False
    left = {token.key for token in slot.left_out[:_SMALL]}
    denied = edited.put_in & DENYING or {token.text for token in slot.left_out} & DENYING
    return not denied and any(left & opposites.get(token.key, frozenset()) for token in slot.put_in)


def _number_replaced(edited: _Edited, slot: Slot) -> bool:
    ours, theirs = ({token.key for token in some if token.key[0].isdigit()} for some in (slot.put_in, slot.left_out))
    single = [some[0].text for some in (slot.put_in, slot.left_out) if len(some) == 1]
    one = len(single) == 2 and "one" in single and bool((ours | theirs) - {"1"})
    # A figure that no quote has may be the same written otherwise: "1,000" for "1000".
    counted = bool(ours - {"1"}) and bool(slot.left_out) and slot.left_out[0].text == "one"
    return ((one or counted) and edited.mostly) or (bool(ours & edited.stems) and bool(theirs) and not ours & theirs)


def _number_crossed(edited: _Edited, slot: Slot) -> bool:
    """ "Daily copies for 14 months" of "daily copies for 35 days and monthly copies for 14 months"."""
    left, then = slot.left_out, slot.next
    if edited.put_in or not slot.inside or then is None or then.before.strip("\"'"):
        return False
    # "And if it": a joint all the same.
    joints = [at for at, token in enumerate(left) if token.text in {"and", "or", "but"}]
    at_end = joints and all(token.text in PREMISES | STANDING_FOR for token in left[joints[-1] + 1 :])
    return bool(joints) and not at_end and any(token.key[0].isdigit() for token in left)


def _turned_twice(edited: _Edited) -> bool:
    """ "Only if" for "not unless"."""
    return bool((edited.put_in | edited.left_out) & DENIALS) and any(
        one & {"unless", "until", "except"} and other & {"only", "if"}
        for one, other in ((edited.put_in, edited.left_out), (edited.left_out, edited.put_in))
    )


def _event_replaced(edited: _Edited, slot: Slot) -> bool:
    """ "Within 7 days of your request" of "within 7 days of our approval"."""
    at = edited.slots.index(slot)
    copied = [one.after for one in edited.slots[max(0, at - _SMALL) : at + 1] if one.after is not None]
    if not slot.put_in or not slot.left_out or not copied or copied[-1].text not in FROM_WHEN:
        return False
    theirs = [token for token in slot.left_out[:_SMALL] if _tells(token)]
    ours = [token for token in slot.put_in if _tells(token)]
    counted = any(token.key[0].isdigit() for token in copied)
    stands_for = any(token.text in STANDING_FOR for token in slot.left_out[:2])
    return counted and not stands_for and bool(ours and theirs) and not any(_is_like(one, theirs) for one in ours)


def _request_left_out(edited: _Edited, slot: Slot) -> bool:
    """ "The host mutes you" of "you can ask the host to mute you"."""
    left = list(slot.left_out)
    to = any(token.text in {"to", "for"} for token in left[-1:])
    to = to or any([token.text for token in other.left_out] == ["to"] for other in edited.slots)
    while left and (left[-1].text in {"to", "for"} or left[-1].key in {"we", "you"}):
        left.pop()
    asks = bool(left) and left[-1].key in REQUESTING and slot.next is not None
    return asks and to and not any(token in edited.said for token in _REQUESTS)


def _is_soft(token: Token) -> bool:
    return token.key in SOFT or token.text.endswith("ly")


def _is_verb(token: Token) -> bool:
    return vocabulary().is_verb(token.text) and not vocabulary().is_noun(token.text)


def _tells(token: Token) -> bool:
    return token.text.isalpha() and token.text not in SMALL_WORDS and token.key not in SMALL_WORDS


_CHANGES: tuple[tuple[Kind, Callable[[_Edited, Slot], bool], str], ...] = (
    ("polarity", _denial_left_out, "The quotes deny it, the statement leaves their 'not' out: keep it."),
    ("polarity", _denial_put_in, "The statement denies what the quotes do not: leave its 'not' out."),
    (
        "modality",
        _modal_put_in,
        "The statement says 'may', 'must' or 'will' where the quotes do not: keep their words.",
    ),
    ("modality", _modal_left_out, "The quotes say that it may be, the statement that it is so: keep their 'may'."),
    ("scope", _reach_put_in, "The quotes do not say it of all, or of these only: say no more than they do."),
    ("polarity", _relation_turned, "The statement turns 'if', 'with' or 'before' of the quotes round: keep it."),
    ("number", _event_replaced, "The period runs from something else in the quotes: keep what they say."),
    ("modality", _request_left_out, "By the quotes it can be asked for, the statement says that it is so: keep it."),
    ("polarity", _opposite_put_in, "The statement says the opposite of the quotes: keep their words."),
    ("number", _number_replaced, "The quotes have another figure in this place: keep theirs."),
    ("number", _number_crossed, "The statement joins a figure with what the quotes say of another: keep them apart."),
    ("overlap", _word_replaced, "A word of the quotes is replaced by one that is not like it: use their words."),
)
