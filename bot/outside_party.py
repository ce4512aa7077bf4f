"""The outside party that a conversation speaks of, which "they" stands for: the authority one complains to, the
partners that data is shared with, a company named beside. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_AUTHORITY = "the data protection authority"
_COMPLAINED_TO = re.compile(
    r"\b(?:complain(?:ts?)?\b.*\b(?:to|with|where|who)|(?:who|whom|where)\b.*\bcomplain(?:ts?)?)\b|"
    r"\b(?:regulators?|watchdog|ombudsman|supervisory authorit\w+|"
    r"data protection (?:authorit\w+|agency|commissioner))\b",
    re.IGNORECASE,
)
# What is done or had by those who hear complaints: they answer, and have an address.
_THEY_HEAR = re.compile(
    r"\b(?P<aux>do|does|will|would|can|could|must|should|are|have|till|until|til|before|when|for) "
    r"(?:they|them(?= to))(?= (?:\w+ly |even |ever |have to |to |also )?"
    r"(?:take|answer|respond|repl|decide|investigate|look into|fine|act|need|help|charge|cost|handle|get back|"
    r"based|located))",
    re.IGNORECASE,
)
_THEIR_ADDRESS = re.compile(
    r"\btheir(?= (?:(?:postal|email|e-mail|mailing|office|street|phone|contact|web) ?)?"
    r"(?:address|phone|number|website|site|details|office|name|e-?mail)\b)",
    re.IGNORECASE,
)
_TO_THEM = re.compile(
    r"\b(?P<to>reach|contact|call|phone|e-?mail|find|(?:write|turn|go|talk|speak|complain) to|"
    r"get (?:hold of|in touch with)) them\b",
    re.IGNORECASE,
)
_KINDS = (
    r"advertisers?|affiliates?|analytics|agenc(?:y|ies)|authorit(?:y|ies)|banks?|brokers?|carriers?|companies|contractors?|"
    r"distributors?|employers?|firms?|insurers?|networks?|organi[sz]ations?|part(?:y|ies)|partners?|police|processors?|"
    r"providers?|researchers?|resellers?|retailers?|sellers?|sponsors?|sub-?contractors?|subsidiaries|suppliers?|vendors?"
)
_RECEIVES = re.compile(
    r"\b(?:shar(?:e|ed|ing)|s(?:ell|old|elling)|hand(?:ed|ing)?|g(?:ive|iven|iving)|pass(?:ed|ing)?|sen[dt]|disclos\w+|"
    r"provid\w+|transfer\w*|go|goes)\b[^?.;]*?\b(?:with|to)\s+(?:any of |some of )?(?:any |your |the |other |all )?"
    rf"(?P<party>(?:[\w-]+ )?(?:{_KINDS}))\b",
    re.IGNORECASE,
)
# A name beside the company's own: "what does Zoop get?".
_NAMED = re.compile(
    r"\bwhat (?:data |information )?(?:do|does|can|will) (?P<party>[A-Z][\w-]*(?: [A-Z][\w-]*)*) "
    r"(?:get|see|receive|learn|know|have|take)\b"
)
_YOU = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?P<aux>can|do|does|will|would|may|could|are|what) they\b", re.IGNORECASE)
_ANSWERED_FOR = re.compile(
    r"\b(?:(?:liable|responsible|accountable|answerable|to blame) (?:for|if|when)|vouch for|answer for)\b.*\bthey\b",
    re.IGNORECASE,
)
_ANSWERING_FOR = "are you responsible for third parties?"
_ADVERTISES = re.compile(
    r"\W*(?:(?:and|but|so|then|ok)\b\W*)*(?:can|do|will|may|would|could) they (?:then |also )?"
    r"(?:(?:send|show|mail|e-?mail|target|spam|call|contact) (?:me|us)\b.*?\b"
    r"(?:ads?|adverts?|advertis\w+|marketing|offers|promotions?|spam)|(?:spam|advertise to|market to|target) (?:me|us)|"
    r"use (?:it|them|that|this|my data) for (?:marketing|ads|advertis\w+))"
    r"(?: then| too| as well)?\W*",
    re.IGNORECASE,
)
_FOR_A_PURPOSE = re.compile(r"\bfor (?:\w+ ){0,2}(?:marketing|advertis\w+|ads)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """`name` is what "they" stands for; `hears` complaints, or else gets data."""

    name: str
    hears: bool = False


def party_of(asked: str, raw: str) -> Party | None:
    """The outside party that a question speaks of; None where it speaks of none. `raw` is the question with its names:
    only who calls the company "you" means others by "they"."""
    if _COMPLAINED_TO.search(asked):
        return Party(_AUTHORITY, hears=True)
    if not _YOU.search(raw):
        named = _NAMED.search(asked)
        return Party(named["party"]) if named else None
    found = _RECEIVES.search(asked) or _NAMED.search(asked)
    return Party(found["party"]) if found else None


def with_party(text: str, party: Party) -> str:
    """A text whose "they" is the outside party that was spoken of; as it is where it means none."""
    if party.hears:
        text = _TO_THEM.sub(rf"\g<to> {party.name}", _THEIR_ADDRESS.sub(f"{party.name}'s", text))
        return _THEY_HEAR.sub(rf"\g<aux> {party.name}", text)
    if _ANSWERED_FOR.search(text):
        return _ANSWERING_FOR
    return _THEY.sub(rf"\g<aux> {party.name}", text)


def for_marketing(text: str, party: Party, before: str) -> str:
    """What asks whether who gets data may advertise, as the earlier question with that purpose; empty for all else."""
    if party.hears or not _ADVERTISES.fullmatch(text) or _FOR_A_PURPOSE.search(before):
        return ""
    return f"{before.rstrip(' ?')} for marketing?"
