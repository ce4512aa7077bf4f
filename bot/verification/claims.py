"""Predicates of a statement against those of its quotes: polarity, modality, and who does what. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.evidence import Unit, covered, nearest
from bot.verification.grammar import IDLE, NEGATORS, Modality
from bot.verification.predicate import Predicate
from bot.verification.rejection import Kind, Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import word_set

# What a quote's modality may become. "Can" and "may" both say that something is possible.
_MAY_BECOME: dict[Modality, frozenset[Modality]] = {
    "": frozenset({"", "any"}),
    "may": frozenset({"may", "can", "any"}),
    "can": frozenset({"may", "can", "any"}),
    "must": frozenset({"must", "any"}),
    "should": frozenset({"should", "any"}),
    "try": frozenset({"try", "any"}),
    "wish": frozenset({"wish", "should", "any"}),
    "any": frozenset({"", "may", "can", "must", "should", "try", "wish", "any"}),
}
_DENIED_MAY_BECOME: dict[Modality, frozenset[Modality]] = {
    **_MAY_BECOME,
    "": frozenset({"", "any"}),
    "can": frozenset({"can", "may", "", "any"}),
    "may": frozenset({"may", "can", "any"}),
}
_SPOKEN: dict[Modality, str] = {
    "": "as a fact",
    "may": "as 'may'",
    "can": "as 'can'",
    "must": "as 'must'",
    "should": "as 'should'",
    "try": "as an attempt",
    "wish": "as a wish",
    "any": "openly",
}
_LIMITING = frozenset(
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
_MODAL_STEMS: dict[Modality, frozenset[str]] = {
    "must": frozenset(
        {
            "requir",
            "necessari",
            "mandatori",
            "need",
            "oblig",
            "obligatori",
            "compulsori",
            "must",
            "have",
            "onli",
            "demand",
        }
    ),
    "should": frozenset({"should", "pleas", "recommend", "advis", "encourag", "suggest", "ought"}),
    "may": frozenset(
        {
            "may",
            "can",
            "might",
            "could",
            "possibl",
            "right",
            "abl",
            "allow",
            "permit",
            "entitl",
            "option",
            "free",
            "choos",
            "sometim",
            "let",
            "write",
            "contact",
            "email",
            "request",
        }
    ),
    "try": frozenset(
        {
            "tri",
            "aim",
            "seek",
            "intend",
            "strive",
            "endeavour",
            "plan",
            "hope",
            "effort",
            "best",
            "attempt",
            "normal",
            "step",
        }
    ),
}
_MODAL_STEMS["may"] |= frozenset({"visibl", "access", "grant", "avail", "bar", "ban", "prohibit", "forbid"})
_MODAL_STEMS["can"] = _MODAL_STEMS["may"]
# What moves is the thing itself: who moves it is open.
_NOBODY = frozenset({"noth", "nobodi", "none", "anyth", "anyon", "everyth", "everyon", "thing"})
_PRONOUNS = frozenset(
    {"it", "them", "this", "these", "those", "that", "such", "both", "which", "what", "either", "any"}
)
_MOVES = frozenset({"go", "come"})
# Of these verbs the thing that is acted on may be the subject as well.
_EITHER_WAY = frozenset(
    {
        *(
            "chang",
            "move",
            "end",
            "begin",
            "start",
            "stop",
            "close",
            "renew",
            "open",
            "updat",
            "appli",
            "run",
            "switch",
        ),
        *("turn", "transfer", "increas", "decreas", "termin", "continu", "resum", "load", "restart", "record"),
    }
)
# Who does these can do them.
_OPEN_TO = frozenset({"see", "read", "access", "view", "find", "use", "reach", "get", "receiv", "obtain"})
_ANYBODY = frozenset({"parti", "provid", "vendor", "compani", "busi", "organis", "organ", "they", "who"})
_OPTIONAL = frozenset({"option", "voluntari", "voluntarili", "freeli"})
_NEGATIVE_STEMS = word_set(
    "without refus prohibit forbid forbidden exclud except outsid free prevent avoid lack stop ceas declin reject onli "
    "limit "
    "restrict unabl imposs option voluntari remain keep stay instead disabl delet remov refrain still leav left against protect"
)


# How near a quote's predicate is to a claim; whether it is finite; the same verb; and how little more it speaks of.
_Weight = tuple[int, bool, bool, float]


def check_claims(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    pairs = [(one, there) for there in told for one in there.predicates]
    for sentence in said:
        for claim in sentence.predicates:
            yield from _check(claim, sentence, pairs, told)
        yield from _undenied(sentence, told)


def _check(
    claim: Predicate, sentence: Unit, pairs: Sequence[tuple[Predicate, Unit]], told: Sequence[Unit]
) -> Iterator[Rejection]:
    vocab = vocabulary()
    alike = [(one, there) for one, there in pairs if vocab.same(claim.verb, one.verb)]
    exact = [(one, there) for one, there in alike if one.verb == claim.verb]
    if not claim.finite and not claim.denied:
        return
    # A word that may be a noun counts only where no sure verb says it.
    finite = [(one, there) for one, there in alike if one.finite]
    if finite and (not exact or any(one.finite for one, _ in exact)):
        alike = finite
    # Other verbs of like meaning count where they speak of the same at all.
    alike = [(one, there) for one, there in alike if one.verb == claim.verb or _nearness(claim, one, there)]
    if not alike:
        if claim.finite:
            yield from _unmatched(claim, sentence, pairs, told)
        return
    agreeing: list[_Weight] = []
    failing: list[tuple[_Weight, Kind, Predicate]] = []
    for one, there in alike:
        weight = (_nearness(claim, one, there), one.finite, (one, there) in exact, _precision(claim, one))
        kind = _disagreement(claim, one, sentence, there, told) or _unbacked(claim, one, told)
        if kind == "polarity" and claim.denied and not exact and _denies(nearest(sentence, told)):
            # It is denied in other words, nearer by.
            kind = None
        if kind is None:
            agreeing.append(weight)
        else:
            failing.append((weight, kind, one))
    if not failing or (agreeing and max(agreeing) >= max(weight for weight, _, _ in failing)):
        return
    if agreeing and not exact and all(kind == "subject" for _, kind, _ in failing):
        return
    weight, kind, other = max(failing, key=lambda found: found[0])
    yield Rejection(kind, _detail(kind, claim, other))


def _nearness(claim: Predicate, other: Predicate, there: Unit) -> int:
    """How much two predicates speak of the same; what a sentence leans on counts half."""
    return 2 * len(covered(claim.things, other.things)) + len(covered(claim.things, there.context))


def _precision(claim: Predicate, other: Predicate) -> float:
    return len(covered(other.things, claim.things)) / len(other.things) if other.things else 0.0


def _unbacked(claim: Predicate, other: Predicate, told: Sequence[Unit]) -> Kind | None:
    """A duty or a possibility where the quotes' verb is open ("providing it is optional") needs a word that says so."""
    if other.modality != "any" or claim.modality in {"", "any", "wish"}:
        return None
    stems = frozenset(word.stem for there in told for word in there.words)
    if claim.modality == "must" and bool(stems & _OPTIONAL) != bool(claim.denied):
        return "modality"
    if claim.modality in {"may", "can"} and claim.agents != {"we"}:
        return None
    return None if stems & (_MODAL_STEMS[claim.modality] | _OPTIONAL) else "modality"


