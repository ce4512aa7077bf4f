"""What asks for the exceptions to what was said: "is that always so?", "when can you refuse?", "is there anything you
hold on to after that?". Pure."""

from __future__ import annotations

import re

# What asks whether something holds in all cases: "everything", "any exceptions?", "no matter what".
ALL_CASES = re.compile(
    r"\b(?:everything|all|always|anything|nothing|any(?:one|body)|some(?:one|body)|no(?:body| one)|ever|"
    r"any (?:\w+ )?(?:cases?|situations?|circumstances?|reasons?|ways?|part|of)|(?:no |any )?exceptions?|"
    r"(?:a |the |any )?(?:case|situation|circumstance)s?|loopholes?|catch|no matter(?: what)?|absolutely|completely|"
    r"entirely|totally|regardless|anyway|without exceptions?)\b",
    re.IGNORECASE,
)
_AND = r"\W*(?:(?:and|so|but|ok)\b\W*)*"
_EXCEPTION = r"(?:(?:are|is) there )?(?:any|ever an?) (?:exceptions?|cases?|situations?)\b[^,;]*"
_ALWAYS = re.compile(
    rf"{_AND}(?:(?:is|are) (?:that|it|this|they) (?:always|really always|ever)\b.*|always|every time|{_EXCEPTION}|"
    r"(?:really |literally |absolutely )*"
    r"(?:everything|all (?:of (?:it|them|that|this)|my (?:data|info|information|stuff)))(?: really)?|"
    r"no exceptions?|in (?:all|every) cases?|without (?:any )?exceptions?)\W*",
    re.IGNORECASE,
)
# "You delete it all, is there any case where you don't?"
_AND_ALWAYS = re.compile(
    rf"(?P<said>.+?)\s*(?:[,;–—-]\s*|\s(?=any exceptions))(?:and |but )?{_EXCEPTION}", re.IGNORECASE
)
_AT_LARGE = r"everything|all|data|info\w*|accounts?"
_DELETING = re.compile(
    rf"\b(?:delet\w+|eras\w+|remov\w+|wip\w+)\b.*\b(?:{_AT_LARGE}|quit|leave)\b|"
    rf"\bclos(?:e|ing) (?:my|the|an) account\b|\b(?:{_AT_LARGE})\b.*\b(?:deleted|erased|removed)\b",
    re.IGNORECASE,
)
_SHARING = re.compile(r"\b(?:sell|sold|shar\w+|provide|disclos\w+|pass|giv\w+|hand)\b", re.IGNORECASE)
HELD = re.compile(r"\b(?:keep|kept|keeping|hold|holding|hang|retain\w*|stor(?:e|ed|ing)|left)\b", re.IGNORECASE)
_ANYTHING = re.compile(r"\b(?:anything|something|any of (?:it|that|them)|some of (?:it|that|them))\b", re.IGNORECASE)
_AFTER_THAT = re.compile(r"\b(?:after (?:that|this|it)|afterwards?|then|still|even so)\b", re.IGNORECASE)
_REFUSES = re.compile(
    rf"{_AND}(?:when|why|in (?:which|what) (?:case|situation|circumstance)s?|(?:on|for) what (?:grounds|reasons?)) "
    r"(?:can|could|may|might|would|will|do|are|should) (?:you|they|it)"
    r"(?: (?:ever|still|be allowed to|allowed to|able to))? "
    r"(?:refuse|decline|deny|reject|say no|turn (?:me|it|that|this) down)"
    r"(?: (?:it|that|this|to|me|that to me|to do (?:it|that|this|so)))*\W*",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"\b(?P<done>(?:delete|erase|remove|wipe)\b(?:(?!\b(?:if|when|once|after|as soon)\b)[^?.,;])*)", re.IGNORECASE
)


def exceptions_again(text: str, before: str) -> str:
    """The exceptions to what the question before asks about, as a question for these; empty for all else."""
    if _REFUSES.fullmatch(text) and (deleted := _DELETED.search(before)):
        return f"in which cases are you not required to {deleted['done'].strip()}?"
    keeps = HELD.search(text) and _ANYTHING.search(text) and _AFTER_THAT.search(text)
    if keeps and _DELETING.search(before):
        return _exceptions_to(before)
    return _exceptions_to(before) if _ALWAYS.fullmatch(text) else ""


def exceptions_asked(text: str) -> str:
    """What asks for the exceptions to what it states, as a question for these; empty for all else."""
    found = _AND_ALWAYS.fullmatch(text)
    return _exceptions_to(found["said"]) if found else ""


def _exceptions_to(said: str) -> str:
    """What is kept beside what is deleted, and who gets data beside what is not shared; empty for all else."""
    if _DELETING.search(said):
        return "do you keep anything after I close my account or ask for deletion?"
    return "do you share my data with anyone in any case?" if _SHARING.search(said) else ""
