"""Which policies a question names: by id, name or alias, in part or slightly misspelled. Pure.

A name with a word that is no English word ("Velonoc") is distinctive: each such word names the policy by itself, and
a near miss counts. A name made of ordinary words ("the Provider", "Blue Sky") counts only as written in full, and only
where no distinctive name stands in the question: "do you share with service providers" names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz import fuzz, process

from bot.lexicon import lexicon
from bot.word_bounds import UNSPACED, folded_name
from ingest.models import Policy, Span

_LETTER = rf"[^\W_{UNSPACED}][\u0300-\u036f]*"
# In scripts without spaces each letter is a word.
_WORD = re.compile(rf"(?:{_LETTER})+(?:[._&'’-](?:{_LETTER})+)*|[{UNSPACED}]")
_POSSESSIVE = re.compile(r"['’]s?$")
_FILE_TYPE = re.compile(r"(?<=\w)\.(?:txt|md|html?|pdf|docx)(?=$|['’])", re.IGNORECASE)
_AFTER_NAME = re.compile(r"[\s,.]*")
_SHORTEST_FUZZY = 5
_NEAR = 82.0
_MOST_JOINED = 3
# A name of so many ordinary words is no chance, however it is written.
_LONG_NAME = 3
# Before a name of ordinary words they say that any such thing is meant: "a service provider", "your cloud storage".
_INDEFINITE = frozenset(
    {"a", "an", "another", "any", "each", "every", "my", "no", "other", "our", "some", "their", "what", "which", "your"}
)
# Before a single ordinary word in lower case they show that it is a name: "does target keep ...".
_BEFORE_A_SUBJECT = frozenset({"did", "does", "doesn't", "has"})


@dataclass(frozen=True, slots=True)
class Mentions:
    """The policies named, in the order of the question, and where their names stand in it. `unsure` describes a
    company that none of them surely is, in the question's words; `likely` are the policies that come nearest to it."""

    policies: tuple[str, ...]
    spans: tuple[Span, ...]
    unsure: str = ""
    likely: tuple[str, ...] = ()


# Reads the policies that a text names.
Finder = Callable[[str], Mentions]


@dataclass(frozen=True, slots=True)
class _Key:
    """A name as it is compared: its words, folded and joined. `plain`: all of them are ordinary words. `tail`: the end
    of such a name, which counts after "the" alone."""

    policy: str
    folded: str
    words: int
    fuzzy: bool = False
    plain: bool = False
    tail: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """`ordinary`: an English word, so no sign of a name by itself. `capital`: written as names are."""

    start: int
    end: int
    folded: str
    ordinary: bool
    capital: bool
    possessive: bool


@dataclass(frozen=True, slots=True)
class _Window:
    """Neighbouring words of the question, and the one before them."""

    tokens: Sequence[_Token]
    before: str

    @property
    def folded(self) -> str:
        return "".join(token.folded for token in self.tokens)

    @property
    def span(self) -> Span:
        return Span(self.tokens[0].start, self.tokens[-1].end)

    @property
    def ordinary(self) -> bool:
        return all(token.ordinary for token in self.tokens)


def find_policies(question: str, policies: Iterable[Policy], *, is_word: Callable[[str], bool]) -> Mentions:
    """The policies that the question names; `is_word` tells whether a lower-case word is an ordinary one."""
    tokens = _tokens(question, is_word)
    names = _names_of(tuple(policies), is_word)
    found = list(_exact(tokens, names.distinctive))
    taken = [span for _, span in found]
    plain = _exact(tokens, names.plain)
    # Beside a distinctive name one of ordinary words counts where it is written as names are.
    found += [hit for hit in plain if not found or _is_written_as_name(hit[1], tokens, taken)]
    found = found or list(_near(tokens, names))
    found.sort(key=lambda hit: hit[1])
    spans = dict.fromkeys(_with_legal_form(question, span, tokens) for _, span in found)
    return Mentions(tuple(dict.fromkeys(policy for policy, _ in found)), tuple(spans))


def _is_written_as_name(span: Span, tokens: Sequence[_Token], taken: Sequence[Span]) -> bool:
    inside = [token for token in tokens if span.start <= token.start and token.end <= span.end]
    words = [token for token in inside if token.folded != "the"]
    # "A or the Provider": a single capital after the article is no chance either.
    written = len(inside) > 1 and (
        all(token.capital for token in inside[-2:] if token.folded != "the") or len(words) >= _LONG_NAME
    )
    return written and not any(span.overlaps(other) for other in taken)


_Keys = Mapping[str, Sequence[_Key]]


@dataclass(frozen=True, slots=True)
class _KnownNames:
    """All names of some policies: by how they are compared, and those that a near miss may mean."""

    distinctive: _Keys
    plain: _Keys
    fuzzy: Mapping[str, _Key]


@lru_cache(maxsize=8)
def _names_of(policies: tuple[Policy, ...], is_word: Callable[[str], bool]) -> _KnownNames:
    tails = (key for policy in policies for key in _tail_keys(policy, is_word))
    distinctive = _by_name(chain((key for policy in policies for key in _distinctive_keys(policy, is_word)), tails))
    return _KnownNames(
        distinctive=distinctive,
        plain=_by_name(key for policy in policies for key in _plain_keys(policy)),
        fuzzy={
            name: next(key for key in keys if key.fuzzy)
            for name, keys in distinctive.items()
            if any(key.fuzzy for key in keys)
        },
    )


