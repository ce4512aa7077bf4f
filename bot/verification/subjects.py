"""Clauses as they are read: where each begins, and who its subject is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.verification import grammar
from bot.verification.ahead import Ahead
from bot.verification.clauses import Clause, Group
from bot.verification.grammar import Modality
from bot.verification.predicate import Predicate
from bot.verification.words import Word

_WISHES = frozenset({"demand", "ask", "request", "insist", "want", "expect", "hope", "wish", "prefer"})

# Words that open a phrase as well as a clause.
_PHRASING = frozenset({"after", "before", "until", "once"})
# Words that open a main clause, or one that says something else.
_PARTING = grammar.CONTRASTS | {"whereas", "although", "though"}


class Subjects(Ahead):
    """The state of reading a sentence, and whatever begins a clause or gives it a subject."""

    def __init__(self, sentence: Sequence[Word], ours: frozenset[str]) -> None:
        super().__init__(sentence, ours)
        self.group = Group()
        self.clause = Clause(0)
        # The last main clause that another was opened after.
        self.main: Clause | None = None
        self.found: list[Predicate] = []
        # Which of them says again, without its verb, what another has said: "guests may, children may not".
        self.elided: dict[int, int] = {}
        # For each predicate the words of its subject, and what opens its clause where that hangs on another.
        self.subjects: list[tuple[int, int]] = []
        self.openers: list[str] = []
        # Where a main clause of its own begins.
        self.parts: list[int] = [0]
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
        if text == "provided":
            return self.text(at + 1) == "that" or (not self.group.waits and (at == 0 or "," in self.words[at].before))
        if text == "so" and self.text(self.clause.start) in grammar.CONDITIONS:
            # "If it so chooses".
            return not self.vocab.is_verb(self.text(at + 1))
        if text == "should":
            # "Should you object, we stop."
            return at == 0 or "," in self.words[at].before
        return text in grammar.OPENERS or (text == "as" and "," in self.words[at].before)

    def open_clause(self, at: int) -> None:
        """A clause of its own begins: nothing said before is denied any more."""
        text, before = self.text(at), self.clause
        if before.verbs and not before.relative and self.text(before.start) not in grammar.CONDITIONS:
            self.main = before
        relative = text in grammar.RELATIVES
        agents = self.parties(max(before.start, at - 3), at) if relative else frozenset[str]()
        joined = self.text(at - 1) in {"and", "but"}
        contrasts = text in _PARTING or (text == "while" and "," in self.words[at].before)
        if before.verbs and (contrasts or (joined and text in grammar.CONDITIONS)):
            self.parts.append(at)
        last = self.found[-1] if self.found else None
        asked = last is not None and last.verb in _WISHES and last.finite and last.at >= at - 2
        outer = before if relative and not before.verbs else None
        parts = "," in self.words[at].before and text in grammar.CONDITIONS
        broken = (before, self.group) if parts and (before.verbs or self.group.waits) else None
        opener = text if relative or text in grammar.OPENERS - grammar.CONTRASTS else ""
        if text == "that" and before.opener in grammar.CONDITIONS:
            # "If we learn that it was sold" supposes all of it.
            opener = before.opener
        if broken and not before.verbs:
            before.breaks_at = at
        wish = asked and text == "that"
        self.clause = Clause(at, agents, relative, wish=wish, outer=outer, broken=broken, opener=opener)
        # "No data that you enter is sold": the negation waits for the outer verb.
        self.clause.pending = self.pending and outer is not None
        self.group, self.governor, self.pending = Group(), None, False
        if text == "whether" and self.text(at + 1) == "to":
            self.clause.agents = before.agents
        if text in grammar.CONTRASTS:
            self.neither = False
            hangs = before.relative or self.text(before.start) in grammar.CONDITIONS
            lender = self.main if hangs and self.main is not None else before
            self.clause.agents = lender.agents
            self.clause.lender = lender if lender.verbs else lender.lender
            self.contrast_at = at

    def close_aside(self, at: int) -> bool:
        """A comma ends a condition or a relative clause: what it broke off goes on, or another subject begins."""
        clause = self.clause
        if self._joins_clause(at):
            self.parts.append(at)
            self.clause = Clause(at + 1)
            self.group, self.governor, self.pending = Group(), None, self.neither
            return True
        aside = clause.relative or self.text(clause.start) in grammar.CONDITIONS
        # "After an objection, we stop": no clause, but a phrase.
        told = bool(clause.verbs) or self.text(clause.start) in _PHRASING
        # "Whether it led to one, must not": a verb that may be a participle.
        told = told or (bool(self.found) and self.found[-1].at > clause.start and self._resumes(self.over_adverbs(at)))
        # What something is was said by the "be" itself: no verb is due any more.
        due = self.group.waits and self.group.be_at not in clause.verbs
        if not (aside and told and "," in self.words[at].before) or due:
            return False
        place = self.over_adverbs(at)
        text = self.text(place)
        closed = (grammar.MODALS, grammar.BE, grammar.DO, grammar.HAVE)
        verbal = any(text in words for words in closed) or (self.vocab.is_verb(text) and not self.finite_ahead(at))
        if verbal and clause.broken is not None:
            self.clause, self.group = clause.broken
            return True
        if text in grammar.JOINTS:
            place += 1
            if self.finite_ahead(place):
                self.parts.append(at)
        if self._resumes(place):
            main = self.main
            self.clause = Clause(at, main.agents if main else frozenset(), lender=main)
            self.group, self.governor, self.pending = Group(), None, False
            return True
        if verbal or not self.finite_ahead(place):
            return False
        self.clause = Clause(place, outer=clause.outer, broken=clause.broken)
        self.group, self.governor, self.pending = Group(), None, self.neither
        return True

    def _resumes(self, at: int) -> bool:
        """ "We keep it for a day if you buy, and may use it": the main clause goes on, with its subject."""
        hangs = self.text(self.clause.start) in grammar.CONDITIONS and not self.clause.relative
        before = self.main is not None and self.main.start < self.clause.start and bool(self.main.verbs)
        return hangs and before and self.text(at) in grammar.MODALS

    def _joins_clause(self, at: int) -> bool:
        """ "We keep names, and the bank keeps accounts"."""
        joint = "," in self.words[at].before and self.text(at) in {"and", "so"}
        main = bool(self.clause.verbs) and not self.clause.opener and not self.group.waits
        noun = self.heads_subject(at + 1) or not self.vocab.is_verb(self.text(at + 1))
        return joint and main and noun and self.finite_ahead(at + 1)

    def lent(self, at: int) -> int | None:
        """The place of the verb whose subject a verb after "but" has, where it has none of its own."""
        clause = self.clause
        if clause.lender is None or clause.verbs:
            return None
        closed = (grammar.MODALS, grammar.BE, grammar.DO, grammar.HAVE, grammar.NEGATORS)
        for place in range(clause.start + 1, at):
            if any(self.text(place) in words for words in closed):
                break
            if not self.adverb(place):
                return None
        return clause.lender.verbs[-1]

    def begin_verb(self, at: int) -> None:
        """A new finite verb begins: it has its own polarity, and its own subject if there is one."""
        if self.clause.verbs and self.text(at - 1) not in grammar.JOINTS and not self.clause.agents & {"we"}:
            self.close_relative(at)
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
            if not self.clause.relative:
                self.parts.append(start)
            self.clause = Clause(start, self.parties(start, at))

    def take_subject(self, at: int) -> None:
        """A pronoun that is a subject; joined to another by "and", both act."""
        party = grammar.PRONOUNS[self.text(at)]
        if self._phrase_over(at):
            self.clause, self.group = Clause(at), Group()
        joined = self.text(at - 1) in grammar.JOINTS and not self.clause.verbs
        before = self.clause.agents | self.parties(self.clause.start, at) if joined else frozenset[str]()
        if self.clause.verbs or self.group.auxiliary:
            group = self.group if self._inverted(at) else Group()
            near = self.words[max(0, at - 2) : at]
            main = not self.clause.relative and self.text(self.clause.start) not in grammar.CONDITIONS
            joined = any(word.text in grammar.JOINTS for word in near)
            if joined or (main and any("," in word.before for word in self.words[max(0, at - 1) : at + 1])):
                self.parts.append(at)
            hangs = self.clause.relative and not self.clause.verbs
            self.clause = Clause(at, relative=hangs, opener=self.clause.opener if hangs else "")
            self.group, self.governor = group, None
        elif not self.pending and not self.group.denied:
            self.group = Group()
        self.clause.agents = before | {party} if party else frozenset()

    def _phrase_over(self, at: int) -> bool:
        """ "Before sharing we remove it", "after a year we will": a phrase, and no clause, though no comma ends it."""
        start, following = self.clause.start, self.over_adverbs(at + 1)
        if self.text(start) not in _PHRASING or self.clause.verbs or self.group.waits or at <= start + 1:
            return False
        if any(self.text(place) in grammar.JOINTS for place in range(start, at)):
            return False
        return self.text(start + 1).endswith("ing") or self.text(following) in grammar.MODALS

    def close_relative(self, at: int) -> None:
        """ "Employers that pay receive it": the verb after a relative clause is the outer clause's."""
        outer = self.clause.outer
        if outer is not None:
            pending = self.clause.pending
            self.clause = Clause(outer.start, self.clause.agents or outer.agents, opener=outer.opener)
            self.group, self.governor = Group(), None
            self.pending = self.pending or pending

    def is_subject(self, at: int) -> bool:
        """Whether a pronoun is a subject: "you" and "it" may be objects, unless a verb of their own follows."""
        if self.text(at) in grammar.NOMINATIVES:
            return True
        preposed = self.text(at - 1) in grammar.PREPOSITIONS and "," not in self.words[at].before
        if preposed or self.is_object(at):
            return False
        if self._inverted(at) or (at and at == self.clause.start + 1 and self.text(at - 1) in grammar.OPENERS):
            return True
        following = self.over_adverbs(at + 1)
        if following >= len(self.words) or self.words[following].before:
            return False
        text = self.text(following)
        if any(text in words for words in (grammar.MODALS, grammar.DO, grammar.BE, grammar.HAVE)):
            return True
        known = self.vocab.is_verb(text)
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
        asked = start > 0 and (self.vocab.is_verb(self.text(start - 1)) or self.text(start - 1) == "out")
        if not self.clause.relative or nearest < verb or asked:
            return start
        asks = self.text(start + 1) in grammar.PRONOUNS or self.vocab.is_noun(self.text(start + 1))
        if self.text(start) == "which" and "," in self.words[start].before and not asks:
            # "A file for each pupil, which contains": which of the nouns behind the verb does it is open.
            last = max((one.at for one in self.found if one.at < start and one.finite), default=-1)
            return last + 1
        before = range(max(0, start - 3), start)
        parted = [at + 1 for at in before if self.text(at) in grammar.PREPOSITIONS or self.text(at) in grammar.JOINTS]
        return max([*self.commas(before.start, start), *parted], default=before.start)

    def held(self) -> Predicate | None:
        """The clause's last finite predicate."""
        return next((one for one in reversed(self.found) if one.at in self.clause.verbs), None)
