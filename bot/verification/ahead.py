"""What verb comes, behind a place and before the next clause opens. Pure."""

from __future__ import annotations

from bot.verification import grammar
from bot.verification.cues import BREAK, Cues


class Ahead(Cues):
    """Questions about the verbs that follow."""

    def finite_ahead(self, at: int) -> bool:
        """Whether a finite verb comes behind nouns, before another clause opens."""
        nouns = False
        for place in range(at, len(self.words)):
            text = self.text(place)
            ends = BREAK.search(self.words[place].before) or text in grammar.OPENERS or text in grammar.RELATIVES
            if place > at and (ends or "," in self.words[place].before):
                return False
            before = self.text(place - 1)
            noun_due = before in grammar.DETERMINERS or (place > at and before in grammar.PREPOSITIONS)
            verbal = text in grammar.MODALS or text in grammar.BE or text in grammar.DO or text in grammar.HAVE
            # "Acme begins": behind its name, what may be a noun elsewhere is a verb.
            named = self.own_name(place - 1) and text.endswith("s")
            objects = self.text(place + 1) in {"them", "us"} and not self.words[place + 1].before
            objects = objects or (place > at and self._acts_on(place))
            known = self.vocab.is_verb(text) and (self.words[place].stem in self.vocab.only_verbs or named or objects)
            if verbal and before in grammar.CONTRASTS:
                # "But can": of the subject before.
                return False
            if nouns and (verbal or (known and not noun_due and not text.endswith(("ed", "ing")))):
                return True
            nouns = nouns or self.words[place].stem not in self.vocab.empty
        return False

    def _acts_on(self, at: int) -> bool:
        """ "Members comment on it", "the bank blocks it": people, and a verb with an object that agrees with them."""
        plural, first = self.text(at - 1).endswith("s"), self.text(at) in self.vocab.verb_words
        people = bool(self.party(at - 1)) and plural == first
        objects = {"it", "you"} | (grammar.PREPOSITIONS | grammar.DETERMINERS if plural else {"the", "your"})
        return people and self.text(at + 1) in objects and not self.words[at + 1].before

    def heads_subject(self, at: int) -> bool:
        """ "Search engines list them": what may be a noun is one where a noun and another verb follow it."""
        noun = at + 1 < len(self.words) and self.words[at].stem not in self.vocab.only_verbs
        closed = (grammar.DETERMINERS, grammar.PREPOSITIONS, grammar.PRONOUNS, {"us", "them", "whether"})
        return noun and not any(self.text(at + 1) in words for words in closed) and self.finite_ahead(at + 1)

    def perfect(self, at: int) -> bool:
        """Whether a form of "have" helps a participle."""
        following = self.over_adverbs(at + 1)
        return self.participle(following) or self.text(following) == "been"

    def infinitive(self, at: int) -> bool:
        """Whether a "to" stands before a verb."""
        following = self.over_adverbs(at + 1)
        if following >= len(self.words) or self.words[following].before:
            return False
        word = self.words[following]
        inflected = word.text.endswith(("ing", "ed", "s")) and not word.text.endswith("ss")
        return word.text in {"be", "have"} or (self.vocab.is_verb(word.text) and not inflected)
