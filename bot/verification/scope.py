"""How far a statement reaches: "all", "only", "always" are the quotes' own, and their limits are kept. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.evidence import Unit, content_stems, covered, nearest
from bot.verification.grammar import EXCEPTING, NEGATORS, OPENERS, PREPOSITIONS
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word, word_set

# Words that reach for everything, in families: the quotes must have one of the same family.
_UNIVERSAL: tuple[frozenset[str], ...] = (
    word_set(
        "all any every each everything anything everyone anyone everybody anybody whatever whichever no none nothing "
        "regardless"
    ),
    word_set("always ever never constantly continuously permanently forever indefinitely whenever anytime any"),
    word_set(
        "only solely exclusively just purely except unless without alone but nothing other limited restricted no "
        "nobody confined before prior until must need required requires"
    ),
    word_set("immediately instantly once promptly straight straightaway delay"),
    word_set("completely entirely fully totally absolutely wholly complete full entire whole"),
    word_set("automatically automatic automated"),
    word_set("guarantee guarantees guaranteed ensure ensures"),
    word_set("most many majority mostly"),
)
_SILENT_UNIVERSAL = word_set(
    "no none nothing each never ever once but just delay other without unless except complete before prior until "
    "must need required requires"
)
_NEGATIVE = frozenset({"no", "none", "nothing", "never", "ever"})
_PERMISSION = frozenset({"consent", "permiss", "approv", "agreement"})
_LIMITS = frozenset(
    {
        "only",
        "solely",
        "exclusively",
        "if",
        "unless",
        "except",
        "where",
        "when",
        "once",
        "until",
        "without",
        "with",
        "after",
        "other",
        "upon",
    }
)
_GENERIC = frozenset({"data", "inform", "everyth"})
# Who does not do a thing knowingly may do it.
_KNOWING = frozenset({"knowingly", "intentionally", "deliberately", "willingly"})
_IDLE_NOUNS = word_set("time times case cases way reason reasons purpose circumstances event point other")
_ENDING = word_set("is are was were may can must will shall cannot do does have has")
_CONDITIONAL = word_set("if unless before whether without may can could might prevent protect against")
_EVERY = word_set("all every each any no")
_QUANTIFIERS = word_set("most many few several some")
_OF_OURS = word_set("of our the your their its these those")
_WISHED = word_set("wish want like prefer choose need require so desire")
# Conditions that limit nothing: "if you have questions", "if you wish".
_POLITE = word_set("question concern wish want like need prefer possibl applic avail necessari appropri feel pleas")


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
        ("even", "after"),
        ("even", "where"),
        ("without", "restrictions"),
    ),
)
_LIFTED = word_set(
    "regardless irrespective whether even matter unconditionally always every exception exceptions all whenever wherever "
    "discretion still override overrides overriding nevertheless nonetheless although though unlimited unrestricted including notwithstanding despite any"
)


def _lifts(sentence: Unit, texts: frozenset[str]) -> Iterator[Rejection]:
    own = [word.text for word in sentence.words]
    if texts & _LIFTED:
        return
    for at in range(len(own)):
        phrase = next((one for one in _LIFTING if tuple(own[at : at + len(one)]) == one), None)
        if own[at] == "whether" and "not" in own[at + 1 : at + 10] and "or" in own[at + 1 : at + 9]:
            phrase = ("whether", "or", "not")
        if phrase:
            said = " ".join(phrase)
            yield Rejection("scope", f"The quotes do not say {said!r}: keep their limits.")
            return


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


def _knowing(sentence: Unit, there: Unit) -> Iterator[Rejection]:
    own = frozenset(word.text for word in sentence.words)
    denied = frozenset(one.verb for one in sentence.predicates if one.denied)
    for at, word in enumerate(there.words[:-1]):
        if word.text in _KNOWING - own and there.words[at + 1].stem in denied:
            yield Rejection("scope", f"The quotes say {word.text!r}, the statement leaves it out: keep it.")


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


def check_scope(said: Sequence[Unit], told: Sequence[Unit], *, headings: frozenset[str]) -> Iterator[Rejection]:
    texts = frozenset(word.text for there in told for at, word in enumerate(there.words) if not _of_others(there, at))
    for sentence in said:
        yield from _universals(sentence, texts)
        yield from _lifts(sentence, texts)
        yield from _restricted(sentence, told)
        yield from _bound(sentence, told)
        yield from _people(sentence, told)
        near = nearest(sentence, told)
        if near:
            yield from _narrowing(sentence, near, told, headings)
            yield from _wider(sentence, told, headings)
            yield from _limits(sentence, near[0])
            yield from _knowing(sentence, near[0])


def _universals(sentence: Unit, texts: frozenset[str]) -> Iterator[Rejection]:
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
            # "Anyone who", "anything you" are said of each of many.
            if text in {"anyone", "anything", "anybody"} and own[at + 1 : at + 2] in (["who"], ["you"], ["that"]):
                continue
            # "Not anyone" says no more than "not".
            if text in {"anyone", "anybody"} and denied:
                continue
            if text in {"most", "many"} and own[at - 1 : at] in (["at"], ["how"]):
                continue
            if text == "any" and (denied or _CONDITIONAL & set(own) or own[at + 1 : at + 2] in (["time"], ["more"])):
                continue
            if text == "only" and own[at - 1 : at] == ["not"]:
                continue
            if text == "all" and own[at - 1 : at] == ["at"] and denied:
                continue
            yield Rejection("scope", f"The statement says {text!r}, which the quotes do not: say no more than they do.")


def _narrowing(
    sentence: Unit, near: Sequence[Unit], told: Sequence[Unit], headings: frozenset[str]
) -> Iterator[Rejection]:
    """A quote's "certain partners" are not "partners"."""
    vocab = vocabulary()
    own = frozenset(word.stem for word in sentence.words)
    denied = any(word.text in NEGATORS for word in sentence.words)
    if not denied and not own & vocab.masking and all(_masked(there) for there in near):
        yield Rejection("scope", "The quotes say it of data in a masked form (such as 'aggregated'): keep that word.")
        return
    for there in near:
        read = there.words
        for at in range(len(read) - 1):
            word, noun = read[at], read[at + 1]
            if word.text in _QUANTIFIERS:
                noun = next((one for one in read[at + 1 : at + 4] if one.text not in _OF_OURS), noun)
            if word.text not in vocab.narrowing or noun.before or noun.stem in vocab.empty or noun.text in PREPOSITIONS:
                continue
            if noun.stem not in own or vocab.among(word.stem, own) or vocab.among(word.stem, headings):
                continue
            elsewhere = any(
                other.words[index].stem == noun.stem
                and (
                    index == 0
                    or other.words[index].before
                    or other.words[index - 1].stem in vocab.empty - vocab.narrowing
                )
                for other in told
                for index in range(len(other.words))
            )
            if not elsewhere and not own & {"may", "some", "certain", "limit"}:
                yield Rejection("scope", f"The quotes speak of {word.text + ' ' + noun.text!r} only: keep that word.")
                return


