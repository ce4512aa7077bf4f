"""How far a statement reaches: "all", "only", "always" are the quotes' own, and their limits are kept. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.evidence import Unit, content_stems, covered, nearest
from bot.verification.grammar import BE, CONDITIONS, EXCEPTING, HEDGES, JOINTS, MODALS, NEGATORS, OPENERS, PREPOSITIONS
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word, word_set

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
_GENERIC_STEM = {"data": "data", "information": "inform", "everything": "everyth"}
_GENERIC = frozenset(_GENERIC_STEM.values())
# What a thing is done without where that limits nothing.
_FREELY = word_set(
    "undu unreason delay limit limitat charg cost fee penalti notic prior warn further give reason explan ani human"
)
# Who does not do a thing knowingly may do it.
_KNOWING = frozenset({"knowingly", "intentionally", "deliberately", "willingly"})
_QUANTIFIERS = word_set("most many few several some")
_NAMING = word_set("on about of regarding concerning")
_OF_OURS = word_set("of our the your their its these those")
# "Not data" tells of none, "these data" of those named.
_POINTING = word_set("not this that these those such")
_WISHED = word_set("wish want like prefer choose need require so desire")
# So much of a statement must be the quote's own words, for a limit to be missed in it.
_NEAR = 0.65
# Conditions that limit nothing: "if you have questions", "if you wish".
_POLITE = word_set("question concern wish want like need prefer possibl applic avail necessari appropri feel pleas")


def _knowing(sentence: Unit, there: Unit) -> Iterator[Rejection]:
    own = frozenset(word.text for word in sentence.words)
    denied = frozenset(one.verb for one in sentence.predicates if one.denied)
    for at, word in enumerate(there.words[:-1]):
        if word.text in _KNOWING - own and there.words[at + 1].stem in denied:
            yield Rejection("scope", f"The quotes say {word.text!r}, the statement leaves it out: keep it.")


def check_scope(said: Sequence[Unit], told: Sequence[Unit], *, headings: frozenset[str]) -> Iterator[Rejection]:
    for sentence in said:
        near = nearest(sentence, told)
        if near:
            yield from _narrowing(sentence, near, told, headings)
            yield from _wider(sentence, told, headings)
            if len(sentence.content & near[0].context) >= _NEAR * len(sentence.content):
                # Where more is said in other words, the limit may be as well.
                yield from _limits(sentence, near[0])
            yield from _knowing(sentence, near[0])


def _narrowing(
    sentence: Unit, near: Sequence[Unit], told: Sequence[Unit], headings: frozenset[str]
) -> Iterator[Rejection]:
    """A quote's "certain partners" are not "partners"."""
    vocab = vocabulary()
    own = frozenset(word.stem for word in sentence.words)
    denied = any(word.text in NEGATORS for word in sentence.words)
    if not denied and not own & vocab.masking and all(_masked(sentence, there) for there in near):
        yield Rejection("scope", "The quotes say it of data in a masked form (such as 'aggregated'): keep that word.")
        return
    for there in near:
        read = there.words
        for at in range(len(read) - 1):
            word, noun = read[at], read[at + 1]
            if at and read[at - 1].text in {"that", "this"}:
                # "That particular vacancy" is that vacancy.
                continue
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
                if other is not there or word.text not in _QUANTIFIERS
                for index in range(len(other.words))
            )
            if not elsewhere and not own & {"may", "some", "certain", "limit"}:
                yield Rejection("scope", f"The quotes speak of {word.text + ' ' + noun.text!r} only: keep that word.")
                return


def _masked(sentence: Unit, there: Unit) -> bool:
    vocab = vocabulary()
    done = {one.verb for one in there.predicates if one.finite}
    verbs = [one.verb for one in sentence.predicates if one.finite]
    same = [one for one in there.predicates if one.finite and any(vocab.same(one.verb, verb) for verb in verbs)]
    # "File hashes" are no hashed files.
    nouns = frozenset(word.stem for word in there.words if word.text in {"hash", "hashes"})
    # "They use it for statistics, and we shred it": of the one clause, not of the other.
    apart = bool(same) and all(not one.opener and not vocab.masking & one.around for one in same)
    return not apart and not (vocab.masking & there.content).issubset(done | nouns)


def _wider(sentence: Unit, told: Sequence[Unit], headings: frozenset[str]) -> Iterator[Rejection]:
    """What is said of card numbers is not said of data."""
    if not any(one.finite for there in told for one in there.predicates):
        return
    stems = headings.union(*(frozenset(word.stem for word in there.words) for there in told))
    reaching = any(word.text in {"no", "all", "any", "every", "ever"} for word in sentence.words)
    own = frozenset(
        _GENERIC_STEM.get(word.text, "")
        for at, word in enumerate(sentence.words)
        # "Information about your health" and "health information" name which.
        if not (at and not reaching and sentence.words[at - 1].stem in stems & sentence.content)
        and not any(one.text in _NAMING for one in sentence.words[at + 1 : at + 2])
        and not any(one.text in _POINTING for one in sentence.words[max(0, at - 1) : at])
    )
    near = frozenset() if reaching else frozenset({"detail", "record", "content"})
    if own & _GENERIC and not stems & (_GENERIC | near):
        yield Rejection(
            "scope", "The statement speaks of data or information at large, the quotes of less: name what they do."
        )


