"""Whether a policy's verified statements say yes or no to what a comparison asks of each. Pure.

Read by the practices that they affirm or deny (see `bot.claims`). What is asked to be used or said, and stands in a
list without a verb ("Role-based access control"), is affirmed by standing there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache

from bot.claims import Claim, claim_of, practice_words
from bot.models import Citation, Statement
from bot.wording import content_words
from ingest.stems import stems

_GENERAL = "data information details personal stuff everything anything long fast soon days me my myself"
# Verbs of speaking and having: what is said or had is asked about, not these.
_SPEAKING = (
    "mention mentions say says state states name names refer refers cite cites promise promises rely relies hold holds "
    "have has offer offers run runs employ employs put puts set sets place places"
)
# What these are done with need only be there; for the others a verb must say it.
_BY_PRESENCE = frozenset({"use", "encrypt"})
_SENTENCE = re.compile(r"[^.;]+(?:[.;](?=\S)[^.;]*)*[.;]?")
_NO = re.compile(r"\b(?:no|not|never|none|nor|neither|without|cannot|except|unless|\w+n['’]t)\b", re.IGNORECASE)
# What follows is not there: "no cookies for statistics", "do not have a data protection officer".
_LACKING = re.compile(
    r"\b(?:no|(?:not|\w+n['’]t) (?:have|use|set|employ|offer|hold|run|place|put|name|appoint(?:ed)?)(?: an?| any)?)\b",
    re.IGNORECASE,
)
_IN_A_CASE = re.compile(r"\b(?:if|when|whenever|in case|after|once|before|unless)\b", re.IGNORECASE)
_MOST_READ = 2
# One thing of so many that are asked about need not be named.
_ONE_OF = 3
# A negation denies what is among so many words after it.
_NEAR = 5


class Verdict(Enum):
    """What a policy says to it; the limited ones hold with exceptions or under conditions."""

    YES = "Yes"
    YES_LIMITED = "Yes, within limits"
    NO = "No"
    NO_LIMITED = "No, with exceptions"


def verdict(
    ask: str, statements: Sequence[Statement], cited: Mapping[int, Citation]
) -> tuple[Verdict, Statement] | None:
    """The verdict of the first of the leading statements that has one, and that statement; None where none has one or
    its sentences disagree. What is asked of one case alone ("if you are sold") has none."""
    wanted, things = claim_of(ask), things_of(ask)
    if wanted.denied or _IN_A_CASE.search(ask) or not (wanted.affirmed or things):
        return None
    for statement in statements[:_MOST_READ]:
        found = set(_verdicts(statement, cited, wanted.affirmed, things))
        if found <= {Verdict.YES, Verdict.YES_LIMITED} and found:
            return Verdict.YES if Verdict.YES in found else Verdict.YES_LIMITED, statement
        if found:
            # What is denied is denied but for its exceptions.
            denied = Verdict.NO_LIMITED if Verdict.NO_LIMITED in found else Verdict.NO
            return (denied, statement) if found <= {Verdict.NO, Verdict.NO_LIMITED} else None
    return None


def things_of(ask: str) -> frozenset[str]:
    """The stems of what is asked about, besides practices and data in general."""
    return frozenset(stems(" ".join(content_words(ask)), "en")) - _aside()


@cache
def _aside() -> frozenset[str]:
    return frozenset(stems(f"{_GENERAL} {_SPEAKING} {' '.join(practice_words())}", "en"))


def _verdicts(
    statement: Statement, cited: Mapping[int, Citation], practices: Collection[str], things: frozenset[str]
) -> Iterator[Verdict]:
    quoted = [cited[n] for n in statement.citations]
    titles = frozenset(stem for one in quoted for title in one.path for stem in stems(title, "en"))
    introduced = len(quoted) > 1 and _NO.search(quoted[0].quote) is not None
    for sentence in _SENTENCE.findall(" ".join(" ".join(one.quote.split()) for one in quoted)):
        words = stems(sentence, "en")
        missing = things - set(words)
        # Of three things asked about one may go without saying: "put advertising cookies on my device".
        if len(missing - titles) > len(things) // _ONE_OF or (things and missing == things):
            continue
        claim = claim_of(sentence)
        said = (claim.affirmed | claim.denied) & frozenset(practices)
        if said and not said & claim.affirmed & claim.denied:
            yield _limited(Verdict.YES if said & claim.affirmed else Verdict.NO, claim)
        elif not said and _BY_PRESENCE.issuperset(practices) and things and not introduced:
            found = _by_presence(sentence, claim, things)
            if found is not None:
                yield found


def _by_presence(sentence: str, claim: Claim, things: Collection[str]) -> Verdict | None:
    """What standing in a sentence says of things: that they are there, or are not; None where it may be either."""
    if not claim.denied and not _NO.search(sentence):
        return _limited(Verdict.YES, claim)
    lacking = _LACKING.search(sentence)
    after = stems(sentence[lacking.end() :], "en")[:_NEAR] if lacking else []
    return None if frozenset(things).isdisjoint(after) else _limited(Verdict.NO, claim)


def _limited(plain: Verdict, claim: Claim) -> Verdict:
    if not claim.limited:
        return plain
    return Verdict.YES_LIMITED if plain is Verdict.YES else Verdict.NO_LIMITED
