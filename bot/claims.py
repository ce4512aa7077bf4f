"""What a sentence claims of what is done with data: the practices that it affirms, and those that it denies. Pure.

By grammar, for English: a practice is denied by a negation up to four words before it. Words that may be nouns ("the
use", "location tracks") count only after a word that shows a verb; what a condition or a relative clause says ("an
account that was not used") is no claim; an infinitive of purpose ("to send you news") affirms nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FAMILIES = {
    "keep": "keep keeps kept keeping retain retains retained retaining store stores stored storing hold holds held save saved",
    "share": "share shares shared sharing disclose discloses disclosed disclosing give gives gave given giving send sends sent "
    "sending transfer transfers transferred transferring provide provided passed pass passes available hand hands handed "
    "forward forwards forwarded leave leaves",
    "sell": "sell sells sold selling rent rents rented renting trade trades traded",
    "delete": "delete deletes deleted deleting erase erases erased erasing remove removes removed removing overwritten wiped",
    "collect": "collect collects collected collecting gather gathers gathered gathering take takes taken",
    "use": "use uses used using",
    "record": "record records recorded recording",
    "track": "track tracks tracked tracking follow follows followed",
    "publish": "publish publishes published publishing show shows shown posted",
    "tell": "notify notifies notified inform informs informed tell tells told announce announces announced warn warns warned",
    "encrypt": "encrypt encrypts encrypted",
    "read": "read reads access accesses accessed listen see sees scan scanned recognize recognise",
    "allow": "allow allows allowed permit permits permitted",
    "charge": "charge charges charged",
}
FAMILY_OF = {form: family for family, forms in _FAMILIES.items() for form in forms.split()}
# Forms that are nouns or adjectives as well.
_AMBIGUOUS = frozenset(
    [
        "keep",
        "store",
        "stores",
        "hold",
        "holds",
        "share",
        "shares",
        "transfer",
        "transfers",
        "use",
        "uses",
        "record",
        "records",
        "recording",
        "track",
        "tracks",
        "trade",
        "trades",
        "show",
        "shows",
        "access",
        "accesses",
        "hand",
        "hands",
        "scan",
        "read",
        "charge",
        "charges",
        "rent",
        "permit",
        "permits",
        "pass",
        "passes",
        "follow",
        "take",
        "takes",
        "forward",
        "leave",
        "leaves",
        "save",
        "see",
    ]
)
_SHOWS_VERB = frozenset(
    [
        "we",
        "they",
        "you",
        "i",
        "it",
        "who",
        "which",
        "not",
        "never",
        "no",
        "cannot",
        "may",
        "will",
        "can",
        "must",
        "shall",
        "should",
        "would",
        "could",
        "do",
        "does",
        "did",
        "to",
        "and",
        "or",
        "also",
        "only",
        "be",
        "been",
        "being",
        "is",
        "are",
        "was",
        "were",
        "gets",
        "get",
        "have",
        "has",
        "had",
        "ever",
        "always",
        "generally",
    ]
)
_NEGATIONS = frozenset({"not", "never", "no", "cannot", "nobody", "none", "neither", "nor", "without", "nothing"})
_REACH = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[;:.()]")
_BREAKS = frozenset(";:.()")
_CONDITIONS = frozenset(
    ["that", "which", "who", "whose", "if", "when", "where", "once", "unless", "until", "before", "after", "while"]
)
_LIMIT = re.compile(
    r"\b(?:except\w*|exempt\w*|unless|without|until|only (?:if|when|where|with|to|for|after|by)|other than|apart from|subject to|"
    r"not recogni[sz]ed|in accordance with|save (?:for|as)|to the extent|beyond|for those|under \d|under the age|but)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Families of practices: "sell" is also renting. `limited`: the sentence says itself when it does not hold."""

    affirmed: frozenset[str]
    denied: frozenset[str]
    limited: bool


def claim_of(written: str) -> Claim:
    """What one sentence claims."""
    affirmed: set[str] = set()
    denied: set[str] = set()
    words = [match.group().lower().replace("’", "'") for match in _WORD.finditer(written)]
    negated_at = conditional_at = -_REACH - 1
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if word in _BREAKS:
            negated_at = conditional_at = -_REACH - 1
        elif word in _CONDITIONS:
            conditional_at = at
        elif word in _NEGATIONS or word.endswith("n't"):
            negated_at = at
        elif word in {"is", "are", "was", "were"} and negated_at not in (at - 1, at - 2):
            negated_at = -_REACH - 1
        elif word in FAMILY_OF and (word not in _AMBIGUOUS or before in _SHOWS_VERB):
            if 0 <= at - conditional_at <= _REACH:
                continue
            if 0 <= at - negated_at <= _REACH or _is_joined(words, negated_at, at):
                denied.add(FAMILY_OF[word])
            elif before != "to":
                affirmed.add(FAMILY_OF[word])
    return Claim(frozenset(affirmed), frozenset(denied), bool(_LIMIT.search(written)))


def opposed(one: Claim, other: Claim) -> frozenset[str]:
    """The practices that either claim denies and the other affirms."""
    return ((one.denied - one.affirmed) & (other.affirmed - other.denied)) | (
        (other.denied - other.affirmed) & (one.affirmed - one.denied)
    )


def _is_joined(words: list[str], negated_at: int, at: int) -> bool:
    """Whether only alternatives lie between a negation and a verb: "not sell, rent, or otherwise trade"."""
    if negated_at < 0:
        return False
    between = words[negated_at + 1 : at]
    return len(between) <= 2 * _REACH and all(
        word in FAMILY_OF or word in {"or", "and", "nor", "otherwise", "ever"} for word in between
    )
