"""The parts of a question's text: what asks, what names a policy, what steers, which words carry the topic. Pure."""

from __future__ import annotations

import re
from functools import cache

from bot.durations import durations
from bot.exceptions_asked import ALL_CASES
from bot.lexicon import lexicon
from bot.names import Mentions
from bot.patterns import (
    CONCEDED,
    INTERROGATIVE,
    LIST,
    OVERVIEW,
    REFERENCE,
    SENTENCE,
    STATED_OF,
    STEERING,
    WHY_CANNOT,
    WHY_NOT_LET,
)
from ingest.stems import stems

# "Passing it on", "hand them over".
_PASSED_ON = re.compile(
    r"\b(?:pass|hand|giv|send)(?:e|es|s|ing)?\s+(?P<what>it|them|that|those|this|these)\s+(?:on|over|out|away|along)\b",
    re.IGNORECASE,
)

# What is kept up or kept safe is not kept: "if I keep using it", "do they keep it secret".
_KEEPS_ON = re.compile(
    r"\bkeep(?P<s>s?)(?: on)? (?P<done>using|paying|visiting|browsing|working|going|coming|getting|receiving|"
    r"sending|e-?mailing|calling|writing|logging in|bothering)\b",
    re.IGNORECASE,
)
_KEEPS_SAFE = re.compile(
    r"\bkeep (?P<what>it|them|that|those|this|my (?:data|info|information)) (?P<how>confidential|secret|private|"
    r"safe|secure)\b",
    re.IGNORECASE,
)
# Whoever keeps a recording of something records it; how long one is kept is another question.
_KEEPS_RECORDING = re.compile(
    r"(?P<asks>^\W*(?:(?:and|but|so|or|ok|then)\b\W*)*(?:do|does|did|will|would|can|could|may) (?:you|they|it|we|i) "
    r"(?:also |ever |still )?)(?:keep|make|take|hold|have|store|do)\s+"
    r"(?:an? |any )?(?:audio |video )?(?:recordings?|tapes?) of\b",
    re.IGNORECASE,
)

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SPACE = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"['’]s?$")
# "And after that, how long do you keep it?"
_AFTER_THAT = re.compile(
    r"^\W*(?:(?:and|but|so|ok)\b\W*)*(?:after (?:that|this|it)|afterwards|then|once that(?:['’]s| is) done)\b,?\s+"
    r"(?P<asks>(?:how|what|where|who|when|why|which|do|does|is|are|can|will|would)\b[^?]*?[a-z]{3,}[^?]*?)\W*$",
    re.IGNORECASE,
)
_SOLD = re.compile(
    r"\b(?P<sold>sell|sells|selling|sold|rent out|renting out|trade|trading)\s+(?:all |any |some )?(?:of )?my\s+"
    r"(?:(?:contact|personal) (?:details|information|info)|e-?mail(?: address(?:es)?)?|(?:phone|telephone|mobile|cell)"
    r"(?: phone)?(?: numbers?)?|numbers?|names?|(?:home |postal )?address(?:es)?|details|info(?:rmation)?)\b"
    r"(?!\s+(?:book|list|history|records?|bills?|calls?|usage|plates?|data)\b)",
    re.IGNORECASE,
)
# What is sold is the topic, whoever names the asked: "if the company gets bought".
_CHANGES_HANDS = re.compile(
    r"\b(?:company|business|firm|organi[sz]ation|provider|platform|service|app|site|website)(?= (?:itself |ever )?"
    r"(?:(?:is|are|was|were|gets?|got|being|goes|went|will be|should be) )?(?:ever )?(?:sold|bought|acquired|"
    r"taken over|merge[sd]?|merging|bankrupt|insolvent|bust|under|shuts?|closes|closed|changes (?:hands|owner)))\b",
    re.IGNORECASE,
)
# With fewer topic words than this, a question leans on the sentences before it.
_ENOUGH = 2
# "We run it on our own servers. Why is our data with you?" asks of those who do.
_SITUATION = re.compile(r"^\W*(?:i|we) (?:(?:only|always|just) )?(?:run|host|operate|self-host|installed) ", re.I)
# "Do you know where I am": of function words alone.
_WHERE_I_AM = re.compile(
    r"\bwhere (?:i am|i['’]m|we are|i live|we live)\b(?: physically| right now| at)?", re.IGNORECASE
)
_OF_DATA = re.compile(r"\b(?:data|info\w*|details|stuff)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:it|them|that)\b(?=\W*$| (?:to|with|on|away)\b)", re.IGNORECASE)
_MOST_BEFORE = 2


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def content_words(text: str) -> list[str]:
    """The words of a text that carry its topic, in order, as written."""
    words = lexicon()
    idle = words.function_words | words.boilerplate
    return [word for word in words_of(text) if _folded(word) not in idle]


def own_words(text: str) -> list[str]:
    """The content words but those that point back ("same", "others")."""
    return [word for word in content_words(text) if _folded(word) not in lexicon().references]


def without_boilerplate(text: str) -> str:
    """A question without the words that name the asker or the asked ("the website", "users'")."""
    sold = {match.start() for match in _CHANGES_HANDS.finditer(text)}
    kept = [
        word.group()
        for word in re.finditer(r"\S+", text)
        if word.start() in sold or _bare(word.group()) not in lexicon().boilerplate
    ]
    return " ".join(kept) if content_words(text) else text


