"""Whether a word is a verb, and surely one: by its form, what stands beside it, and the clause it is in."""

from __future__ import annotations

from bot.verification import grammar
from bot.verification.clauses import Clause, Group
from bot.verification.cues import OBJECTS, PLACED
from bot.verification.grammar import Modality
from bot.verification.predicate import Predicate
from bot.verification.subjects import Subjects
from bot.verification.words import word_set

# "Email address", "call records": no verbs.
_NOUNS_FIRST = word_set("email phone text mail contact post order search purchase call")
_NOUN_HEADS = word_set(
    "address addresses number numbers details history histories records logs log id ids data recordings"
)


_ARTICLES = word_set("the your our their its")
_KNOWING = word_set("knowledge awareness reason evidence indication")


class Verbs(Subjects):
    """Questions about verbs that need what was read before."""

    def unknown(self, at: int) -> bool:
        """ "We have no knowledge that we sell it": what nobody knows of is not said to be so."""
        start = self.clause.start
        before = [self.text(place) for place in range(max(0, start - 5), start)]
        known = _KNOWING.intersection(before[-2:]) or before[-1:] in (["aware"], ["know"])
        return self.text(start) == "that" and at > start and bool(known) and not grammar.NEGATORS.isdisjoint(before)

    def is_verb(self, at: int) -> bool:
        """Whether a word that is no auxiliary stands as a verb does."""
        if self._closed(at):
            return False
        if self.group.waits:
            return self._is_due(at)
        if self._noun_by_its_form(at):
            return False
        if not self.vocab.is_verb(self.text(at)):
            return self._verb_by_its_subject(at)
        begins = at == self.clause.start and at > 0 and "," in self.words[at - 1].before and self.heads_subject(at)
        if begins or (self.words[at].stem not in self.vocab.only_verbs and self._noun_by_what_follows(at)):
            return False
        before = self.text(at - 1)
        # "Those aged 12 or over decide".
        aged = before in {"over", "under", "above", "below"} and self.text(at - 2) == "or"
        preposed = before in grammar.PREPOSITIONS and not self.text(at).endswith("ing")
        points = before in {"this", "that"} and self._pronoun_before(at)
        return aged or points or (before not in grammar.DETERMINERS and not preposed)

    def _closed(self, at: int) -> bool:
        text = self.text(at)
        closed = (grammar.DETERMINERS, grammar.PREPOSITIONS, grammar.PRONOUNS, grammar.NO_VERBS, PLACED)
        owned = at > 0 and self.words[at - 1].owns
        return (
            owned or self.own_name(at) or self.adverb(at) or text[0].isdigit() or any(text in words for words in closed)
        )

    def _is_due(self, at: int) -> bool:
        """After an auxiliary any word may be its verb, but for one behind a preposition or an article."""
        be_at, before = self.group.be_at, self.text(at - 1)
        known = self.vocab.is_verb(self.text(at)) and before not in grammar.PREPOSITIONS | grammar.DETERMINERS
        if self.group.parted and not known:
            return False
        return be_at is None or not any(word.text in grammar.DETERMINERS for word in self.words[be_at + 1 : at])

    def _noun_by_its_form(self, at: int) -> bool:
        text, following = self.text(at), self.text(at + 1)
        headed = text in _NOUNS_FIRST and following in _NOUN_HEADS and not self.words[at + 1].before
        excepting = text == "save" and following in {"for", "that"}
        somebody = bool(self.party(at)) and not text.endswith(("ed", "ing"))
        noun = text.endswith("ings") or self.vocab.is_noun(text) or self.counted(at)
        return headed or excepting or somebody or noun or self.plural_after_not(at)

    def _verb_by_its_subject(self, at: int) -> bool:
        """A word that is not known is a verb where a subject asks for one."""
        word, before = self.words[at], self.back_over_adverbs(at - 1)
        if self.clause.verbs or word.text in self.vocab.empty:
            return False
        if before >= 0 and self.own_name(before) and not word.before:
            return word.text.endswith("s") and not word.capital and not self._helper_near(at)
        nominative = self.text(before) in grammar.NOMINATIVES
        return (nominative or bool(self.clause.agents)) and self.after_pronoun(at)

    def _helper_near(self, at: int) -> bool:
        near = [word.text for word in self.words[at + 1 : at + 4]]
        return any(text in grammar.MODALS or text in grammar.BE or text in grammar.DO for text in near)

    def _noun_by_what_follows(self, at: int) -> bool:
        """ "Dietary needs can be noted": what an auxiliary follows is its subject."""
        following = self.over_adverbs(at + 1)
        if following >= len(self.words) or self.words[following].before or self.after_pronoun(at):
            return False
        text = self.text(following)
        if text == "of":
            return True
        known = at > 0 and self.party(at - 1)
        if following == at + 1 and self.only_verb(following) and not text.endswith("ing") and not known:
            # "Price alerts stop".
            return True
        return text in grammar.MODALS or text in grammar.DO or text in {"is", "are", "was", "were", "has", "have"}

    def is_finite(self, at: int) -> bool:
        """Whether a verb without auxiliary is surely one: after its subject, and not a noun that looks alike."""
        before = self.back_over_adverbs(at - 1)
        contrasts = self.contrast_at is not None and self.contrast_at == self.clause.start and not self.clause.verbs
        # "But the call function cannot": a subject of its own.
        contrasts = contrasts and self.text(self.clause.start + 1) not in grammar.DETERMINERS
        if self.after_pronoun(at) or contrasts or self._pronoun_before(at):
            return True
        if before < 0 or self.text(before) in grammar.RELATIVES:
            return before >= 0 and not (self.text(before) == "that" and self.determines(before))
        inflected = self.text(at).endswith("s") or self.has_subject(at)
        if (
            self.clause.outer is not None
            and self.clause.verbs
            and self.only_verb(at)
            and not self.text(at).endswith("ing")
        ):
            self.close_relative(at)
            return True
        if any(one.finite for one in self.found if one.at in self.clause.verbs):
            # "It was revised then and applies from now on."
            return self.text(before) in grammar.JOINTS and self.only_verb(at) and self.text(at).endswith("s")
        if self.only_verb(at) and before >= self.clause.start and inflected:
            return True
        parted = self.text(at - 1) in {"still", "also", "never", "always", "then"} and self.text(at).endswith("s")
        # "The emergency call still works".
        sure = parted and before >= self.clause.start and not self.text(before).endswith("s")
        return sure or self._reduced(at) or (not self.participle(before) and self._after_noun(at, before))

    def _reduced(self, at: int) -> bool:
        """ "The file used to count them needs your leave": after a participle that only says which file."""
        which = [one for one in self.found if one.at > self.clause.start and one.passive and not one.finite]
        if not which or self.clause.verbs or not self.text(at).endswith("s"):
            return False
        head = self.text(which[0].at - 1)
        return self.text(at + 1) in grammar.DETERMINERS and not head.endswith("s") and self.vocab.is_verb(self.text(at))

    def _pronoun_before(self, at: int) -> bool:
        """ "This affects nobody", "that also covers": a pronoun, and no article of what follows."""
        before = self.back_over_adverbs(at - 1)
        opens = before <= self.clause.start or bool(self.words[before].before)
        return self.text(before) in {"this", "that"} and opens and self.only_verb(at) and self.text(at).endswith("s")

    def _after_noun(self, at: int, before: int) -> bool:
        """ "Cookies track your visits" against "customer requests": what may be a noun needs an object to be a verb."""
        text, preposed = self.text(at), self.preposed(before, self.clause.start)
        if self.party(before) and not preposed:
            return not self.participle(at)
        ends = grammar.OPENERS | grammar.RELATIVES
        after = range(at + 1, len(self.words))
        end = next((to for to in after if self.words[to].before or self.text(to) in ends), len(self.words))
        rest = self.words[at + 1 : end]
        finite = (grammar.BE, grammar.MODALS, grammar.DO, grammar.HAVE)
        alone = bool(rest) and not any(word.text in forms for word in rest for forms in finite)
        following = self.text(at + 1) in grammar.DETERMINERS or self.text(at + 1) in grammar.CONDITIONS
        has_object = alone or (following and not self.words[at + 1].before)
        agrees = text.endswith("s") != self.text(before).endswith("s") and not self.participle(at)
        return has_object and agrees and not preposed and self.words[before].stem != "data"

    def only_verb(self, at: int) -> bool:
        if at >= len(self.words):
            return False
        return (
            self.words[at].stem in self.vocab.only_verbs
            and self.vocab.is_verb(self.text(at))
            and not self.participle(at)
        )

    def inflected(self, at: int) -> bool:
        """Whether a verb agrees with one who does it: "keeps", not "keep" or "process"."""
        return self.only_verb(at) and self.text(at).endswith("s") and not self.text(at).endswith(("ss", "us"))

    def thing(self, at: int) -> bool:
        """ "A will", "the can": no modal; "this can" is one."""
        return self.text(at) in {"will", "can"} and self.text(at - 1) in grammar.DETERMINERS - grammar.POINTING

    def condition_over(self, at: int) -> bool:
        """ "If the score is below 300 the account is refused": no comma parts them."""
        held = self.held()
        if held is None or held.verb != "be" or self.text(self.clause.start) not in grammar.CONDITIONS:
            return False
        between = [self.text(place) for place in range(held.at + 2, at)]
        parted = any(text in grammar.JOINTS | grammar.RELATIVES | grammar.OPENERS for text in between)
        return not parted and not _ARTICLES.isdisjoint(between[1:])

    def set_aside(self, at: int) -> bool:
        """ "The result, not the numbers, is kept": between two commas, and denied without a verb."""
        end = next(iter(self.commas(at + 1, len(self.words))), None)
        if self.text(at) != "not" or "," not in self.words[at].before or end is None or self.group.waits:
            return False
        closed = (grammar.MODALS, grammar.BE, grammar.DO, grammar.HAVE, grammar.PRONOUNS, grammar.OPENERS)
        inside = [self.text(place) for place in range(at + 1, end)]
        noun = self.text(at + 1) in grammar.DETERMINERS and not any(
            text in words for text in inside for words in closed
        )
        return noun and any(self.text(self.over_adverbs(end)) in words for words in closed[:4])

    def in_clause(self, modality: Modality, at: int) -> Modality:
        """In a condition nothing is claimed, in a wish or a purpose nothing is told as a fact."""
        start = self.clause.start
        purpose = self.text(start) == "so" and (self.text(start + 1) == "that" or modality == "can")
        chosen = self.text(start - 2) == "so" and self.vocab.is_verb(self.text(start - 1))
        if purpose or (not chosen and "so" in (self.text(start - 1), self.text(start - 2))):
            return "any"
        if modality == "" and self.text(start) in grammar.CONDITIONS and not self.commas(start + 1, at):
            modality = "any"
        return "wish" if self.clause.wish and modality in {"", "any"} else modality

    def barring(self) -> bool:
        """Whether a verb such as "forbid" waits for what it forbids."""
        return self.governor is not None and self.words[self.governor[2]].stem in grammar.FORBIDDING

    def let(self, at: int) -> bool:
        """ "We do not let them place": an infinitive without "to"."""
        near = any(one.word in {"let", "lets"} and at - one.at <= 4 for one in self.found)
        # "Let us know" tells.
        return near and not self.text(at).endswith("ing") and self.text(at) != "know"

    def barred(self, at: int) -> bool:
        """ "Prohibits us from selling": as "to sell"."""
        return self.barring() and self.text(at - 1) == "from" and self.text(at).endswith("ing")

    def objects(self, start: int, end: int) -> frozenset[str]:
        """The parties that a verb such as "allow" has for its objects."""
        return frozenset(
            party
            for at in range(start, end)
            if (party := OBJECTS.get(self.text(at)) or self.party(at)) and not self.compound(at, end)
        )

    def elide(self, at: int) -> None:
        """ "Guests may, but children may not": the verb of the clause before, said of another subject."""
        start = at - 1 if self.text(at) == "not" else at
        helps = self.text(start) in grammar.MODALS or self.text(start) in grammar.DO
        if not helps or self.words[start].capital or not self.group.auxiliary:
            return
        if not self.found and start == self.clause.start + 2 and self.clause.opener in grammar.CONDITIONS:
            # "If you do not, the next owner may": of what was said before; another clause begins.
            self.clause, self.group, self.pending = Clause(at + 1), Group(), False
            return
        last = next((one for one in reversed(self.found) if one.finite and one.verb != "be"), None)
        if last is None or last.at in self.clause.verbs:
            return
        self.subjects.append((self.subject_start(start), start))
        self.openers.append(self.clause.opener)
        modality: Modality = self.group.modality or ""
        self.elided[len(self.found)] = self.found.index(last)
        self.found.append(
            Predicate(last.verb, last.word, at, start < at, modality, self.clause.agents, last.passive, finite=True)
        )
        self.clause.verbs.append(at)
        self.group, self.pending = Group(), False
