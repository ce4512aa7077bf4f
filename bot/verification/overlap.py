"""A statement's content words are its quotes', and what it claims stands together in one of their sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.verification.carried import carried
from bot.verification.denied import unprefixed
from bot.verification.evidence import Unit, covered, people_of_age
from bot.verification.grammar import EXCEPTING, PREPOSITIONS, RELATIVES
from bot.verification.quantities import quantities
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word

# So much of a statement's words must be told, and so much of those that tell something by the quotes, not by headings.
_FLOOR = 0.5
_SPOKEN = 0.2
_JOINTS = frozenset({"and", "or", "but", "nor", "while", "whereas"})
_PARTING = frozenset({"because", "although", "though", "even", "so"})
# A row of a table, or a label with what belongs to it.
_ROW = re.compile(r"\||^\W*[\w' -]{2,60}:\s+\S")


def check_overlap(
    said: Sequence[Unit], told: Sequence[Unit], *, titles: frozenset[str], named: frozenset[str]
) -> Iterator[Rejection]:
    """`titles` are the stems of headings, which count as told, `named` those of names, which count for nothing."""
    aside = titles | named
    spoken = frozenset[str]().union(*(there.context | frozenset(map(unprefixed, there.words)) for there in told))
    everything = titles | spoken
    for sentence in said:
        content = sentence.content - (named - spoken)
        missing = sorted(content - covered(content, everything) - vocabulary().light)
        telling = content - vocabulary().light
        unsaid = len(telling) - len(covered(telling, spoken))
        if len(missing) > (1 - _FLOOR) * len(content) or unsaid > (1 - _SPOKEN) * len(telling):
            shown = ", ".join(repr(stem) for stem in missing[:5])
            detail = f"Too much of the statement is not in the quotes ({shown}): use their words."
            yield Rejection("overlap", detail)
        elif len(told) > 1:
            # What stands in a quote has its place there, though a heading have it as well.
            # A list as a whole is taken only where the statement lists as well.
            lists = any(word.text in _JOINTS or "," in word.before for word in sentence.words)
            those = told if lists else [there for there in told if not there.whole]
            yield from _stitched(sentence, those, aside.difference(*(there.content for there in told)))


def _numbers(there: Unit) -> frozenset[str]:
    return frozenset(word.stem for word in there.words if word.stem[0].isdigit())


def _stitched(sentence: Unit, told: Sequence[Unit], aside: frozenset[str]) -> Iterator[Rejection]:
    """A claim whose words stand in different sentences, none of which has them all."""
    vocab = vocabulary()
    digits = frozenset(word.stem for there in told for word in there.words if word.stem[0].isdigit())
    idle = vocab.light | _excepted(sentence) | sentence.denied | people_of_age(sentence.words)
    for start, end in _parts(sentence.words):
        stems = frozenset(word.stem for word in sentence.words[start:end])
        own = (stems & sentence.content) - idle | (stems & digits - _excepted(sentence))
        shares = [covered(own, there.context | aside | _numbers(there)) for there in told]
        best = max(shares, key=len)
        elsewhere = frozenset[str]().union(*shares) - best
        if elsewhere and not _leans(sentence, start, end, (best | elsewhere) - aside, told):
            shown = ", ".join(repr(stem) for stem in sorted(elsewhere))
            yield Rejection("stitched", f"No quoted sentence says this together with {shown}: keep to what one says.")
            return


def _leans(sentence: Unit, start: int, end: int, own: frozenset[str], told: Sequence[Unit]) -> bool:
    """Whether one quoted sentence says it together with what it takes over from those before."""
    units = frozenset(figure.unit for figure in quantities(sentence.text))
    values = frozenset(figure.value for figure in quantities(sentence.text))
    before = frozenset[str]()
    for there in told:
        if before and carried(sentence, start, end, there, own=own, before=before):
            return True
        if not any(figure.unit in units and figure.value not in values for figure in quantities(there.text)):
            # "Calls are kept for a year. Chats, for a month": the figure of one is not the other's.
            before |= there.content
    return False


def _parts(read: Sequence[Word]) -> list[tuple[int, int]]:
    """What a sentence joins by "and" and its like; "and in Peru" goes with what stands before."""
    starts = [0]
    for at, word in enumerate(read[1:], start=1):
        following = read[at + 1].text if at + 1 < len(read) else ""
        parts = word.text in _PARTING or (word.text == "with" and "," in word.before)
        whereupon = following in RELATIVES and "," in word.before
        if parts or whereupon or ((word.text in _JOINTS or ";" in word.before) and following not in PREPOSITIONS):
            starts.append(at)
    return list(zip(starts, [*starts[1:], len(read)], strict=True))


def _excepted(sentence: Unit) -> frozenset[str]:
    """What stands after "except" and its like: it may have a sentence of its own in the quotes."""
    start = next(
        (at for at, word in enumerate(sentence.words) if word.text in EXCEPTING - {"until", "without"}),
        len(sentence.words),
    )
    return frozenset(word.stem for word in sentence.words[start:]) - frozenset(
        word.stem for word in sentence.words[:start]
    )
