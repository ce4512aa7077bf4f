"""Parts of two parallel phrases put together: "A in Spain and B in Peru" does not say "A in Peru". Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification import grammar
from bot.verification.cues import Cues
from bot.verification.evidence import Unit, content_stems
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word

_JOINTS = frozenset({"and", "or", "but", "while", "whereas", "though", "although", "nor", "yet"})
# Parts that these open limit the others, and are no parallels.
_ASIDE = grammar.OPENERS - _JOINTS

# The things of one phrase, by what stands before them: a preposition, "#" for numbers, "" for none.
_Part = dict[str, frozenset[str]]


def check_crossing(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    """The quotes' phrases are compared two by two where both fill the same place, such as "in ...": a claim may not
    take that place's filling from one and what is said of it from the other."""
    for sentence in said:
        own = _things(sentence.words)
        for there in told:
            crossed = _crossed(sentence, own, _parts(there.words))
            if crossed and not any(other is not there and other.content.issuperset(crossed) for other in told):
                one, other = crossed
                yield Rejection("stitched", f"The quotes do not say {one!r} of {other!r}: keep together what they do.")
                return


def _crossed(sentence: Unit, own: frozenset[str], parts: Sequence[_Part]) -> tuple[str, str] | None:
    for at, first in enumerate(parts):
        for second in parts[at + 1 :]:
            for one, other in ((first, second), (second, first)):
                for place in one.keys() & other.keys() - {""}:
                    if (found := _taken_from_both(sentence, own, place, one, other)) is not None:
                        return found
    return None


def _taken_from_both(
    sentence: Unit, own: frozenset[str], place: str, one: _Part, other: _Part
) -> tuple[str, str] | None:
    """The claim's filling of a place, of the first part, and what else it takes of the second."""
    filling = (one[place] - other[place]) & own
    unused = other[place] - one[place] - own
    if not filling or not unused or unused != other[place] - one[place]:
        return None
    mine, theirs = _all(one) - one[place], _all(other) - other[place]
    taken = (theirs - mine - one[place]) & own
    # What is said of both parts stands in one of them, before the first preposition.
    placed = [things - theirs - other[place] for key, things in one.items() if key not in {"", place}]
    left = [things for things in placed or [mine - theirs - other[place]] if things]
    if not taken or not any(things.isdisjoint(own) for things in left) or _apart(sentence.words, filling, taken):
        return None
    return min(filling), min(taken)


def _all(part: _Part) -> frozenset[str]:
    return frozenset[str]().union(*part.values())


def _parts(read: Sequence[Word]) -> list[_Part]:
    """The phrases of a sentence that are joined to each other; what limits them is left out."""
    parts: list[dict[str, list[Word]]] = [{}]
    skipping, place = False, ""
    subject: list[Word] = []
    for at, word in enumerate(read):
        if at and read[at - 1].stem[0].isdigit() and not word.stem[0].isdigit() and word.text not in _JOINTS:
            # The unit of a number, which both parts may have.
            continue
        if word.text in _ASIDE or word.text in grammar.RELATIVES:
            skipping = True
        elif word.text in _JOINTS or word.before.strip("\"'"):
            if subject and at + 1 < len(read) and Cues(read, frozenset()).participle(at + 1):
                # "Clips are sealed and stored": both are said of the clips.
                parts[-1][""] = [one for one in parts[-1].get("", []) if one not in subject]
            skipping, place, subject = False, "", []
            parts.append({})
        if word.text in grammar.BE:
            subject = list(parts[-1].get("", []))
        if skipping or word.text in _JOINTS:
            continue
        following = read[at + 1].text if at + 1 < len(read) else ""
        if word.text == "to" and following in vocabulary().verb_words:
            # "Required to lock it" and "forbidden to copy it" fill no same place.
            place = ""
        elif word.text in grammar.PREPOSITIONS - {"of"}:
            place = word.text
        elif word.stem[0].isdigit():
            parts[-1].setdefault("#", []).append(word)
        else:
            parts[-1].setdefault(place, []).append(word)
    found = [{place: things for place, held in part.items() if (things := _things(held))} for part in parts]
    return [part for part in found if part]


def _things(read: Sequence[Word]) -> frozenset[str]:
    vocab = vocabulary()
    numbers = frozenset(word.stem for word in read if word.stem[0].isdigit())
    return (content_stems(read) - vocab.only_verbs) | numbers


def _apart(read: Sequence[Word], first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether a joint stands between the words of both, so that the statement lists them."""
    places = [at for at, word in enumerate(read) if word.stem in first | second]
    between = read[min(places) + 1 : max(places) + 1]
    return any(word.text in _JOINTS or ";" in word.before for word in between)
