"""What a question asks: which policies, what topic, what type of answer. Rules only; no language model. Pure.

A question and its history are data: wording that tries to steer the program is left out of what is searched for and
changes nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.lexicon import lexicon
from bot.models import Message
from bot.names import Mentions, find_policies
from bot.spelling import mend
from ingest.models import Policy


class AskedFor(StrEnum):
    """The type of thing that would answer the question."""

    PERIOD = "period"
    AMOUNT = "amount"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    PERSON = "person"
    NAME = "name"
    DATE = "date"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    `search_text` is what is searched for: spelling mended, policies' names and steering left out, a follow-up
    completed from the history. `topic` is its content words alone, joined; both may be empty. `expansions` are the
    policies' own words for the user's. `policies` are those named here or, in a follow-up, before; empty where none.
    """

    text: str
    search_text: str
    topic: str
    expansions: tuple[str, ...]
    policies: tuple[str, ...]
    asked_for: AskedFor
    wants_list: bool
    wants_overview: bool
    steering: bool
    mended: tuple[tuple[str, str], ...]


_STEERING = re.compile(
    r"(?:please\s+)?(?:ignore|disregard|forget|override|bypass)\b[^.?!\n]*?"
    r"\b(?:instructions?|above|previous|prior|rules|prompts?|everything|before|guidelines|polic(?:y|ies)|context)\b"
    r"|\b(?:you are now|act as|pretend (?:to be|that|you)|from now on|developer mode|jailbreak|new instructions?)\b[^.?!\n]*"
    r"|(?:^|[.!,;\n]\s*|\b(?:and|just|only|simply|then)\s+)+(?:answer|say|reply|respond|output)(?: only| with| just| me)* "
    r"[\"'“]?(?:yes|no|ok|true|false)\b[\"'”]?"
    r"|\b(?:print|reveal|show|repeat|output) (?:me )?(?:your|the) (?:system )?(?:prompt|instructions)\b"
    r"|\b(?:system|assistant|user|developer)\s*:|</?[a-z_][^>\n]*>|\[/?INST\]|`{3,}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.?!\n]+(?:[.](?=\w)[^.?!\n]*)*[.?!]*")
