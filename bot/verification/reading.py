"""Reading a sentence from left to right: auxiliaries, negations and phrases, until the verb comes that they are for.

By closed word classes and word order, not by a parse: what it cannot tell it leaves open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.verification import grammar
from bot.verification.clauses import Clause, Group
from bot.verification.cues import BREAK
from bot.verification.grammar import Modality
from bot.verification.predicate import Predicate
from bot.verification.verbs import Verbs


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words before a verb make of it."""

    denied: bool | None
    modality: Modality
    agents: frozenset[str]
    passive: bool
    finite: bool


class Reader(Verbs):
    """After `read`, `found` has the predicates in order, without their things."""

    def read(self) -> None:
        at = 0
        while at < len(self.words):
            if self.words[at].before or self.opens(at):
                self.elide(at - 1)
            at += self._step(at)
        self.elide(at - 1)

    def _step(self, at: int) -> int:
        """Read one word, or a phrase that acts as one; how many words were read."""
        text = self.text(at)
        if at and BREAK.search(self.words[at].before):
            self.open_clause(at)
        self.close_aside(at)
        if (idle := self.matches(at, grammar.IDLE)) and not (text == "or" and self.group.waits):
            return idle
        if self.opens(at):
            self.open_clause(at)
        elif (phrase := grammar.PHRASES.get((text, self.text(at + 1)))) is not None and self._acts(at, *phrase):
            return 2
        elif text in grammar.PRONOUNS and self.is_subject(at):
            self.take_subject(at)
        elif text in grammar.NEGATORS:
            self._negate(at)
        elif text in grammar.PREPOSITIONS and self.group.waits:
            self.group.parted = True
        elif not self._helps(at) and self.is_verb(at):
            self._add(at, self.words[at].stem)
        return 1

    def _helps(self, at: int) -> bool:
        """An auxiliary, a modal or a "to"; false where the word is none."""
        text = self.text(at)
        if text in grammar.MODALS and not self.thing(at):
            self.begin_verb(at)
            self.group.modality = grammar.MODALS[text]
        elif text in grammar.DO and self.group.auxiliary and self.group.be_at is None:
            self._add(at, "do")
        elif text in grammar.DO and self.helps(at):
            self.begin_verb(at)
            self.group.modality = ""
        elif text in grammar.BE and not (text in {"get", "gets"} and not self.participle(self.over_adverbs(at + 1))):
            self._be(at)
        elif text in grammar.HAVE and self.perfect(at):
            if self.group.modality is None:
                self.begin_verb(at)
            self.group.auxiliary = True
        elif text in grammar.HAVE and text != "having":
            if self.group.modality is None:
                self.begin_verb(at)
            self._add(at, "have")
        elif text == "to" and self.infinitive(at):
            if self.text(at - 1) == "whether":
                # "We decide whether to tell you": that is left open.
                self.group = Group(modality="may", auxiliary=True)
            else:
                self.group = Group(infinitive=True, denied=self.text(at - 1) == "not")
        else:
            return False
        return True

    def _be(self, at: int) -> None:
        again = self.group.be_at is not None and self.text(at) in {"is", "are", "was", "were"} and self.clause.outer
        if self.condition_over(at):
            self.clause, self.group = Clause(self.found[-1].at + 2), Group()
        if again and self.found and self.found[-1].verb == "be":
            # "Those who are not members are asked": another verb.
            self.group = Group()
        if not self.group.waits and self.group.be_at is None and self.text(at) != "being":
            self.begin_verb(at)
        self.group.gerund = self.text(at) == "being" and not self.group.auxiliary
        self.group.be_at, self.group.auxiliary = at, True
        if self.copula(at):
            if self.text(at + 1) in {"not", "no", "never"} and not self.matches(at + 1, grammar.IDLE):
                self.group.denied = True
            self._add(at, "be")

    def _acts(self, at: int, modality: Modality | None, denies: bool) -> bool:
        """A phrase such as "required to" before a verb; false where no verb follows."""
        if self.text(at + 1) in {"to", "from", "of"} and not self.verb_follows(at + 2):
            return False
        if self.text(at + 1) == "longer" and self.found and self.found[-1].verb == "be" and self.found[-1].at == at - 1:
            # "Is no longer a member": what it is, is denied already.
            return True
        if self.text(at) in {"have", "has", "had", "need", "needs"} and not self.group.auxiliary:
            self.begin_verb(at)
        group = self.group
        denied = (group.denied or self.pending or self.text(at - 1) in {"no", "not", "never"}) != denies
        self.find_subject(at)
        if modality is None:
            be_at = at + 1 if group.be_at is not None else None
            # "May refrain from it" leaves it open, as "may not do it" does not.
            free = denies and not group.denied and group.modality == "may"
            modality = "can" if free else group.modality
            self.group = Group(denied=denied, modality=modality, be_at=be_at, auxiliary=True)
        else:
            # "May be required to" is no more than may.
            if group.modality in {"may", "can"} and modality == "must":
                modality = "may"
            elif group.modality == "may" and modality == "can":
                modality = "maybe"
            self.group = Group(denied=denied, modality=modality, auxiliary=True)
        self.pending = False
        return True

    def _negate(self, at: int) -> None:
        text = self.text(at)
        if text in {"neither", "nor"}:
            self.pending = True
            self.neither = self.neither or text == "neither"
            if text == "nor":
                self.group = Group()
        elif text == "not" and self.text(at + 1) in {"even", "one", "any"} and self.finite_follows(at):
            # "Not even we can": the subject of what follows.
            self.group, self.pending = Group(), True
        elif text in grammar.DENYING:
            if self._contrasted(at) or self.set_aside(at):
                # "Held in Sweden, never in Norway": denied without a verb, which `denied.py` reads.
                return
            if self.group.waits or self.verb_follows(at + 1) or not self.found:
                self.pending = self.pending or not self.group.waits
                self.group.denied = True
            else:
                self._deny_last(at)
        elif text in {"nobody", "nothing", "none", "no"} and self._nobody_else(at):
            return
        elif text in {"nobody", "nothing", "none"} and self.text(at - 1) in {"and", "but", "so", "then"}:
            # "And nobody, including us, can": the subject of what follows.
            self.group, self.pending = Group(), True
        elif self.clause.verbs and (self.clause.verbs[-1] == at - 1 or not self.finite_follows(at)):
            # "We share no data", "with nobody": the verb before is denied.
            self._deny_last(at)
        elif self.group.auxiliary:
            self.group.denied = True
        else:
            self.pending = True

    def _nobody_else(self, at: int) -> bool:
        """ "To the manager and to nobody else" denies it of others only."""
        joint = {self.text(at - 1), self.text(at - 2)} & {"and", "but"}
        return bool(joint) and "else" in (self.text(at + 1), self.text(at + 2)) and not self.finite_follows(at)

    def _contrasted(self, at: int) -> bool:
        """ "Held in Sweden, never in Norway": a second claim with the verb of the first."""
        joined = "," in self.words[at].before or self.text(at - 1) in {"but", "and"}
        follows = at + 1 < len(self.words) and (self.plural_after_not(at + 1) or not self.verb_follows(at + 1))
        return joined and follows and bool(self.found) and self.found[-1].finite and not self.group.waits

    def _deny_last(self, at: int) -> None:
        held = self.held()
        if held is not None and ("," not in self.words[at].before or at - held.at <= 1):
            self.found[self.found.index(held)] = replace(held, denied=True)

    def _add(self, at: int, verb: str) -> None:
        coordinated = verb != "be" and self._coordinated(at)
        if verb != "be" and not self.group.waits and not coordinated and not self.clause.verbs:
            self.find_subject(at)
        said = self._coordinate(at) if coordinated else self._said(at)
        agents = self.doers(at) if said.passive else (said.agents if said.finite else frozenset[str]())
        denied = said.denied if said.finite or self.group.infinitive else said.denied or None
        denied = True if denied is False and self.unknown(at) else denied
        first = self.clause.verbs[0] if self.clause.verbs else self.clause.breaks_at or at
        lent = self.lent(at)
        if said.finite and self.barring() and self.governor is not None and not self.found[-1].passive:
            # "Forbids couriers to open": the couriers open.
            self.subjects.append((self.governor[2] + 1, at))
        elif lent is None:
            self.subjects.append((self.subject_start(first), first))
        else:
            self.subjects.append(self.subjects[self._index(lent)])
        self.openers.append(self.clause.opener)
        modality = self.in_clause(said.modality, at)
        self.found.append(
            Predicate(verb, self.text(at), at, denied, modality, agents, passive=said.passive, finite=said.finite)
        )
        if said.finite:
            self.clause.verbs.append(at)
        stem = self.words[at].stem
        if stem in grammar.GOVERNORS:
            weaker = modality in {"may", "can"} and grammar.GOVERNORS[stem] == "must"
            # "May ask them to" says of nobody that they do.
            asks = modality in {"may", "can"} and grammar.GOVERNORS[stem] == "any" and not denied
            self.governor = (
                "may" if weaker else "wish" if asks else grammar.GOVERNORS[stem],
                bool(denied) != (stem in grammar.FORBIDDING),
                at,
            )
        if verb != "be":
            self.group, self.pending = Group(), False

    def _said(self, at: int) -> _Said:
        if self.group.infinitive or self.let(at) or self.barred(at):
            return self._after_to(at, self.participle(at) and self.group.be_at is not None)
        if self.group.waits:
            return self._after_auxiliary(at)
        if self.text(at).endswith("ing"):
            held = self.held()
            stopped = self.text(at - 1) in grammar.STOPPING and not (held is not None and held.denied)
            # "May stop selling" is not "may not sell": whether it stops is open.
            open_ = stopped and held is not None and held.modality in {"may", "can"}
            return _Said(stopped or None, "can" if open_ else "any", frozenset(), passive=False, finite=False)
        denied = self.group.denied or self.pending or self.neither
        if self.participle(at) and not self.after_pronoun(at):
            lent = self.lent(at)
            if lent is not None and (first := self.found[self._index(lent)]).passive and first.finite:
                return _Said(denied, first.modality, first.agents, passive=True, finite=True)
            return _Said(denied, "any", frozenset(), passive=True, finite=False)
        finite = self.is_finite(at)
        return _Said(denied, "" if finite else "any", self.clause.agents, passive=False, finite=finite)

    def _after_auxiliary(self, at: int) -> _Said:
        group = self.group
        denied = group.denied or self.neither
        if group.gerund:
            return _Said(denied or None, "any", frozenset(), passive=True, finite=False)
        modality: Modality = group.modality if group.modality is not None else ""
        must_not = modality == "must" and "must" in [word.text for word in self.words[max(0, at - 5) : at]]
        refusing = not any(word.text in grammar.NEGATORS for word in self.words[self.clause.start : at])
        if group.denied and must_not and not refusing:
            modality = "may"
        passive = self.participle(at) and group.be_at is not None
        return _Said(denied, modality, self.clause.agents, passive, finite=True)

    def _after_to(self, at: int, passive: bool) -> _Said:
        """An infinitive: of what another is allowed or asked to do, or for what something is done."""
        held = self.held()
        if self.governor is not None:
            modality, denied, start = self.governor
            last = self.found[-1]
            agents = self.objects(start + 1, at)
            if last.passive and last.finite and not agents:
                agents = self.parties(self.clause.start, start)
            return _Said(denied != self.group.denied, modality, agents, passive, finite=True)
        if self.group.denied or held is None:
            return _Said(self.group.denied, "any", frozenset(), passive, finite=self.group.denied)
        denied_too = None if held.denied is not False else False
        return _Said(denied_too, held.modality or "any", frozenset(), passive, finite=False)

    def _coordinated(self, at: int) -> bool:
        """Whether a verb is joined to the one before: "sell, rent or share"."""
        if not self.clause.verbs or self.group.waits:
            return False
        last = self.clause.verbs[-1]
        before = at - 1
        while before > last and self.adverb(before):
            before -= 1
        joined = self.text(before) in grammar.JOINTS or bool(self.commas(before + 1, at + 1))
        gerunds = self.text(last).endswith("ing") == self.text(at).endswith("ing")
        return joined and gerunds and self.participle(last) == self.participle(at)

    def _index(self, place: int) -> int:
        return next(index for index, one in enumerate(self.found) if one.at == place)

    def _coordinate(self, at: int) -> _Said:
        first = self.found[self._index(self.clause.verbs[-1])]
        gerunds = self.text(at).endswith("ing") == self.text(first.at).endswith("ing")
        modality: Modality = first.modality if gerunds else "any"
        if self.inflected(at) and not self.inflected(first.at) and modality in grammar.MODALS.values():
            # "It must record them, keeps them for a year": no modal is said of what agrees with its subject.
            modality = ""
        denied = True if self.group.denied else first.denied
        return _Said(denied, modality, first.agents, first.passive and self.participle(at), first.finite)
