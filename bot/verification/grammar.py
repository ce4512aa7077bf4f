"""The closed classes of English words that predicates are read by, and phrases that act as one."""

from __future__ import annotations

from typing import Literal


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What a verb is said with: as a fact, a possibility, an ability, a duty, advice, an attempt, a wish; "any" where it is
# not told.
Modality = Literal["", "may", "can", "must", "should", "try", "wish", "any"]

MODALS: dict[str, Modality] = {
    "may": "may",
    "might": "may",
    "can": "can",
    "could": "can",
    "must": "must",
    "shall": "",
    "will": "",
    "would": "",
    "should": "should",
}
BE = frozenset({"is", "are", "am", "was", "were", "be", "been", "being", "gets", "get"})
DO = frozenset({"do", "does", "did"})
HAVE = frozenset({"have", "has", "had", "having"})
# Before a verb: it is denied.
NEGATORS = frozenset(
    {"not", "never", "no", "none", "nothing", "nobody", "neither", "nor", "nowhere", "hardly", "barely"}
)
DENYING = frozenset({"not", "never", "hardly", "barely"})
NOMINATIVES = frozenset({"we", "they", "i", "he", "she"})
JOINTS = frozenset({"and", "or", "nor"})
CONTRASTS = frozenset({"but", "yet", "instead", "however"})
# In clauses that these open nothing is claimed: "once you agree".
CONDITIONS = _set("should if when once where whenever unless until after before whether provided")
# Words where a verb may be due that are none.
NO_VERBS = _set("and or if as there here least most more less fewer once twice again yet away")
# Names of laws, places, days and marks: they do nothing.
NO_PARTIES = _set(
    "eu eea uk us gdpr ccpa european union economic area article section act law january february march april may "
    "june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "wi fi ip id"
)
PRONOUNS = {
    "we": "we",
    "you": "you",
    "i": "you",
    "they": "",
    "he": "",
    "she": "",
    "it": "",
}
RELATIVES = frozenset({"who", "which", "that", "whom"})
# Words that open a clause of its own, in which nothing said before is denied any more.
OPENERS = frozenset(
    {
        *("but", "whereas", "while", "although", "though", "however", "because", "if", "unless", "when", "where"),
        *("once", "until", "except", "so", "yet", "instead", "whenever", "wherever", "provided", "after", "before"),
        *("whether", "since"),
    }
)
DETERMINERS = frozenset(
    {
        *("the", "a", "an", "your", "our", "their", "its", "his", "her", "my", "this", "these", "those", "any", "all"),
        *("such", "each", "every", "some", "certain", "no", "other", "another", "further", "both"),
    }
)
PREPOSITIONS = frozenset(
    {
        *("of", "with", "to", "from", "by", "for", "in", "on", "at", "about", "under", "through", "into", "between"),
        *("without", "within", "upon", "via", "against", "among", "concerning", "regarding", "during", "per", "as"),
        *("than", "outside", "inside", "across", "towards", "toward", "onto", "over"),
    }
)
ADVERBS = frozenset(
    {
        *(
            "also",
            "always",
            "only",
            "ever",
            "never",
            "sometimes",
            "often",
            "usually",
            "further",
            "then",
            "just",
            "still",
        ),
        *("already", "even", "either", "both", "otherwise", "instead", "however", "not", "therefore", "too", "thus"),
        *("now", "all", "each", "ourselves", "yourself", "themselves", "later", "soon", "please"),
    }
)
IRREGULAR_PARTICIPLES = _set(
    "kept held sold sent given shown made taken told read known lost left built bought got set put begun written seen "
    "found done hidden paid lent meant met split cut let hit thrown chosen withdrawn overwritten drawn spent"
)