_INTERROGATIVE = re.compile(
    r"^\W*(?:and |but |so |or |then |ok(?:ay)?,? |hey,? |hi,? |please,? |also,? )*"
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|am|was|were|do|does|did|can|could|will|would|should|shall|may|"
    r"must|has|have|had|tell|list|show|explain|describe|summari[sz]e|compare|give|name)(?:'s|’s|n't|n’t)?\b",
    re.IGNORECASE,
)
_OVERVIEW = re.compile(
    r"\b(?:summari[sz]e|summary|overview|tl;?dr|in a nutshell|(?:main|key) (?:points?|things?|takeaways?)|gist|"
    r"(?:short|quick|brief) version|should (?:i|we|you) (?:know|(?:be )?(?:worr(?:y|ied)|concerned|scared|trust))|"
    r"anything (?:bad|weird|shady|worrying|concerning|alarming)|red flags?|good or bad|break (?:it|this) down|long story short|"
    r"bullet points?|what(?:'s| is) (?:in )?(?:the|this|your|their) (?:privacy )?(?:policy|notice|statement)(?: about)?|"
    r"what does (?:the|this|your|their|its) (?:privacy )?(?:policy|notice|statement) (?:say|cover|contain)(?! (?:about|on)\b))\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"^\W*(?:\w+ )?list\b|\b(?:what|which) (?:(?:kinds?|types?|sorts?|categories) of |all |are |other |personal |specific |different )*"
    r"(?:my |the |your |these )?(?:rights|data|information|info|details|measures|purposes|reasons|cookies|partners|parties|"
    r"categories|choices|options|companies|providers|obligations|things|ways|circumstances|cases|grounds|bases|steps|safeguards|"
    r"services|third parties|people|personal data)\b|\ball (?:the |of )?\w+|\bevery\b|\bwho (?:all )?(?:do you|gets|receives|sees|else)\b|"
    r"\bwhat (?:do|does|did|can|will|else) \S+ (?:\w+ )?(?:collect|gather|know|store|track|use)",
    re.IGNORECASE,
)
_TYPES: tuple[tuple[AskedFor, re.Pattern[str]], ...] = (
    (
        AskedFor.PERIOD,
        re.compile(
            r"\bhow (?:long|soon|fast|quick(?:ly)?|many (?:\w+ )?(?:days|weeks|months|years|hours))\b|\b(?:retention|storage|notice) period"
            r"|\buntil when\b|\bwhen (?:will|do|does|is|are|would)\b[^?]*\b(?:delet|eras|remov|destroy|wip|gone|answer|respon|repl)"
            r"|\bfor how\b|\bhow much (?:time|notice|warning)\b",
            re.IGNORECASE,
        ),
    ),
    (
        AskedFor.PHONE,
        re.compile(
            r"\b(?:tele)?phone number\b(?! (?:collected|stored))|\bfax\b|\bhotline\b|\bhelpline\b|\bcan i (?:call|phone|ring)\b|\bnumber (?:to|can i) (?:call|ring|dial)",
            re.IGNORECASE,
        ),
    ),
    (
        AskedFor.EMAIL,
        re.compile(
            r"\b(?:what|which|whats|what's)\b[^?]*\be-?mail(?: address)?\b|\be-?mail address (?:of|for|do)\b|\bwhere (?:do|can|should) i (?:e-?mail|write)",
            re.IGNORECASE,
        ),
    ),
    (
        AskedFor.ADDRESS,
        re.compile(
            r"\b(?:postal|mailing|street|physical|office|registered) address\b|\bwhere (?:is|are) (?:\w+ ){0,3}(?:based|located|headquartered|office|hq)\b|\bheadquarters?\b|\bwhich (?:city|town)\b",
            re.IGNORECASE,
        ),
    ),
    (
        AskedFor.PERSON,
        re.compile(
            r"\bwho(?:'s| is) (?:the|your|their|its)\b|\bname of (?:the|your|their)\b|\b(?:ceo|cto|ciso|dpo|founder|president|chief \w+ officer)\b",
            re.IGNORECASE,
        ),
    ),
    (
        AskedFor.NAME,
        re.compile(
            r"\b(?:which|what) (?:(?!(?:is|are|do|does|if)\b)\w+ )?(?:firms?|compan(?:y|ies)|providers?|insurers?|vendors?|hosts?|"
            r"banks?|brands?|tools?|software|algorithms?|models?|cit(?:y|ies)|towns?|courts?|states|universit(?:y|ies)|networks?|"
            r"partners?|auditors?|agenc(?:y|ies)|authorit(?:y|ies)|certificates?|certifications?|standards?|laws?|processors?)\b|"
            r"\bname the\b|\bcalled\b",
            re.IGNORECASE,
        ),
    ),
    (
        AskedFor.AMOUNT,
        re.compile(
            r"\bhow (?:much|many)\b|\b(?:what|which) (?:fee|price|cost|fine|age|percentage|number)\b|\bcost\b|\bhow old\b",
            re.IGNORECASE,
        ),
    ),
    (
        AskedFor.DATE,
        re.compile(
            r"\bwhen was\b|\blast (?:updated|changed|revised|modified)\b|\beffective (?:date|since|from)\b|\b(?:what|which) date\b|\bsince when\b|\bhow (?:old|recent|current) is (?:the|this|your) policy",
            re.IGNORECASE,
        ),
    ),
)
_FOLLOW_UP = re.compile(
    r"^\W*(?:and|but|or|so|also|then|what about|how about|what of|same (?:for|question)|ok(?:ay)?(?:,|\s)+(?:and|but|so)?)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:that|it|this|those|these|them|they|there|then|such|one|ones|same|after|before|instead|either|both|so)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\bthe other(?: one| policy| company)?s?\b", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:both|each|all) of (?:them|those|these)\b|\bthe two\b|\bwhich of (?:them|the two|those)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ACTIONS = frozenset(
    [
        "keep",
        "keeps",
        "kept",
        "retain",
        "retained",
        "store",
        "stored",
        "storing",
        "save",
        "saved",
        "share",
        "shares",
        "shared",
        "sharing",
        "disclose",
        "sell",
        "sells",
        "sold",
        "selling",
        "rent",
        "delete",
        "deleted",
        "deleting",
        "erase",
        "collect",
        "collects",
        "collected",
        "collecting",
        "gather",
        "use",
        "used",
        "using",
        "process",
        "encrypt",
        "encrypted",
        "record",
        "recorded",
        "recording",
        "transfer",
        "transferred",
        "notify",
        "track",
        "tracking",
        "contact",
        "withdraw",
        "object",
        "access",
        "correct",
        "export",
        "long",
        "retention",
    ]
)
_FEW = 2


@dataclass(frozen=True, slots=True)
class Scope:
    """The policies that a question means (named in it, or else before it), and where it names them."""

    policies: tuple[str, ...]
    mentions: Mentions


def find_scope(
    question: str, *, history: Sequence[Message] = (), policies: Sequence[Policy], is_word: Callable[[str], bool]
) -> Scope:
    """Which policies are meant; none where neither the question nor the history names one."""
    mentions = find_policies(question, policies, is_word=is_word)
    return Scope(mentions.policies or _earlier_scope(question, _asked_before(history), policies, is_word), mentions)


def understand(
    question: str,
    scope: Scope,
    *,
    history: Sequence[Message] = (),
    policies: Sequence[Policy],
    vocabulary: Mapping[str, int],
    is_word: Callable[[str], bool],
) -> Question:
    """Read a question. `vocabulary` maps the policies' lower-case words to their counts; `is_word` knows English."""
    steering = bool(_STEERING.search(question))
    mended = mend(_asking(_without_steering(_without_names(question, scope.mentions))), vocabulary)
    earlier = _asked_before(history)
    search_text, type_text = mended.text, mended.text
    if earlier and _is_follow_up(mended.text):
        search_text, type_text = _completed(mended.text, _before(earlier, policies, vocabulary, is_word))
    return Question(
        text=question,
        search_text=search_text,
        topic=" ".join(content_words(search_text)),
        expansions=tuple(lexicon().expansions(search_text)),
        policies=scope.policies,
        asked_for=next((kind for kind, pattern in _TYPES if pattern.search(type_text)), AskedFor.STATEMENT),
        wants_list=bool(_LIST.search(search_text)),
        wants_overview=_wants_overview(mended.text),
        steering=steering,
        mended=mended.changes,
    )


