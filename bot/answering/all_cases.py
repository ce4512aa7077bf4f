"""What is asked of all cases, by the rule and all that limits it: what is kept beside what is deleted, who gets data
beside what is not shared. Pure.

"Is everything deleted when I leave?" is answered by the rule of deletion alone only where the policy keeps nothing.
The sentences are found by what they claim, wherever they stand: they seldom share a word with the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from bot.abroad import leaving
from bot.answering.pieces import LISTED, group_of
from bot.answering.recipients import of_data_at_large, tells_of_recipients
from bot.claims import claim_of
from bot.durations import durations
from bot.exceptions_asked import ALL_CASES, HELD
from bot.retrieval import Ranking
from bot.units import Sentence, Units
from ingest.models import Clause
from ingest.stems import stems

_END = (
    r"(?:clos(?:e|es|ed|ing|ure)|cancel\w*|terminat\w*|deactivat\w*|shut\w*|quit\w*|leav(?:e|es|ing)|left|gone|"
    r"stop(?:ped|ping)?|end(?:s|ed|ing)?|unsubscrib\w*)"
)
# "When I close my account", "once I've quit", "closing my account", "after my contract ends".
_ENDING = re.compile(
    rf"\b(?:i|we|you|user|customer)(?:['’]\w+)?(?: \w+)? {_END}(?! (?:messages|e?-?mails?|marketing|newsletters?))\b|"
    rf"\b{_END}(?: \w+)? (?:account|subscription|contract|membership|service|profile)\b|"
    rf"\b(?:account|subscription|contract|membership|service|profile)(?: \w+)? {_END}\b",
    re.IGNORECASE,
)
# Of one case something else may hold.
_CASE = re.compile(
    r"\b(?:if|when|in case|once|after|before|during)\s(?!(?:(?:i|we|you) )?(?:ask|request|want|all)\b)\w", re.IGNORECASE
)
_DELETING = re.compile(
    r"\b(?:delet|eras|remov|wip|destroy|purg)(?:e|es|ed|ing|ion|al)\b|\b(?:get|got) rid of\b|"
    r"\b(?:is|are|be|gets?) (?:\w+ ){0,3}gone\b",
    re.IGNORECASE,
)
# "Will you always give me a warning?"
_TO_THE_ASKER = re.compile(r"\b(?:giv|send|hand|show|provid)\w* (?:me|us)\b", re.IGNORECASE)
_HOW_LONG = re.compile(r"\bhow (?:long|soon|fast|quick\w*|many)\b", re.IGNORECASE)
_WHAT_HAPPENS = re.compile(r"\bwhat (?:happens|becomes|do you do|will happen|would happen)\b", re.IGNORECASE)
# What is given to the company, and what is provided that is no data.
_NO_SHARING = re.compile(
    r"\b(?:giv|provid|send|hand|suppl|pass|transfer)\w* (?:it |them )?(?:to )?us\b|"
    r"\btransferred (?:\w+ )?to countries\b|"
    r"\bprovid(?:e|es|ed|ing) (?:you )?(?:\w+ ){0,3}?(?:services?|products?|support|experiences?|platform)\b",
    re.IGNORECASE,
)
_OF_THE_TEXT = re.compile(
    r"\b(?:policy|notice|statement)\b[^.;]{0,20} (?:outlines?|explains?|describes?|sets? out|tells?|informs?)\b",
    re.I,
)
_HANDING = re.compile(
    r"\b(?:shar|disclos|giv|pass|hand|provid|transfer|forward|reveal)(?:e|es|ed|en|ing|s)?\b|"
    r"\b(?:see|sees|get|gets|access|reach(?:es)?|look at|have)\b[^?]*\b(?:data|info\w*|details|it|them|that|stuff)\b",
    re.IGNORECASE,
)
# Why or how long something is kept in spite of a rule that it goes.
_IN_SPITE = re.compile(
    r"\b(?:laws?|legal\w*|regulat\w*|oblig\w*|required|requirements?|disputes?|fraud|backups?|archiv\w*|longer|"
    r"indefinite\w*|permanent\w*|even (?:if|after|when)|after\w*|plus|as long as|(?:is|are) necessary)\b",
    re.IGNORECASE,
)
_OBLIGED = re.compile(r"\boblig\w+ to (?:retain|keep|store|preserve)\b", re.IGNORECASE)
_REQUESTED = re.compile(r"\brequests?\b|\bupon\b", re.IGNORECASE)
# What users themselves do.
_BY_USERS = re.compile(
    r"\b(?:you|users?|customers?|visitors?)(?: (?:may|can|must|will|should|have|might|not|never|\w+ to|\w+ly))*"
    r" "
    r"(?:share|give|provide|disclose|send|hand|pass|transfer|submit|leave|keep|store|save|delete|remove)[sdn]?\b"
    r"(?:[^.;]*\band not (?:share|disclose|give)\b)?",
    re.IGNORECASE,
)


class AllCases(NamedTuple):
    """`sentences`: the rule first (what is denied, or deleted), then what limits it in the order of the text; none
    where no question asks for all cases."""

    sentences: tuple[Sentence, ...] = ()
    has_rule: bool = False


def in_all_cases(question: str, ranking: Ranking, *, most: int) -> AllCases:
    """The rule and what limits it, where a question asks for all cases; `most` clauses or lists."""
    found = _tells(question, ranking)
    if found is None:
        return AllCases()
    units = ranking.units
    telling = [one for one in ranking.best() if found(one)]
    # A list counts once: one of its items says no more than another.
    groups = list(dict.fromkeys(group_of(units.clause_of(one)) for one in telling))[:most]
    best = [one for one in telling if group_of(units.clause_of(one)) in groups]
    rules = {one.index for one in best if _is_rule(one, ranking)}
    return AllCases(tuple(sorted(best, key=lambda one: (one.index not in rules, one.index))), bool(rules))


def _is_rule(sentence: Sentence, ranking: Ranking) -> bool:
    claim = claim_of(ranking.text(sentence))
    listed = ranking.units.clause_of(sentence).kind in LISTED
    return not listed and bool(claim.denied or "delete" in claim.affirmed)


def _tells(question: str, ranking: Ranking) -> Callable[[Sentence], bool] | None:
    """What tells whether a sentence is of what is asked; None where no practice is asked about in all its cases, or of
    certain data alone."""
    if leaving(question) is not None or _HOW_LONG.search(question):
        return None
    if not of_data_at_large(question, ranking, _besides()):
        return None
    all_cases = ALL_CASES.search(question) is not None
    ending = _ENDING.search(question) is not None
    if _DELETING.search(question) or ending:
        if all_cases or HELD.search(question) or (ending and _WHAT_HAPPENS.search(question)):
            return partial(_tells_of_deletion, ranking=ranking)
    elif all_cases and not _CASE.search(question) and _HANDING.search(_TO_THE_ASKER.sub(" ", question)):
        return partial(_shares, ranking=ranking)
    return None


def _tells_of_deletion(sentence: Sentence, ranking: Ranking) -> bool:
    """Whether a sentence says what is deleted at the end or on request, or what is kept in spite of that."""
    text, units = ranking.text(sentence), ranking.units
    clause = units.clause_of(sentence)
    if sentence.span in units.lists:
        return False
    introduced = f"{_introducing(clause, units)} {text}" if clause.kind in LISTED else text
    claim = claim_of(_BY_USERS.sub(" ", introduced))
    if "delete" in claim.denied or _OBLIGED.search(text):
        return True
    if {"share", "sell"} & (claim.affirmed | claim.denied):
        return False
    if "delete" in claim.affirmed and (_ENDING.search(text) or _REQUESTED.search(text)):
        return True
    lasts = clause.kind in LISTED and bool(durations(text))
    return "keep" in claim.affirmed and "keep" not in claim.denied and (lasts or _IN_SPITE.search(text) is not None)


def _introducing(clause: Clause, units: Units) -> str:
    """What an item goes on with: the sentence before its list, else the heading that it stands under."""
    if clause.lead_in is not None:
        return units.version.text[clause.lead_in.start : clause.lead_in.end].rstrip(": ")
    return " ".join(clause.path[-2:])


def _shares(sentence: Sentence, ranking: Ranking) -> bool:
    text = ranking.text(sentence)
    claim = claim_of(_NO_SHARING.sub(" ", _BY_USERS.sub(" ", text)))
    said = (claim.affirmed | claim.denied) & {"share", "sell"}
    return bool(said) and not _OF_THE_TEXT.search(text) and tells_of_recipients(sentence, ranking)


@cache
def _besides() -> frozenset[str]:
    """The stems of ending an account, of times, and of asking for exceptions."""
    words = (
        "account subscription contract membership service profile close closure cancel terminate deactivate shut quit "
        "leave left gone stop end customer user client day week month year time moment immediately straight away "
        "exception loophole case situation circumstance catch reason way rule policy promise swear claim ask request "
        "ever never absolutely completely entirely totally regardless hang hold stay remain stuff part copy trace one "
        "name people person somebody outsider stranger right hear get rid record file history working"
    )
    return frozenset(stems(words, "en"))
