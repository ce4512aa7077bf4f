"""Clauses as they are read: where each begins, and who its subject is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.verification import grammar
from bot.verification.cues import Cues
from bot.verification.grammar import Modality
from bot.verification.predicate import Predicate
from bot.verification.words import Word

_WISHES = frozenset({"demand", "ask", "request", "insist", "want", "expect", "hope", "wish", "prefer"})


@dataclass(slots=True)
class Group:
    """What has been read of a verb before the verb itself comes: "may not be" of "may not be sold"."""

    denied: bool = False
    modality: Modality | None = None
    be_at: int | None = None
    infinitive: bool = False
    auxiliary: bool = False

    @property
    def waits(self) -> bool:
        """Whether a verb is due."""
        return self.auxiliary or self.infinitive or self.modality is not None


@dataclass(slots=True)
class Clause:
    """`verbs` are the places of the finite verbs read so far; `wish`: what somebody asks that be done; `outer`: of a
    relative clause, the one whose verb is still due."""

    start: int
    agents: frozenset[str] = frozenset()
    relative: bool = False
    wish: bool = False
    outer: Clause | None = None
    verbs: list[int] = field(default_factory=list)


class Subjects(Cues):
    """The state of reading a sentence, and whatever begins a clause or gives it a subject."""

    def __init__(self, sentence: Sequence[Word], ours: frozenset[str]) -> None:
        super().__init__(sentence, ours)
        self.group = Group()
        self.clause = Clause(0)
        self.found: list[Predicate] = []
        # For each predicate the words of its subject, and whether it hangs on another clause.
        self.subjects: list[tuple[int, int]] = []
        self.hanging: list[bool] = []
        # A negation that waits for its verb: "no cookies are", "neither ... nor".
        self.neither = False
        self.pending = False
        self.contrast_at: int | None = None
        # A verb such as "allow": what it makes of the verb after "to", whether it denies it, and where it stands.
        self.governor: tuple[Modality, bool, int] | None = None

    def opens(self, at: int) -> bool:
        text = self.text(at)
        if text in grammar.RELATIVES:
            return at > 0 and not (text == "that" and self.determines(at))
        if text == "should":
            # "Should you object, we stop."
            return at == 0 or "," in self.words[at].before
        return text in grammar.OPENERS or (text == "as" and "," in self.words[at].before)

    def open_clause(self, at: int) -> None:
        """A clause of its own begins: nothing said before is denied any more."""
        text, before = self.text(at), self.clause
        relative = text in grammar.RELATIVES
        agents = self.parties(max(before.start, at - 3), at) if relative else frozenset[str]()
        last = self.found[-1] if self.found else None
        asked = last is not None and last.verb in _WISHES and last.finite and last.at >= at - 2
        outer = before if relative and not before.verbs else None
        self.clause = Clause(at, agents, relative, wish=asked and text == "that", outer=outer)
        self.group, self.governor, self.pending = Group(), None, False
        if text in grammar.CONTRASTS:
            self.neither = False
            self.clause.agents = before.agents
            self.contrast_at = at

    def begin_verb(self, at: int) -> None:
        """A new finite verb begins: it has its own polarity, and its own subject if there is one."""
        self.find_subject(at)
        near = any(word.text in grammar.NEGATORS for word in self.words[max(self.clause.start, at - 4) : at])
        denied = self.group.denied and not self.group.auxiliary and near
        self.group = Group(denied=denied or self.pending or self.neither, auxiliary=True)
        self.pending = False

    def find_subject(self, at: int) -> None:
        """Give the clause the parties before the verb; after another verb only where a joint comes between."""
        if self.clause.verbs:
            self._next_subject(at)
            return
        start = self.clause.start
        if self.text(start) in grammar.OPENERS:
            start = max(self.commas(start, at), default=start)
        self.clause.agents = self.parties(start, at) or self.clause.agents

    def _next_subject(self, at: int) -> None:
        after = self.clause.verbs[-1] + 1
        commas = set(self.commas(after, at))
        joints = [place for place in range(after, at) if self.text(place) in grammar.JOINTS or place in commas]
        if not joints or (joints[-1] + 1 >= at and self.text(joints[-1]) in grammar.JOINTS):
            return
        start = joints[0] + (self.text(joints[0]) in grammar.JOINTS)
        if any(word.text not in grammar.ADVERBS for word in self.words[start:at]):
            self.clause = Clause(start, self.parties(start, at))

    def take_subject(self, at: int) -> None:
        """A pronoun that is a subject; joined to another by "and", both act."""
        party = grammar.PRONOUNS[self.text(at)]
        joined = self.text(at - 1) in grammar.JOINTS and not self.clause.verbs
        before = self.clause.agents | self.parties(self.clause.start, at) if joined else frozenset[str]()
        if self.clause.verbs or self.group.auxiliary:
            group = self.group if self._inverted(at) else Group()
            self.clause = Clause(at, relative=self.clause.relative and not self.clause.verbs)
            self.group, self.governor = group, None
        elif not self.pending and not self.group.denied:
            self.group = Group()
        self.clause.agents = before | {party} if party else frozenset()

    def close_relative(self, at: int) -> None:
        """ "Employers that pay receive it": the verb after a relative clause is the outer clause's."""
        outer = self.clause.outer
        if outer is not None:
            self.clause = Clause(outer.start, self.clause.agents or outer.agents)
            self.group, self.governor = Group(), None

    def is_subject(self, at: int) -> bool:
        """Whether a pronoun is a subject: "you" and "it" may be objects, unless a verb of their own follows."""
        if self.text(at) in grammar.NOMINATIVES:
            return True
        if self.text(at - 1) in grammar.PREPOSITIONS or self.is_object(at):
            return False
        if self._inverted(at):
            return True
        following = self.over_adverbs(at + 1)
        if following >= len(self.words) or self.words[following].before:
            return False
        text = self.text(following)
        if any(text in words for words in (grammar.MODALS, grammar.DO, grammar.BE, grammar.HAVE)):
            return True
        known = self.words[following].stem in self.vocab.verbs
        return known and not text.endswith("ing") and text not in grammar.PREPOSITIONS

    def is_object(self, at: int) -> bool:
        """ "Send you messages": not a subject, though a word follows that may be a verb."""
        if self.text(at) not in {"it", "you"} or not self.found or self.found[-1].at != at - 1:
            return False
        return at + 1 >= len(self.words) or self.words[at + 1].stem not in self.vocab.only_verbs

    def _inverted(self, at: int) -> bool:
        """ "Nor do we": the auxiliary before its subject."""
        before = self.text(at - 1)
        return self.group.auxiliary and (before in grammar.DO or before in grammar.MODALS or before in grammar.BE)

    def after_pronoun(self, at: int) -> bool:
        before = self.back_over_adverbs(at - 1)
        return before >= 0 and self.text(before) in grammar.PRONOUNS and not self.is_object(before)

    def has_subject(self, at: int) -> bool:
        """Whether a noun stands before the verb in its clause."""
        start = self.clause.start
        if self.text(start) in grammar.OPENERS:
            start = max(self.commas(start, at), default=start + 1)
        return any(word.stem not in self.vocab.empty or word.text.endswith("one") for word in self.words[start:at])

    def subject_start(self, verb: int) -> int:
        """Where the words of a subject begin; of "who" and "which" before a verb it is what stands before them."""
        start = self.clause.start
        joints = [
            at for at in range(start + 1, verb) if self.text(at) in grammar.JOINTS and "," in self.words[at].before
        ]
        if joints and joints[-1] + 1 < verb:
            return joints[-1] + 1
        nearest = self.over_adverbs(start + 1, {*grammar.BE, *grammar.HAVE, *grammar.MODALS, "not"})
        asked = start > 0 and (self.words[start - 1].stem in self.vocab.verbs or self.text(start - 1) == "out")
        if not self.clause.relative or nearest < verb or asked:
            return start
        before = range(max(0, start - 3), start)
        parted = [at + 1 for at in before if self.text(at) in grammar.PREPOSITIONS or self.text(at) in grammar.JOINTS]
        return max([*self.commas(before.start, start), *parted], default=before.start)

    def held(self) -> Predicate | None:
        """The clause's last finite predicate."""
        return next((one for one in reversed(self.found) if one.at in self.clause.verbs), None)

    def in_clause(self, modality: Modality, at: int) -> Modality:
        """In a condition nothing is claimed, in a wish or a purpose nothing is told as a fact."""
        start = self.clause.start
        if self.text(start) == "so" or "so" in (self.text(start - 1), self.text(start - 2)):
            return "any"
        if modality == "" and self.text(start) in grammar.CONDITIONS and not self.commas(start + 1, at):
            modality = "any"
        return "wish" if self.clause.wish and modality in {"", "any"} else modality
