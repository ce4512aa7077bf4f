"""Whether a policy's verified statements say yes or no to what a comparison asks of each. Pure.

Read by the practices that they affirm or deny (see `bot.claims`). What is asked to be used or said, and stands in a
list without a verb ("Role-based access control"), is affirmed by standing there. What may be done without a thing is
read from a sentence that says "without" of it. A verdict that is not sure is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

from bot.abroad import leaving
from bot.asked_things import general, stems_of, things_besides, things_of
from bot.claims import Claim, claim_of
from bot.models import Citation, Statement
from bot.outright import CONDITION, DENIED, ahead, outright
from bot.outright_entry import Outright
from bot.wording import content_words, words_of
from ingest.stems import stems

# What these are done with need only be there; for the others a verb must say it.
_BY_PRESENCE = frozenset({"use", "encrypt"})
_SENTENCE = re.compile(r"[^.;?]+(?:[.;?](?=\S)[^.;?]*)*[.;?]?")
_NO = re.compile(r"\b(?:no|not|never|none|nor|neither|without|cannot|except|unless|\w+n['’]t)\b", re.IGNORECASE)
_JOINT = re.compile(r";|\b(?:and|but|while|whereas|although|though)\b", re.IGNORECASE)
_BUT_FOR = re.compile(r"\b(?:without|unless|except\w*|other than|only|save)\b", re.IGNORECASE)
# What follows is not there: "no cookies for statistics", "do not have a data protection officer".
_LACKING = re.compile(
    r"\b(?:no|(?:not|\w+n['’]t) (?:have|use|set|employ|offer|hold|run|place|put|name|appoint(?:ed)?)(?: an?| any)?)\b",
    re.IGNORECASE,
)
# What is asked of one case, of everything, or in more than a yes is no matter of a practice alone.
_NO_YES_OR_NO = re.compile(
    r"\b(?:if|when|whenever|in case|after|once|before|unless|only|just|all|always|every\w*|more|less|than|other|"
    r"what|which|who|whom|whose|where|why|how)\b",
    re.IGNORECASE,
)
# "Are cookies optional", "may children use it" ask for more than that a thing is there.
_OF_HAVING = re.compile(
    r"\W*(?:(?:and|so|but|ok)\W+)*do(?:es)? you\b"
    r"(?! use (?:(?:my|your|our|the|personal) )*(?:data|information|details)\b)",
    re.IGNORECASE,
)
# What is denied of a thing that is not asked about is not denied at large: "we do not store passwords".
_AT_LARGE = re.compile(r"\b(?:data|information|details)\b", re.IGNORECASE)
# "Health information" is a kind of data; whose they are ("patient information") makes no kind.
_KIND_OF_DATA = re.compile(r"\b(?P<kind>[\w-]+)['’]?s? (?:data|information|details|records)\b", re.IGNORECASE)
_WHOSE = "user users customer client member patient pupil student visitor subscriber people personally identifiable"
_EITHER_WAY = re.compile(r"\bwith or without\b", re.IGNORECASE)
# Where it is done, at the end of a question, goes without saying: "put advertising cookies on my device".
_PLACE = re.compile(r"\s+(?:on|in|at) (?:my|the|your|a) [\w-]+\W*$", re.IGNORECASE)
_WITHOUT = re.compile(r"\bwithout\b(?P<what>.+)", re.IGNORECASE)
_ALLOWED = re.compile(r"\b(?:possible|able|free to|allowed|you (?:can|may))\b", re.IGNORECASE)
_RULED_OUT = re.compile(r"\b(?:cannot|can['’]t|not (?:possible|able))\b(?:\W+\w+){0,6}\W*$", re.IGNORECASE)
# A practice that hangs on these is affirmed within limits.
_AT_TIMES = re.compile(r"\b(?:if|when|where|once|only|consent\w*|permission|agreed?)\b", re.IGNORECASE)
_ON_TERMS = re.compile(
    r"\b(?:only|unless|except\w*|subject to|to the extent|(?:where|as) (?:applicable|possible|feasible)|"
    r"(?:where|when|if|as|may be) (?:\w+ ){0,2}(?:required|compelled|ordered|obliged)|"
    r"with (?:your|their) (?:prior )?(?:consent|permission))\b",
    re.IGNORECASE,
)
# What a line of a list is about: "Account data: ...".
LABEL = re.compile(r"^\W*(?P<label>[A-Z][\w /&’'()-]{1,50}):\s")
_SAID_NO = re.compile(r"\bsay(?:ing)? no\b", re.IGNORECASE)
# Such a question wants more than a yes.
_OPEN = re.compile(r"\W*(?:what|which|who|whom|whose|where|when|why|how)\b", re.IGNORECASE)
_OR = re.compile(r"\b(\w+) or (\w+)\b")
_MOST_READ = 2
# A negation denies what is among so many words after it.
_NEAR = 5


class Verdict(Enum):
    """What a policy says to it; the limited ones hold with exceptions or under conditions."""

    YES = "Yes"
    YES_LIMITED = "Yes, within limits"
    NO = "No"
    NO_LIMITED = "No, with exceptions"


# A yes to some of it is none to all of it.
_OF_ALL = re.compile(r"\b(?:everything|absolutely|completely|entirely|all|every)\b", re.IGNORECASE)
_AFFIRMED = frozenset({Verdict.YES, Verdict.YES_LIMITED})
_DENYING = frozenset({Verdict.NO, Verdict.NO_LIMITED})
_Reader = Callable[[Statement, Mapping[int, Citation]], Iterator[Verdict | None]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked: practices, and the stems of things; `spared`: those without which it is to be done."""

    practices: frozenset[str]
    things: frozenset[str]
    of_having: bool
    spared: frozenset[str]

    @classmethod
    def by(cls, ask: str) -> _Asked | None:
        """None where what is asked has no verdict: of one case alone ("if you are sold"), or denied by the question."""
        if _NO_YES_OR_NO.search(ask):
            return None
        without = _WITHOUT.search(ask)
        what = without["what"] if without else ""
        spared = frozenset(stems(" ".join(content_words(what)), "en")) - general()
        asked = ask[: without.start()] if without else ask
        wanted, things = claim_of(asked), things_of(asked)
        if len(things) > 1:
            things = things_of(_PLACE.sub("", asked)) or things
        # "To the US" reads like the pronoun.
        unread = {word for word in words_of(ask) if word.isupper() and len(word) > 1}.difference(content_words(ask))
        if unread or _NO.search(asked) or (without and not spared) or not (wanted.affirmed or things):
            return None
        return cls(wanted.affirmed, things, _OF_HAVING.match(asked) is not None, spared)