def _by_name(keys: Iterable[_Key]) -> _Keys:
    found: dict[str, list[_Key]] = {}
    for key in keys:
        found.setdefault(key.folded, []).append(key)
    return found


def _tokens(question: str, is_word: Callable[[str], bool]) -> list[_Token]:
    shouted = question.isupper()
    made: list[_Token] = []
    for match in _WORD.finditer(question):
        folded = _fold(match.group())
        if folded:
            made.append(
                _Token(
                    start=match.start(),
                    end=match.end(),
                    folded=folded,
                    ordinary=is_word(folded),
                    capital=match.group()[0].isupper() and not shouted and bool(made),
                    possessive=bool(_POSSESSIVE.search(match.group())),
                )
            )
    return made


def _fold(text: str) -> str:
    return re.sub(r"[^\w]|_", "", _POSSESSIVE.sub("", _FILE_TYPE.sub("", folded_name(text))))


def _with_legal_form(question: str, span: Span, tokens: Sequence[_Token]) -> Span:
    """A name together with the "Inc." or "AS" after it."""
    for token in tokens:
        gap = question[span.end : token.start]
        if token.start >= span.end and _AFTER_NAME.fullmatch(gap):
            if token.capital and token.folded in lexicon().legal_forms:
                return Span(span.start, token.end)
            break
    return span


def _names(policy: Policy) -> Iterator[str]:
    yield from (policy.name, *policy.aliases, policy.id)


def _name_words(name: str) -> list[str]:
    words = [folded for word in re.split(r"[\s._-]+", name) if (folded := _fold(word))]
    return [word for word in words if word not in lexicon().legal_forms] or words


def _distinctive_keys(policy: Policy, is_word: Callable[[str], bool]) -> Iterator[_Key]:
    for name in _names(policy):
        words = _name_words(name)
        strange = [word for word in words if _is_strange(word, is_word)]
        if not strange:
            continue
        yield _Key(policy.id, "".join(words), sum(map(_tokens_in, words)), fuzzy=True)
        for word in strange:
            yield _Key(policy.id, word, _tokens_in(word), fuzzy=len(word) >= _SHORTEST_FUZZY)


def _is_strange(word: str, is_word: Callable[[str], bool]) -> bool:
    return len(word) > 2 and not word.isdigit() and word not in lexicon().web_words and not is_word(word)


def _plain_keys(policy: Policy) -> Iterator[_Key]:
    for name in _names(policy):
        words = _name_words(name)
        bare = words[1:] if len(words) > 1 and words[0] == "the" else words
        while len(bare) > 1 and (bare[-1] in lexicon().web_words or bare[0] == "www"):
            bare = bare[:-1] if bare[-1] in lexicon().web_words else bare[1:]
        for form in dict.fromkeys((tuple(words), tuple(bare))):
            yield _Key(policy.id, "".join(form), sum(map(_tokens_in, form)), plain=True)


def _tail_keys(policy: Policy, is_word: Callable[[str], bool]) -> Iterator[_Key]:
    """Of a name of three or more ordinary words the last two or more: "the collaboration platform"."""
    for name in _names(policy):
        words = _name_words(name)
        own = words[1:] if words[0] == "the" else words
        if len(own) >= _LONG_NAME and not any(_is_strange(word, is_word) for word in own):
            for start in range(1, len(own) - 1):
                yield _Key(policy.id, "".join(own[start:]), len(own) - start, tail=True)


def _tokens_in(word: str) -> int:
    return max(1, len(_WORD.findall(word)))


def _windows(tokens: Sequence[_Token], most: int) -> Iterator[_Window]:
    for size in range(most, 0, -1):
        for first in range(len(tokens) - size + 1):
            before = tokens[first - 1].folded if first else ""
            yield _Window(tokens[first : first + size], before)


def _exact(tokens: Sequence[_Token], by_name: _Keys) -> Iterator[tuple[str, Span]]:
    taken: list[Span] = []
    most = max((key.words for keys in by_name.values() for key in keys), default=0)
    for window in _windows(tokens, max(most, _MOST_JOINED) if by_name else 0):
        owners = {key.policy for key in by_name.get(window.folded, ()) if _fits(window, key)}
        if owners and not any(window.span.overlaps(other) for other in taken):
            taken.append(window.span)
            yield from ((owner, window.span) for owner in sorted(owners))


def _fits(window: _Window, key: _Key) -> bool:
    """Whether a name's words, found in the question, are meant as the name."""
    if key.tail:
        return window.before == "the"
    if key.words == 1 and len(window.tokens) > 1 and window.ordinary:
        return False
    if not key.plain or not window.ordinary:
        return True
    first = window.tokens[0]
    if key.words == 1 and len(window.tokens) == 1:
        return first.capital or first.possessive or window.before in _BEFORE_A_SUBJECT
    return window.before not in _INDEFINITE or any(token.capital for token in window.tokens)


def _near(tokens: Sequence[_Token], names: _KnownNames) -> Iterator[tuple[str, Span]]:
    taken: list[Span] = []
    for window in _windows(tokens, _MOST_JOINED if names.fuzzy else 0):
        folded = window.folded
        if len(folded) < _SHORTEST_FUZZY or window.ordinary:
            continue
        found = process.extractOne(folded, names.fuzzy.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        if not found:
            continue
        best = names.fuzzy[found[0]]
        near = abs(len(folded) - len(best.folded)) <= 2
        if near and folded[0] == best.folded[0] and not any(window.span.overlaps(other) for other in taken):
            taken.append(window.span)
            yield best.policy, window.span
