"""Which policies a question is asked of, and the refusals where that cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from bot.deadline import Deadline
from bot.described import fit
from bot.descriptions import descriptions
from bot.lexicon import lexicon
from bot.models import Message
from bot.names import Mentions, find_policies
from bot.parts import parts_of
from bot.questions import Question, Scope, find_scope, understand
from bot.shelf import Shelf
from bot.spelling import Vocabulary, is_english
from bot.units import Units
from bot.unknown_names import foreign_companions, foreign_subject
from bot.word_bounds import folded_name, has_as_name, has_name
from ingest.encoder import Encoded
from ingest.errors import UnknownPolicyError
from ingest.models import Policy
from ingest.stems import stems

MOST_POLICIES_UNNAMED = 8
_LISTED = 20
_NEAR = 40


class Scoping:
    """Reads questions over one shelf; `deadline` is checked before a policy is read. `encode` makes the vectors of
    what a question describes, and is None where the caller says which policies are meant."""

    def __init__(
        self, shelf: Shelf, deadline: Deadline, encode: Callable[[Sequence[str]], Sequence[Encoded]] | None
    ) -> None:
        self._shelf = shelf
        self._deadline = deadline
        self._encode = encode
        self._read: dict[str, Mentions] = {}
        self._folded_texts: dict[str, str] = {}

    def check(self, given: Sequence[str]) -> None:
        """The policies that the caller names must be there, and in force; raises UnknownPolicyError."""
        for policy in given:
            if policy not in self._shelf.entries:
                known = shown(list(self._shelf.entries))
                raise UnknownPolicyError(f"there is no policy {policy}; indexed are: {known}")
            self._shelf.require(policy)

    def scope(self, text: str, history: Sequence[Message], given: Sequence[str] = ()) -> Scope:
        """Which policies are meant: those that the text names or describes, else those spoken of before. "The others"
        are among those `given`, else among all."""
        known = tuple(given) or tuple(self._shelf.entries)
        return find_scope(text, history=history, policies=known, find=self.find, named_in=self._named)

    def find(self, text: str) -> Mentions:
        """The policies that a text names or describes; the same text is read once."""
        if text not in self._read:
            self._read[text] = self._described(text, self._named(text))
        return self._read[text]

    def _named(self, text: str) -> Mentions:
        return find_policies(text, self._policies(), is_word=is_english)

    def _described(self, text: str, named: Mentions) -> Mentions:
        """What a text names, and what it describes beside that ("the pharmacy")."""
        policies, spans = list(named.policies), list(named.spans)
        unsure: str = ""
        likely: tuple[str, ...] = ()
        if self._encode is None or len(self._shelf.versions) < 2:
            return named
        for one in descriptions(text):
            if any(one.span.overlaps(span) for span in named.spans):
                continue
            encoded = self._encode([one.says])[0] if one.says else None
            units = {policy: self.units(policy) for policy in self._candidates(encoded)}
            found = fit(one, encoded, units, {policy: self._names_of(policy) for policy in units})
            if found.policy is not None:
                policies.append(found.policy)
                spans.append(one.span)
            elif one.surely and not named.policies and not found.is_spoken_of:
                unsure, likely = text[one.span.start : one.span.end], found.likely
        return Mentions(tuple(dict.fromkeys(policies)), tuple(spans), unsure, likely)

    def _candidates(self, encoded: Encoded | None) -> tuple[str, ...]:
        """The policies that a description is compared with: all where they are few, else those near to what it says."""
        everyone = tuple(self._shelf.versions)
        if len(everyone) <= MOST_POLICIES_UNNAMED:
            return everyone
        return self._shelf.near(encoded.vector, _NEAR)[:MOST_POLICIES_UNNAMED] if encoded is not None else ()

    def _names_of(self, policy: str) -> tuple[str, ...]:
        known = self._shelf.entries[policy].policy
        return (known.name, *known.aliases)

    def asked_of(self, given: Sequence[str], scope: Scope) -> tuple[str, ...]:
        """The policies to ask: those given, of these the ones that are named; without any those named, else all where
        they are few; none where it must be asked which.

        Raises UnknownPolicyError where none of them is in force on the day that is asked about.
        """
        named = [policy for policy in given if policy in scope.policies] if scope.by_user else []
        wanted = tuple(named) or given or scope.policies or tuple(self._shelf.entries)
        known = tuple(policy for policy in wanted if policy in self._shelf.versions)
        if not known:
            self._shelf.require(wanted[0])
        return known if given or scope.policies or len(known) <= MOST_POLICIES_UNNAMED else ()

    def understand(self, text: str, scope: Scope, asked_of: Sequence[str], history: Sequence[Message]) -> Question:
        read = asked_of if len(asked_of) <= MOST_POLICIES_UNNAMED else ()
        vocabulary = Vocabulary([lexicon().counts, *(self.units(policy).words for policy in read)])
        several = len(asked_of) != 1
        return understand(text, scope, history=history, find=self.find, vocabulary=vocabulary, several=several)

    def in_parts(
        self, text: str, scope: Scope, given: Sequence[str], history: Sequence[Message]
    ) -> list[tuple[str, tuple[str, ...], Question, Question]]:
        """The questions that a text is made of, the policies that each is asked of, how it is read after those before
        it, and how by itself; none where the text is one question, or what it asks goes for the whole of it."""
        texts, before = parts_of(text, scope.mentions), list(history)
        parts: list[tuple[str, tuple[str, ...], Question, Question]] = []
        for part in texts if len(texts) > 1 else ():
            own = self.scope(part, before, given)
            own = own if own.policies else replace(own, policies=scope.policies)
            asked_of = self.asked_of(given, own)
            question = self.understand(part, own, asked_of, before)
            if question.comparison or question.wants_overview or question.steering or not question.topic:
                return []
            alone = self.understand(part, own, asked_of, ())
            parts.append((part, asked_of, question, alone))
            before.append(Message(role="user", content=part))
        return parts

    def units(self, policy: str) -> Units:
        self._deadline.check(f"reading {policy}")
        return self._shelf.units(policy)

    def stranger(self, text: str, asked_of: Sequence[str]) -> str | None:
        """The company that a question is about, where no policy is its or speaks of it."""
        return foreign_subject(
            text,
            is_word=is_english,
            occurs=lambda word: self._occurs(word, asked_of),
            is_name=lambda word: self._is_name(word, asked_of),
        )

    def companions(self, text: str, scope: Scope, asked_of: Sequence[str]) -> list[str]:
        """A warning where companies are named along with those that are known: "does A or X sell data"."""
        known = scope.mentions.spans
        if not known:
            return []
        found = foreign_companions(
            text,
            known,
            is_word=is_english,
            occurs=lambda word: self._occurs(word, asked_of),
            is_name=lambda word: self._is_name(word, asked_of),
        )
        return [f"no policy of {shown(found)} is known, left out"] if found else []

    def _occurs(self, word: str, asked_of: Sequence[str]) -> bool:
        """Whether a word stands in the policies' names or in the texts of those asked."""
        if has_name(self._known_names, word):
            return True
        if not asked_of:
            return all(self._shelf.says(part) for part in stems(word, "en"))
        return any(word in self.units(policy).words or has_name(self._folded(policy), word) for policy in asked_of)

    def _is_name(self, word: str, asked_of: Sequence[str]) -> bool:
        """Whether the policies' names have a word, or the texts write it as a name; of very many those that use it
        most."""
        read = asked_of or self._shelf.near_words(stems(word, "en"), _LISTED)[:MOST_POLICIES_UNNAMED]
        if has_name(self._known_names, word):
            return True
        return any(has_as_name(self.units(policy).version.text, word) for policy in read)

    def _folded(self, policy: str) -> str:
        if policy not in self._folded_texts:
            self._folded_texts[policy] = folded_name(self.units(policy).version.text)
        return self._folded_texts[policy]

    @cached_property
    def _known_names(self) -> str:
        return folded_name(". ".join(name for one in self._policies() for name in (one.name, *one.aliases)))

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

    def told_unsure(self, mentions: Mentions) -> str:
        """That no policy surely is that of the company described, and which may be."""
        near = f" Perhaps: {self.names(mentions.likely)}." if mentions.likely else f" I know those of {self.indexed()}."
        return f"I know none that is surely that of “{mentions.unsure}”.{near}"

    def names(self, policies: Sequence[str]) -> str:
        return ", ".join(f"{self._shelf.entries[policy].policy.name} ({policy})" for policy in policies)

    def indexed(self) -> str:
        return shown([policy.name for policy in self._policies()])

    def _policies(self) -> list[Policy]:
        return [entry.policy for entry in self._shelf.entries.values()]


def shown(names: Sequence[str]) -> str:
    return ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
