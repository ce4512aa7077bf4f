"""How far a statement reaches: "all", "only", "always", "in any case" are the quotes' own, of the same things. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.evidence import Unit, covered
from bot.verification.grammar import NEGATORS
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word, word_set

# Words that reach for everything, in families: the quotes must have one of the same family.
_UNIVERSAL: tuple[frozenset[str], ...] = (
    word_set(
        "all any every each always everything anything everyone anyone everybody anybody whatever whichever no none "
        "nothing regardless"
    ),
    word_set("always ever never constantly continuously permanently forever indefinitely whenever anytime any"),
    word_set(
        "only solely exclusively just purely except unless without alone but nothing other else limited restricted no "
        "nobody confined before prior until must need required requires"
    ),
    word_set("immediately instantly once promptly straight straightaway delay"),
    word_set("completely entirely fully totally absolutely wholly complete full entire whole"),
    word_set("automatically automatic automated computer algorithm"),
    word_set("guarantee guarantees guaranteed ensure ensures"),
    word_set("most many majority mostly"),
)
_SILENT_UNIVERSAL = word_set(
    "no none nothing each never ever once but just delay other else without unless except complete before prior until "
    "must need required requires computer algorithm"
)
_NEGATIVE = frozenset({"no", "none", "nothing", "never", "ever"})
_PERMITTED = word_set("consent permission approval agreement agree agrees agreed")
_IDLE_NOUNS = word_set("time times case cases way reason reasons purpose circumstances event point other")
_ENDING = word_set("is are was were may can must will shall cannot do does have has")
_CONDITIONAL = word_set("if unless before whether without may can could might prevent protect against")
_EVERY = word_set("all every each any no")
# What lifts every limit; the quotes must lift it as well.
_LIFTING: tuple[tuple[str, ...], ...] = (
    *(("regardless",), ("irrespective",), ("no", "matter"), ("even", "if"), ("even", "without"), ("even", "when")),
    *(("without", "exception"), ("without", "exceptions"), ("without", "limit"), ("without", "limits"), ("in", "full")),
    *(
        ("without", "restriction"),
        ("unconditionally",),
        ("in", "all", "cases"),
        ("in", "every", "case"),
        ("at", "will"),
    ),
    *(
        ("in", "any", "case"),
        ("at", "all", "times"),
        ("at", "any", "time"),
        ("for", "any", "reason"),
        ("for", "any", "purpose"),
    ),
    *(("for", "all", "purposes"), ("without", "any"), ("with", "no", "exceptions"), ("with", "no", "exception")),
    *(
        ("under", "all"),
        ("see", "fit"),
        ("sees", "fit"),
        *((who, verb) for who in ("it", "they") for verb in ("wish", "wishes", "like", "likes", "please", "pleases")),
        ("even", "after"),
        ("even", "where"),
        ("without", "restrictions"),
    ),
)
_LIFTED = word_set(
    "regardless irrespective whether even matter unconditionally always exception exceptions whenever "
    "wherever discretion still override overrides overriding nevertheless nonetheless although though unlimited "
    "unrestricted including notwithstanding despite"
)


def check_reach(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    texts = frozenset(word.text for there in told for at, word in enumerate(there.words) if not _of_others(there, at))
    for sentence in said:
        yield from _universals(sentence, told, texts)
        yield from _lifts(sentence, told, texts)
        yield from _restricted(sentence, told)
        yield from _bound(sentence, told)
        yield from _people(sentence, told)


def _lifts(sentence: Unit, told: Sequence[Unit], texts: frozenset[str]) -> Iterator[Rejection]:
    own = [word.text for word in sentence.words]
    if texts & _LIFTED:
        return
    for at in range(len(own)):
        phrase = next((one for one in _LIFTING if tuple(own[at : at + len(one)]) == one), None)
        if own[at] == "whether" and "not" in own[at + 1 : at + 10] and "or" in own[at + 1 : at + 9]:
            phrase = ("whether", "or", "not")
        if phrase and not any(_stands(there, phrase) for there in told):
            said = " ".join(phrase)
            yield Rejection("scope", f"The quotes do not say {said!r}: keep their limits.")
            return


def _stands(there: Unit, phrase: tuple[str, ...]) -> bool:
    texts = [word.text for word in there.words]
    return any(tuple(texts[at : at + len(phrase)]) == phrase for at in range(len(texts)))


def _bound(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """ "All records" where the quotes have an "all" of other things only."""
    vocab = vocabulary()
    for at, word in enumerate(sentence.words):
        if word.text not in {"all", "every", "each"}:
            continue
        nouns = [one.stem for one in sentence.words[at + 1 : at + 5] if one.stem in sentence.content]
        if not nouns or sentence.words[at + 1].text in _IDLE_NOUNS or sentence.words[at + 1].stem[0].isdigit():
            continue
        reached = frozenset(
            other.stem
            for there in told
            for index, one in enumerate(there.words)
            if one.text in _EVERY and not _of_others(there, index)
            for other in there.words[index + 1 : index + 6]
        )
        whole = any(_phrase_of(there, index) for there in told for index in range(len(there.words))) or any(
            one.text in {"everything", "everyone", "everybody", "anything"} for there in told for one in there.words
        )
        if reached and not whole and not any(vocab.among(noun, reached) for noun in nouns):
            yield Rejection("scope", f"The quotes do not say {word.text!r} of this: say no more than they do.")
            return


def _phrase_of(there: Unit, at: int) -> bool:
    """ "Each of them", "all of this"."""
    phrase = [word.text for word in there.words[at : at + 3]]
    return (
        len(phrase) == 3 and phrase[0] in _EVERY and phrase[1] == "of" and phrase[2] in {"them", "these", "this", "it"}
    )


def _people(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """ "Players" where the quotes speak of players under 16 only."""
    vocab = vocabulary()
    own = frozenset(word.stem for word in sentence.words)
    for noun in own & vocab.parties.keys():
        if vocab.parties[noun] != "you":
            continue
        limits = [
            _restriction(there, index)
            for there in told
            for index, other in enumerate(there.words)
            if other.stem == noun
        ]
        if limits and all(limits) and not any(covered(one, own) for one in limits):
            yield Rejection(
                "scope", f"The quotes speak of certain of those whom {noun!r} names only: keep their limits."
            )
            return


def _of_others(there: Unit, at: int) -> bool:
    """ "All other bookings" are not all."""
    return there.words[at].text in {"all", "any"} and [one.text for one in there.words[at + 1 : at + 2]] == ["other"]


def _restricted(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """ "No user" where the quotes speak of users between 13 and 17."""
    vocab = vocabulary()
    own = frozenset(word.stem for word in sentence.words)
    for at, word in enumerate(sentence.words[:-1]):
        noun = sentence.words[at + 1]
        if (
            word.text not in {"all", "every", "each", "any", "no"}
            or noun.stem in vocab.empty
            or noun.text in _IDLE_NOUNS
        ):
            continue
        restrictions = [
            _restriction(there, index)
            for there in told
            for index, other in enumerate(there.words)
            if vocab.same(other.stem, noun.stem)
        ]
        if restrictions and all(one and not covered(one, own) for one in restrictions):
            yield Rejection("scope", f"The quotes do not speak of {word.text + ' ' + noun.text!r}: keep their limits.")
            return


def _restriction(there: Unit, at: int) -> frozenset[str]:
    """The words that narrow the noun at a place: "from the EU", "who pay", "between 13 and 17"."""
    following = there.words[at + 1 : at + 7]
    if at and there.words[at - 1].text == "of" and following and following[0].text in {"with", "in"}:
        # "A list of members with numbers": the list has them.
        return frozenset()
    opens = (
        following
        and not following[0].before
        and (
            following[0].text
            in {"between", "from", "in", "with", "under", "over", "aged", "who", "that", "which", "older"}
        )
    )
    if not opens:
        return frozenset()
    until = next((step for step, word in enumerate(following) if step and (word.before or word.text in _ENDING)), 6)
    return frozenset(word.stem for word in following[1:until]) - (vocabulary().empty - _numbers(following))


def _numbers(read: Sequence[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in read if word.stem[0].isdigit())


def _universals(sentence: Unit, told: Sequence[Unit], texts: frozenset[str]) -> Iterator[Rejection]:
    own = [word.text for word in sentence.words]
    denied = any(text in NEGATORS or text == "without" for text in own)
    there = texts if denied else texts - _NEGATIVE
    if {"never", "ever"} & set(own) and "longer" in texts and not texts & {"never", "not"}:
        yield Rejection("scope", "The quotes say 'no longer', the statement 'never': say what they say.")
    for family in _UNIVERSAL:
        reached = texts if "only" in family else there
        for at, text in enumerate(own):
            if text not in family - _SILENT_UNIVERSAL or family & reached:
                continue
            # "For any other purpose", as the quotes have it.
            as_quoted = text in {"any", "all"} and any(_stands(unit, tuple(own[at : at + 3])) for unit in told)
            # "Anyone who", "anything you" are said of each of many.
            if text in {"anyone", "anything", "anybody"} and own[at + 1 : at + 2] in (["who"], ["you"], ["that"]):
                continue
            # "Not anyone" says no more than "not".
            if as_quoted or (text in {"anyone", "anybody"} and denied):
                continue
            if text == "whenever" and texts & {"when", "if", "every", "each"}:
                continue
            if text == "only" and ("otherwise" in texts or _PERMITTED & frozenset(own) & texts):
                # "Only if you consent", of "with your consent".
                continue
            if text in {"most", "many"} and own[at - 1 : at] in (["at"], ["how"]):
                continue
            if text == "any" and (denied or _CONDITIONAL & set(own) or own[at + 1 : at + 2] in (["time"], ["more"])):
                continue
            if text in {"only", "everything", "everyone", "all", "every", "always"} and own[at - 1 : at] == ["not"]:
                continue
            if text == "all" and own[at - 1 : at] == ["at"] and denied:
                continue
            yield Rejection("scope", f"The statement says {text!r}, which the quotes do not: say no more than they do.")