def _masked(there: Unit) -> bool:
    return not vocabulary().masking.isdisjoint(there.content)


def _wider(sentence: Unit, told: Sequence[Unit], headings: frozenset[str]) -> Iterator[Rejection]:
    """What is said of card numbers is not said of data."""
    if not any(there.predicates for there in told):
        return
    stems = headings.union(*(frozenset(word.stem for word in there.words) for there in told))
    own = frozenset(word.stem for word in sentence.words)
    texts = frozenset(word.text for word in sentence.words)
    near = frozenset() if texts & {"no", "all", "any", "every", "ever"} else frozenset({"detail", "record", "content"})
    if own & _GENERIC and not stems & (_GENERIC | near):
        yield Rejection(
            "scope", "The statement speaks of data or information at large, the quotes of less: name what they do."
        )


def _limits(sentence: Unit, there: Unit) -> Iterator[Rejection]:
    """What follows "only", "unless", "except" or "if" in a quote may not be left out."""
    vocab = vocabulary()
    own = frozenset(word.stem for word in sentence.words)
    limited = any(word.text in EXCEPTING or word.text == "only" for word in sentence.words)
    shared = covered(sentence.content, there.content)
    for at, word in enumerate(there.words):
        if word.text == "if" and there.words[at - 1 : at] and there.words[at - 1].text == "even":
            continue
        permitted = word.text in {"with", "by", "upon", "on"} and _permission(there, at)
        if word.text not in EXCEPTING and word.text not in {"only", "solely", "if"} and not permitted:
            continue
        if (
            word.text == "without"
            and there.words[at + 1 : at + 2]
            and there.words[at + 1].stem in {"undu", "delay", "limit", "limitat", "charg"}
        ):
            continue
        if not _concerns(sentence, there, at):
            continue
        phrase = _phrase(there, at)
        wished = word.text == "if" and any(one.text in _WISHED for one in there.words[at + 1 : at + 4])
        if not phrase or phrase & _POLITE or wished:
            continue
        if word.text in {"only", "solely"} and not phrase - shared - own:
            continue
        if any(vocab.among(stem, own) for stem in phrase):
            continue
        if word.text in EXCEPTING and limited:
            continue
        # Said of another part of a long sentence: what the statement tells stands apart from it.
        if word.text == "if" and limited:
            continue
        yield Rejection(
            "exception", f"The quotes limit it ({word.text!r} ...), the statement does not: keep the limit."
        )
        return


def _concerns(sentence: Unit, there: Unit, at: int) -> bool:
    """Whether a limit stands with a predicate that the statement is about; true where that cannot be told."""
    vocab = vocabulary()
    finite = [one for one in there.predicates if one.finite]
    shared = [one for one in finite if any(vocab.same(one.verb, own.verb) for own in sentence.predicates)]
    owner = next((one for one in reversed(finite) if one.at <= at), finite[0] if finite else None)
    opens = at == 0 or bool(there.words[at].before) or there.words[at - 1].text in {"and", "or", "but"}
    conditions = at + 1 < len(there.words) and there.words[at + 1].text in OPENERS | PREPOSITIONS
    if opens and not conditions and there.words[at].text in {"only", "solely"}:
        owner = next((one for one in finite if one.at > at), owner)
    return not shared or owner is None or owner in shared


def _permission(there: Unit, at: int) -> bool:
    return any(word.stem in _PERMISSION for word in there.words[at + 1 : at + 5])


def _phrase(there: Unit, at: int) -> frozenset[str]:
    """The content words of what follows a limiting word, up to the next punctuation."""
    following: list[Word] = []
    for word in there.words[at + 1 : at + 14]:
        if word.before and following:
            break
        following.append(word)
    return content_stems(following)
