"""Which policies a question is asked of, and the refusals where that cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.deadline import Deadline
from bot.lexicon import lexicon
from bot.models import Message
from bot.names import Mentions, find_policies
from bot.questions import Question, Scope, find_scope, understand
from bot.shelf import Shelf
from bot.spelling import Vocabulary, is_english
from bot.units import Units
from bot.unknown_names import foreign_subject
from ingest.errors import UnknownPolicyError
from ingest.models import Policy

MOST_POLICIES_UNNAMED = 8
_LISTED = 20


class Scoping:
    """Reads questions over one shelf; `deadline` is checked before a policy is read."""

    def __init__(self, shelf: Shelf, deadline: Deadline) -> None:
        self._shelf = shelf
        self._deadline = deadline

    def check(self, given: Sequence[str]) -> None:
        """The policies that the caller names must be there, and in force; raises UnknownPolicyError."""
        for policy in given:
            if policy not in self._shelf.entries:
                known = shown(list(self._shelf.entries))
                raise UnknownPolicyError(f"there is no policy {policy}; indexed are: {known}")
            self._shelf.require(policy)

    def scope(self, text: str, history: Sequence[Message]) -> Scope:
        return find_scope(text, history=history, policies=tuple(self._shelf.entries), find=self.find)

    def find(self, text: str) -> Mentions:
        """The policies that a text names."""
        return find_policies(text, self._policies(), is_word=is_english)

    def asked_of(self, given: Sequence[str], scope: Scope) -> tuple[str, ...]:
        """The policies to ask: those given, else named, else all where they are few; none where it must be asked which.

        Raises UnknownPolicyError where none of them is in force on the day that is asked about.
        """
        wanted = given or scope.policies or tuple(self._shelf.entries)
        known = tuple(policy for policy in wanted if policy in self._shelf.versions)
        if not known:
            self._shelf.require(wanted[0])
        return known if given or scope.policies or len(known) <= MOST_POLICIES_UNNAMED else ()

    def understand(self, text: str, scope: Scope, asked_of: Sequence[str], history: Sequence[Message]) -> Question:
        read = asked_of if len(asked_of) <= MOST_POLICIES_UNNAMED else ()
        vocabulary = Vocabulary([lexicon().counts, *(self.units(policy).words for policy in read)])
        return understand(text, scope, history=history, find=self.find, vocabulary=vocabulary)

    def units(self, policy: str) -> Units:
        self._deadline.check(f"reading {policy}")
        return self._shelf.units(policy)

    def stranger(self, text: str, asked_of: Sequence[str]) -> str | None:
        """The company that a question is about, where no policy is its or speaks of it."""
        names = " ".join(name for one in self._policies() for name in (one.name, *one.aliases)).lower()

        def occurs(word: str) -> bool:
            if word in names or any(word in self.units(policy).words for policy in asked_of):
                return True
            return not asked_of and self._shelf.says(word)

        return foreign_subject(text, is_word=is_english, occurs=occurs)

    def left_out(self, wanted: Sequence[str]) -> list[str]:
        """A warning where policies have no version in force on the day that is asked about."""
        missing = [policy for policy in wanted or self._shelf.entries if policy not in self._shelf.versions]
        return [f"no version in force on {self._shelf.as_of}, left out: {shown(missing)}"] if missing else []

    def uncovered(self, asked_of: Sequence[str], is_covered: Callable[[str], bool]) -> list[str]:
        """A warning where answers come from policies in languages that the embedding model does not know."""
        languages = {policy: self._shelf.versions[policy].language for policy in asked_of}
        found = [f"{policy} ({known})" for policy, known in languages.items() if not is_covered(known)]
        if not found:
            return []
        means = "clauses are found mostly by their words"
        return [f"the embedding model does not know the language of {shown(found)}: {means}"]

    def names(self, policies: Sequence[str]) -> str:
        return ", ".join(f"{self._shelf.entries[policy].policy.name} ({policy})" for policy in policies)

    def indexed(self) -> str:
        return shown([policy.name for policy in self._policies()])

    def _policies(self) -> list[Policy]:
        return [entry.policy for entry in self._shelf.entries.values()]


def shown(names: Sequence[str]) -> str:
    return ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
