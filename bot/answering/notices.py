"""Of what somebody is told: who asks after a breach is not answered by a notice of changes. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

_TOLD = re.compile(
    r"\b(?:notif\w+|notices?|tell|tells|told|telling|inform(?:s|ed|ing)?|warn\w*|alert\w*|announc\w+|"
    r"let (?:you|me|us) know|e-?mail(?:s|ed)? (?:you|me)|find out|hear (?:about|of))\b",
    re.IGNORECASE,
)
# What one may be told of; a text that names several is of each.
_EVENTS = {
    "breach": r"breach\w*|hack\w*|leak\w*|(?:security )?incidents?|compromised|stolen|intru\w+",
    "change": r"(?:material )?chang(?:e|es|ed|ing)|updat\w+|revis\w+|amend\w*|modif\w+|new version",
    "handover": r"merg\w+|acqui\w+|bought|sold|bankrupt\w*|insolven\w+|taken over|new owner\w*",
    "authorities": r"police|court|subpoenas?|warrants?|governments?|law enforcement|authorit\w+",
    "deletion": r"delet\w+|eras\w+|clos(?:e|es|ed|ing|ure) (?:of )?(?:my|your|the|an) account|inactiv\w+",
}
_ANSWERS = re.compile(r"\b(?:answer\w*|respon(?:d|se)\w*|repl(?:y|ies|ied)|get back to)\b", re.IGNORECASE)
_OF = {event: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for event, words in _EVENTS.items()}


def told_of(text: str) -> frozenset[str]:
    """The events that a text speaks of being told of; none where it speaks of no telling."""
    if not _TOLD.search(text):
        return frozenset()
    return frozenset(event for event, words in _OF.items() if words.search(text))


def is_of_another_event(question: str, sentence: str) -> bool:
    """Whether one asks to be told of one thing and the other tells of another."""
    asked, told = told_of(question), told_of(sentence)
    return bool(asked and told) and asked.isdisjoint(told)


def of_the_same_matter(question: str, best: str) -> Callable[[str], bool]:
    """Whether a text with a period tells of what the best one does: of the event that one asks to be told of, and of
    answering, where it is asked how soon somebody answers."""
    events, answers = told_of(question) & told_of(best), _ANSWERS.search(question) and _ANSWERS.search(best)
    return lambda text: events <= told_of(text) and (not answers or _ANSWERS.search(text) is not None)
