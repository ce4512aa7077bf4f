"""What asks of the thing that was asked about how soon one hears of it, when one agreed to it, why it is needed, where
it comes from, or how long another thing is kept. Pure."""

from __future__ import annotations

import re

from bot.wording import content_words

_AND = r"\W*(?:(?:and|so|but|ok|then|well)\b\W*)*"
_IT = r"(?:it|that|this|them|those|these|all (?:of )?(?:it|that|this))"
_HEAR = r"(?:hear|know|learn|find out|(?:be|get) (?:told|informed|notified|warned)|get (?:a |any )?(?:notice|warning))"
_OF_IT = rf"(?: (?:about|of|from you|from them)(?: {_IT})?)*"
# "How soon would we hear?" of what the company has to tell.
_TOLD = re.compile(
    rf"{_AND}(?:how (?:soon|fast|quick|quickly|early|late)|when|by when) (?:will|would|do|can|should|must) (?:i|we) "
    rf"{_HEAR}{_OF_IT}\W*",
    re.IGNORECASE,
)
# "Would I be told first?"
_TOLD_FIRST = re.compile(
    rf"{_AND}(?:(?:will|would|do|can|should|am) (?:i|we) {_HEAR}|(?:will|would|do|can|should|must) (?:you|they) "
    r"(?:tell|warn|notify|inform|let|alert)(?: (?:me|us|people|users))?(?: know)?)"
    rf"{_OF_IT}(?: first| before(?:hand)?| before that(?: happens)?| in advance)?\W*",
    re.IGNORECASE,
)
# "Where did you get it?"
_OBTAINED = re.compile(
    rf"{_AND}(?:where|who|whom|from (?:where|who|whom)) (?:do|did|does|would|have|has) (?:you|they|it) "
    rf"(?:get|got|obtain|have|take|find)(?: {_IT})?(?: (?:all|from))*\W*",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(?:know|collect\w*|gather\w*|have (?:on|about) (?:me|us)|hold (?:on|about) (?:me|us))\b", re.IGNORECASE
)
# "When did I agree to that?"
_AGREED = re.compile(
    rf"{_AND}(?:when|where|how|did|since when)(?: (?:exactly|ever))?(?: (?:did|do|have|had))? (?:i|we) (?:ever |even )?"
    r"(?:agree|agreed|consent|consented|say yes|said yes|opt in|opted in|allow|allowed|permit|permitted|ok|okay)"
    rf"(?: (?:to|with|for))?(?: {_IT})?\W*",
    re.IGNORECASE,
)
# "Why do you need that?" of what is collected.
_WHY = re.compile(
    rf"{_AND}(?:why|what for|for what|what) (?:do|does|would|should|must) (?:you|they|it|anyone)"
    r"(?: even| actually| really)? "
    rf"(?:need|want|require|ask for|collect|have to have|take|do with|use)(?: {_IT})?(?: all)?(?: for)?\W*",
    re.IGNORECASE,
)
_COLLECTED = re.compile(r"\b(?:what|which)\b[^?]*\b(?:collect\w*|gather\w*|take|get|know|record|log|track)\b", re.I)
# "How many years for the router settings?" of what is kept.
_HOW_LONG_FOR = re.compile(
    rf"{_AND}(?P<how>how (?:long|many (?:years|months|weeks|days))) (?:is it |are they )?(?:for|about|with) "
    rf"(?P<thing>(?!{_IT}\b)(?:[\w'’-]+ ){{0,6}}[\w'’-]+)\W*",
    re.IGNORECASE,
)
_HELD_FOR = re.compile(
    r"\b(?:how long|how many|longer)\b[^?]*\b(?:keep|kept|hold|held|store[ds]?|retain\w*|save[ds]?)\b", re.I
)
# "After that, what happens to my files?" of an account that is closed.
_WHAT_HAPPENS = (
    r"what (?:happens|becomes|will happen|would happen|do you do) (?:to|of|with) "
    r"(?:it|them|that|everything|(?:all )?(?:of )?(?:my|our|the) (?:\w+ )?(?:data|info\w*|stuff|details|things|"
    r"records))"
)
_THEN = r"(?:after (?:that|this|it)|afterwards?|once (?:that|it)(?:['’]s| is) done|then)"
_AFTERWARDS = re.compile(rf"{_AND}{_THEN},? (?:and )?{_WHAT_HAPPENS}\W*", re.IGNORECASE)
_HAPPENS_THEN = re.compile(rf"{_AND}{_WHAT_HAPPENS},? {_THEN}\W*", re.IGNORECASE)
_CLOSING = re.compile(
    r"\b(?:clos|delet|cancel|leav|quit|terminat|deactivat)\w* (?:my|our|the|an?) (?:account|profile|"
    r"subscription)\b",
    re.I,
)
# "What's the catch?" of what one may do.
_CATCH = re.compile(
    rf"{_AND}(?:what(?:['’]s| is| would be) the (?:catch|consequence|downside|price)|"
    r"what are the (?:consequences|downsides)|(?:is there |are there )?(?:a|any) (?:catch|consequences?|downsides?))"
    rf"(?: of (?:so doing|{_IT}))?(?: then)?\W*",
    re.IGNORECASE,
)
_MAY_I = re.compile(
    r"^\W*(?:can|may|could) i (?P<done>(?!see|get|have|find|ask|know|be\b)[^?,.;]+?)(?: with you|"
    r" at you)?\W*$",
    re.IGNORECASE,
)

_ANYTHING = re.compile("")
# What a text says, what the question before must be about, and what is asked then.
_QUESTIONS = (
    (_TOLD, _ANYTHING, "how soon would you tell me? {before}"),
    (_TOLD_FIRST, _ANYTHING, "would you tell me first? {before}"),
    (_OBTAINED, _KNOWN, "which sources do you get my data from? {before}"),
    (_CATCH, _MAY_I, "what happens if I {done}?"),
    (_AGREED, _ANYTHING, "did I consent to it? {before}"),
    (_WHY, _COLLECTED, "what do you use my data for?"),
    (_HAPPENS_THEN, _CLOSING, "what happens to my data when I close my account?"),
    (_AFTERWARDS, _CLOSING, "what happens to my data when I close my account?"),
    (_HOW_LONG_FOR, _HELD_FOR, "{how} do you keep {thing}?"),
)


def asked_of_it(text: str, before: str) -> str:
    """The question made whole; empty where it asks for none of these."""
    for pattern, about, question in _QUESTIONS:
        found = pattern.fullmatch(text)
        of_it = about.search(before) if found else None
        if found and of_it:
            named = found.groupdict() | of_it.groupdict()
            return question.format(before=" ".join(content_words(before)), **named)
    return ""
