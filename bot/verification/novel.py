"""A thing put in the place of another: near to the quote word by word, with a noun of its own. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.verification.evidence import Unit, covered, nearest, people_of_age
from bot.verification.grammar import BE, DETERMINERS, DO, HAVE, MODALS, PRONOUNS
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word

# No more of the statement's words than so much may be none of the quote's, for one to stand for one of the quote's.
_STRANGE = 0.5
_NEAR = 0.6
_DETERMINING = DETERMINERS | {"you", "us", "it", "them"}
_HELPING = frozenset({*BE, *DO, *HAVE, *MODALS, "to", "not", "never", "still", "also", *PRONOUNS})


def check_novel(said: Sequence[Unit], told: Sequence[Unit], *, aside: frozenset[str]) -> Iterator[Rejection]:
    """`aside` are the stems of headings and names, which count as told everywhere."""
    vocab = vocabulary()
    everything = aside.union(*(frozenset(word.stem for word in there.words) for there in told))
    # "Members are asked", where the quotes say "we ask you".
    addressed = any(word.text in {"you", "your"} for there in told for word in there.words)
    for sentence in said:
        strange = sentence.content - covered(sentence.content, everything) - vocab.light - {"other"}
        strange -= people_of_age(sentence.words)
        strange = frozenset(
            stem
            for stem in strange
            if _noun_like(sentence, stem) and not (addressed and vocab.parties.get(stem) == "you")
        )
        if not strange:
            continue
        if len(sentence.content - everything) > max(1, _STRANGE * len(sentence.content)):
            # Where most is said in other words, one more of them stands for nothing.
            continue
        for one in sentence.predicates:
            subject = one.subject - vocab.light
            if one.finite and not one.opener and subject and not one.agents and subject <= strange:
                yield Rejection("overlap", f"{min(subject)!r} is not in the quotes: use their words.")
                return
        if len(covered(sentence.content, everything)) < _NEAR * len(sentence.content):
            continue
        for there in nearest(sentence, told):
            replaced = _replaced(sentence, there, strange)
            if replaced:
                yield Rejection("overlap", f"{replaced!r} is not in the quotes: use their words.")
                return


def _noun_like(sentence: Unit, stem: str) -> bool:
    """Whether a word stands as a thing does: after no auxiliary, and with no object of its own."""
    vocab = vocabulary()
    for at, word in enumerate(sentence.words):
        if word.stem != stem:
            continue
        before = sentence.words[at - 1].text if at else ""
        after = sentence.words[at + 1].text if at + 1 < len(sentence.words) else ""
        if (before in _HELPING and not vocab.is_noun(word.text)) or (after in DETERMINERS and word.stem in vocab.verbs):
            return False
        gerund = word.text.endswith("ing") and after in _DETERMINING
        if len(word.text) < 4 or word.text.endswith(("ed", "ly")) or gerund or (word.capital and at):
            return False
        if word.stem in vocab.only_verbs and not vocab.is_noun(word.text) and not word.text.endswith("ing"):
            return False
        if after in DETERMINERS and not word.text.endswith(("ion", "ment", "ity")) and at and before not in DETERMINERS:
            return False
    return True


def _thing(word: Word) -> bool:
    vocab = vocabulary()
    if word.stem in vocab.parties:
        return True
    return word.stem not in vocab.light and (word.stem not in vocab.only_verbs or vocab.is_noun(word.text))


def _replaced(sentence: Unit, there: Unit, strange: frozenset[str]) -> str:
    """The first strange word that stands where the quote has other things."""
    vocab = vocabulary()
    own = [word.stem for word in sentence.words]
    other = [word.stem for word in there.words]
    told = frozenset(other)
    # Words of the same meaning are aligned as the quote's.
    aligned = [next((stem for stem in other if vocab.same(stem, one)), one) if one not in told else one for one in own]
    said = frozenset(own) | frozenset(aligned)
    for tag, a, b, c, d in SequenceMatcher(None, aligned, other, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        ours = [stem for stem in own[a:b] if stem in strange]
        theirs = [
            word.stem
            for word in there.words[c:d]
            if (word.stem in there.content or word.stem[0].isdigit())
            and _thing(word)
            and not vocab.among(word.stem, said)
        ]
        if ours and theirs:
            return ours[0]
    return ""