def _disagreement(claim: Predicate, other: Predicate, sentence: Unit, there: Unit, told: Sequence[Unit]) -> Kind | None:
    free = claim.denied and claim.modality == "must" and other.modality == "any"
    if (
        not free
        and claim.denied is not None
        and other.denied is not None
        and not _polarity_agrees(claim, other, sentence)
        and not (claim.denied and covered(claim.things - sentence.denied, there.denied))
    ):
        return "exception" if other.excepted and claim.denied else "polarity"
    table = _DENIED_MAY_BECOME if claim.denied and other.denied else _MAY_BECOME
    # What a company has to do by law, it says that it does; of others a duty is no fact.
    owed = other.modality == "must" and claim.modality == "" and other.agents == {"we"}
    able = claim.modality == "can" and other.modality == "" and (claim.verb in _OPEN_TO or claim.agents == {"you"})
    if claim.modality not in table[other.modality] and claim.modality != "wish" and not owed and not able:
        hedged = claim.hedged and not other.hedged and other.modality in {"may", "can"}
        if not (hedged or (other.hedged and claim.modality in {"may", "can"})) and not (
            other.excepted and not claim.denied and claim.modality in {"may", "can"}
        ):
            return "modality"
    if claim.hedged and not other.hedged and other.modality == "" and other.finite and not there_hedged(there):
        return "modality"
    if other.hedged and not claim.hedged and claim.modality not in {"may", "can"} and other.finite and claim.finite:
        return "scope"
    if _turned(claim, sentence, other, there) or _turned(other, there, claim, sentence):
        return "subject"
    if _another(claim, other, there, told):
        return "subject"
    if _of_another(claim, other, told):
        return "stitched"
    same = any(word.text == "same" for word in there.words) and len(claim.agents) == 1
    return None if same or _agents_agree(claim, other) else "subject"


def there_hedged(there: Unit) -> bool:
    return any(one.hedged or one.modality in {"may", "can"} for one in there.predicates)