# Phrases before a verb, and what they make of it: its modality, and whether they deny it.
PHRASES: dict[tuple[str, ...], tuple[Modality | None, bool]] = {
    ("have", "to"): ("must", False),
    ("has", "to"): ("must", False),
    ("had", "to"): ("must", False),
    ("need", "to"): ("must", False),
    ("needs", "to"): ("must", False),
    ("required", "to"): ("must", False),
    ("obliged", "to"): ("must", False),
    ("obligated", "to"): ("must", False),
    ("bound", "to"): ("must", False),
    ("supposed", "to"): ("should", False),
    ("ought", "to"): ("should", False),
    ("advised", "to"): ("should", False),
    ("encouraged", "to"): ("should", False),
    ("recommended", "to"): ("should", False),
    ("expected", "to"): ("should", False),
    ("allowed", "to"): ("may", False),
    ("permitted", "to"): ("may", False),
    ("entitled", "to"): ("may", False),
    ("right", "to"): ("may", False),
    ("rights", "to"): ("may", False),
    ("free", "to"): ("may", False),
    ("welcome", "to"): ("may", False),
    ("option", "to"): ("may", False),
    ("opportunity", "to"): ("may", False),
    ("permission", "to"): ("may", False),
    ("able", "to"): ("can", False),
    ("unable", "to"): ("can", True),
    ("possible", "to"): ("can", False),
    ("impossible", "to"): ("can", True),
    ("likely", "to"): ("may", False),
    ("going", "to"): (None, False),
    ("try", "to"): ("try", False),
    ("tries", "to"): ("try", False),
    ("aim", "to"): ("try", False),
    ("aims", "to"): ("try", False),
    ("strive", "to"): ("try", False),
    ("strives", "to"): ("try", False),
    ("seek", "to"): ("try", False),
    ("seeks", "to"): ("try", False),
    ("intend", "to"): ("try", False),
    ("intends", "to"): ("try", False),
    ("plan", "to"): ("try", False),
    ("plans", "to"): ("try", False),
    ("hope", "to"): ("try", False),
    ("hopes", "to"): ("try", False),
    ("endeavour", "to"): ("try", False),
    ("endeavours", "to"): ("try", False),
    ("endeavor", "to"): ("try", False),
    ("endeavors", "to"): ("try", False),
    ("attempt", "to"): ("try", False),
    ("attempts", "to"): ("try", False),
    ("best", "to"): ("try", False),
    ("efforts", "to"): ("try", False),
    ("effort", "to"): ("try", False),
    ("steps", "to"): ("try", False),
    ("prohibited", "from"): ("may", True),
    ("forbidden", "from"): ("may", True),
    ("barred", "from"): ("may", True),
    ("banned", "from"): ("may", True),
    ("forbidden", "to"): ("may", True),
    ("refuse", "to"): (None, True),
    ("refuses", "to"): (None, True),
    ("refused", "to"): (None, True),
    ("decline", "to"): (None, True),
    ("declines", "to"): (None, True),
    ("refrain", "from"): (None, True),
    ("refrains", "from"): (None, True),
    ("abstain", "from"): (None, True),
    ("abstains", "from"): (None, True),
    ("fail", "to"): (None, True),
    ("fails", "to"): (None, True),
    ("no", "longer"): (None, True),
    ("need", "not"): ("must", True),
    ("get", "to"): (None, False),
    ("gets", "to"): (None, False),
    ("come", "to"): (None, False),
    ("choose", "to"): ("may", False),
    ("compulsory", "to"): ("must", False),
    ("mandatory", "to"): ("must", False),
    ("obligatory", "to"): ("must", False),
    ("necessary", "to"): ("must", False),
    ("essential", "to"): ("must", False),
    ("optional", "to"): ("must", True),
    ("voluntary", "to"): ("must", True),
    ("unnecessary", "to"): ("must", True),
    ("important", "to"): ("should", False),
    ("advisable", "to"): ("should", False),
    ("illegal", "to"): ("may", True),
    ("unlawful", "to"): ("may", True),
    ("unwilling", "to"): (None, True),
    ("neglect", "to"): (None, True),
    ("prevented", "from"): ("can", True),
    ("barred", "from"): ("may", True),
    ("excluded", "from"): ("may", True),
    ("exempt", "from"): ("must", True),
    ("keen", "to"): ("try", False),
    ("committed", "to"): (None, False),
    ("trying", "to"): ("try", False),
}
# Before a form in -ing: what is done no more, or not at all.
STOPPING = frozenset(
    {"stop", "stops", "stopped", "cease", "ceases", "ceased", "avoid", "avoids", "prevent", "prevents", "without"}
)
# Negative words that deny nothing.
IDLE: tuple[tuple[str, ...], ...] = (
    ("not", "only"),
    ("or", "not"),
    ("not", "limited"),
    ("without", "limitation"),
    ("no", "later"),
    ("not", "later"),
    ("no", "more"),
    ("not", "more"),
    ("no", "less"),
    ("not", "less"),
    ("no", "fewer"),
    ("no", "longer", "than"),
    ("not", "longer"),
    ("never", "longer"),
    ("never", "more"),
    ("never", "later"),
    ("no", "earlier"),
    ("not", "earlier"),
    ("no", "sooner"),
    ("no", "matter"),
    ("no", "cost"),
    ("no", "charge"),
    ("no", "extra"),
    ("not", "exceed"),
    ("never", "exceed"),
    ("not", "exceeding"),
    ("no", "additional"),
    ("not", "just"),
    ("not", "least"),
    ("rather", "not"),
    ("nothing", "but"),
    ("nothing", "except"),
    ("nothing", "other"),
    ("nobody", "but"),
    ("none", "but"),
    ("no", "one", "but"),
    ("no", "undue"),
)
# Verbs that say what somebody else may or must do: "we allow partners to use". What they make of the verb after "to".
GOVERNORS: dict[str, Modality] = {
    "allow": "may",
    "permit": "may",
    "let": "may",
    "enabl": "can",
    "authoris": "may",
    "author": "may",
    "requir": "must",
    "oblig": "must",
    "forc": "must",
    "compel": "must",
    "bind": "must",
    "bound": "must",
    "ask": "any",
    "want": "any",
    "request": "any",
    "instruct": "must",
    "advis": "should",
    "encourag": "should",
    "recommend": "should",
    "prohibit": "may",
    "forbid": "may",
    "prevent": "can",
}
FORBIDDING = frozenset({"prohibit", "forbid", "prevent", "bar"})
HEDGES = _set(
    "ordinarily seldom frequently predominantly primarily mainly partly partially probably possibly perhaps sometimes usually generally typically normally often occasionally mostly largely commonly rarely"
)
HEDGING_PHRASES: tuple[tuple[str, ...], ...] = (
    ("in", "some", "cases"),
    ("in", "rare", "cases"),
    ("in", "exceptional", "cases"),
    ("in", "individual", "cases"),
    ("in", "many", "cases"),
    ("in", "special", "cases"),
    ("in", "limited", "cases"),
    ("under", "certain", "circumstances"),
    ("under", "some", "circumstances"),
    ("in", "rare", "circumstances"),
    ("on", "occasion"),
    ("now", "and", "then"),
    ("as", "far", "as", "possible"),
    ("wherever", "possible"),
    ("where", "practicable"),
    ("where", "feasible"),
    ("to", "some", "extent"),
    ("tend", "to"),
    ("tends", "to"),
    ("in", "most", "cases"),
    ("in", "certain", "cases"),
    ("in", "some", "circumstances"),
    ("in", "certain", "circumstances"),
    ("from", "time", "to", "time"),
    ("where", "possible"),
    ("as", "a", "rule"),
    ("at", "times"),
    ("in", "general"),
)
EXCEPTING = frozenset({"unless", "except", "excepting", "excluding", "until", "without", "barring"})