def verdict(
    ask: str, statements: Sequence[Statement], cited: Mapping[int, Citation]
) -> tuple[Verdict, Statement] | None:
    """The verdict of the leading statements, and the first that has one; None where none has, or they disagree. Of
    things that are asked about with "or", a yes to any counts."""
    found = [one for said in _alternatives(ask) if (one := _verdict(said, statements, cited)) is not None]
    return min(found, key=lambda one: list(Verdict).index(one[0]), default=None)


def _alternatives(ask: str) -> list[str]:
    either = None if outright(ask) else _OR.search(ask)
    return [f"{ask[: either.start()]}{word}{ask[either.end() :]}" for word in either.groups()] if either else [ask]


def _verdict(
    ask: str, statements: Sequence[Statement], cited: Mapping[int, Citation]
) -> tuple[Verdict, Statement] | None:
    read = _reader(ask)
    if read is None:
        return None
    known = outright(ask) is not None
    leading = statements if known else statements[:_MOST_READ]
    found = [(one, statement) for statement in leading for one in read(statement, cited)]
    first = next((statement for one, statement in found if one is not None), None)
    if first is None:
        return None
    kinds = {one for one, _ in found}
    if known and kinds & _AFFIRMED:
        # What is granted and what it is not granted for may stand apart.
        in_part = kinds & _DENYING or _OF_ALL.search(ask)
        kinds = {Verdict.YES_LIMITED} if in_part else kinds - {None}
    if kinds <= _AFFIRMED:
        return Verdict.YES if Verdict.YES in kinds else Verdict.YES_LIMITED, first
    # What is denied is denied but for its exceptions.
    denied = Verdict.NO_LIMITED if Verdict.NO_LIMITED in kinds else Verdict.NO
    return (denied, first) if kinds <= {None, Verdict.NO, Verdict.NO_LIMITED} else None


def _reader(ask: str) -> _Reader | None:
    """What reads the verdicts of a statement; None where what is asked has none."""
    if _OPEN.match(ask):
        return None
    if (away := leaving(ask)) is not None:
        return partial(_away, leaves=away)
    if (known := outright(ask)) is not None:
        if DENIED.search(_SAID_NO.sub("", ask)):
            return None
        return partial(_outright, known=known, things=things_besides(ask, known), before=ahead(ask))
    asked = _Asked.by(ask)
    return partial(_without if asked.spared else _verdicts, asked=asked) if asked else None


def _sentences(quoted: Sequence[Citation]) -> list[str]:
    """The sentences that say something: a question that a policy puts claims nothing."""
    text = _EITHER_WAY.sub("with", " ".join(" ".join(one.quote.split()) for one in quoted))
    return [sentence for sentence in _SENTENCE.findall(text) if not sentence.endswith("?")]


