"""Whether a claim takes over from the sentences before what its own sentence leans on, or moves something. Pure.

"We photocopy your licence. The copy is shredded": whose copy it is comes from the sentence before and replaces nothing.
"Calls are kept for a year. Chats are deleted": chats kept for a year put chats in the place of the calls.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.verification.evidence import Unit, covered
from bot.verification.grammar import ADVERBS, JOINTS, MODALS, NEGATORS, OPENERS, PREPOSITIONS, RELATIVES
from bot.verification.predicate import Predicate
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word

# What fills each place of a verb: its "doer", its "thing", and a preposition's.
_Places = dict[str, frozenset[str]]

# Words that set things apart from those named before.
_OTHERS = frozenset({"other", "els", "rest", "remain"})
_WITHOUT = NEGATORS | {"without", "except", "excluding"}
_ENDS = OPENERS | RELATIVES | JOINTS
_PARTIES = frozenset({"we", "you", "third"})
_OBJECTS = frozenset({"it", "them", "these", "those", "this"})


def carried(sentence: Unit, start: int, end: int, base: Unit, *, own: frozenset[str], before: frozenset[str]) -> bool:
    """Whether a quote's sentence bears a part of a statement out with what the sentences before it tell.

    `own` are the stems of the part that tell something, `before` those of the sentences before the quote's.
    """
    claims = [one for one in sentence.predicates if one.finite and start <= one.at < end]
    if not claims:
        return False
    added = own - covered(own, base.context | _numbers(base))
    if any(word.stem in added and word.text.endswith("ly") for word in sentence.words[start:end]):
        # How it is done is no thing to lean on.
        return False
    if any(stem[0].isdigit() or stem in _OTHERS for stem in added) or added - covered(added, before):
        return False
    read = sentence.words[start:end]
    kept = frozenset(word.stem for word in read) - added
    if any(word.text in _WITHOUT for word in read):
        kept |= _OTHERS
    main = next((one for one in claims if not one.opener), claims[0])
    those = [main, *(one for one in claims if one.opener and one is not main)]
    said = [_places(one, sentence) for one in those]
    places = [added.intersection(*[frozenset[str]().union(*one.values())]) for one in said]
    beside = added.difference(*places)
    return all(
        any(not _replaces(filled, _meant(one, base, kept), added, kept, beside) for one in _alike(claim, base, kept))
        for claim, filled, placed in zip(those, said, places, strict=True)
        if placed or claim is main
    )


def _alike(claim: Predicate, base: Unit, kept: frozenset[str]) -> list[Predicate]:
    """The quote's verbs that are the claim's, or that it says by a noun: "is given notice", of "is told"."""
    vocab = vocabulary()
    finite = [one for one in base.predicates if one.finite and bool(one.denied) == bool(claim.denied)]
    exact = [one for one in finite if vocab.same(one.verb, claim.verb)]
    named = [one for one in finite if one.verb != "be" and vocab.among(one.verb, kept)]
    # "Is kept and then pulped": a verb that is not known as one.
    return exact or named or (finite if claim.verb in base.content - vocab.verbs else [])


def _replaces(
    said: _Places, there: _Places, added: frozenset[str], kept: frozenset[str], beside: frozenset[str]
) -> bool:
    """Whether something added fills a place whose own filling the statement leaves out, or any place is unlike where
    it is added by a clause of its own."""
    left = {place: filling - covered(filling, kept) - said.get(place, frozenset()) for place, filling in there.items()}
    if beside and (left["doer"] or left["thing"]):
        return True
    return bool((left["doer"] | left["thing"]) & _OTHERS) or any(
        filling & added and left.get(place) for place, filling in said.items()
    )


def _meant(one: Predicate, there: Unit, kept: frozenset[str]) -> _Places:
    """The places of a quote's verb; a pronoun stands for something that a verb before it has."""
    places = _places(one, there)
    earlier = [_places(other, there) for other in there.predicates if other.finite and other.at < one.at]
    meant = frozenset[str]().union(*(each["doer"] | each["thing"] for each in earlier)) - _PARTIES
    left = meant & _OTHERS if covered(meant, kept) else meant
    subject = "thing" if one.passive else "doer"
    if not places[subject]:
        places[subject] = left
    if not places["thing"] and any(word.text in _OBJECTS for word in there.words[one.at + 1 : one.at + 4]):
        places["thing"] = left
    return places


def _numbers(there: Unit) -> frozenset[str]:
    return frozenset(word.stem for word in there.words if word.stem[0].isdigit())


def _places(one: Predicate, there: Unit) -> _Places:
    """What stands before a verb and behind it, by preposition; of a passive the subject is what it acts on."""
    start, end = _span(one, there)
    commas = [at for at in range(start, one.at) if "," in there.words[at].before]
    subject, around = (
        _phrases(there.words[max(commas, default=start) : one.at]),
        _phrases(there.words[one.at + 1 : end]),
    )
    first, last = ("thing", "doer") if one.passive else ("doer", "thing")
    places = {place: subject.get(place, frozenset()) | around.get(place, frozenset()) for place in subject | around}
    places.pop("", None)
    places[first] = subject.get("", frozenset()) | one.subject
    places[last] = around.get("", frozenset()) | (places.pop("by", frozenset()) if one.passive else frozenset())
    if not one.passive:
        places["doer"] |= one.agents - {"third"}
    opens = next((at for at in reversed(range(one.at)) if there.words[at].text in RELATIVES), None)
    if one.opener not in RELATIVES or opens is None or one.passive or places["thing"]:
        return places
    if any(word.text not in MODALS and word.text not in ADVERBS for word in there.words[opens + 1 : one.at]):
        # "The list, which we keep": what stands before "which" is kept.
        places["thing"] = _phrases(there.words[max(0, opens - 3) : opens]).get("", frozenset())
    return places


def _span(one: Predicate, there: Unit) -> tuple[int, int]:
    """Where the words of a verb begin and end: between the verbs and clauses beside it."""
    others = [other.at for other in there.predicates if other.finite]
    low = max((at for at in others if at < one.at), default=-1) + 1
    high = min((at for at in others if at > one.at), default=len(there.words))
    opening = [at for at in range(low, one.at) if there.words[at].text in _ENDS]
    ending = [at for at in range(one.at + 1, high) if there.words[at].text in _ENDS]
    if high < len(there.words):
        # "If you turn it on, a copy is held": the next verb's subject is not this one's thing.
        ending += [at for at in range(one.at + 1, high) if "," in there.words[at].before][-1:]
    return max(opening, default=low - 1) + 1, min(ending, default=high)


def _phrases(read: Sequence[Word]) -> _Places:
    found: dict[str, set[str]] = {}
    place = ""
    for word in read:
        if word.text in PREPOSITIONS - {"of"}:
            place = word.text
        elif (word.stem not in vocabulary().empty or word.stem in _OTHERS) and not word.stem[0].isdigit():
            found.setdefault(place, set()).add(word.stem)
    return {place: frozenset(stems) for place, stems in found.items()}
