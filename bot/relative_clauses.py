"""Fragments that say of a thing who does what with it: in "and the services it plugs in?", "what about the e-mails I
sent them?" the company is meant, not what was spoken of before. Pure."""

from __future__ import annotations

import re

from bot.patterns import MODIFIER

_LEAD = r"\W*(?:(?:and|but|so|or|ok(?:ay)?|also|then|what about|how about|what of)\b\W*)+"
_NO_NOUN = (
    r"(?:if|when|once|while|because|after|before|until|unless|since|whether|that|which|who|how|what|where|why|do|does|"
    r"did|is|are|was|were|can|could|will|would|may|might|should|must|has|have|for|it|they|them|i|we|you|not|even|only)"
)
_THING = rf"(?:(?!{_NO_NOUN}\b)[\w-]+\s+){{1,4}}"
_DONE_BY_COMPANY = re.compile(
    rf"(?P<thing>{_LEAD}{_THING}(?:(?:that|which|who|whom)\s+)?)(?P<who>it|they|you)\s+"
    r"(?P<done>(?!is\b|are\b|was\b|were\b|will\b|would\b|can\b)(?:\w+ly\s+)?\w+(?:\s+[\w-]+){0,2})\W*",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:it|them|that|this)\b", re.IGNORECASE)
_GIVEN_BY_ME = re.compile(
    rf"(?P<thing>{_LEAD}(?:{_THING})?(?!{_NO_NOUN}\b)[\w-]+)\s+(?:(?:that|which)\s+)?(?:i|we)(?:['’]ve|\s+have|"
    rf"\s+had)?\s+"
    r"(?:ever\s+|already\s+|once\s+|just\s+)?"
    r"(?:sent|send|sending|wrote|write|written|gave|give|given|submit(?:ted)?|upload(?:ed)?|post(?:ed)?|shared?|"
    r"enter(?:ed)?|provided?|typed?|filled|fill|handed|made|make|left|put)"
    r"(?:\s+(?:in|up|over|out|there|here|online|myself))?(?:\s+(?:to|with|for|on|by))?(?:\s+(?:them|it|you))?\W*",
    re.IGNORECASE,
)
# "Support tickets too?"
_TOO = re.compile(
    rf"\W*(?P<thing>(?:(?!(?:{_NO_NOUN}|me|us|that|this|these|those|same)\b)[\w-]+\s+){{1,3}})(?:too|as well|"
    rf"also)\W*",
    re.IGNORECASE,
)


def named_by_clause(text: str) -> str:
    """A fragment with the company in the place of its pronoun, and without what the asker did with the thing."""
    if (also := _TOO.fullmatch(text)) and not MODIFIER.match(text):
        return f"and {also['thing'].strip()}?"
    if given := _GIVEN_BY_ME.fullmatch(text):
        return f"{given['thing']}?"
    if done := _DONE_BY_COMPANY.fullmatch(text):
        return f"{done['thing']}you {_HELD.sub('my data', done['done'])}?"
    return text


def is_done_by_company(text: str) -> bool:
    """Whether a fragment says what the company does with the thing that it names."""
    return bool(_DONE_BY_COMPANY.fullmatch(text))