def _verdicts(statement: Statement, cited: Mapping[int, Citation], asked: _Asked) -> Iterator[Verdict | None]:
    """What its sentences say; None where one denies it of a part alone: that is no denial of all, and no yes."""
    quoted = [cited[n] for n in statement.citations]
    titles = frozenset(stem for one in quoted for title in one.path for stem in stems(title, "en"))
    # Of a list under "What we collect" each line is collected.
    listed = any("collect" in claim_of(title).affirmed for quote in quoted for title in quote.path)
    introduced = len(quoted) > 1 and _NO.search(quoted[0].quote) is not None
    label = LABEL.match(quoted[-1].quote)
    of_a_part = label is not None and not things_of(label["label"]) <= asked.things
    for sentence in _sentences(quoted):
        missing = asked.things.difference(stems(sentence, "en"))
        if not missing <= titles or (asked.things and missing == asked.things):
            continue
        claim = claim_of(sentence)
        said = (claim.affirmed | claim.denied) & asked.practices
        in_list = listed and "collect" in asked.practices and not (claim.affirmed or _NO.search(sentence))
        found = Verdict.YES if in_list else None
        if said and not said & claim.affirmed & claim.denied:
            found = _limited(Verdict.YES if said & claim.affirmed else Verdict.NO, claim, sentence)
        elif not found and not said and asked.of_having and _BY_PRESENCE.issuperset(asked.practices) and asked.things:
            found = None if introduced else _by_presence(sentence, claim, asked.things)
        in_part = of_a_part or _is_of_a_kind(sentence, asked.things)
        if found in {Verdict.NO, Verdict.NO_LIMITED} and in_part:
            yield None
        elif found in {Verdict.YES, Verdict.YES_LIMITED} or (found and (asked.things or _AT_LARGE.search(sentence))):
            yield found


def _is_of_a_kind(sentence: str, things: Collection[str]) -> bool:
    """Whether a sentence speaks of kinds of data alone that are not asked about."""
    kinds = [things_of(match["kind"]) - stems_of(_WHOSE) for match in _KIND_OF_DATA.finditer(sentence)]
    return bool(kinds) and all(kind.difference(things) for kind in kinds)


def _without(statement: Statement, cited: Mapping[int, Citation], asked: _Asked) -> Iterator[Verdict | None]:
    """What sentences say of doing without a thing: "possible without accepting cookies"."""
    for sentence in _sentences([cited[n] for n in statement.citations]):
        match = _WITHOUT.search(sentence)
        if match is None or not asked.spared <= frozenset(stems(match["what"], "en")[: _NEAR + 1]):
            continue
        before, claim = sentence[: match.start()], claim_of(sentence[: match.start()])
        if not asked.things <= frozenset(stems(sentence, "en")):
            continue
        # "Use" is any way of using, where it is said to be allowed.
        practices = asked.practices - _BY_PRESENCE
        rest = claim_of(f"{before}, {match['what']}")
        if _RULED_OUT.search(before) or (practices and practices & claim.denied):
            yield Verdict.NO
        elif not _NO.search(before) and (practices & claim.affirmed if practices else _ALLOWED.search(sentence)):
            yield Verdict.YES_LIMITED if rest.limited else Verdict.YES


def _away(statement: Statement, cited: Mapping[int, Citation], leaves: re.Pattern[str]) -> Iterator[Verdict | None]:
    """What sentences say of data that leaves a country; None where one denies something before it."""
    for sentence in _sentences([cited[n] for n in statement.citations]):
        match = leaves.search(sentence)
        if match is None:
            continue
        *before, own = _JOINT.split(sentence[: match.start()])
        if DENIED.search(own + match.group()):
            yield Verdict.NO_LIMITED if _BUT_FOR.search(sentence) else Verdict.NO
        elif any(map(DENIED.search, before)):
            yield None
        else:
            yield Verdict.YES_LIMITED if _AT_TIMES.search(sentence) else Verdict.YES


def _outright(
    statement: Statement, cited: Mapping[int, Citation], known: Outright, things: Collection[str], before: bool
) -> Iterator[Verdict | None]:
    """What sentences say that mean what is asked; None where it is denied but for a case, which may be the one."""
    for sentence in _sentences([cited[n] for n in statement.citations]):
        match = known.says.search(sentence)
        if match is None or (before and not ahead(sentence)) or not set(things) <= frozenset(stems(sentence, "en")):
            continue
        before_it = CONDITION.sub("", _JOINT.split(sentence[: match.start()])[-1])
        if not DENIED.search(before_it + match.group()):
            yield Verdict.YES_LIMITED if _ON_TERMS.search(sentence) else Verdict.YES
        else:
            rest = sentence[match.end() :].partition(": ")[0]
            yield None if _BUT_FOR.search(sentence[: match.end()] + rest) else Verdict.NO


def _by_presence(sentence: str, claim: Claim, things: Collection[str]) -> Verdict | None:
    """What standing in a sentence says of things: that they are there, or are not; None where it may be either."""
    if not claim.denied and not _NO.search(sentence):
        return _limited(Verdict.YES, claim, sentence)
    lacking = _LACKING.search(sentence)
    after = stems(sentence[lacking.end() :], "en")[:_NEAR] if lacking else []
    return None if frozenset(things).isdisjoint(after) else _limited(Verdict.NO, claim, sentence)


def _limited(plain: Verdict, claim: Claim, sentence: str) -> Verdict:
    if plain is Verdict.YES:
        return Verdict.YES_LIMITED if claim.limited or _AT_TIMES.search(sentence) else plain
    return Verdict.NO_LIMITED if claim.limited else plain