def _polarity_agrees(claim: Predicate, other: Predicate, sentence: Unit) -> bool:
    if other.excepted:
        limited = any(word.text in _LIMITING for word in sentence.words)
        if claim.denied is False and any(word.text == "even" for word in sentence.words):
            return False
        if claim.denied is False and {word.text for word in sentence.words} & {"without", "unless", "except"}:
            return {word.text for word in sentence.words} & {"only"} != set()
        return claim.excepted or limited
    return claim.denied == other.denied and not (claim.excepted and not other.excepted and other.denied is False)


def _agents_agree(claim: Predicate, other: Predicate) -> bool:
    active = not claim.passive and not other.passive and claim.finite and other.finite
    if claim.verb in _MOVES:
        return True
    if not claim.agents:
        # "Brands pass data to us" where the quote has "we pass data to brands".
        same = covered(claim.subject, other.subject)
        moved = covered(claim.subject, other.things - other.subject) - same
        strange = bool(other.subject) and not same and not moved and not other.agents & {"we", "you"}
        return not (active and claim.subject and ((moved and other.agents) or strange))
    if other.agents:
        named = active and claim.agents == other.agents == {"third"} and claim.subject and other.subject
        if named and not covered(claim.subject, other.subject | _ANYBODY):
            return False
        return claim.agents <= other.agents
    return not (other.passive and other.finite and claim.agents == {"third"})


def _turned(active: Predicate, doing: Unit, passive: Predicate, done: Unit) -> bool:
    """ "Acme buys" where "Acme is bought"."""
    if active.passive or not active.finite or not passive.passive or not passive.finite:
        return False
    if (
        active.verb != passive.verb
        or active.verb in _EITHER_WAY
        or not (_first(active, doing) and _first(passive, done))
    ):
        return False
    named = frozenset(word.stem for word in doing.words[1:] if word.capital) | vocabulary().parties.keys()
    objects = active.things - active.subject
    return bool(active.subject & passive.subject & named) and not objects & passive.subject


def _denies(near: Sequence[Unit]) -> bool:
    return any(
        there.denied
        or [word.text for word in there.words] == ["no"]
        or any(word.stem in _NEGATIVE_STEMS or word.text in NEGATORS for word in there.words)
        for there in near
    )


def _another(claim: Predicate, other: Predicate, there: Unit, told: Sequence[Unit]) -> bool:
    """ "Chats are kept" where "invoices are kept": each has its subject, and the claim's stands elsewhere."""
    vocab = vocabulary()
    if not (claim.finite and other.finite) or claim.verb == "be":
        return False
    if claim.passive and not other.passive:
        return _of_other_object(claim, other, there, told)
    if claim.passive != other.passive:
        return False
    if not claim.passive and (claim.agents or other.agents):
        return False
    idle = vocab.light - vocab.parties.keys()
    subject, real = claim.subject - idle, other.subject - idle
    if (
        not subject
        or not real
        or real & _NOBODY
        or any(stem[0].isdigit() for stem in other.subject)
        or covered(claim.subject, other.subject | there.denied)
        or covered(real, claim.subject)
    ):
        return False
    elsewhere = frozenset[str]().union(*(unit.content for unit in told)) - other.subject
    return bool(covered(subject, elsewhere - other.things)) or bool(claim.subject & vocab.parties.keys())


def _of_other_object(claim: Predicate, other: Predicate, there: Unit, told: Sequence[Unit]) -> bool:
    """ "Samples are kept" where "we keep the findings" and samples are spoken of elsewhere."""
    vocab = vocabulary()
    if claim.verb != other.verb or any(word.text in _PRONOUNS for word in there.words[other.at + 1 : other.at + 5]):
        return False
    verbs = frozenset(one.verb for unit in told for one in unit.predicates)
    objects = frozenset(stem for stem in other.things - other.subject - vocab.light - verbs if not stem[0].isdigit())
    subject = claim.subject - vocab.light
    if not objects or not subject or covered(subject, other.things | there.denied):
        return False
    after = frozenset(word.stem for word in there.words[other.at + 1 : other.at + 5])
    elsewhere = frozenset[str]().union(*(unit.content for unit in told))
    return bool(objects & after) and covered(subject, elsewhere) == subject


def _of_another(claim: Predicate, other: Predicate, told: Sequence[Unit]) -> bool:
    """ "It applies from 14 March" where that is the day on which it "was revised"."""
    own, there = _digits(claim), _digits(other)
    if not own - there or not there - own or not (claim.finite and other.finite):
        return False
    vocab = vocabulary()
    others = [one for unit in told for one in unit.predicates if one.finite and own <= _digits(one)]
    return bool(others) and not any(vocab.same(claim.verb, one.verb) for one in others)