def _limits(sentence: Unit, there: Unit) -> Iterator[Rejection]:
    """What follows "only", "unless", "except" or "if" in a quote may not be left out."""
    vocab = vocabulary()
    own = frozenset(word.stem for word in sentence.words)
    if any(word.text in HEDGES for word in sentence.words):
        # "Normally" leaves room for the exception.
        return
    limited = any(word.text in EXCEPTING or word.text == "only" for word in sentence.words)
    shared = covered(sentence.content, there.content)
    for at, word in enumerate(there.words):
        if word.text == "if" and there.words[at - 1 : at] and there.words[at - 1].text in {"even", "or"}:
            # "Or, if you choose it, by post": of another way alone.
            continue
        permitted = word.text in {"with", "by", "upon", "on"} and _permission(there, at)
        if word.text not in EXCEPTING and word.text not in {"only", "solely", "if"} and not permitted:
            continue
        if word.text == "without" and there.words[at + 1 : at + 2] and there.words[at + 1].stem in _FREELY:
            continue
        if _manner(there, at) or _instead(sentence, there, at) or not _concerns(sentence, there, at):
            continue
        phrase = _phrase(there, at)
        wished = word.text == "if" and any(one.text in _WISHED for one in there.words[at + 1 : at + 4])
        if not phrase or phrase & _POLITE or wished:
            continue
        if word.text == "only" and any(one.text == "only" for one in sentence.words):
            continue
        if word.text in {"only", "solely"} and (not phrase - shared - own or phrase <= vocab.light):
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


def _manner(there: Unit, at: int) -> bool:
    """ "Reports it without telling you": how it is done; not where that is denied, or supposed with an "if"."""
    if there.words[at].text != "without" or at + 1 == len(there.words):
        return False
    following = there.words[at + 1].text
    start = next((to for to in range(at, 0, -1) if there.words[to].before), 0)
    supposed = any(word.text in CONDITIONS for word in there.words[start:at])
    denied = any(word.text in NEGATORS for word in there.words)
    return following.endswith("ing") and vocabulary().is_verb(following) and not supposed and not denied


def _gapped(sentence: Unit, there: Unit, at: int) -> bool:
    """ "Oak is kept for two years and pine until it rots": the limit is of the second thing alone."""
    joint = next((to for to in range(at - 1, 0, -1) if there.words[to].text == "and"), 0)
    start = max((one.at for one in there.predicates if one.finite and one.at < joint), default=joint)
    between = there.words[joint + 1 : at]
    if there.words[at].text != "until" or start >= joint or any(word.before for word in there.words[joint:at]):
        return False
    if any(joint < one.at < at for one in there.predicates if one.finite) or not content_stems(between):
        return False
    own = frozenset(word.stem for word in sentence.words)
    figures = frozenset(word.stem for word in there.words[start:joint] if word.stem[0].isdigit())
    first = content_stems(there.words[start:joint])
    return bool(figures & own) and not (content_stems(between) - first) & own


def _instead(sentence: Unit, there: Unit, at: int) -> bool:
    """ "We receive no money, only a copy" limits the copy; "with nobody else unless" those who are not named."""
    before = [word.text for word in there.words[:at]]
    denied = any(one.denied for one in sentence.predicates if one.finite)
    contrast = there.words[at].text == "only" and "," in there.words[at].before and denied
    if contrast and any(one.denied and one.at < at for one in there.predicates):
        return True
    others = before[-2:] in (["nobody", "else"], ["nothing", "else"]) or before[-3:] == ["no", "one", "else"]
    return _gapped(sentence, there, at) or (others and not any(word.text == "else" for word in sentence.words))


def _concerns(sentence: Unit, there: Unit, at: int) -> bool:
    """Whether a limit stands with a predicate that the statement is about; true where that cannot be told."""
    vocab = vocabulary()
    finite = [one for one in there.predicates if one.finite]
    sure = [own for own in sentence.predicates if own.finite]
    shared = [one for one in finite if any(vocab.same(one.verb, own.verb) for own in sure)] or [
        one for one in finite if any(vocab.same(one.verb, own.verb) for own in sentence.predicates)
    ]
    owner = next((one for one in reversed(finite) if one.at <= at), finite[0] if finite else None)
    opens = at == 0 or bool(there.words[at].before) or there.words[at - 1].text in {"and", "or", "but"}
    conditions = at + 1 < len(there.words) and there.words[at + 1].text in OPENERS | PREPOSITIONS
    if there.words[at].text == "if" and at > 0 and there.words[at - 1].text == "and":
        # "And if the score is low, it is refused": what follows the condition.
        owner = next((one for one in finite if one.at > at and not one.opener), owner)
    if opens and not conditions and there.words[at].text in {"only", "solely"}:
        owner = next((one for one in finite if one.at > at), owner)
    if owner is not None and any(one.verb == own.verb for one in shared for own in sure):
        # "Seen by all, while the number is visible only to us": a verb of like meaning, of another thing.
        like = all(one.verb != owner.verb for one in sure)
        if like and owner.subject and not covered(owner.subject, sentence.content):
            return False
    return not shared or owner is None or owner in shared


def _permission(there: Unit, at: int) -> bool:
    return any(word.stem in _PERMISSION for word in there.words[at + 1 : at + 5])


def _phrase(there: Unit, at: int) -> frozenset[str]:
    """The content words of what follows a limiting word, up to the next punctuation."""
    following: list[Word] = []
    for place, word in enumerate(there.words[at + 1 : at + 14], start=at + 1):
        helped = any(one.text in MODALS or one.text in BE for one in there.words[place + 1 : place + 2])
        opens = word.text in _OF_OURS and any(one.text in BE for one in following[1:-1])
        opens = opens and there.words[place - 1].text not in PREPOSITIONS
        if following and (word.before or opens or (word.text in JOINTS and helped)):
            # "If the score is below 30 the essay is refused": no comma parts them.
            break
        following.append(word)
    return content_stems(following)
