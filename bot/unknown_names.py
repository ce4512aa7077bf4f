"""Whether a question is about a company whose policy is not known: "does Zoom record my meetings?". Pure.

Told by where a name stands (as the one who acts, or as the owner) and by its not being in the policies' texts. An
ordinary word ("Whereby", "Slack") is a name where it has a capital that the policies do not give it, and is not of the
words for what policies speak of. In doubt it is no name: a question that names nobody is answered from all policies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.descriptions import is_country
from bot.lexicon import lexicon
from bot.spelling import mend
from ingest.models import Span

_WORD = re.compile(r"[^\W_]+(?:[.&'’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_END = re.compile(r"[.?!:;\n]")
# Whoever speaks to "you" speaks to the companies whose policies are known.
_ADDRESSED = frozenset({"you", "your", "yours", "u", "ur", "we", "us", "our"})
_ACTS_AFTER = frozenset(
    {"does", "did", "doesn't", "didn't", "has", "hasn't", "can", "could", "will", "won't", "would", "may", "must"}
)
# Between them and the name: "does the dating app X ...".
_DETERMINERS = frozenset({"the", "this", "that", "my"})
_SORTS = frozenset(
    {
        "agency", "app", "bank", "brand", "browser", "business", "clinic", "company", "firm", "game", "hospital",
        "insurer", "network", "organisation", "organization", "platform", "product", "school", "service", "shop",
        "site", "software", "store", "tool", "university", "website",
    }
)  # fmt: skip
_MOST_BETWEEN = 4
_LEAST_BEFORE = 2
# One who gets data is no one who answers for it: "does X get my data?" asks the known policies.
_RECEIVES = frozenset({"access", "apply", "count", "get", "have", "matter", "obtain", "receive", "see", "work"})
# What makes a country or a people of a capitalised word: "does German law apply?".
_NO_COMPANY = frozenset({"citizen", "citizens", "customers", "law", "laws", "resident", "residents", "users"})
_ASKED_HOW = frozenset({"how", "if", "what", "when", "where", "whether", "who", "why"})
_LEADS = frozenset({"about", "and", "at", "but", "for", "how", "or", "so", "the", "what", "with"})
_OWNED = frozenset(
    {"address", "ceo", "contact", "cookie", "cookies", "email", "notice", "phone", "policies", "policy", "practices"}
    | {"privacy", "retention", "statement", "terms"}
)
_SHORTEST_SMALL = 4
# What a company is said to be: "is X compliant", "is X safe".
_STATES = frozenset(
    {"able", "allowed", "based", "certified", "compliant", "located", "obliged", "private", "regulated", "required"}
    | {"safe", "secure", "supposed", "trustworthy"}
)
# "How do I reach X", "is it stored at X": the name is what is asked.
_REACHED = frozenset({"contact", "email", "phone", "reach", "trust"})
# "I use X. Does it record me?"
_USED = frozenset({"am", "i", "i'm", "i’m", "we", "we're"})
_USING = frozenset({"joined", "use", "using"})
_ASKED_OF_IT = re.compile(r"\b(?:does|do|is|are|can|will|has|have) (?:it|they)\b", re.IGNORECASE)
_HELD = frozenset({"collected", "deleted", "held", "kept", "processed", "recorded", "retained", "stored"})
_HOLDERS = frozenset({"at", "by", "on", "with"})
# "Is it stored on X", "are payments processed by X": somebody who may work for those that are known.
_FOR_OTHERS = frozenset({"collected", "held", "processed", "stored"})
_HELD_AT = frozenset({"account", "data", "information", "messages", "photos", "profile", "recordings", "safe"})
# Written with a capital, and still nobody's name.
_ROLES = frozenset(
    {"board", "christmas", "congress", "dad", "daddy", "easter", "everybody", "everyone", "god", "grandma", "grandpa"}
    | {"management", "mom", "mum", "nobody", "parliament", "police", "processor", "sales", "senate", "staff", "today"}
)
_COUPLED = re.compile(
    r"\s*(?:,|&|(?:,\s*)?\b(?:and|or|nor|(?:\w+ )?than|vs|versus|as well as|compared (?:to|with))\b\.?)\s*(?:the\s+)?"
)


@dataclass(frozen=True, slots=True)
class _Token:
    """`word` is in lower case, without a possessive; `first`: it begins a sentence."""

    start: int
    end: int
    raw: str
    word: str
    owner: bool
    first: bool

    @property
    def capital(self) -> bool:
        return self.raw[0].isupper()

    @property
    def acronym(self) -> bool:
        """A law or a measure, most often; "AT&T" is none."""
        return self.raw.isupper() and "&" not in self.raw


def foreign_subject(
    question: str,
    *,
    is_word: Callable[[str], bool],
    occurs: Callable[[str], bool],
    is_name: Callable[[str], bool],
) -> str | None:
    """The name of the company that a question is about, where no policy knows it; None where there is none.

    `is_word` tells whether a lower-case word is an ordinary one, `occurs` whether one stands in the policies' texts or
    names, `is_name` whether they write one as a name, with this capital. The question names no known policy: that is
    the caller's to see.
    """
    tokens = list(_tokens(question))
    if question.isupper() or any(token.word in _ADDRESSED for token in tokens):
        return None
    names = _Names(question, tokens, is_word, occurs, is_name)
    for index in range(len(tokens)):
        end = names.end_of_name(index)
        if end is not None and any(
            stands(index, end) for stands in (names.acts, names.owns, names.stands_alone, names.is_asked)
        ):
            return _POSSESSIVE.sub("", question[tokens[index].start : tokens[end - 1].end])
    return next(names.small_subjects(), None)


def foreign_companions(
    question: str,
    known: Sequence[Span],
    *,
    is_word: Callable[[str], bool],
    occurs: Callable[[str], bool],
    is_name: Callable[[str], bool],
) -> list[str]:
    """The companies that a question names along with known ones ("A and X"), and that no policy knows. `known` are the
    places of the known names."""
    tokens = list(_tokens(question))
    if question.isupper():
        return []
    names = _Names(question, tokens, is_word, occurs, is_name)
    found: list[str] = []
    for index, token in enumerate(tokens):
        end = names.end_of_name(index)
        if end is None or any(span.start <= token.start < span.end for span in known):
            continue
        first, last = token.start, tokens[end - 1].end
        coupled = names.word_at(end) not in _NO_COMPANY and any(
            _COUPLED.fullmatch(question[span.end : first]) or _COUPLED.fullmatch(question[last : span.start])
            for span in known
        )
        if coupled:
            found.append(_POSSESSIVE.sub("", question[first:last]))
    return found


def _tokens(question: str) -> Iterator[_Token]:
    last = 0
    for match in _WORD.finditer(question):
        raw = match.group()
        first = not question[:last].strip() or bool(_SENTENCE_END.search(question[last : match.start()]))
        bare = _POSSESSIVE.sub("", raw)
        yield _Token(match.start(), match.end(), bare, bare.lower(), bare != raw, first)
        last = match.end()


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a question, by the indices of their words."""

    question: str
    tokens: Sequence[_Token]
    is_word: Callable[[str], bool]
    occurs: Callable[[str], bool]
    is_name: Callable[[str], bool]

    def end_of_name(self, index: int) -> int | None:
        """Where a run of capitalised words that begins here ends, if one of them is strange enough for a name."""
        if not self._is_capital(index) or (index and self._is_capital(index - 1) and self._joined(index)):
            return None
        end = index + 1
        while end < len(self.tokens) and not self.tokens[end - 1].owner and self._is_capital(end) and self._joined(end):
            if self.tokens[end].acronym and self.occurs(self.tokens[end].word):
                break
            end += 1
        run = self.tokens[index:end]
        if self._titled() or is_country(" ".join(token.word for token in run)):
            return None
        if any(self.occurs(token.word) and not self.is_word(token.word) for token in run):
            return None
        strange = any(self._is_strange(token) for token in run) or all(map(self._is_capital_only_here, run))
        return end if strange else None

    def acts(self, index: int, end: int) -> bool:
        """Whether a name is the subject of the question: "does X sell", "how X uses"."""
        after = self.word_at(end)
        if self.tokens[end - 1].owner or not after or after in _RECEIVES | _NO_COMPANY:
            return False
        ordinary = self._is_ordinary(index, end)
        before = self._before(index)
        if before in _ACTS_AFTER:
            last = self.tokens[end - 1].word
            # "Can Tenants object": they are no one's name; "does Teams record" must be.
            return before.startswith(("d", "h")) or not (ordinary or (last.endswith("s") and self.is_word(last)))
        if before == "do":
            return not ordinary and not self.tokens[end - 1].word.endswith("s")
        if before in {"is", "isn't"}:
            further = self.word_at(end + 1) if end < len(self.tokens) and self.tokens[end].acronym else after
            return after.endswith("ing") or not _STATES.isdisjoint({after, further})
        return before in _ASKED_HOW and after.endswith("s") and after != "is"

    def owns(self, index: int, end: int) -> bool:
        """Whether something of a name's is asked about: "X's retention period"."""
        if not self.tokens[end - 1].owner:
            return False
        likely = not self._is_ordinary(index, end)
        if likely and not (self.tokens[index].first and self.is_word(self.tokens[index].word)):
            return True
        return not _OWNED.isdisjoint({self.word_at(end), self.word_at(end + 1)})

    def is_asked(self, index: int, end: int) -> bool:
        """Whether a name is whom something is asked of: "how do I reach X", "the policy of X", "is it kept at X"."""
        if self._is_ordinary(index, end) or index < _LEAST_BEFORE:
            return False
        before, further = self.tokens[index - 1].word, self.tokens[index - 2].word
        if before in _USING and further in _USED:
            return _ASKED_OF_IT.match(self.question[self.tokens[end - 1].end :].lstrip(" .,;!")) is not None
        owned = before == "of" and any(token.word in _OWNED for token in self.tokens[max(0, index - 3) : index])
        reached = before in _REACHED or (before == "at" and further in _REACHED)
        return owned or reached or (end == len(self.tokens) and self._holds(before, further))

    def _holds(self, before: str, further: str) -> bool:
        """Whether these words before a name say that it keeps something: "stored by", "my account at"."""
        if before not in _HOLDERS:
            return False
        for_others = before in {"by", "on"} and further in _FOR_OTHERS and self.tokens[0].word not in _ASKED_HOW
        return (before == "at" and further in _HELD_AT) or (further in _HELD and not for_others)

    def stands_alone(self, index: int, end: int) -> bool:
        """Whether a name is all that is asked about: "and X?", "what about X?"."""
        lead = [token.word for token in self.tokens[:index]]
        return end == len(self.tokens) and 0 < len(lead) <= _MOST_BETWEEN and set(lead) <= _LEADS

    def small_subjects(self) -> Iterator[str]:
        """Names typed in small letters: unknown words that no known one is near to, right after "does"."""
        for before, token, after in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False):
            if (
                before.word in {"does", "did", "doesn't"}
                and not token.capital
                and len(token.word) >= _SHORTEST_SMALL
                and after.word not in _RECEIVES
                and not self.is_word(token.word)
                and not self.occurs(token.word)
                and not mend(token.word, {}).changes
            ):
                yield token.raw

    def _before(self, index: int) -> str:
        """The word before a name, leaving out "the dating app" and the like; "" at the beginning of a sentence."""
        at = index
        sort = at > 0 and self.tokens[at - 1].word in _SORTS
        if sort:
            before = range(at - 1, max(-1, at - _MOST_BETWEEN), -1)
            at = next((one for one in before if self.tokens[one].word in _DETERMINERS), at - 1)
        elif at > 0 and self.tokens[at - 1].word in _DETERMINERS:
            at -= 1
        return "" if at == 0 or self.tokens[at].first else self.tokens[at - 1].word

    def word_at(self, index: int) -> str:
        return self.tokens[index].word if index < len(self.tokens) and not self.tokens[index].first else ""

    def _is_capital(self, index: int) -> bool:
        token = self.tokens[index]
        if not token.capital or token.word in lexicon().function_words:
            return False
        return not token.first or token.owner or not self.is_word(token.word)

    def _is_strange(self, token: _Token) -> bool:
        return not token.acronym and token.word not in _ROLES and not self.occurs(token.word)

    def _is_capital_only_here(self, token: _Token) -> bool:
        """Whether an ordinary word is written as a name, which no policy does with it."""
        return not token.acronym and self._may_be_name(token) and not self.is_name(token.raw)

    def _is_ordinary(self, index: int, end: int) -> bool:
        """Whether all words of a run are ordinary ones that are unlikely names."""
        return all(self.is_word(token.word) and not self._may_be_name(token) for token in self.tokens[index:end])

    def _may_be_name(self, token: _Token) -> bool:
        """Whether an ordinary word stands for none of those or that which policies speak of."""
        known, word = lexicon(), token.word
        topics = known.vocabulary | known.boilerplate | known.actions | known.function_words | _ROLES | _SORTS
        is_topic = not topics.isdisjoint({word, word.removesuffix("s"), word.removesuffix("es")})
        return token.capital and not is_topic

    def _joined(self, index: int) -> bool:
        """Whether nothing but space or "&" is between a word and the one before it."""
        gap = self.question[self.tokens[index - 1].end : self.tokens[index].start]
        return not self.tokens[index].first and gap.strip() in {"", "&"}

    def _titled(self) -> bool:
        """Whether capitals tell nothing, since ordinary words have them too."""
        inner = [token for token in self.tokens if not token.first]
        little = lexicon().function_words - {"i"}
        return any(token.capital and token.word in little and not token.acronym for token in inner)