def plain_question(text: str, asked_for: AskedFor = AskedFor.STATEMENT) -> Question:
    """A question of the program's own, which needs no reading."""
    return Question(
        text=text,
        search_text=text,
        topic=" ".join(content_words(text)),
        expansions=(),
        policies=(),
        asked_for=asked_for,
        wants_list=False,
        wants_overview=False,
        steering=False,
        mended=(),
    )


def _asked_before(history: Sequence[Message]) -> list[Message]:
    return [turn for turn in history if turn.role == "user" and turn.content.strip()]


def content_words(text: str) -> list[str]:
    """The words of a text that carry its topic, in order, as written."""
    words = lexicon()
    return [
        word
        for word in _WORD.findall(text)
        if word.lower().replace("’", "'") not in words.function_words | words.boilerplate
    ]


def without_boilerplate(text: str) -> str:
    """A question without the words that name the asker or the asked ("the website", "users'")."""
    kept = [word for word in text.split() if _bare(word) not in lexicon().boilerplate]
    return " ".join(kept) if content_words(text) else text


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").strip("?!.,;:\"'()“”")


def _without_names(question: str, mentions: Mentions) -> str:
    """The policies' names drown everything else in a comparison; whoever they name is being asked: "you"."""
    out = question
    for span in sorted(mentions.spans, key=lambda span: span.start, reverse=True):
        you = "your" if re.search(r"['’]s?$", out[span.start : span.end]) else "you"
        out = out[: span.start] + you + out[span.end :]
    return out


def _without_steering(text: str) -> str:
    return _STEERING.sub(" ", text)


def _asking(text: str) -> str:
    """The sentences that ask; all of the text where none does."""
    sentences = [match.group().strip() for match in _SENTENCE.finditer(text) if _WORD.search(match.group())]
    asking = [sentence for sentence in sentences if sentence.endswith("?") or _INTERROGATIVE.match(sentence)]
    return " ".join(" ".join(asking or sentences).split())


def _wants_overview(text: str) -> bool:
    """Whether the whole policy is meant: an overview is asked for, and no practice is named beside it."""
    rest = _OVERVIEW.sub(" ", text)
    return rest != text and not lexicon().expansions(" ".join(content_words(rest)))


def _is_follow_up(text: str) -> bool:
    words = content_words(text)
    return bool(_FOLLOW_UP.match(text)) or (len(words) <= _FEW and bool(_REFERENCE.search(text))) or not words


def _before(
    earlier: Sequence[Message], known: Sequence[Policy], vocabulary: Mapping[str, int], is_word: Callable[[str], bool]
) -> str:
    """The last earlier question that had a topic of its own, without names, mended."""
    for turn in reversed(earlier):
        plain = _without_steering(_without_names(turn.content, find_policies(turn.content, known, is_word=is_word)))
        text = mend(_asking(plain), vocabulary).text
        if len(content_words(text)) > 1 or (content_words(text) and turn is earlier[0]):
            return text
    return ""


def _completed(text: str, before: str) -> tuple[str, str]:
    """A follow-up's search text, and the text that tells what type of thing it asks for.

    "And cookies?" takes over what was asked about the earlier topic, not the topic; "what about the other one?", with
    no topic of its own, takes over the whole question.
    """
    own = content_words(text)
    if not own or _REFERENCE.search(_FOLLOW_UP.sub("", text)):
        return f"{before} {text}".strip(), f"{text} {before}"
    asks = next((kind for kind, pattern in _TYPES if pattern.search(text)), None)
    actions = [word for word in _WORD.findall(before) if word.lower() in _ACTIONS | {"how", "who", "where", "why"}]
    if asks is not None or any(word.lower() in _ACTIONS for word in own):
        return text, text
    return f"{' '.join(actions)} {' '.join(own)}".strip(), before


def _earlier_scope(
    question: str, earlier: Sequence[Message], known: Sequence[Policy], is_word: Callable[[str], bool]
) -> tuple[str, ...]:
    named = [
        mentions.policies
        for turn in earlier
        if (mentions := find_policies(turn.content, known, is_word=is_word)).policies
    ]
    if not named:
        return ()
    everyone = tuple(dict.fromkeys(policy for policies in named for policy in policies))
    if _BOTH.search(question):
        return everyone
    if _OTHER.search(question):
        rest = tuple(policy for policy in everyone if policy not in named[-1])
        return rest or tuple(policy.id for policy in known if policy.id not in named[-1])
    return named[-1]
