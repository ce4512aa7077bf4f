"""What is known of a clause, and of a verb that is due, while a sentence is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.verification.grammar import Modality


@dataclass(slots=True)
class Group:
    """What has been read of a verb before the verb itself comes: "may not be" of "may not be sold"."""

    denied: bool = False
    modality: Modality | None = None
    be_at: int | None = None
    infinitive: bool = False
    auxiliary: bool = False
    # Whether a preposition came after the auxiliary: "may in such cases ask".
    parted: bool = False
    # "Being sold", which tells nothing of its own.
    gerund: bool = False

    @property
    def waits(self) -> bool:
        """Whether a verb is due."""
        return self.auxiliary or self.infinitive or self.modality is not None


@dataclass(slots=True)
class Clause:
    """A clause as far as it is read.

    `verbs` are the places of its finite verbs; `opener` is the word that opens it, where it hangs on another clause;
    `wish`: what somebody asks that be done; `outer`: of a relative clause, the one whose verb is still due, and
    `pending` where a negation waits for that verb; `broken`: what a clause between commas broke off, with the verb that
    was due, and in that clause `breaks_at` the place; `lender`: the clause before a "but", whose subject holds where
    none comes.
    """

    start: int
    agents: frozenset[str] = frozenset()
    relative: bool = False
    wish: bool = False
    outer: Clause | None = None
    verbs: list[int] = field(default_factory=list)
    broken: tuple[Clause, Group] | None = None
    breaks_at: int | None = None
    pending: bool = False
    opener: str = ""
    lender: Clause | None = None
