"""A word stated where its opposite is quoted, unless one of the two is negated; and whose a thing is. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.verification.evidence import Unit, covered, nearest
from bot.verification.grammar import ADVERBS, DETERMINERS, JOINTS, MODALS, NEGATORS, OPENERS
from bot.verification.predicate import Predicate
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word

_REACH = 4
_OWNERS = {"your": "you", "our": "we"}
_AGREEING = frozenset({"agre", "consent", "ask", "request", "allow", "permit", "approv", "accept"})
_OBJECTING = frozenset({"object", "refus", "declin", "unsubscrib", "withdraw"})
_CONDITIONS = frozenset({"unless", "until", "if", "only", "without"})
_DETERMINING = DETERMINERS | {"prior", "undue", "human", "giving"}
_BEING = frozenset({"is", "are", "was", "were", "stays", "stay", "remains", "remain", "comes", "come"})
_STATED = frozenset({"by", "from", "and", "in", "at", "for"})
_SWITCHED = frozenset({"switched", "turned", "set"})
_PARTICLES = {"on": "off", "off": "on", "in": "out", "out": "in"}
_SWITCHING = frozenset(
    {"switch", "turn", "toggl", "set", "leav", "is", "are", "stay", "be", "default", "enabl", "disabl"}
)
_ALLOWING = frozenset({"allow", "permit"})
_PERMITTING = frozenset({"may", "can"})
# What both have: "our last exchange" is yours as well.
_SHARED = frozenset(
    {"exchang", "contract", "relationship", "convers", "agreement", "contact", "correspond", "interact"}
)
_REMOVAL = frozenset({"delet", "eras", "destroy", "discard", "remov", "shred", "dispos", "drop", "purg", "wipe"})
_TIMED = frozenset({"after", "for", "once", "when", "within", "then", "as"})
_LASTING = frozenset({"until", "for", "while", "during", "within", "up", "long", "only"})


def check_opposites(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    vocab = vocabulary()
    for sentence in said:
        shared = {id(there): len(covered(sentence.content, there.context)) for there in told}
        near = [there for there in told if 2 * shared[id(there)] >= max(shared.values())]
        stems = frozenset(word.stem for there in near for word in there.words)
        texts = frozenset(word.text for there in near for word in there.words)
        for at, word in enumerate(sentence.words):
            if word.stem in stems or _in_name(sentence, at) or _told_apart(sentence, at, told):
                continue
            unlike = _unlike(word.text) & texts
            if any(_negated(there, index) == _negated(sentence, at) for there, index in _texts(unlike, near)):
                yield Rejection("polarity", f"The statement says {word.text!r}, the quotes say {min(unlike)!r}.")
            for opposite in vocab.opposites.get(word.stem, frozenset()) & stems:
                if vocab.among(word.stem, stems - {opposite}) or (word.stem in _ALLOWING and texts & _PERMITTING):
                    continue
                if {word.stem, opposite} & _REMOVAL and _agrees_in_time(sentence, word.stem):
                    continue
                if {word.stem, opposite} == {"befor", "after"} and (
                    not _same_event(sentence, at, opposite, told) or (_denies(sentence, at) and "only" in texts)
                ):
                    # "Not before you agree" is "only after you agree".
                    continue
                if any(_negated(there, index) != _negated(sentence, at) for there, index in _places(opposite, told)):
                    continue
                yield Rejection("polarity", f"The statement says {word.text!r}, the quotes say the opposite.")
        yield from _particles(sentence, told)
        yield from _being(sentence, told)
        yield from _opting(sentence, told)
        yield from _without(sentence, told)
        yield from _owners(sentence, told)


def _in_name(sentence: Unit, at: int) -> bool:
    """Whether a word is of a name: with a capital, as is the word before it."""
    return at > 0 and all(one.capital and one.text[0].isalpha() for one in sentence.words[at - 1 : at + 1])


def _opting(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """ "Only if you agree" is not "unless you object"."""
    own = frozenset(word.stem for word in sentence.words)
    for there in nearest(sentence, told):
        stems = frozenset(word.stem for word in there.words)
        for one, other in ((_AGREEING, _OBJECTING), (_OBJECTING, _AGREEING)):
            if not (own & one and stems & other) or own & other or stems & one:
                continue
            if {word.text for word in sentence.words} & _CONDITIONS and {
                word.text for word in there.words
            } & _CONDITIONS:
                yield Rejection("polarity", "Whether somebody must agree, or may object, is not as the quotes say.")


def _agrees_in_time(sentence: Unit, stem: str) -> bool:
    """ "Deleted after a year" and "kept for a year" say the same; "kept after a year" does not."""
    own = {word.text for word in sentence.words}
    if stem in _REMOVAL:
        return bool(own & _TIMED)
    return bool(own & _LASTING) and not own & {"after", "once", "beyond"}


def _being(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """ "Is enabled", of "is disabled, and you may enable it": how it is, and what may be made of it."""
    opposites = vocabulary().opposites
    theirs = [one for there in told for one in there.predicates if _state(one)]
    for claim in sentence.predicates:
        others = [one for one in theirs if one.verb in opposites.get(claim.verb, frozenset())]
        same = any(one.verb == claim.verb for one in theirs)
        if _state(claim) and not same and any(covered(claim.subject, one.things) for one in others):
            yield Rejection("polarity", f"The quotes say the opposite of {claim.word!r}: keep what they say.")


def _state(one: Predicate) -> bool:
    if one.verb in _REMOVAL or vocabulary().same(one.verb, "keep"):
        # Kept for a year, deleted then.
        return False
    return one.passive and one.finite and one.denied is False and not one.modality and not one.opener


def _particles(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """ "Switched on" is not "switched off", nor "opt in" "opt out"."""
    own = _with_particles(sentence)
    there = [found for one in told for found in _with_particles(one)]
    if own and list(own) == [(verb, _PARTICLES[particle]) for verb, particle in there]:
        yield Rejection("polarity", "The statement has on and off, or in and out, the other way round.")
    negated = any(word.text in NEGATORS for word in sentence.words)
    states, theirs = _states(sentence), {state for one in told for state in _states(one)}
    for state in states if not negated else ():
        if _PARTICLES[state] in theirs and state not in theirs:
            yield Rejection("polarity", f"The quotes say that it is {_PARTICLES[state]!r}, the statement the opposite.")
            return
    for verb, particle in own:
        if (verb, particle) not in there and (verb, _PARTICLES[particle]) in there and not negated:
            yield Rejection("polarity", f"The statement says {verb + ' ' + particle!r}, the quotes the opposite.")


def _states(one: Unit) -> set[str]:
    """On or off, where that is how a thing is, not what may be made of it or what is supposed."""
    found: set[str] = set()
    for at, word in enumerate(one.words):
        if word.text not in {"on", "off"}:
            continue
        start = next((to for to in range(at, 0, -1) if one.words[to].before.strip("\"'")), 0)
        clause = [other.text for other in one.words[start:at]]
        last, near = clause[-1:], {*clause[-3:]}
        # "Is off in one, and on by default in the other".
        joined = bool(found) and not JOINTS.isdisjoint(last)
        state = joined or not _BEING.isdisjoint(last) or (not _SWITCHED.isdisjoint(last) and near & _BEING)
        following = one.words[at + 1] if at + 1 < len(one.words) else None
        ends = following is None or following.before or following.text in OPENERS | _STATED
        if state and ends and not near & {"be", *MODALS} and not OPENERS.intersection(clause):
            found.add(word.text)
    return found


def _with_particles(one: Unit) -> list[tuple[str, str]]:
    found = []
    for at, word in enumerate(one.words):
        verb = "switch" if word.stem in _SWITCHING else word.stem
        if word.text in {"on", "off"} and [other.text for other in one.words[at + 1 : at + 3]] == ["by", "default"]:
            found += [("switch", word.text), ("default", word.text)]
        for other in one.words[at + 1 : at + 4]:
            if other.text in _PARTICLES and (verb == "switch" or (verb in {"opt", "log", "sign"})):
                found.append((verb, other.text))
                break
    return found


def _places(stem: str, told: Sequence[Unit]) -> list[tuple[Unit, int]]:
    return [(there, index) for there in told for index, word in enumerate(there.words) if word.stem == stem]


def _told_apart(sentence: Unit, at: int, told: Sequence[Unit]) -> bool:
    """Whether a sentence that shares less has the word itself, of one of the things that stand by it."""
    start = max((to for to in range(at + 1) if _parts(sentence, to)), default=0)
    end = next((to for to in range(at + 1, len(sentence.words)) if _parts(sentence, to)), len(sentence.words))
    own = frozenset(word.stem for word in sentence.words[start:end]) & sentence.content
    own -= vocabulary().light | {sentence.words[at].stem}
    return any(index and own and own <= there.content for there, index in _places(sentence.words[at].stem, told))


def _parts(one: Unit, at: int) -> bool:
    return bool(one.words[at].before) or one.words[at].text in JOINTS | OPENERS


def _unlike(word: str) -> frozenset[str]:
    """A word with an "un" or "non" before it, or without the one that it has."""
    if word.startswith("un") and vocabulary().is_verb(word[2:]):
        return frozenset({word[2:]})
    if word.startswith("non"):
        return frozenset({word[3:]})
    return frozenset({"un" + word, "non" + word, "de" + word}) - {"unless", "until"}


def _texts(texts: frozenset[str], told: Sequence[Unit]) -> list[tuple[Unit, int]]:
    return [(there, index) for there in told for index, word in enumerate(there.words) if word.text in texts]


def _same_event(sentence: Unit, at: int, opposite: str, told: Sequence[Unit]) -> bool:
    event = _next_content(sentence, at)
    return any(_next_content(there, index) == event for there, index in _places(opposite, told))


def _denies(one: Unit, end: int) -> bool:
    return any(word.text in NEGATORS for word in one.words[:end])


def _next_content(one: Unit, at: int) -> str:
    return next((word.stem for word in one.words[at + 1 :] if word.stem in one.content), "")


def _negated(one: Unit, at: int) -> bool:
    for word in reversed(one.words[max(0, at - _REACH) : at]):
        if word.text in NEGATORS or word.text == "without":
            return True
        if word.text in OPENERS:
            return False
    return False


def _without(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """ "With consent" is not "without consent", unless the sentence is denied as well."""
    own = _lacking(sentence)
    named = frozenset(word.stem for word in sentence.words)
    everything = frozenset[str]().union(*(_lacking(there) for there in told))
    for there in nearest(sentence, told):
        if _denied_before(there) or _denied_before(sentence):
            continue
        present = frozenset(word.stem for word in there.words)
        turned = ((_lacking(there) & named) - own) | ((own & present) - everything - _removed(told))
        given = {other.stem for one, other in pairwise(_bare(sentence)) if one.text == "with"}
        turned |= given & frozenset[str]().union(
            *(one.subject for one in there.predicates if one.passive and one.verb in _REMOVAL and one.denied is False)
        )
        if turned:
            yield Rejection("polarity", f"Whether it is with or without {min(turned)!r} is not as the quotes say.")


def _bare(one: Unit) -> list[Word]:
    return [word for word in one.words if word.text not in _DETERMINING]


def _removed(told: Sequence[Unit]) -> frozenset[str]:
    """ "Records from which the names are removed" are without them."""
    return frozenset[str]().union(
        *(one.things for there in told for one in there.predicates if one.verb in _REMOVAL and not one.denied)
    )


def _denied_before(one: Unit) -> bool:
    """Whether what a sentence says with or without something is denied, or anything where it has neither."""
    places = [at for at, word in enumerate(one.words) if word.text in {"with", "without", "lack", "lacks", "lacking"}]
    before = [other for other in one.predicates if places and other.at < places[-1]]
    return any(other.denied for other in before or one.predicates)


def _lacking(one: Unit) -> frozenset[str]:
    """What a sentence says something is without: the first content word after it."""
    found = set()
    for at, word in enumerate(one.words):
        if word.text in {"without", "lack", "lacks", "lacking"}:
            found.add(next((other.stem for other in one.words[at + 1 : at + 5] if other.text not in _DETERMINING), ""))
    return frozenset(found - {"", "it", "them"})


def _owners(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """ "Your data" is not "our data"."""
    there: dict[str, set[str]] = {}
    for one in told:
        for owner, noun in _owned(one):
            there.setdefault(noun, set()).add(owner)
    for owner, noun in _owned(sentence):
        if noun in there and noun not in _SHARED and owner not in there[noun]:
            yield Rejection("subject", f"Whose {noun!r} it is, is not as the quotes say.")


def _owned(one: Unit) -> list[tuple[str, str]]:
    owned = []
    for at, word in enumerate(one.words):
        if word.text in _OWNERS:
            head = ""
            for other in one.words[at + 1 : at + 4]:
                if (other.before and head) or other.stem not in one.content or other.text in ADVERBS:
                    break
                head = other.stem
            if head:
                owned.append((_OWNERS[word.text], head))
    return owned
