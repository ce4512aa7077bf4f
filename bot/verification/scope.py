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
        "nobody confined"
    ),
    word_set("immediately instantly once promptly straight straightaway delay"),
    word_set("completely entirely fully totally absolutely wholly complete full entire"),
    word_set("automatically automatic automated"),
    word_set("guarantee guarantees guaranteed ensure ensures"),
    word_set("most many majority mostly"),
)
_SILENT_UNIVERSAL = word_set(
    "no none nothing each any never ever once but just delay other without unless except complete full whole"
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
# Conditions that limit nothing: "if you have questions", "if you wish".
_POLITE = word_set("question concern wish want like need prefer possibl applic avail necessari appropri feel pleas")


def check_scope(said: Sequence[Unit], told: Sequence[Unit], *, headings: frozenset[str]) -> Iterator[Rejection]:
    texts = frozenset(word.text for there in told for word in there.words)
    for sentence in said:
        yield from _universals(sentence, texts)
        near = nearest(sentence, told)
        if near:
            yield from _narrowing(sentence, near, told, headings)
            yield from _wider(sentence, told, headings)
            yield from _limits(sentence, near[0])


def _universals(sentence: Unit, texts: frozenset[str]) -> Iterator[Rejection]:
    own = [word.text for word in sentence.words]
    denied = any(text in NEGATORS or text == "without" for text in own)
    there = texts if denied else texts - _NEGATIVE
    if {"never", "ever"} & set(own) and "longer" in texts and not texts & {"never", "not"}:
        yield Rejection("scope", "The quotes say 'no longer', the statement 'never': say what they say.")
    for family in _UNIVERSAL:
        for at, text in enumerate(own):
            if text not in family - _SILENT_UNIVERSAL or family & there:
                continue
            # "Not anyone" says no more than "not".
            if text in {"anyone", "anything", "anybody"} and denied:
                continue
            if text in {"most", "many"} and own[at - 1 : at] in (["at"], ["how"]):
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
    if not own & vocab.masking and all(_masked(there) for there in near):
        yield Rejection("scope", "The quotes say it of data in a masked form (such as 'aggregated'): keep that word.")
        return
    for there in near:
        read = there.words
        for at in range(len(read) - 1):
            word, noun = read[at], read[at + 1]
            if word.stem not in vocab.narrowing or noun.before or noun.stem in vocab.empty or noun.text in PREPOSITIONS:
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
        if not phrase or phrase & _POLITE:
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
