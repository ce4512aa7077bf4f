"""What the words around a place tell, whatever was read before: parties, participles, what follows. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from bot.verification import grammar
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word

BREAK = re.compile(r"[;:()]|^--?$")
# Parties as objects: "we ask you to", "used by us".
OBJECTS = {"us": "we", "you": "you"}
_LY_VERBS = frozenset({"apply", "reply", "supply", "comply", "rely", "imply", "multiply"})
_MORE = frozenset({"more", "less", "fewer", "over", "under", "older", "younger", "above", "below"})
PLACED = frozenset({"below", "above", "beneath", "beyond", "behind", "near"})
_STAFF = frozenset({"staff", "personnel", "team", "crew"})
# How far a "by" may stand from its participle, and its party from it.
_FAR = 14
_NEAR = 8


@cache
def _by_first_word(phrases: tuple[tuple[str, ...], ...]) -> dict[str, list[tuple[str, ...]]]:
    first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        first.setdefault(phrase[0], []).append(phrase)
    return first


class Cues:
    """A sentence's words, and questions about them that need no state."""

    def __init__(self, sentence: Sequence[Word], ours: frozenset[str]) -> None:
        self.words = sentence
        self.ours = ours
        self.vocab = vocabulary()

    def text(self, at: int) -> str:
        """The word at a place; empty beyond the ends."""
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def adverb(self, at: int) -> bool:
        text = self.text(at)
        if text in grammar.ADVERBS:
            return True
        return text.endswith("ly") and len(text) > 4 and text not in _LY_VERBS and self._small(at)

    def _small(self, at: int) -> bool:
        """Whether a word is no name: "Usually", but not "Ledgerly", may open a sentence."""
        return not self.words[at].capital or self.words[at].stem in self.vocab.light or self.text(at) in grammar.HEDGES

    def over_adverbs(self, at: int, also: Collection[str] = ()) -> int:
        """The next place that holds neither an adverb nor one of the words, within the same punctuation."""
        while at < len(self.words) and not self.words[at].before and (self.adverb(at) or self.text(at) in also):
            at += 1
        return at

    def back_over_adverbs(self, at: int) -> int:
        while at >= 0 and self.adverb(at):
            at -= 1
        return at

    def matches(self, at: int, phrases: tuple[tuple[str, ...], ...]) -> int:
        """The length of the phrase that begins at a place, 0 where none does."""
        for phrase in _by_first_word(phrases).get(self.text(at), ()):
            if all(self.text(at + step) == word for step, word in enumerate(phrase)):
                return len(phrase)
        return 0

    def commas(self, start: int, end: int) -> list[int]:
        """The places that a comma stands before."""
        return [at for at in range(start, end) if "," in self.words[at].before]

    def party(self, at: int) -> str:
        """Whose noun it is: "we", "you" or "third"; empty for things."""
        word = self.words[at]
        if self.own_name(at):
            return "we"
        if word.text in OBJECTS or self._of_staff(at):
            return ""
        # "Publishes" has the stem of "publisher".
        known = not self.vocab.is_verb(word.text) or word.text in self.vocab.party_words
        return (self.vocab.parties.get(word.stem, "") if known else "") or ("third" if self._names_somebody(at) else "")

    def _of_staff(self, at: int) -> bool:
        """ "Members of our staff": they are the staff's."""
        follows = {self.text(place) for place in range(at + 2, at + 4)}
        return self.text(at) in {"member", "members"} and self.text(at + 1) == "of" and bool(follows & _STAFF)

    def own_name(self, at: int) -> bool:
        """Whether a word is of the policy's own names; one that opens the sentence may be a word like others."""
        word = self.words[at]
        if word.text not in self.ours:
            return False
        if not word.capital:
            # "The bank", of "Brindle Bank".
            return self.text(at - 1) in {"the", "this"} and self._noun_ends(at)
        known = word.stem in self.vocab.light or word.stem in self.vocab.groups or word.stem in self.vocab.verbs
        return at > 0 or not known or self.text(1) in self.ours

    def _noun_ends(self, at: int) -> bool:
        """Whether no other noun follows that the one at a place only qualifies: "the bank", not "the bank manager"."""
        following = self.text(at + 1)
        closed = (grammar.MODALS, grammar.BE, grammar.DO, grammar.HAVE, grammar.PREPOSITIONS, grammar.JOINTS)
        if not following or self.words[at + 1].before or self.adverb(at + 1):
            return True
        verb = self.vocab.is_verb(following) and following.endswith("s")
        return verb or any(following in words for words in (*closed, grammar.RELATIVES, grammar.OPENERS))

    def _names_somebody(self, at: int) -> bool:
        """A name inside a sentence, or one of two words at its start: somebody other than the policy's own."""
        word = self.words[at]
        closed = (grammar.PRONOUNS, grammar.OPENERS, grammar.PREPOSITIONS, self.vocab.empty)
        if not word.capital or any(word.text in words for words in closed):
            return False
        if at:
            return word.text not in grammar.NO_PARTIES and self.text(at - 1) not in grammar.DETERMINERS
        return len(self.words) > 1 and self.words[1].capital and not self.words[1].before

    def parties(self, start: int, end: int) -> frozenset[str]:
        """The parties between two places that can be subjects: after no preposition, and not part of a compound."""
        agents: set[str] = set()
        held = False
        for at in range(start, end):
            word = self.words[at]
            if word.text in grammar.PREPOSITIONS:
                # "Members of staff" are staff.
                held = not self._of_staff(at - 1)
                continue
            # "For eight or more people" goes on.
            named = held and word.text in grammar.JOINTS and self._names_place(at - 1) and self._names_place(at + 1)
            if "," in word.before or (word.text in grammar.JOINTS and self.text(at + 1) not in _MORE and not named):
                held = False
            party = grammar.PRONOUNS.get(word.text) or self.party(at)
            if not held and party and not self.compound(at, end):
                agents.add(party)
        return frozenset(agents)

    def _names_place(self, at: int) -> bool:
        """ "In Germany and Austria": two names, and no party of its own."""
        return at < len(self.words) and self.words[at].capital and self.text(at) not in self.ours

    def compound(self, at: int, end: int) -> bool:
        """Whether another noun follows that the party only qualifies: "user data"."""
        if at + 1 >= min(end, len(self.words)):
            return False
        following = self.words[at + 1]
        if self.words[at].owns:
            return True
        if self.own_name(at) and following.stem in self.vocab.parties and not following.before:
            # "Acme's processors" are not Acme.
            return True
        if self._qualifies(at, end):
            return True
        closed = (grammar.PREPOSITIONS, grammar.DETERMINERS, grammar.JOINTS, grammar.RELATIVES, self.ours)
        return not (
            following.before
            or self.adverb(at + 1)
            or following.text[0].isdigit()
            or any(following.text in words for words in closed)
            or following.stem in self.vocab.parties
        )

    def _qualifies(self, at: int, end: int) -> bool:
        """Whether a name only tells whose or which the party behind it is: "Harbour Club members"."""
        place = at
        while (
            place < min(end, len(self.words))
            and self.words[place].capital
            and not (place > at and self.words[place].before.strip("'"))
        ):
            place += 1
        if place == at or place >= min(end, len(self.words)) or self.words[place].before.strip("'"):
            return False
        if self.own_name(at):
            owned = any(self.words[inside].owns for inside in range(at, place))
            return place - at > 1 and (owned or self.compound(place - 1, end))
        return self.text(place) in self.vocab.party_words and self.party(at) == "third"

    def counted(self, at: int) -> bool:
        """A plural after a number: "five messages", not "who is under 15 needs"."""
        numbered = at > 0 and self.words[at - 1].stem[0].isdigit() and self.text(at).endswith("s")
        return numbered and self.text(at - 2) not in {"under", "over", "aged"}

    def plural_after_not(self, at: int) -> bool:
        """ "But not copies": a noun, though it may be a verb."""
        noun = at < len(self.words) and self.words[at].stem not in self.vocab.only_verbs
        return noun and self.text(at - 1) == "not" and self.text(at).endswith("s")

    def participle(self, at: int) -> bool:
        text = self.text(at)
        return text in grammar.IRREGULAR_PARTICIPLES or (text.endswith("ed") and not text.endswith("eed"))

    def verb_follows(self, at: int) -> bool:
        if self._goes_to(at):
            return False
        at = self.over_adverbs(at, {"be", "have", "been", "to"})
        if at >= len(self.words):
            return False
        if self.vocab.is_noun(self.text(at)):
            return False
        return self.vocab.is_verb(self.text(at)) or self.participle(at) or self.text(at).endswith("ing")

    def _goes_to(self, at: int) -> bool:
        """ "Shown to guests, but never to repair shops": after another such "to" what may be a noun is none."""
        nouns = {*grammar.DETERMINERS, *OBJECTS}
        ambiguous = at + 1 < len(self.words) and self.words[at + 1].stem not in self.vocab.only_verbs
        return (
            self.text(at) == "to"
            and ambiguous
            and any(self.text(place) == "to" and self.text(place + 1) in nouns for place in range(at - 1))
        )

    def finite_follows(self, at: int) -> bool:
        """Whether a finite verb follows before the clause ends, so that a "no" belongs to its subject."""
        for place in range(at + 1, min(at + _NEAR, len(self.words))):
            text = self.text(place)
            if self.words[place].before or text in grammar.OPENERS or text in grammar.PREPOSITIONS - {"of"}:
                return False
            if text in grammar.MODALS or text in grammar.DO or text in grammar.BE:
                return True
        return False

    def helps(self, at: int) -> bool:
        """Whether a form of "do" helps another verb."""
        following = self.text(at + 1)
        if following in grammar.NEGATORS or following in grammar.PRONOUNS or self.verb_follows(at + 1):
            return True
        return any(self.party(place) for place in range(at + 1, min(at + 4, len(self.words))))

    def copula(self, at: int) -> bool:
        """Whether a form of "be" says what something is, and helps no participle or adjective."""
        following = self.over_adverbs(at + 1, grammar.BE)
        if following >= len(self.words) or self.words[following].before:
            return True
        text = self.text(following)
        closed = (grammar.DETERMINERS, grammar.PREPOSITIONS, grammar.PRONOUNS, grammar.NEGATORS)
        if text == "no" and self.text(following + 1) == "longer":
            # "No longer a member".
            return self.text(following + 2) in grammar.DETERMINERS | grammar.PREPOSITIONS
        return text[0].isdigit() or text in PLACED or any(text in words for words in closed)

    def determines(self, at: int) -> bool:
        """Whether a "that" points: "and that access expires"."""
        return at == 0 or self.text(at - 1) in {"and", "or", "but", *grammar.PREPOSITIONS}

    def preposed(self, at: int, start: int) -> bool:
        """Whether a noun hangs on a preposition up to three words before it."""
        return any(
            word.text in grammar.PREPOSITIONS
            # "Anyone under 18 needs".
            and not (word.text in {"under", "over"} and self.words[place + 1].stem[0].isdigit())
            for place, word in enumerate(self.words[max(start, at - 3) : at], start=max(start, at - 3))
        )

    def doers(self, at: int) -> frozenset[str]:
        """Who does what is said in the passive: after "by", in the same clause."""
        for place in range(at + 1, min(at + _FAR, len(self.words))):
            text = self.text(place)
            if BREAK.search(self.words[place].before) or text in grammar.OPENERS or text in grammar.RELATIVES:
                break
            if text == "by" and place - 1 > at and self.participle(place - 1) and not self._joined_to(place - 1):
                # "Invited to a survey run by them": they run it.
                break
            if text == "by":
                return self._doers_after(place)
        return frozenset()

    def _joined_to(self, at: int) -> bool:
        """ "Collected and stored by us": joined to a verb before."""
        before = self.back_over_adverbs(at - 1)
        return bool(self.words[at].before) or self.text(before) in grammar.JOINTS or self.text(before) in grammar.BE

    def _doers_after(self, by: int) -> frozenset[str]:
        agents: set[str] = set()
        for place in range(by + 1, min(by + _NEAR, len(self.words))):
            text = self.text(place)
            if place > by + 1 and (text in grammar.PREPOSITIONS or text in grammar.MODALS):
                break
            if text.endswith("ing"):
                return frozenset()
            party = OBJECTS.get(text) or self.party(place)
            if party and not self.compound(place, len(self.words)):
                agents.add(party)
        return frozenset(agents)
