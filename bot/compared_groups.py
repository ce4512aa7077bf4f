"""Who is compared, as questions word it: names of policies are written "you". Pure."""

from __future__ import annotations

import re

NUMBER = r"(?:two|three|four|five|six|seven|eight|\d+)"
THINGS = (
    r"(?:(?:privacy )?polic(?:y|ies)|guys|company|companies|provider|providers|service|services|firms?|apps?|"
    r"platforms?|ones?|notices?)"
)
# What is surely compared: policies or their companies.
MEMBERS = (
    rf"(?:(?:one|any|all|each|both|either|every one) of (?:these|those|the {NUMBER})(?: {NUMBER})? {THINGS}|"
    rf"(?:these|those|all|the {NUMBER})(?: {NUMBER})? (?:(?:privacy )?policies|companies|firms)|"
    r"each (?:(?:privacy )?policy|company|provider|firm|vendor))"
    r"(?! (?:you|we|they|i|that|which|who|holders?|"
    r"(?:gets?|receives?|sees?) (?:my|our|the|it|them|access))\b)"
)
GROUP = (
    rf"(?:(?:(?:these|those|all) {NUMBER}|them|these|those|you|us|the (?:{NUMBER}|lot)|{NUMBER})(?: {THINGS})?|"
    rf"(?:the|these|those|all|your)(?: {NUMBER})? {THINGS})"
)
# Names became "you": a run of them is one.
_RUN = re.compile(
    r"\byou(?:rs?)?(?:(?:\s*,\s*|\s+)(?:(?:and|or|vs\.?|versus|than|as well as)\s+)?you(?:rs?)?\b)+", re.I
)
WHO = rf"(?:who|(?:which|what)(?: {THINGS})?(?: of (?:{GROUP}|you))?)"
LEAD = rf"^\W*(?:and |so |but |ok,? )*(?:(?:between|out of|among|of) (?:you|{GROUP}),?\s*)?"
# What a thing is set against is not asked about: "at rest, not just in transit", "to a regulator rather than to you".
_SET_AGAINST = re.compile(
    r",?(?<!\bdo)(?<!\bdoes)(?<!\bis)(?<!\bare)(?<!\bwill)\s+(?:and )?(?:rather than|as opposed to|instead of|"
    r"or (?:just|only|merely)(?! (?:if|when|with|after)\b)|not (?:just|only|merely|simply))\b(?!.*\bbut\b)[^,;:?.!]*",
    re.IGNORECASE,
)
# Nor are those of whom it does not hold: "which of them sell data and which don't mention it".
_AND_WHO_NOT = re.compile(
    r",?\s+(?:and|or|,)\s+(?:who|which|what)(?: one| ones| of (?:them|those|you))?\s+(?:do|does|is|are|has|have|will|"
    r"can|did|was|were)(?: not|n['’]t)\b(?:\s+(?:mention|say|do|state|offer|speak|promise)\b[^,;:?.!]*)?(?=\W*$)",
    re.IGNORECASE,
)


def one_subject(text: str) -> str:
    """ "Does A or B keep logs" is "do you keep logs"."""
    joined = _RUN.sub("you", text)
    if joined == text:
        return text
    # "who keeps it longer, A or B?": the names only say who is asked.
    joined = re.sub(r"\s*[,:(]\s*you\)?(?=\s*[?.!]*$)", "", joined, flags=re.IGNORECASE)
    joined = re.sub(r"\b(?:both|either) (?:of )?you\b", "you", joined, flags=re.IGNORECASE)
    joined = re.sub(r"\bdoes (?:either )?you\b", "do you", joined, flags=re.IGNORECASE)
    joined = re.sub(r"\byou (?:both|each|all)\b", "you", joined, flags=re.IGNORECASE)
    return re.sub(r"^(\W*)is you\b", r"\1are you", joined, flags=re.IGNORECASE).strip()


def without_contrast(text: str) -> str:
    return _SET_AGAINST.sub("", _AND_WHO_NOT.sub("", text))


def rest_of(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ?.!,;:")
    text = re.sub(rf"(?:^|,? )you$|,? of (?:you|{GROUP})$|, {GROUP}$", "", text, flags=re.IGNORECASE)
    return f" {text}" if text else ""