def _digits(one: Predicate) -> frozenset[str]:
    return frozenset(stem for stem in one.things if stem[0].isdigit())


def _undenied(sentence: Unit, told: Sequence[Unit]) -> Iterator[Rejection]:
    """A statement that denies where nothing that the quotes say is negative in any way."""
    own = frozenset(word.stem for word in sentence.words)
    denies = [
        word.text
        for at, word in enumerate(sentence.words)
        if word.text in NEGATORS and not any(_phrase_at(sentence, at, one) for one in IDLE)
    ]
    negative = any(
        (word.text in NEGATORS or word.stem in _NEGATIVE_STEMS or word.text in _LIMITING or _prefixed(word.text))
        and (word.stem not in own or word.text in NEGATORS)
        for there in told
        for word in there.words
    ) or any(there.denied for there in told)
    opposed = vocabulary().opposites
    stems = frozenset(word.stem for there in told for word in there.words)
    if denies and not negative and not any(opposed.get(stem, frozenset()) & stems for stem in own):
        yield Rejection(
            "polarity", f"The quotes deny nothing, but the statement says {denies[0]!r}: say what they say."
        )


def _phrase_at(one: Unit, at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(word.text for word in one.words[at : at + len(phrase)]) == phrase


def _prefixed(word: str) -> bool:
    return (
        len(word) > 6 and word.startswith(("un", "non", "in", "im", "ir", "dis")) and word.endswith(("ed", "al", "le"))
    )


def _first(one: Predicate, there: Unit) -> bool:
    """Whether no other verb has the subject before this one."""
    return not any(other.at < one.at and other.finite and other.subject == one.subject for other in there.predicates)


def _unmatched(
    claim: Predicate, sentence: Unit, pairs: Sequence[tuple[Predicate, Unit]], told: Sequence[Unit]
) -> Iterator[Rejection]:
    """A verb that the quotes do not have: its polarity and modality must at least occur beside the same things."""
    finite = [(len(covered(sentence.content, there.context)), one) for one, there in pairs if one.finite]
    best = max((weight for weight, _ in finite), default=0)
    near = [one for weight, one in finite if weight == best]
    beside = nearest(sentence, told)
    stems = frozenset(word.stem for there in told for word in there.words)
    own = frozenset(word.stem for word in sentence.words)
    negative = _denies([*beside, *(there for there in told if len(there.words) == 1)])
    if claim.denied and not any(one.denied for there in beside for one in there.predicates) and not negative:
        yield Rejection(
            "polarity", f"The quotes deny nothing, but the statement denies {claim.word!r}: say what they say."
        )
    elif (
        claim.denied is False
        and near
        and all(one.denied and not one.excepted for one in near)
        and not own & (_NEGATIVE_STEMS | NEGATORS)
    ):
        yield Rejection(
            "polarity", f"The quotes deny what the statement affirms with {claim.word!r}: keep their negation."
        )
    elif claim.verb in {"be", "have"} or claim.denied:
        return
    elif claim.modality in _MODAL_STEMS and not stems & _MODAL_STEMS[claim.modality]:
        if claim.agents != {"you"} or claim.modality in {"must", "should"}:
            yield Rejection(
                "modality", f"The statement says {claim.word!r} {_SPOKEN[claim.modality]}; the quotes do not."
            )
    elif (
        claim.modality == ""
        and not claim.denied
        and near
        and all(one.modality in {"may", "try"} for one in near)
        and not claim.hedged
        and not own & (_MODAL_STEMS["may"] | _MODAL_STEMS["try"])
    ):
        yield Rejection("modality", f"The quotes say it {_SPOKEN[near[0].modality]}, the statement as a fact.")


def _detail(kind: Kind, claim: Predicate, other: Predicate) -> str:
    if kind == "polarity":
        one, two = ("denies", "affirm") if claim.denied else ("affirms", "deny")
        return f"The statement {one} {claim.word!r} where the quotes {two} {other.word!r}: keep what they say."
    if kind == "exception":
        return f"The quotes make an exception for {other.word!r} that the statement leaves out: keep it."
    if kind == "stitched":
        return f"The quotes do not say that figure of {claim.word!r}: keep together what they do."
    if kind == "modality":
        return (
            f"The statement says {claim.word!r} {_SPOKEN[claim.modality]}, the quotes say {other.word!r} "
            f"{_SPOKEN[other.modality]}: keep their wording."
        )
    if kind == "scope":
        return f"The quotes say {other.word!r} with a reservation (such as 'usually'): keep it."
    return f"It is not the one who, by the quotes, does {other.word!r} that does {claim.word!r} in the statement."
