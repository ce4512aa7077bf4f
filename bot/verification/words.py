"""A text as words: contractions written out, each word with its stem and the punctuation before it. Pure."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from bot.verification.phrases import plain_phrases
from ingest.stems import stems

_TOKEN = re.compile(r"[^\W_]+(?:_[^\W_]+)*(?:'[^\W_]+)?(?:(?<=\d)[.,](?=\d)[^\W_]+)*|[^\w\s]")
_MARKS = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})
_ENDINGS = (("n't", "not"), ("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am"), ("'d", "would"))
# "Non-personal", "de-identified", "sub-processor": one word.
_PREFIXED = re.compile(r"\b(non|de|un|re|pre|co|sub|dis|mis|anti|multi|over|under)-(?=[a-z])", re.IGNORECASE)
NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "twice": 2,
}  # fmt: skip
# After a plural: "users' names".
_OWNED = re.compile(r"(?<=s)' (?=\w)")
_OR = re.compile(r"^(hon|fav|behavi|col|neighb|endeav|harb|lab|rum|cand)or")
# "End-to-end", "read-only": one word.
_TO = re.compile(r"\b([a-z]+)-(to|only)(?:-([a-z]+))?\b", re.IGNORECASE)
# "Forty-five (45)": one number.
_COMPOUND = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -](one|two|three|four|five|six|seven|eight|nine)\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\b(\w+) \((\d+)\)")
# "4 p.m.", which is no verb.
_OF_DAY = re.compile(r"(?<=\d)\s?([ap])\.?m\b\.?", re.IGNORECASE)
# A word to send, which denies nothing.
_SENT = re.compile(
    r"\b((?:repl(?:y|ies|ied|ying)|(?:text|send|type|answer|enter)(?:s|ing)?)(?: with| the word)? \"?)(NO|NOT|NEVER)\b"
)
# The name of a signal, which denies nothing.
_DO_NOT_TRACK = re.compile(r"\bDo[- ]Not[- ]Track\b")
_WHOLE = {
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "let's": ("let", "us"),
    "e-mail": ("email",),
    "noone": ("nobody",),
}
_SHORT = {"US": ("united", "states"), "USA": ("united", "states"), "UK": ("united", "kingdom")}
# After these an 's is a verb, elsewhere the mark of possession.
_WITH_IS = frozenset({"it", "that", "there", "who", "what", "here", "he", "she", "where", "this"})


# "May, where possible, use": what stands between a modal and its verb.
_BROKEN = re.compile(
    r"(?P<start>(?:^|(?<=[.;:,] ))[^,;:.]*?)"
    r"\b(?P<modal>(?:may|might|can|could|must|shall|will|would|should|do|does)(?: not)?), "
    r"(?P<aside>(?:if|where|when|wherever|whenever|unless|in|at|as|upon|once|after|before|for|on|to|with|without)\b"
    r"[^,;.:]{1,80}), (?=[a-z])"
)
_OUGHT = re.compile(r"\bought( not)? to\b")
_WITH_NO = re.compile(r"\b([Ww])ith no (?!exception|more|less|fewer|long|later)")
# "(a)", "(ii)" within a sentence.
_ENUMERATED = re.compile(r"(?<=\S) \((?:[a-h]|[ivx]{1,4})\)(?= )")


def word_set(written: str) -> frozenset[str]:
    return frozenset(written.split())


@dataclass(frozen=True, slots=True)
class Word:
    """`before` is the punctuation between the previous word and this one, without white space; `owns`: the
    parent's."""

    text: str
    stem: str
    before: str
    capital: bool
    owns: bool = False


def plain_order(text: str) -> str:
    """A text without the marks of items within a sentence, an aside between a modal and its verb put first."""
    plain = _OUGHT.sub(r"should\1", _ENUMERATED.sub("", normal(text)))
    plain = plain_phrases(plain)
    plain = _WITH_NO.sub(r"\1ithout ", plain)
    return _BROKEN.sub(r"\g<aside>, \g<start>\g<modal> ", plain)


def normal(text: str) -> str:
    """One kind of apostrophe and of hyphen, compatibility characters resolved; the letters' case stays."""
    return unicodedata.normalize("NFKC", text.translate(_MARKS)).replace("\u00ad", "").replace("\u200b", "")


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    made: list[Word] = []
    before = ""
    plain = _SENT.sub(r"\1\2REPLY", normal(text))
    plain = _DO_NOT_TRACK.sub("DNT", re.sub(r"\b([Ee])-(mails?)\b", r"\1\2", plain))
    plain = _OF_DAY.sub(r" \1mhour", plain)
    plain = _REPEATED.sub(_once, _COMPOUND.sub(_digits, plain))
    plain = _TO.sub(lambda found: "".join(found.groups("")), _PREFIXED.sub(r"\1", plain))
    for match in _TOKEN.finditer(plain):
        piece = match.group()
        if not piece[0].isalnum():
            # A hyphen inside a word parts nothing.
            around = plain[max(0, match.start() - 1) : match.start()] + plain[match.end() : match.end() + 1]
            before += "" if piece == "-" and len(around.strip()) == 2 else piece
            continue
        parts = _SHORT.get(piece) or _parts(piece.lower())
        owns = (piece.endswith("'s") and len(parts) == 1) or _OWNED.match(plain, match.end()) is not None
        for place, part in enumerate(parts):
            capital = piece[0].isupper() and (place == 0 or piece in _SHORT)
            made.append(Word(part, stem_of(part), before, capital, owns))
            before = ""
    return tuple(made)


def _digits(found: re.Match[str]) -> str:
    return str(NUMBER_WORDS[found[1].lower()] + NUMBER_WORDS.get(found[2].lower(), 1))


def _once(found: re.Match[str]) -> str:
    return found[2] if found[2] in {found[1], str(NUMBER_WORDS.get(found[1].lower()))} else found[0]


@cache
def _bases() -> dict[str, str]:
    """The dictionary's form of irregular forms, and the digits of numbers written as words."""
    data = tomllib.loads(resources.files("bot").joinpath("data/verification.toml").read_text(encoding="utf-8"))
    lines = [line.split() for line in data["irregular"].strip().splitlines()]
    return {form: line[0] for line in lines for form in line[1:]} | {word: str(n) for word, n in NUMBER_WORDS.items()}


def _british(word: str) -> str:
    """One spelling: "honor" and "honour", "organize" and "organise"."""
    word = re.sub(r"(?<=\w{3})(?:iz)(?=(?:e[drs]?|ing|ation|ations|ers?)$)", "is", word)
    word = re.sub(r"(?<=\w{3})yz(?=(?:e[drs]?|ing)$)", "ys", word)
    return _OR.sub(r"\1our", word)


@lru_cache(maxsize=16384)
def stem_of(word: str) -> str:
    """The stem by which a word is compared: "kept" is "keep", "seven" is "7"."""
    base = _bases().get(word) or _british(word)
    found = stems(base, "en")
    return found[0] if len(found) == 1 else base


def _parts(token: str) -> tuple[str, ...]:
    if token in _WHOLE:
        return _WHOLE[token]
    for ending, full in _ENDINGS:
        if token.endswith(ending) and len(token) > len(ending):
            return token[: -len(ending)], full
    if token.endswith("'s"):
        return (token[:-2], "is") if token[:-2] in _WITH_IS else (token[:-2],)
    return (token.removesuffix("'"),)
