"""What a statement affirms that its quotes put aside (", never your marks"), or the other way round. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.verification.evidence import Unit, content_stems, covered, nearest
from bot.verification.grammar import IDLE, NEGATORS, OPENERS, PREPOSITIONS, RELATIVES
from bot.verification.predicate import Predicate
from bot.verification.put_aside import denied_words
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word, stem_of, word_set

LIMITING = frozenset(
    {
        "only",
        "unless",
        "if",
        "with",
        "after",
        "once",
        "until",
        "when",
        "except",
        "without",
        "where",
        "solely",
        "before",
        "other",
        "apart",
    }
)
# What says that nothing else is meant.
ALONE = frozenset({"only", "else", "other", "others", "solely"})
NEGATIVE_STEMS = word_set(
    "without refus prohibit forbid forbidden exclud except outsid free prevent avoid lack stop ceas declin reject onli "
    "limit restrict waiv unabl imposs option voluntari remain keep stay instead disabl delet remov refrain still leav "
    "left against protect exempt withhold omit bar ban"
)

_EXCEPTING = ALONE | {"unless", "except", "without", "until", "apart"}
# Who does these does something not.
_REFUSING = frozenset({"withhold", "exclud", "omit", "refus", "deni", "lack", "reject", "declin"})


def check_denied(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    denied = frozenset[str]().union(
        *(denied_words(unit.words, told_of=True) for unit in told),
        *(one.things | {one.verb} for unit in told for one in unit.predicates if one.denied),
    )
    everywhere = frozenset[str]().union(*(unit.content - unit.denied for unit in told))
    for sentence in said:
        yield from _undenied(sentence, told)
        yield from _no_such(sentence, told)
        if not _negators(sentence):
            yield from _mixed(sentence, told)
        negative = sentence.denied.union(
            *(one.things | {one.verb} for one in sentence.predicates if one.denied or one.verb in _REFUSING)
        )
        near = nearest(sentence, told)
        for there in told:
            if not there.denied or _all_denied(there):
                continue
            affirmed = there.content - there.denied if there in near else everywhere
            claimed = sentence.content - negative
            exact = claimed & there.denied
            if turned := (exact - affirmed) | (covered(claimed, there.denied) - exact - covered(claimed, affirmed)):
                yield Rejection("polarity", f"The quotes deny it of {min(turned)!r}: keep their negation.")
        for there in near if sentence.denied else ():
            turned = covered(sentence.denied, there.content - denied - denied_words(there.words, anywhere=True))
            if not _all_denied(there) and (turned := turned - covered(turned, denied)):
                yield Rejection("polarity", f"The quotes do not deny it of {min(turned)!r}: say what they say.")


def _no_such(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """ "There is a charge", where the quotes speak of it only as "no charge"."""
    if any(word.text in NEGATORS or word.stem in NEGATIVE_STEMS for word in sentence.words):
        return
    none: set[str] = set()
    for there in told:
        if not any(word.text in _EXCEPTING for word in there.words):
            none |= {then.stem for one, then in pairwise(there.words) if one.text == "no" and not then.before}
    said_of = {
        then.stem for there in told for one, then in pairwise(there.words) if one.text != "no" or then.before
    } | {there.words[0].stem for there in told if there.words}
    if found := (none - said_of) & sentence.content:
        yield Rejection("polarity", f"The quotes deny it of {min(found)!r}: keep their negation.")


def _mixed(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """ "They receive your name and your address" where a sentence denies the same verb of the address."""
    everything = [one for there in told for one in there.predicates if one.finite]
    negated = frozenset[str]().union(*(one.things for one in sentence.predicates if one.denied)) | sentence.denied
    for claim in sentence.predicates:
        if not claim.finite or claim.opener or claim.denied is not False:
            continue
        same = [one for one in everything if one.verb == claim.verb]
        affirmed = frozenset[str]().union(*(one.things for one in everything if not one.denied or one.excepted))
        for there in told:
            apart = affirmed.union(*(other.content for other in told if other is not there))
            for one in there.predicates:
                if one.verb != claim.verb or not one.finite or not one.denied or one.excepted or one.opener:
                    continue
                if not covered(claim.subject, one.subject | there.meant) and not claim.agents & one.agents:
                    continue
                objects = _objects(one, there) - vocabulary().light - {one.verb}
                mixed = (claim.things - claim.subject - negated) & objects
                if any(not one.denied for one in same) and (mixed := mixed - covered(mixed, apart)):
                    yield Rejection("polarity", f"The quotes deny it of {min(mixed)!r}: keep their negation.")
                    return


def _objects(one: Predicate, there: Unit) -> frozenset[str]:
    """The stems of what a verb acts on: behind it, before a preposition or another clause."""
    after = range(one.at + 1, len(there.words))
    ends = OPENERS | RELATIVES | PREPOSITIONS - {"of"}
    end = next((at for at in after if there.words[at].text in ends or there.words[at].before.strip(",")), after.stop)
    return content_stems(there.words[one.at + 1 : end])


def _all_denied(there: Unit) -> bool:
    main = [one.denied for one in there.predicates if one.finite]
    return bool(main) and all(main)


def denies(sentence: Unit, near: Sequence[Unit], verb: str) -> bool:
    """Whether sentences deny something in any way, if only by a word such as "deleted"; one that may mean the verb
    itself denies nothing of it, nor one that the statement says as well."""
    vocab = vocabulary()
    own = frozenset(word.stem for word in sentence.words) | {verb}
    return any(
        there.denied
        or [word.text for word in there.words] == ["no"]
        or any(word.stem in NEGATIVE_STEMS - {"onli"} and not vocab.among(word.stem, own) for word in there.words)
        or _negators(there)
        for there in near
    )


def _negators(one: Unit) -> list[str]:
    return [
        word.text
        for at, word in enumerate(one.words)
        if word.text in NEGATORS and not any(_phrase_at(one, at, phrase) for phrase in IDLE)
    ]


def _undenied(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """A statement that denies where nothing that the quotes say is negative in any way."""
    own = frozenset(word.stem for word in sentence.words)
    denies = _negators(sentence)
    negative = any(
        (word.text in NEGATORS or word.stem in NEGATIVE_STEMS or word.text in LIMITING or prefixed(word.text))
        and (word.stem not in own or word.text in NEGATORS)
        for there in told
        for word in there.words
    ) or any(there.denied for there in told)
    opposed = vocabulary().opposites
    stems = frozenset(word.stem for there in told for word in there.words)
    negative = negative or any(only_otherwise(sentence, there) for there in told)
    if denies and not negative and not any(opposed.get(stem, frozenset()) & stems for stem in own - stems):
        yield Rejection(
            "polarity", f"The quotes deny nothing, but the statement says {denies[0]!r}: say what they say."
        )


def only_otherwise(sentence: Unit, there: Unit) -> bool:
    """ "Never kept in the clear, only in code", of "kept only in code"."""
    at = next((at for at, word in enumerate(sentence.words) if word.text == "only" and at), None)
    if (
        at is None
        or not any(word.text in ALONE for word in there.words)
        or not (sentence.words[at].before or sentence.words[at - 1].text == "but")
    ):
        return False
    rest = content_stems(sentence.words[at:])
    return bool(rest) and covered(rest, there.content) == rest


def _phrase_at(one: Unit, at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(word.text for word in one.words[at : at + len(phrase)]) == phrase


def prefixed(word: str) -> bool:
    """Whether a word has its negation in front: "unencrypted"."""
    return (
        len(word) > 6 and word.startswith(("un", "non", "in", "im", "ir", "dis")) and word.endswith(("ed", "al", "le"))
    )


def unprefixed(word: Word) -> str:
    """The stem of a word without its "un" or "non", which "non-refundable" has; empty where it has none."""
    prefix = next((prefix for prefix in ("non", "un") if word.text.startswith(prefix)), "")
    return stem_of(word.text.removeprefix(prefix)) if prefix else ""
