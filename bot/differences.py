"""What a question asks the difference in: "compare A and B on children". Names of policies are "you" by then. Pure."""

from __future__ import annotations

import re

from bot.compared_groups import GROUP

_ABOUT = (
    r"(?:\s*[:,]?\s+(?:on|about|regarding|concerning|over|in terms of|when it comes to|with respect to|with regard to|"
    r"as to|for|in)\s+)"
)
_PLEASE = r"^\W*(?:please |can you |could you )*"
_SAME = r"(?:compare|how do (?:you|they) (?:differ|compare)|what(?:'s| is| are) the differences?)"
_BETWEEN = rf"(?:\s+(?:between|among|of|in|for)\s+(?:you|{GROUP}))"

_DIFFERENCES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "compare A and B on children"
        rf"{_PLEASE}(?:compare|contrast)(?: and contrast)?\s+(?:how )?(?:you|{GROUP}){_ABOUT}(?P<ask>.+)",
        # "compare how they treat children", "compare the age limits of A and B"
        rf"{_PLEASE}compare\s+(?P<ask>how (?:you|they|{GROUP}) .+)",
        rf"{_PLEASE}compare\s+(?:the |your |their )?(?P<ask>.+?){_BETWEEN}\W*$",
        rf"{_PLEASE}compare\s+(?!{GROUP}\W*$)(?:the|their|all|all the) (?P<ask>[^,;:?.]+?)(?:,[^?]*)?\W*$",
        # "how do A and B differ on cookies", "how different are they on"
        rf"\bhow (?:do|does) (?:you|they|{GROUP}) (?:differ|compare|vary){_ABOUT}(?P<ask>.+)",
        rf"\bhow (?:do|does) (?P<ask>.+?) (?:differ|compare|vary){_BETWEEN}",
        rf"\bhow different are (?:you|they|{GROUP}){_ABOUT}(?P<ask>.+)",
        # "do A and B treat cookies differently", "are cookies handled differently by A and B"
        rf"\b(?:do|does) (?:you|they|{GROUP}) (?:treat|handle|deal with|approach|see|regard|"
        rf"look at) (?P<ask>.+?),? differently\b",
        rf"^\W*(?:is|are) (?P<ask>.+?) (?:(?:treated|handled|dealt with|seen) )?(?:differently|different) (?:at|by|"
        rf"with|for|in|"
        rf"between|among) (?:you|{GROUP})\W*$",
        # "what is the difference between A and B on cookies"
        rf"\bdifferences?{_BETWEEN}{_ABOUT}(?P<ask>.+)",
        rf"\bdifferences?{_ABOUT}how (?:you|they|{GROUP}) (?P<ask>.+)",
        rf"\bdifferences?{_ABOUT}(?P<ask>.+?)(?:{_BETWEEN})?\W*$",
        # "what do A and B say about mergers"
        rf"\bwhat (?:do|does) (?:both (?:of )?)?(?:you|they|{GROUP}) (?:each |both )?say{_ABOUT}(?P<ask>.+)",
        # "where can I complain: compare A and B", "..., and how do they differ"
        rf"^(?P<ask>.+?)\s*[:,;?.–—-]\s*(?:and |please )*{_SAME}\b.*$",
    )
)


def difference_asked(plain: str) -> str | None:
    """What each is asked, to be set side by side; None where no difference is asked for."""
    for pattern in _DIFFERENCES:
        match = pattern.search(plain)
        if match and (ask := match["ask"].strip(" ?.!,;:")):
            return re.sub(r"^how (?:they|you) ", "how do you ", ask, flags=re.IGNORECASE)
    return None
