"""What a statement tells its reader to do: the quotes must ask the same, with the same things. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.cues import OBJECTS
from bot.verification.evidence import Unit, content_stems, covered
from bot.verification.grammar import CONDITIONS, DETERMINERS, NEGATORS, PREPOSITIONS
from bot.verification.predicate import Predicate
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import stem_of, word_set

# What nobody should be asked for, unless the quotes speak of it themselves.
_SECRETS = word_set("password passcod passphras pin cvv cvc otp credenti")
_EVERYDAY = word_set("use go find come work")
_POLITE = frozenset({"please", "kindly", "simply", "just", "then", "and", "do", "so"}) | NEGATORS


# What one may do about data is offered in such words or in their synonyms, and not by what stands around.
_OFFERS = frozenset(
    map(stem_of, ("appeal", "complain", "delete", "export", "object", "opt", "refuse", "unsubscribe", "withdraw"))
)
# Other words for some of these, which are no synonyms elsewhere.
_WAYS_OUT = frozenset(
    map(stem_of, ("adjust", "block", "control", "decline", "disable", "manage", "reject", "stop", "switch", "turn"))
)


def check_asked(said: Sequence[Unit], told: Sequence[Unit], *, aside: frozenset[str]) -> Iterator[Rejection]:
    """`aside` are the stems of headings and names, which count as told everywhere."""
    vocab = vocabulary()
    everything = aside.union(*(frozenset(word.stem for word in there.words) for there in told))
    for sentence in said:
        for start, end in _requests(sentence):
            verb = sentence.words[start].stem
            own = (content_stems(sentence.words[start:end]) - vocab.light) | {verb}
            missing = own - covered(own, everything)
            theirs = [one for there in told for one in there.predicates if vocab.same(verb, one.verb)]
            if missing or (theirs and all(one.agents == {"we"} for one in theirs)):
                detail = f"The quotes ask nobody for {min(missing or own)!r}: ask for no more than they do."
                yield Rejection("overlap", detail)
                return
        if secrets := _SECRETS & {word.stem for word in sentence.words} - everything:
            yield Rejection("overlap", f"The quotes do not speak of {min(secrets)!r}: leave it out.")
            return
        # "Parents can see it" offers the reader nothing.
        addressed = any(word.text == "you" for word in sentence.words)
        for one in sentence.predicates:
            # Of numbers `numbers.py` tells.
            strange = frozenset(stem for stem in one.things - vocab.light if not stem[0].isdigit())
            strange -= covered(strange, everything) | vocab.only_verbs | _EVERYDAY
            told_of = vocab.among(one.verb, everything)
            if one.verb in _OFFERS and _invites(one) and not told_of and _WAYS_OUT.isdisjoint(everything):
                yield Rejection("overlap", f"The quotes offer nobody to {one.word!r}: offer no more than they do.")
                return
            if addressed and _invites(one) and strange and not told_of:
                detail = f"The quotes do not speak of {min(strange)!r}: offer the reader no more than they do."
                yield Rejection("overlap", detail)
                return


def _invites(one: Predicate) -> bool:
    return one.finite and not one.opener and one.agents == {"you"} and one.modality in {"may", "can", "must", "should"}


def _requests(sentence: Unit) -> Iterator[tuple[int, int]]:
    """Where a sentence or its main clause begins with a verb that has no subject, and where that ends."""
    read = sentence.words
    starts = [0]
    if read and read[0].text in CONDITIONS | {"to", "for"}:
        starts += [at for at in range(1, len(read)) if "," in read[at].before]
    starts += [at for at in range(1, len(read)) if ";" in read[at].before or ":" in read[at].before]
    starts += [at for at in range(1, len(read)) if read[at].text in {"so", "please"}]
    for start in starts:
        at = start
        while at < len(read) and read[at].text in _POLITE:
            at += 1
        if at < len(read) and _is_request(sentence, at):
            yield at, next((to for to in range(at + 1, len(read)) if read[to].before), len(read))


def _is_request(sentence: Unit, at: int) -> bool:
    vocab = vocabulary()
    word, following = sentence.words[at], sentence.words[at + 1 : at + 2]
    done = any(one.agents or one.subject for one in sentence.predicates if one.at == at)
    if word.text not in vocab.verb_words or done:
        return False
    if word.stem in vocab.only_verbs:
        return True
    # "Access to your data is limited" has a verb for its subject.
    served = any(one.finite and word.stem in one.subject for one in sentence.predicates)
    objects = DETERMINERS | OBJECTS.keys() | PREPOSITIONS
    return bool(following) and following[0].text in objects and not served
