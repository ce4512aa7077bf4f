"""Which policies a question names: by id, name or alias, in part or slightly misspelled. Pure.

A name with a word that is no English word ("Velonoc") is distinctive: each such word names the policy by itself, and
a near miss counts. A name made of ordinary words ("the Provider") counts only as written in full, and only where
no distinctive name stands in the question: "do you share with service providers" names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ingest.models import Policy, Span

_WORD = re.compile(r"[^\W_]+(?:[.&'’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_LEGAL_FORMS = frozenset(
    [
        "inc",
        "ltd",
        "llc",
        "gmbh",
        "as",
        "oy",
        "oyj",
        "ab",
        "pvt",
        "private",
        "limited",
        "corp",
        "co",
        "plc",
        "sa",
        "ag",
        "bv",
        "nv",
        "srl",
        "kk",
        "pty",
    ]
)
_SHORTEST_FUZZY = 5
_NEAR = 82.0
_MOST_JOINED = 3


@dataclass(frozen=True, slots=True)
class Mentions:
    """The policies named, in the order of the question, and where their names stand in it."""

    policies: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Key:
    """A name as it is compared: its words, folded and joined."""

    policy: str
    folded: str
    words: int
    fuzzy: bool


def find_policies(question: str, policies: Iterable[Policy], *, is_word: Callable[[str], bool]) -> Mentions:
    """The policies that the question names; `is_word` tells whether a lower-case word is an ordinary one."""
    known = tuple(policies)
    words = [_token(match, is_word) for match in _WORD.finditer(question)]
    distinctive = [key for policy in known for key in _distinctive_keys(policy, is_word)]
    plain = [key for policy in known for key in _plain_keys(policy)]
    found = list(_exact(words, distinctive)) or list(_exact(words, plain)) or list(_near(words, distinctive))
    found.sort(key=lambda hit: hit[1])
    return Mentions(tuple(dict.fromkeys(policy for policy, _ in found)), tuple(dict.fromkeys(s for _, s in found)))


@dataclass(frozen=True, slots=True)
class _Token:
    """`ordinary`: an English word, so no sign of a name by itself."""

    start: int
    end: int
    folded: str
    ordinary: bool


def _token(match: re.Match[str], is_word: Callable[[str], bool]) -> _Token:
    folded = _fold(match.group())
    return _Token(match.start(), match.end(), folded, is_word(folded))


def _fold(text: str) -> str:
    return re.sub(r"[^\w]|_", "", _POSSESSIVE.sub("", text.casefold()))


def _names(policy: Policy) -> Iterator[str]:
    yield from (policy.name, *policy.aliases, policy.id)


def _name_words(name: str) -> list[str]:
    return [folded for word in re.split(r"[\s._-]+", name) if (folded := _fold(word)) and folded not in _LEGAL_FORMS]


def _distinctive_keys(policy: Policy, is_word: Callable[[str], bool]) -> Iterator[_Key]:
    for name in _names(policy):
        words = _name_words(name)
        strange = [word for word in words if not is_word(word) and not word.isdigit() and len(word) > 2]
        if not strange:
            continue
        yield _Key(policy.id, "".join(words), len(words), fuzzy=True)
        for word in strange:
            yield _Key(policy.id, word, 1, fuzzy=len(word) >= _SHORTEST_FUZZY)


def _plain_keys(policy: Policy) -> Iterator[_Key]:
    for name in _names(policy):
        words = _name_words(name)
        yield _Key(policy.id, "".join(words), len(words), fuzzy=False)
        if len(words) > 1 and words[0] == "the":
            yield _Key(policy.id, "".join(words[1:]), len(words) - 1, fuzzy=False)


def _windows(words: Sequence[_Token], most: int) -> Iterator[tuple[str, Span, Sequence[_Token]]]:
    for size in range(most, 0, -1):
        for first in range(len(words) - size + 1):
            part = words[first : first + size]
            yield "".join(token.folded for token in part), Span(part[0].start, part[-1].end), part


def _exact(words: Sequence[_Token], keys: Sequence[_Key]) -> Iterator[tuple[str, Span]]:
    by_name: dict[str, list[_Key]] = {}
    for key in keys:
        by_name.setdefault(key.folded, []).append(key)
    taken: list[Span] = []
    most = max((key.words for key in keys), default=0)
    for folded, span, part in _windows(words, max(most, _MOST_JOINED) if keys else 0):
        split = len(part) > 1 and all(token.ordinary for token in part)
        owners = {key.policy for key in by_name.get(folded, ()) if key.words > 1 or not split}
        if owners and not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield from ((owner, span) for owner in sorted(owners))


def _near(words: Sequence[_Token], keys: Sequence[_Key]) -> Iterator[tuple[str, Span]]:
    fuzzy = [key for key in keys if key.fuzzy]
    taken: list[Span] = []
    for folded, span, part in _windows(words, _MOST_JOINED if fuzzy else 0):
        if len(folded) < _SHORTEST_FUZZY or all(token.ordinary for token in part):
            continue
        best = max(fuzzy, key=lambda key: fuzz.ratio(folded, key.folded))
        near = fuzz.ratio(folded, best.folded) >= _NEAR and abs(len(folded) - len(best.folded)) <= 2
        if near and folded[0] == best.folded[0] and not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield best.policy, span
