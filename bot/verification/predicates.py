"""A sentence's predicates: what is done, by whom, whether it is denied, and how surely it is said. Pure.

A reading by closed word classes and word order, not a parse: what it cannot tell it leaves open, and what is open
agrees with anything. Polarity belongs to the predicate, so that "we do not sell it but share it" denies only selling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.verification import grammar
from bot.verification.grammar import Modality
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word, words

# Names of laws, places and marks: they do nothing.
_NO_PARTY = frozenset(
    "eu eea uk us gdpr ccpa european union economic area article section act law january february march april may june july "
    "august september october november december wi fi monday tuesday wednesday thursday friday saturday sunday ip id".split()  # noqa: SIM905
)
# In clauses that these open nothing is claimed: "once you agree".
_CONDITIONS = frozenset(
    {"if", "when", "once", "where", "whenever", "unless", "until", "after", "before", "whether", "provided"}
)
_WISHES = frozenset({"demand", "ask", "request", "insist", "want", "expect", "hope", "wish", "prefer"})
_BREAK = re.compile(r"[;:()]|^--?$")
_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\n\s*\n|\n(?=\s*[-*•])|;\s")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|inc|ltd|no|co|corp|art|sec|vs|mr|ms|mrs|dr|st|approx)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Predicate:
    """`verb` is a stem; "be" where the sentence says what something is. `agents` are parties ("we", "you", "third"),
    empty where the sentence does not tell. `things` are the stems of the content words that belong to the verb.
    `subject` are the stems of the nouns before the verb.
    `excepted`: denied but for a case, as in "not without consent". `finite` tells verbs from what may be nouns."""

    verb: str
    word: str
    at: int
    denied: bool | None
    modality: Modality
    agents: frozenset[str]
    passive: bool
    finite: bool
    things: frozenset[str]
    excepted: bool = False
    hedged: bool = False
    subject: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Group:
    """What has been read of a verb before the verb itself comes."""

    denied: bool = False
    modality: Modality | None = None
    be: bool = False
    be_at: int = -1
    infinitive: bool = False
    auxiliary: bool = False


@dataclass(slots=True)
class _Clause:
    start: int
    agents: frozenset[str] = frozenset()
    relative: bool = False
    wish: bool = False
    verbs: list[int] = field(default_factory=list)


def sentences(text: str) -> list[str]:
    """The sentences and items of a text."""
    pieces: list[str] = []
    for piece in _SENTENCE.split(text):
        if pieces and _ABBREVIATED.search(pieces[-1]):
            pieces[-1] += " " + piece
        elif piece.strip():
            pieces.append(piece)
    return pieces


@lru_cache(maxsize=4096)
def predicates(sentence: str, ours: frozenset[str] = frozenset()) -> tuple[Predicate, ...]:
    """The predicates of one sentence, in order. `ours` are words of the policy's own names."""
    return _Reader(words(sentence), ours).read()


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(self, sentence: Sequence[Word], ours: frozenset[str]) -> None:
        self.words = sentence
        self.ours = ours
        self.vocab = vocabulary()
        self.group = _Group()
        self.last: _Group | None = None
        self.clause = _Clause(0)
        self.found: list[Predicate] = []
        self.spans: list[tuple[int, int]] = []
        self.relative: list[bool] = []
        self.neither = False
        self.pending = False
        self.contrast = -1
        self.governor: tuple[Modality, bool, int] | None = None

    def read(self) -> tuple[Predicate, ...]:
        at = 0
        while at < len(self.words):
            at += self._step(at)
        return self._with_things()

    # One word, or a phrase that acts as one: how many words were read.
    def _step(self, at: int) -> int:
        word = self.words[at]
        if at and _BREAK.search(word.before):
            self._open(at, keep=False)
        if (idle := self._phrase(at, grammar.IDLE)) and not (word.text == "or" and self._slot()):
            return idle
        text = word.text
        if text in grammar.OPENERS or (
            text in grammar.RELATIVES and at and not (text == "that" and self._determines(at))
        ):
            self._open(at, keep=False, relative=text in grammar.RELATIVES)
            return 1
        for size in (2,):
            effect = grammar.PHRASES.get(tuple(one.text for one in self.words[at : at + size]))
            if effect is not None and self._acts(at, effect):
                return size
        if text in grammar.PRONOUNS and self._nominative(at):
            self._subject(at, grammar.PRONOUNS[text])
            return 1
        if text in grammar.NEGATORS:
            self._negate(at)
            return 1
        if text in grammar.MODALS and not (text in {"will", "can"} and self._noun_before(at)):
            self._auxiliary(at)
            modality = grammar.MODALS[text]
            self.group.modality = modality
            return 1
        if text in grammar.DO and self._before_verb(at):
            self._auxiliary(at)
            self.group.modality = ""
            return 1
        if text in grammar.BE:
            if not (self.group.modality is not None or self.group.be or self.group.infinitive or self.group.auxiliary):
                self._auxiliary(at)
            self.group.be, self.group.be_at = True, at
            self.group.auxiliary = True
            if self._copula(at):
                if at + 1 < len(self.words) and self.words[at + 1].text in {"not", "no", "never"}:
                    self.group.denied = True
                self._add(at, "be")
            return 1
        if text in grammar.HAVE and self._perfect(at):
            if self.group.modality is None:
                self._auxiliary(at)
            self.group.auxiliary = True
            return 1
        if text == "to" and self._infinitive(at):
            self.last = self.last or self.group
            self.group = _Group(infinitive=True, denied=at > 0 and self.words[at - 1].text == "not")
            return 1
        if self._is_verb(at):
            self._add(at, word.stem)
        return 1

    def _open(self, at: int, *, keep: bool, relative: bool = False) -> None:
        inherited = self.clause.agents if keep else frozenset()
        agents = self._noun_agents(max(self.clause.start, at - 3), at) if relative else inherited
        before, self.clause = self.clause, _Clause(at, agents, relative)
        asked = (
            bool(self.found)
            and self.found[-1].verb in _WISHES
            and self.found[-1].finite
            and self.found[-1].at >= at - 2
        )
        self.clause.wish = asked and self.words[at].text == "that"
        self.group, self.last, self.governor = _Group(), None, None
        if self.words[at].text in {"but", "yet", "instead", "however"}:
            self.neither = False
            self.clause.agents = before.agents
            self.contrast = at
        self.pending = False

    def _phrase(self, at: int, phrases: Sequence[tuple[str, ...]]) -> int:
        for phrase in phrases:
            if tuple(word.text for word in self.words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def _acts(self, at: int, effect: tuple[Modality | None, bool]) -> bool:
        """A phrase such as "required to" before a verb; false where no verb follows."""
        modality, denies = effect
        first = self.words[at].text
        if self.words[at + 1].text in {"to", "from"} and not self._verb_follows(at + 2):
            return False
        negated = at > 0 and self.words[at - 1].text in {"no", "not", "never"}
        if first in {"have", "has", "had", "need", "needs"} and not self.group.auxiliary:
            self._auxiliary(at)
        group = self.group
        denied = (group.denied or self.pending or negated) != denies
        self._subject_of_group(at)
        self.group = _Group(
            denied=denied,
            be=group.be and modality is None,
            be_at=at + 1 if group.be and modality is None else -1,
            modality=group.modality if modality is None else self._stronger(group, modality),
            auxiliary=True,
        )
        self.pending = False
        return True

    @staticmethod
    def _stronger(group: _Group, modality: Modality) -> Modality:
        """ "May be required to" is no more than may; "will be able to" is can."""
        return "may" if group.modality in {"may", "can"} and modality == "must" else modality

    def _negate(self, at: int) -> None:
        text = self.words[at].text
        if text == "neither":
            self.neither = True
            self.pending = True
        elif text == "nor":
            self.pending = True
            self.group = _Group()
        elif text in {"not", "never", "hardly", "barely"}:
            if self._contrasted(at):
                source = self._main()
                self.found.append(replace(self.found[source], at=at, denied=True))
                end = at if source == len(self.found) - 2 else self.found[source].at
                self.spans.append((self.spans[source][0], end))
                self.relative.append(False)
            elif self._slot() or self._verb_follows(at + 1) or not self.found:
                self.group.denied = True
                self.pending = self.pending or not self._slot()
            elif self.found and self.clause.verbs:
                self._deny_last(at)
        elif self.clause.verbs and not self._verb_comes_first(at):
            # "We share no data", "with nobody": the verb before is denied.
            self._deny_last(at)
        elif self.group.be or self.group.auxiliary:
            self.group.denied = True
        else:
            self.pending = True

    def _contrasted(self, at: int) -> bool:
        """ "Held in Sweden, never in Norway": a second claim with the verb of the first."""
        joined = "," in self.words[at].before or (at > 0 and self.words[at - 1].text in {"but", "and"})
        follows = at + 1 < len(self.words) and not self._verb_follows(at + 1)
        return joined and follows and bool(self.found) and self.found[-1].finite and not self._slot()

    def _main(self) -> int:
        """The last finite predicate, of the main clause where there is one."""
        finite = [index for index, one in enumerate(self.found) if one.finite]
        return next(
            (index for index in reversed(finite) if not self.relative[index]),
            finite[-1] if finite else len(self.found) - 1,
        )

    def _deny_last(self, at: int) -> None:
        for index in range(len(self.found) - 1, -1, -1):
            if self.found[index].at in self.clause.verbs:
                if at - self.found[index].at > 1 and self.words[at].before and "," in self.words[at].before:
                    return
                self.found[index] = replace(self.found[index], denied=True)
                return

    def _auxiliary(self, at: int) -> None:
        """A new finite verb begins: it has its own polarity, and its own subject if there is one."""
        self._subject_of_group(at)
        denied = self.group.denied and not self.group.auxiliary and self._near_negation(at)
        self.group = _Group(denied=denied or self.pending or self.neither, auxiliary=True)
        self.pending = False
        self.last = None

    def _near_negation(self, at: int) -> bool:
        return any(word.text in grammar.NEGATORS for word in self.words[max(self.clause.start, at - 4) : at])

    def _subject_of_group(self, at: int) -> None:
        start = self.clause.verbs[-1] + 1 if self.clause.verbs else self.clause.start
        if self.clause.verbs:
            joints = [
                index
                for index in range(start, at)
                if self.words[index].text in {"and", "or", "nor"} or "," in self.words[index].before
            ]
            if not joints or joints[-1] + 1 >= at and self.words[joints[-1]].text in {"and", "or", "nor"}:
                return
            start = joints[0] if self.words[joints[0]].text not in {"and", "or", "nor"} else joints[0] + 1
            content = [word for word in self.words[start:at] if word.text not in grammar.ADVERBS]
            if not content:
                return
            self.clause = _Clause(start, self._noun_agents(start, at))
            return
        if self.words[start].text in grammar.OPENERS:
            start = max((index for index in range(start, at) if "," in self.words[index].before), default=start)
        if not self.clause.relative or self._noun_agents(start, at):
            agents = self._noun_agents(start, at)
            self.clause.agents = agents or self.clause.agents

    def _subject(self, at: int, party: str) -> None:
        """A pronoun that is a subject; joined to another by "and", both act."""
        joined = at > 0 and self.words[at - 1].text in {"and", "or", "nor"} and not self.clause.verbs
        before = self.clause.agents | self._noun_agents(self.clause.start, at) if joined else frozenset()
        if self.clause.verbs or self.group.auxiliary:
            inverted = (
                self.group.auxiliary
                and at > 0
                and self.words[at - 1].text in {*grammar.DO, *grammar.MODALS, *grammar.BE}
            )
            group = self.group if inverted else _Group()
            self.clause = _Clause(at, relative=self.clause.relative and not self.clause.verbs)
            self.group, self.last, self.governor = group, None, None
        elif not self.pending and not self.group.denied:
            self.group = _Group()
        self.clause.agents = before | (frozenset({party}) if party else frozenset())
        if joined and not party:
            self.clause.agents = frozenset()

    def _noun_agents(self, start: int, end: int) -> frozenset[str]:
        """The parties between two places that can be subjects: after no preposition, and not part of a compound."""
        agents: set[str] = set()
        held = False
        for index in range(start, end):
            word = self.words[index]
            if word.text in grammar.PREPOSITIONS:
                held = True
                continue
            if "," in word.before or word.text in {"and", "or", "nor"}:
                held = held and word.text not in {"and", "or", "nor"} and False
            if held:
                continue
            party = grammar.PRONOUNS.get(word.text) or self._party(index)
            if party and not self._compound(index, end):
                agents.add(party)
        return frozenset(agents)

    def _party(self, index: int) -> str:
        word = self.words[index]
        if word.text in self.ours and (word.capital or word.text not in self.vocab.empty):
            return "we"
        if word.text in {"us", "our", "your", "ours", "yours", "parties"} and word.text != "parties":
            return ""
        party = self.vocab.parties.get(word.stem, "")
        return party or ("third" if self._names_somebody(index) else "")

    def _names_somebody(self, index: int) -> bool:
        """A name inside a sentence, or one of two words at its start: somebody other than the policy's own."""
        word = self.words[index]
        if not word.capital or word.text in grammar.PRONOUNS or word.text in self.vocab.empty:
            return False
        if index:
            return word.text not in _NO_PARTY and self.words[index - 1].text not in grammar.DETERMINERS
        return len(self.words) > 1 and self.words[1].capital and not self.words[1].before

    def _compound(self, index: int, end: int) -> bool:
        """Whether another noun follows that the party only qualifies: "user data", "partner's cookies"."""
        if index + 1 >= min(end, len(self.words)):
            return False
        following = self.words[index + 1]
        return not (
            following.before
            or following.text in grammar.PREPOSITIONS
            or following.text in grammar.ADVERBS
            or following.text in grammar.DETERMINERS
            or following.text[0].isdigit()
            or following.text in {"and", "or", "nor", "who", "which", "that"}
            or following.text.endswith("ly")
            or following.text in self.ours
            or following.stem in self.vocab.parties
        )

    def _nominative(self, at: int) -> bool:
        text = self.words[at].text
        if text in {"we", "they", "i", "he", "she"}:
            return True
        if at and self.words[at - 1].text in grammar.PREPOSITIONS:
            return False
        if at and self.found and self.found[-1].at == at - 1 and not self.words[at].before:
            return False
        if self.group.auxiliary and at and self.words[at - 1].text in {*grammar.DO, *grammar.MODALS, *grammar.BE}:
            return True
        # "You" and "it" are objects after a verb, unless a verb of their own follows.
        nxt = at + 1
        while nxt < len(self.words) and (
            self.words[nxt].text in grammar.ADVERBS or self.words[nxt].text.endswith("ly")
        ):
            nxt += 1
        if nxt >= len(self.words) or self.words[nxt].before:
            return False
        following = self.words[nxt].text
        finite = (
            following in grammar.MODALS
            or following in grammar.DO
            or following in grammar.BE
            or following in grammar.HAVE
        )
        return finite or self._base_or_s(nxt)

    def _base_or_s(self, at: int) -> bool:
        word = self.words[at]
        return word.stem in self.vocab.verbs and not word.text.endswith("ing") and word.text not in grammar.PREPOSITIONS

    def _slot(self) -> bool:
        """Whether a verb is due: after an auxiliary, a modal or "to"."""
        return self.group.auxiliary or self.group.infinitive or self.group.modality is not None

    def _verb_follows(self, at: int) -> bool:
        while (
            at < len(self.words)
            and not self.words[at].before
            and (
                self.words[at].text in grammar.ADVERBS
                or self.words[at].text.endswith("ly")
                or self.words[at].text in {"be", "have", "been", "to"}
            )
        ):
            at += 1
        return at < len(self.words) and (
            self.words[at].stem in self.vocab.verbs
            or self.words[at].text.endswith(("ed", "ing"))
            or self.words[at].text in grammar.IRREGULAR_PARTICIPLES
        )

    def _verb_comes_first(self, at: int) -> bool:
        """Whether a finite verb follows before the clause ends, so that a "no" belongs to its subject."""
        for index in range(at + 1, min(at + 8, len(self.words))):
            word = self.words[index]
            if word.before or word.text in grammar.OPENERS or word.text in grammar.PREPOSITIONS:
                return False
            if word.text in grammar.MODALS or word.text in grammar.DO or word.text in grammar.BE:
                return True
        return False

    def _before_verb(self, at: int) -> bool:
        return at + 1 < len(self.words) and (
            self.words[at + 1].text in grammar.NEGATORS
            or self.words[at + 1].text in {*grammar.PRONOUNS}
            or self._verb_follows(at + 1)
            or self._subject_follows(at + 1)
        )

    def _subject_follows(self, at: int) -> bool:
        return any(self._party(index) for index in range(at, min(at + 3, len(self.words))))

    def _perfect(self, at: int) -> bool:
        nxt = at + 1
        while nxt < len(self.words) and (
            self.words[nxt].text in grammar.ADVERBS or self.words[nxt].text.endswith("ly")
        ):
            nxt += 1
        return nxt < len(self.words) and (self._participle(nxt) or self.words[nxt].text == "been")

    def _participle(self, at: int) -> bool:
        text = self.words[at].text
        return text in grammar.IRREGULAR_PARTICIPLES or (text.endswith("ed") and len(text) > 4)

    def _noun_before(self, at: int) -> bool:
        return at > 0 and self.words[at - 1].text in grammar.DETERMINERS

    def _infinitive(self, at: int) -> bool:
        nxt = at + 1
        while nxt < len(self.words) and (
            self.words[nxt].text in grammar.ADVERBS or self.words[nxt].text.endswith("ly")
        ):
            nxt += 1
        if nxt >= len(self.words) or self.words[nxt].before:
            return False
        word = self.words[nxt]
        if word.text in {"be", "have"}:
            return True
        inflected = word.text.endswith(("ing", "ed", "s")) and word.text not in {
            "access",
            "process",
            "address",
            "discuss",
            "bypass",
            "assess",
        }
        return word.stem in self.vocab.verbs and not inflected

    def _copula(self, at: int) -> bool:
        """Whether a form of "be" says what something is, and helps no participle or adjective."""
        nxt = at + 1
        while (
            nxt < len(self.words)
            and not self.words[nxt].before
            and (
                self.words[nxt].text in grammar.ADVERBS
                or self.words[nxt].text.endswith("ly")
                or self.words[nxt].text in grammar.BE
            )
        ):
            nxt += 1
        if nxt >= len(self.words) or self.words[nxt].before:
            return True
        text = self.words[nxt].text
        if [word.text for word in self.words[nxt : nxt + 2]] == ["no", "longer"]:
            return False
        return (
            text in grammar.DETERMINERS
            or text in grammar.PREPOSITIONS
            or text in grammar.PRONOUNS
            or text in grammar.NEGATORS
            or text[0].isdigit()
        )

    def _is_verb(self, at: int) -> bool:
        word, text = self.words[at], self.words[at].text
        if (
            text in grammar.ADVERBS
            or text.endswith("ly")
            or text in grammar.DETERMINERS
            or text in grammar.PREPOSITIONS
        ):
            return False
        if text in {"and", "or", "if", "as", "there", "here"} or text in grammar.PRONOUNS or text[0].isdigit():
            return False
        gap = [one.text for one in self.words[self.clause.start : at]]
        if self._slot():
            due = self.group.be_at if self.group.be else at
            return not (
                self.group.be
                and due >= 0
                and any(one in grammar.DETERMINERS for one in gap[due + 1 - self.clause.start :])
            )
        if self._party(at) and not text.endswith(("ed", "ing")):
            return False
        if text.endswith("ings"):
            return False
        known = word.stem in self.vocab.verbs
        if not known:
            return (
                bool(self.clause.agents)
                and not self.clause.verbs
                and self._after_pronoun(at)
                and text not in self.vocab.empty
            )
        before = self.words[at - 1] if at else None
        if before is None:
            return True
        if before.text in grammar.DETERMINERS:
            return self._participle(at) and False
        if text.endswith("ing"):
            return True
        if before.text in grammar.PREPOSITIONS:
            return False
        return True

    def _after_pronoun(self, at: int) -> bool:
        index = at - 1
        while index >= 0 and (self.words[index].text in grammar.ADVERBS or self.words[index].text.endswith("ly")):
            index -= 1
        return index >= 0 and self.words[index].text in grammar.PRONOUNS

    def _certain(self, at: int) -> bool:
        """Whether a verb without auxiliary is finite: after its subject, or joined to such a verb."""
        word = self.words[at]
        if word.text.endswith("ing"):
            return False
        if self._after_pronoun(at) or (
            self.contrast >= 0 and self.contrast == self.clause.start and not self.clause.verbs
        ):
            return True
        index = at - 1
        while index >= 0 and (self.words[index].text in grammar.ADVERBS or self.words[index].text.endswith("ly")):
            index -= 1
        if index < 0:
            return False
        before = self.words[index]
        if before.text in grammar.RELATIVES:
            return not (before.text == "that" and self._determines(index))
        if self._has_finite():
            return False
        plain = word.stem in self.vocab.only_verbs and not self._participle(at)
        if plain and index >= self.clause.start and (word.text.endswith("s") or self._has_subject(at)):
            return True
        if self._participle(index):
            return False
        if self._party(index) and not self._preposed(index):
            return not self._participle(at) or word.text.endswith("s")
        if before.stem == "data" or self._preposed(index):
            return False
        # "Cookies track your visits" against "customer requests": what is a noun as well needs an object to be a verb.
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        if following is None or following.before or following.text not in grammar.DETERMINERS:
            return False
        return word.text.endswith("s") != before.text.endswith("s") and not word.text.endswith("ed")

    def _determines(self, at: int) -> bool:
        """Whether a "that" points: "and that access expires"."""
        return at == 0 or self.words[at - 1].text in {"and", "or", "but", *grammar.PREPOSITIONS}

    def _has_finite(self) -> bool:
        return any(one.finite for one in self.found if one.at in self.clause.verbs)

    def _has_subject(self, at: int) -> bool:
        start = self.clause.start
        if self.words[start].text in grammar.OPENERS:
            start = max((index for index in range(start, at) if "," in self.words[index].before), default=start + 1)
        return any(word.stem not in self.vocab.empty or word.text.endswith("one") for word in self.words[start:at])

    def _preposed(self, index: int) -> bool:
        return any(word.text in grammar.PREPOSITIONS for word in self.words[max(self.clause.start, index - 3) : index])

    def _add(self, at: int, verb: str) -> None:
        word, group = self.words[at], self.group
        coordinated = self._coordinated(at)
        if verb != "be" and not self._slot() and not coordinated:
            if not self.clause.verbs:
                self._subject_of_group(at)
        passive = self._participle(at) and (group.be or (not group.auxiliary and not self._after_pronoun(at)))
        agents = self.clause.agents
        finite = True
        if coordinated and not self._slot() and self.found:
            first = self.found[-1]
            denied, modality, passive, agents, finite = (
                first.denied,
                first.modality,
                first.passive and self._participle(at),
                first.agents,
                first.finite,
            )
            if word.text.endswith("ing") != self.words[first.at].text.endswith("ing"):
                modality = "any"
        elif group.infinitive:
            denied, modality, agents = self._after_to(group, at)
        elif self._slot():
            denied = group.denied or self.neither
            modality = group.modality if group.modality is not None else ""
        elif word.text.endswith("ing"):
            stopped = at > 0 and self.words[at - 1].text in grammar.STOPPING
            denied, modality, agents, finite = (True if stopped else self._open_polarity()), "any", frozenset(), False
        else:
            denied = group.denied or self.pending or self.neither
            finite = self._certain(at)
            modality = "" if finite and not passive else "any"
            if passive and not group.be:
                agents = frozenset()
                finite = False
        if passive:
            agents = self._by(at)
        if not finite:
            agents, denied = (agents if passive else frozenset[str]()), denied or None
        ended = any("," in one.before for one in self.words[self.clause.start + 1 : at])
        if modality == "" and not ended and self.words[self.clause.start].text in _CONDITIONS:
            modality = "any"
        if self.clause.wish and modality in {"", "any"}:
            modality = "wish"
        if self._opened_by("so"):
            modality = "any"
        if group.denied and modality == "must" and self._direct_must(at):
            modality = "may"
        if not finite and not denied and modality == "any" and self._open_polarity() is None:
            denied = None
        first_verb = self.clause.verbs[0] if self.clause.verbs else at
        self.spans.append((self.clause.start, first_verb))
        self.relative.append(self.clause.relative or group.infinitive)
        self.found.append(Predicate(verb, word.text, at, denied, modality, agents, passive, finite, frozenset()))
        if finite:
            self.clause.verbs.append(at)
        governs = grammar.GOVERNORS.get(word.stem)
        if governs is not None:
            self.governor = (governs, bool(denied) != (word.stem in grammar.FORBIDDING), at)
        if verb != "be":
            self.last, self.group = group, _Group()
            self.pending = False

    def _opened_by(self, text: str) -> bool:
        start = self.clause.start
        return any(word.text == text for word in self.words[max(0, start - 2) : start + 1])

    def _open_polarity(self) -> bool | None:
        """Of what hangs on another verb: open where that one is denied."""
        held = [one for one in self.found if one.at in self.clause.verbs]
        return None if held and held[-1].denied is not False else False

    def _direct_must(self, at: int) -> bool:
        window = [word.text for word in self.words[max(0, at - 5) : at]]
        return "must" in window

    def _after_to(self, group: _Group, at: int) -> tuple[bool | None, Modality, frozenset[str]]:
        if self.governor is not None:
            modality, denied, start = self.governor
            agents = frozenset(
                party
                for index in range(start + 1, at)
                if (party := {"us": "we", "you": "you"}.get(self.words[index].text) or self._party(index))
                and not self._compound(index, at)
            )
            if self.found and self.found[-1].passive and self.found[-1].finite and not agents:
                agents = self._noun_agents(self.clause.start, start)
            return (denied != group.denied), modality, agents
        held = [one for one in self.found if one.at in self.clause.verbs]
        if group.denied:
            return True, "any", frozenset()
        if not held:
            return False, "any", frozenset()
        return (None if held[-1].denied is not False else False), (held[-1].modality or "any"), frozenset()

    def _by(self, at: int) -> frozenset[str]:
        """Who does what is said in the passive: after "by", in the same clause."""
        for index in range(at + 1, min(at + 14, len(self.words))):
            word = self.words[index]
            if _BREAK.search(word.before) or word.text in grammar.OPENERS or word.text in grammar.RELATIVES:
                break
            if word.text == "by":
                agents = set()
                for place in range(index + 1, min(index + 8, len(self.words))):
                    if place > index + 1 and (
                        self.words[place].text in grammar.PREPOSITIONS or self.words[place].text in grammar.MODALS
                    ):
                        break
                    if self.words[place].text.endswith("ing"):
                        return frozenset()
                    party = {"us": "we", "you": "you"}.get(self.words[place].text) or self._party(place)
                    if party and not self._compound(place, len(self.words)):
                        agents.add(party)
                return frozenset(agents)
        return frozenset()

    def _coordinated(self, at: int) -> bool:
        """Whether the verb is joined to the one before: "sell, rent or share"."""
        if not self.clause.verbs or not self.found or self.group.auxiliary or self.group.infinitive:
            return False
        index = at - 1
        while index > self.clause.verbs[-1] and (
            self.words[index].text in grammar.ADVERBS or self.words[index].text.endswith("ly")
        ):
            index -= 1
        joined = self.words[index].text in {"and", "or", "nor"} or any(
            "," in word.before for word in self.words[index + 1 : at + 1]
        )
        first, second = self.words[self.clause.verbs[-1]].text, self.words[at].text
        return (
            joined
            and first.endswith("ing") == second.endswith("ing")
            and self._participle_like(first) == self._participle_like(second)
        )

    @staticmethod
    def _participle_like(text: str) -> bool:
        return text in grammar.IRREGULAR_PARTICIPLES or text.endswith("ed")

    def _with_things(self) -> tuple[Predicate, ...]:
        """Give each predicate its own content words, and what limits it."""
        if not self.found:
            return ()
        texts = [word.text for word in self.words]
        exceptions = [at for at, text in enumerate(texts) if text in grammar.EXCEPTING]
        exceptions += [
            at
            for at in range(len(texts) - 1)
            if texts[at : at + 2] in (["other", "than"], ["apart", "from"], ["aside", "from"])
        ]
        hedged = [at for at, text in enumerate(texts) if text in grammar.HEDGES]
        hedged += [at for at in range(len(texts)) if self._phrase(at, grammar.HEDGING_PHRASES)]
        begins = [self._begin(index) for index in range(len(self.found))] + [len(self.words)]
        made = []
        for index, one in enumerate(self.found):
            begin, end = begins[index], begins[index + 1]
            around = [word.stem for word in self.words[begin:end] if word.text != one.word]
            around += [word.stem for word in self.words[self.spans[index][0] : self.spans[index][1]]]
            following = index
            while following + 1 < len(self.found) and self.found[following + 1].at - self.found[following].at <= 2:
                following += 1
                around += [word.stem for word in self.words[begins[following] : begins[following + 1]]]
            made.append(
                replace(
                    one,
                    things=frozenset(stem for stem in around if stem not in self.vocab.empty),
                    excepted=one.denied is True and any(at > one.at or at == 0 for at in exceptions),
                    subject=self._subject_nouns(*self.spans[index]),
                    hedged=any(begin <= at < end for at in hedged),
                )
            )
        return tuple(made)

    def _subject_nouns(self, start: int, end: int) -> frozenset[str]:
        nouns: set[str] = set()
        for word in self.words[start:end]:
            if word.text in grammar.PREPOSITIONS:
                break
            if word.stem not in self.vocab.empty:
                nouns.add(word.stem)
        return frozenset(nouns)

    def _begin(self, index: int) -> int:
        """Where the words of a predicate begin: after the last joint between it and the one before."""
        at = self.found[index].at
        if index == 0:
            return 0
        before = self.found[index - 1].at + 1
        joints = [
            place
            for place in range(before, at + 1)
            if self.words[place].before
            or self.words[place].text in {"and", "or", "nor", *grammar.OPENERS, *grammar.RELATIVES}
        ]
        return max(joints[-1] if joints else before, before)
