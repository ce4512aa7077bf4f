"""The closed classes of English words that predicates are read by, and phrases that act as one."""

from __future__ import annotations

from typing import Literal


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What a verb is said with: as a fact, a possibility, an ability, a duty, advice, an attempt, a wish, as what may turn
# out so ("may be unable to"); "any" where it is not told.
Modality = Literal["", "may", "can", "must", "shall", "should", "try", "wish", "maybe", "any"]

MODALS: dict[str, Modality] = {
    "may": "may",
    "might": "may",
    "can": "can",
    "could": "can",
    "must": "must",
    "shall": "shall",
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
# Those that suppose something.
SUPPOSING = frozenset({"if", "unless", "should", "whether", "provided", "until"})
# Words where a verb may be due that are none.
NO_VERBS = _set(
    "including excluding regarding concerning following according depending own and or if as there here least most "
    "more less fewer once twice again yet away"
)
# Names of laws, places, days and marks: they do nothing.
NO_PARTIES = _set(
    "eu eea uk us gdpr ccpa european union economic area article section act law january february march april may "
    "june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "wi fi ip id kingdom states britain europe internet"
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
RELATIVES = frozenset({"who", "which", "that", "whom", "how", "why"})
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
# Of the determiners those that may stand alone.
POINTING = frozenset({"this", "that", "these", "those", "all", "both", "each", "some"})
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
    "found done run hidden paid lent meant met split cut let hit thrown chosen withdrawn overwritten drawn spent"
)

# Phrases before a verb, and what they make of it: its modality, and whether they deny it.
_PHRASES: tuple[tuple[Modality | None, bool, str], ...] = (
    (
        "must",
        False,
        "have to, has to, had to, need to, needs to, required to, instructed to, obliged to, obligated to, bound to, "
        "compulsory to, mandatory to, obligatory to, necessary to, essential to",
    ),
    (
        "should",
        False,
        "supposed to, ought to, advised to, encouraged to, recommended to, expected to, important to, advisable to",
    ),
    (
        "may",
        False,
        "allowed to, permitted to, entitled to, right to, rights to, free to, welcome to, option to, "
        "opportunity to, permission to, likely to, choose to",
    ),
    (
        "can",
        False,
        "able to, possible to, way to, ways to, means to, chance to, ability to, possibility to, way of, ways of, "
        "means of, possibility of, chance of",
    ),
    (
        "can",
        True,
        "unable to, impossible to, prevented from",
    ),
    (
        None,
        False,
        "going to, continue to, continues to, get to, gets to, come to, committed to",
    ),
    (
        "try",
        False,
        "try to, tries to, aim to, aims to, strive to, strives to, seek to, seeks to, intend to, intends "
        "to, plan to, plans to, hope to, hopes to, endeavour to, endeavours to, endeavor to, endeavors to, "
        "attempt to, attempts to, best to, efforts to, effort to, steps to, keen to, trying to",
    ),
    (
        "may",
        True,
        "prohibited from, forbidden from, barred from, banned from, forbidden to, illegal to, unlawful to, "
        "excluded from",
    ),
    (
        None,
        True,
        "refuse to, refuses to, refused to, decline to, declines to, refrain from, refrains from, abstain "
        "from, abstains from, fail to, fails to, no longer, unwilling to, neglect to",
    ),
    (
        "must",
        True,
        "need not, optional to, voluntary to, unnecessary to, exempt from",
    ),
)
PHRASES: dict[tuple[str, str], tuple[Modality | None, bool]] = {
    (first, second): (modality, denies)
    for modality, denies, phrases in _PHRASES
    for first, second in (phrase.split() for phrase in phrases.split(", "))
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
    ("not", "be", "longer"),
    ("not", "be", "more"),
    ("not", "be", "later"),
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
    "ordinarily seldom frequently predominantly primarily mainly partly partially probably possibly perhaps "
    "sometimes usually generally typically normally often occasionally mostly largely commonly rarely"
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
