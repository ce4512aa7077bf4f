"""What a question asks about, where it asks what is said of it: "say that they never sell data" is about selling. Pure.

The words of saying, and those of emphasis, are not what policies have; they are taken away before each is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.verb_forms import of_gerund

_EMPHASIS = (
    r"^\W*(?:(?:actually|really|even|ever|explicitly|expressly|specifically|clearly|openly)\s+)*(?:bothers? to\s+)?"
)
_SOMETHING = r"(?:anything|something|much|a word|a thing|any words?)(?: at all)?"
_ABOUT = r"(?:about|on|of|regarding|concerning|upon|as to)"
_AT_ALL = r"(?:,? (?:at all|whatsoever|anywhere))?\W*$"
# "Has anything to say about children at all", "talks about drones", "mentions encryption".
_OF_SAYING = tuple(
    re.compile(rf"{_EMPHASIS}{pattern}{_AT_ALL}", re.IGNORECASE)
    for pattern in (
        rf"(?:has|have)(?: got)? {_SOMETHING} to say {_ABOUT} (?P<ask>.+?)",
        rf"(?:has|have) (?:a|any) (?:clause|section|paragraph|word|rule)s? {_ABOUT} (?P<ask>.+?)",
        rf"(?:says?|states?|writes?) (?:{_SOMETHING} )?{_ABOUT} (?P<ask>.+?)",
        rf"(?:talks?|speaks?|writes?|touch(?:es)?) {_ABOUT} (?P<ask>.+?)",
        r"(?:mentions?|discuss(?:es)?|address(?:es)?|covers?) (?P<ask>.+?)",
    )
)
# "Say that they never sell data", "promise not to sell it".
_CLAIMED = (
    (
        re.compile(
            rf"{_EMPHASIS}(?:says?|states?|claims?|declares?|promises?|writes?|asserts?|insists?|"
            r"guarantees?|(?:tells?|assures?) (?:me|us|you|users|people))(?: that)? (?:they|it|you|we)(?:['’]ll)? "
            r"(?P<said>.+)$",
            re.IGNORECASE,
        ),
        "{}",
    ),
    (
        re.compile(
            rf"{_EMPHASIS}(?:promises?|pledges?|agrees?|commits?|undertakes?|claims?) (?:not|never) to (?P<said>.+)$",
            re.IGNORECASE,
        ),
        "never {}",
    ),
    (
        re.compile(rf"{_EMPHASIS}(?:promises?|pledges?|commits?|undertakes?|claims?) to (?P<said>.+)$", re.IGNORECASE),
        "{}",
    ),
)
_NEGATED = re.compile(
    rf"{_EMPHASIS}(?:(?:do|does|did|will|would)(?:n['’]t| not| never)|won['’]t|not|never|(?:refuse|decline)s? to)\s+"
    r"(?:ever )?(?P<done>.+)$|"
    rf"{_EMPHASIS}(?:deny|denies|rules? out)\s+(?P<doing>\w+ing)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_ARE = re.compile(r"(?<=they|.you|..we)['’]re\b", re.IGNORECASE)
# "Tells you that you can complain", "let me know I can object": who asks is meant, not who is asked.
_TOLD = re.compile(
    rf"{_EMPHASIS}(?:tells?|assures?|informs?|lets?|says to) (?:(?P<whom>me|us)|you|users|people)(?: know)?(?: that)? "
    r"(?(whom)(?:i|we)|(?:you|users|they)) (?P<aux>can|may|must|should)(?P<not>not|['’]t| not| never)?\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
# "Says data is encrypted", "states that no logs are kept".
_CLAUSE = re.compile(
    rf"{_EMPHASIS}(?:says?|states?|claims?|declares?|writes?|asserts?|insists?|promises?|guarantees?|"
    r"(?:tells?|assures?) (?:me|us|you|users|people))(?: that)? (?P<no>no (?!to\b)|nothing(?= ))?"
    r"(?P<subject>(?!about\b|on\b|anything\b)(?:[\w'’-]+ ){0,3}?[\w'’-]+)?\s?\b(?P<aux>is|are|can|will|may|must)"
    r"(?P<not>n['’]t|['’]t|not| not| never)?\s+(?P<rest>.+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asserted:
    """`done` is what is done, without a negation; `denied` that it is asked who does it not. `spoken_of`: that it is
    asked who says anything about it. `asks`: what is said of something else than the company, as a question."""

    done: str
    denied: bool = False
    spoken_of: bool = False
    asks: str = ""


def asserted(predicate: str) -> Asserted:
    """What a predicate ("say they never sell data") is about."""
    predicate = _ARE.sub(" are", predicate)
    for of_saying in _OF_SAYING:
        if match := of_saying.match(predicate):
            return Asserted(match["ask"], spoken_of=True)
    if told := _TOLD.match(predicate):
        return Asserted(predicate, denied=bool(told["not"]), asks=f"{told['aux'].lower()} I {told['rest']}")
    for claimed, form in _CLAIMED:
        if match := claimed.match(predicate):
            predicate = form.format(match["said"])
            break
    else:
        clause = _CLAUSE.match(predicate)
        if clause and (subject := clause["subject"] or (clause["no"] and "anything")):
            asks = f"{clause['aux'].lower()} {subject} {clause['rest']}"
            return Asserted(predicate, denied=bool(clause["no"] or clause["not"]), asks=asks)
    negated = _NEGATED.match(predicate)
    if negated is None:
        return Asserted(predicate)
    done = negated["done"] or f"{of_gerund(negated['doing'].lower())}{negated['rest']}"
    return Asserted(done, denied=True)
