"""How surely a sentence as a whole speaks, where its verbs could not be matched to the quotes'. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.verification.evidence import Unit, covered, nearest
from bot.verification.grammar import EXCEPTING, HEDGES, NEGATORS
from bot.verification.rejection import Rejection
from bot.verification.words import word_set

_OPEN = word_set(
    "may might can could possible possibly option optional optionally able allow allows allowed permit "
    "permits permitted entitled right rights free choose reserve reserves should recommend recommends "
    "recommended advise advised encourage encouraged ask asked asks please suggest try tries aim aims seek "
    "endeavour strive best effort efforts intend intends plan plans hope hopes if when where until unless "
    "only some certain voluntary likely chance let lets"
)
_DUTY = word_set(
    "must shall required requires require requirement obliged obligated obligation mandatory compulsory need needs "
    "needed necessary have has had shall only unless without until before law legally legal bound duty may no "
    "oblige obliges force forces forced compel compels compelled not never insist demand demands cannot essential "
    "condition"
)
_SAYS_DUTY = word_set("must required obliged obligated mandatory compulsory obligatory")
_STRICT = word_set(
    "must shall required requires require requirement obliged obliges obligated obligation obligatory mandatory "
    "compulsory need needs necessary cannot duty condition has have"
)
_NEEDING = word_set("need needs require requires required must mandatory compulsory")
# What leaves a choice, and what the quotes must have for it.
_SAYS_CHOICE = word_set("optional voluntary voluntarily optionally discretion discretionary")
_FREE = word_set(
    "optional optionally voluntary voluntarily discretion discretionary choose chooses choice choices free freely "
    "option options decide decides chosen chose whichever select selects selected preferred"
)
_CHOICE = word_set(
    "whether may can could might prefer wish want like consent agree opt allowed permitted if unless right"
)
# Of these none leaves it to somebody to decide.
# What leaves room for an exception.
_NORMALLY = word_set("normally usually generally ordinarily typically")
_WANTED = word_set("if unless want like")
_SAYS_BAN = word_set("forbidden prohibited banned barred forbids prohibits bans bars")
_BAN = word_set(
    "not never no nobody none nothing neither nor cannot forbidden prohibited banned barred forbid forbids prohibit "
    "prohibits ban bans bar bars only unless without refuse refuses must excluded exclude excludes except"
)
# What says that not all is so.
_RESERVED = word_set(
    "some certain many most several tend tends likely main principal majority bulk part rule average general common "
    "normal routine frequent ordinary typical usual exceptional occasional rare case cases times possible practicable "
    "feasible"
)
# With what a thing may be done that needs it.
_NEEDED = frozenset({"only", "consent", "permission", "approval", "agreement", "leave"})
# What leaves it to somebody, as "whether to" does.
_DECIDING = frozenset(
    (
        *((verb, word) for verb in ("decide", "decides", "choose", "chooses") for word in ("whether", "if", "to")),
        *(("so", verb) for verb in ("choose", "chooses", "decide", "decides", "wish", "wishes", "prefers")),
    )
)
_UNSURE = word_set("may might can could")
# Who can do these does not have the thing yet.
_ASKING = frozenset({"ask", "request", "order", "appli", "demand"})
# So much of a statement must be a quote's sentence, for their certainty to be compared.
_NEAR = 0.75
_LIKE = 0.6


def check_certainty(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    everything = frozenset(word.text for there in told for word in there.words)
    for sentence in said:
        own = frozenset(word.text for word in sentence.words)
        if own & _SAYS_DUTY and not everything & _DUTY:
            yield Rejection("modality", "The quotes oblige nobody to this: say no more than they do.")
        beside = frozenset(word.text for there in nearest(sentence, told) for word in there.words)
        if own & _SAYS_DUTY and beside & {"free", "optional", "voluntary"} and not beside & (_STRICT - own):
            yield Rejection(
                "modality", "The quotes leave a choice where the statement obliges: say no more than they do."
            )
        decides = _whether_to(sentence)
        left = beside & (_CHOICE - _WANTED if decides else _CHOICE)
        if own & (_SAYS_CHOICE | {"choice"}) and not everything & _SAYS_CHOICE and _demanded(sentence, told):
            yield Rejection("modality", "The quotes demand what the statement leaves to a choice: keep what they say.")
        if (decides or own & _SAYS_CHOICE) and not everything & _FREE and not left and not any(map(excused, told)):
            yield Rejection("modality", "The quotes leave no choice where the statement does: keep what they say.")
        needed = beside & _NEEDING and any(_close(sentence, there, _LIKE) for there in told)
        if "may" in own and needed and not everything & _OPEN:
            yield Rejection("modality", "The quotes demand what the statement leaves open: keep what they say.")
        if own & _SAYS_BAN and not beside & _BAN:
            yield Rejection("modality", "The quotes forbid nobody to do this: say no more than they do.")
        # An exception makes it "normally".
        reserved = (
            everything & (HEDGES | _RESERVED) or (own | beside) & _UNSURE or (own & _NORMALLY and beside & EXCEPTING)
        )
        if own & HEDGES and not reserved:
            yield Rejection("modality", "The quotes say it without a reservation such as 'usually': leave it out.")
        due = own & {"have", "has", "get", "gets"} and any(word.stem[0].isdigit() for word in sentence.words)
        open_ = own & (_OPEN - {"free"} if "charge" in own else _OPEN) or own & HEDGES
        if open_ or due or not sentence.content:
            continue
        near = nearest(sentence, told)
        if own & _STRICT and any(word.text in _NEEDED for there in near for word in there.words):
            # "May enter only with a ticket": needs a ticket to enter.
            continue
        barred = "must" in own and any(one.denied for one in sentence.predicates)
        if barred and any("must" in _texts(there) for there in near):
            # "May use it, must not sell it": a ban, which `claims.py` compares.
            continue
        if near and all(_is_open(there) and _close(sentence, there) for there in near):
            yield Rejection("modality", "The quotes say it as a possibility or an aim, the statement as a fact.")


def excused(there: Unit) -> bool:
    """ "Not required", "need not"."""
    texts = [word.text for word in there.words]
    return ("need", "not") in pairwise(texts) or any(
        text in NEGATORS and _STRICT.intersection(texts[at + 1 : at + 3]) for at, text in enumerate(texts)
    )


def _whether_to(sentence: Unit) -> bool:
    """ "Whether to send it", "decides whether it sends it"."""
    texts = [word.text for word in sentence.words]
    return any(pair == ("whether", "to") or pair in _DECIDING for pair in pairwise(texts))


def _texts(one: Unit) -> frozenset[str]:
    return frozenset(word.text for word in one.words)


def _demanded(sentence: Unit, told: Sequence[Unit]) -> bool:
    """Whether the quotes say as a duty what a statement names, and nothing of it as a choice."""
    stems = frozenset(word.stem for word in sentence.words)
    same = [one for there in told for one in there.predicates if one.finite and one.verb in stems]
    return bool(same) and all(one.modality == "must" and one.denied is False for one in same)


def _is_open(there: Unit) -> bool:
    finite = [one for one in there.predicates if one.finite]
    main = [one for one in finite if one.opener != "who" and one.modality != "any"]
    return (bool(finite) and all(one.modality in {"may", "try", "should"} or one.hedged for one in finite)) or (
        bool(main) and all(one.modality == "can" and one.verb in _ASKING for one in main)
    )


def _close(sentence: Unit, there: Unit, share: float = _NEAR) -> bool:
    return len(covered(sentence.content, there.content)) >= share * len(sentence.content)
