"""A predicate of a sentence: what is done, by whom, whether it is denied, and how surely it is said."""

from __future__ import annotations

from dataclasses import dataclass

from bot.verification.grammar import Modality


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a verb says. Whatever is open (`denied` None, modality "any", no agents) agrees with anything.

    `verb` is a stem, "be" where the sentence says what something is; `at` is its place among the words. `agents` are
    parties ("we", "you", "third"). `finite` tells verbs from what may as well be nouns. `things` are the stems of the
    content words that belong to the verb, `subject` those of the nouns before it. `excepted`: denied but for a case,
    as in "not without consent". `hedged`: with a "usually" or the like. `opener` is the word that opens the clause,
    where it is no main clause; `around` are the stems of the main clause that it stands in, with whatever hangs on it.
    `given` are the parties ("we", "you") that a verb acts on, or gives something to.
    """

    verb: str
    word: str
    at: int
    denied: bool | None
    modality: Modality
    agents: frozenset[str]
    passive: bool
    finite: bool
    things: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    excepted: bool = False
    hedged: bool = False
    opener: str = ""
    around: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