def without_names(question: str, mentions: Mentions) -> str:
    """The policies' names drown everything else in a comparison; whoever they name is being asked: "you"."""
    out = question
    for span in sorted(mentions.spans, key=lambda span: span.start, reverse=True):
        you = "your" if _POSSESSIVE.search(out[span.start : span.end]) else "you"
        out = out[: span.start] + you + out[span.end :]
    return out


def without_steering(text: str) -> str:
    """A text without the wording that tries to steer the program; runs of white space become one character."""
    return STEERING.sub(" ", _spaced(text))


def is_steering(text: str) -> bool:
    return bool(STEERING.search(_spaced(text)))


def asking(text: str) -> str:
    """The sentences that ask; all of the text where none does.

    Where those that ask have hardly a topic ("May they sign up?") or point back, the sentences before them belong
    to the question.
    """
    text = _WHERE_I_AM.sub("my location", _without_concession(text))
    sentences = [match.group().strip() for match in SENTENCE.finditer(text) if _WORD.search(match.group())]
    asks = [index for index, sentence in enumerate(sentences) if _asks(sentence)]
    if not asks:
        return _joined(sentences)
    question = _joined([sentences[index] for index in asks])
    told = own_words(ALL_CASES.sub(" ", question))
    if asks[0] and _SITUATION.match(sentences[asks[0] - 1]):
        return _joined([sentences[asks[0] - 1], question])
    leans = len(told) < _ENOUGH or REFERENCE.search(question) or _asks_of_stated(told, sentences[: asks[0]])
    if not OVERVIEW.search(question) and leans:
        before = [sentence for sentence in sentences[: asks[0]] if own_words(sentence)]
        return _joined([*before[-_MOST_BEFORE:], question])
    return question


def _asks_of_stated(told: list[str], before: list[str]) -> bool:
    """Whether a question with no word of policies follows what is stated of a company's practice: "you answer within 30
    days. When does the clock start?"."""
    if not before or not STATED_OF.match(before[-1]):
        return False
    known = lexicon().policy_stems
    stated = durations(before[-1]) or not known.isdisjoint(stems(" ".join(own_words(before[-1])), "en"))
    return bool(stated) and known.isdisjoint(stems(" ".join(told), "en"))


def _without_concession(text: str) -> str:
    """What is asked after something that is granted: "you never sell my data, but who gets it?"."""
    found = CONCEDED.match(text)
    if found is None:
        return text
    asked = text[found.end() :]
    asked = _OBJECT.sub("my data", asked, count=1) if _OF_DATA.search(found.group()) else asked
    # "You say partners get none, but when do they?" asks about what was granted.
    return text if re.search(r"\bthey\b", asked, re.IGNORECASE) or not own_words(asked) else asked


def affirmed(text: str) -> str:
    """A denial that is asked for its reason as the question whether it holds: "why won't you let me see it", "can I see
    it"."""
    return WHY_CANNOT.sub("can I", WHY_NOT_LET.sub("can I ", text))


def of_any_data(text: str) -> str:
    """A question about the sale of what tells who or where somebody is as one about the sale of any data: policies do
    not say it of each."""
    return _SOLD.sub(r"\g<sold> my personal data", text)


def wants_list(text: str) -> bool:
    return bool(LIST.search(text))


def wants_overview(text: str) -> bool:
    """Whether the whole policy is meant: an overview is asked for, and no practice is named beside it."""
    rest = OVERVIEW.sub(" ", text)
    if rest == text:
        return False
    left = content_words(rest)
    words = lexicon()
    return not words.expansions(" ".join(left)) and words.policy_stems.isdisjoint(stems(" ".join(left), "en"))


def _asks(sentence: str) -> bool:
    return sentence.endswith("?") or bool(INTERROGATIVE.match(sentence)) or bool(OVERVIEW.search(sentence))


def _spaced(text: str) -> str:
    return _SPACE.sub(lambda space: "\n" if "\n" in space.group() else " ", text)


def _joined(sentences: list[str]) -> str:
    return " ".join(" ".join(sentences).split())


def _folded(word: str) -> str:
    return word.lower().replace("’", "'")


def _bare(word: str) -> str:
    return _folded(word).strip("?!.,;:\"'()“”")


def plainly(text: str) -> str:
    """A text whose "hang on to them" is "keep them": what is done with things spoken of before, by its plain verb."""
    text = _AFTER_THAT.sub(r"\g<asks> after that?", _KEEPS_RECORDING.sub(r"\g<asks>record", text))
    text = _KEEPS_SAFE.sub(r"treat \g<what> as \g<how>", _KEEPS_ON.sub(r"continue\g<s> \g<done>", text))
    text = _PASSED_ON.sub(r"sharing \g<what>", text)
    return _done_with_it().sub(lambda done: lexicon().plain_verbs[" ".join(done["verb"].lower().split())], text)


@cache
def _done_with_it() -> re.Pattern[str]:
    verbs = "|".join(re.escape(verb).replace(r"\ ", r"\s+") for verb in lexicon().plain_verbs)
    return re.compile(rf"\b(?P<verb>{verbs})\b(?=\s+(?:it|them|that|those|this|these)\b)", re.IGNORECASE)
