"""How questions ask for the greatest or smallest figure, as `bot.comparison` reads them. Pure."""

from __future__ import annotations

import re

from bot.compared_groups import LEAD, WHO

_SLOW = r"longest|longer"
_QUICK = r"fastest|faster|soonest|sooner|quickest|quicker"
_EARLY = r"earliest|earlier|furthest|farthest"
_SHORT = r"shortest|shorter"
COMPARED = rf"(?:{_SLOW}|{_QUICK}|{_EARLY}|{_SHORT})"
_SPEED = rf"(?:the )?(?P<size>{_QUICK}|slower|slowest|more quickly|more slowly)"
SMALL = re.compile(
    r"(?:less|least)(?! (?:lenient|relaxed))|short|low|young|fast|quick|soon|lax|"
    r"(?:more|most) (?:quick|lenient|relaxed)",
    re.IGNORECASE,
)
# "Which gives more warning", "who has the higher minimum age", "who has the longest notice period".
SIZED = (
    (
        re.compile(
            rf"\b{WHO} (?:gives?|offers?|provides?)(?: (?:me|us|you|users))? (?:the )?"
            rf"(?P<size>most|more|least|less|{COMPARED}) (?:advance )?(?P<ask>(?:warning|notice)\b.*)",
            re.IGNORECASE,
        ),
        "how much {}?",
    ),
    (
        re.compile(
            rf"\b{WHO}(?: (?:has|have|sets?|names?))? (?:the )?"
            r"(?P<size>higher|highest|lower|lowest|older|oldest|younger|youngest|stricter|strictest) "
            r"(?:minimum )?(?P<ask>age\b.*)",
            re.IGNORECASE,
        ),
        "what is the minimum {}?",
    ),
    (
        re.compile(
            rf"\b{WHO} (?:has|have|sets?|names?|offers?) (?:the )?(?P<size>{_SLOW}|{_SHORT}) (?P<ask>.+)",
            re.IGNORECASE,
        ),
        "how long is the {}?",
    ),
    (
        # "Which of the two is more lenient about age", "are you stricter about kids than you".
        re.compile(
            rf"\b(?:{WHO} (?:is|are)|(?:is|are) you) (?:the )?"
            r"(?P<size>(?:strict|lax|tough)(?:er|est)|(?:more|most|less|least) (?:strict|lenient|relaxed)) "
            r"(?:about|on|with|as to|regarding|towards?|over|when it comes to) (?:the )?(?:minimum )?"
            r"(?P<ask>(?:age|kid|child|minor|teen|youngster|young|under-?age)\w*\b.*?)(?: than you\b.*)?$",
            re.IGNORECASE,
        ),
        "what is the minimum {}?",
    ),
)
# "Do you answer sooner than they do", "are you quicker than them at telling me".
THAN = (
    re.compile(
        rf"{LEAD}(?:do|does|did|will|can) you (?P<done>.+?) (?P<size>{COMPARED}|more quickly) than you\b"
        r"(?: (?:does|do|is|are)\b)?(?P<tail>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{LEAD}(?:(?:is|are) you|{WHO} (?:is|are)) {_SPEED} (?:than you )?(?P<how>at|in|to|with|about|on)\s+"
        r"(?P<done>.+?)(?P<tail>)(?: than you)?$",
        re.IGNORECASE,
    ),
)
