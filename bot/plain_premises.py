"""Questions that presume something, put as plain questions for it: "it never leaves Norway, right?" asks whether data
is transferred to other countries. Pure.

A policy that says otherwise does so in the words of the plain question, and seldom in those of the presumption.
"""

from __future__ import annotations

import re

_UNION = r"e\.?u\.?|eea|european (?:union|economic area)|europe|eu/eea"
# "US" in capitals, or with an article: "kept by us" names no country.
_COUNTRY = (
    r"(?-i:U\.?S\.?A?\b|U\.?K\.?)|the us\b|usa|uk|united states|(?<=the )states|america|united kingdom|"
    r"(?:great )?britain|england|scotland|wales|ireland|norway|sweden|denmark|finland|iceland|germany|austria|"
    r"switzerland|france|belgium|netherlands|holland|luxembourg|spain|portugal|italy|greece|malta|cyprus|poland|"
    r"czechia|slovakia|slovenia|hungary|romania|bulgaria|croatia|serbia|estonia|latvia|lithuania|ukraine|turkey|israel|"
    r"canada|mexico|brazil|argentina|chile|india|china|japan|singapore|south korea|korea|taiwan|australia|new zealand|"
    r"south africa|kenya|nigeria|egypt|russia|"
    r"(?:(?:my|our|your|their|this|that|one|the) )?(?:own |home )?countr(?:y|ies)"
)
_PLACE = rf"(?:the )?(?:(?P<union>{_UNION})|{_COUNTRY})(?!\w)"
_LEAVES = re.compile(rf"(?<!\bi )(?<!\bwe )(?<!\byou )\bleav(?:es?|ing) {_PLACE}", re.IGNORECASE)
_IN = rf"(?:with)?(?:in|inside)(?: of)? {_PLACE}"
_STAYS = re.compile(
    r"\b(?:(?:stay|remain)(?:s|ing)?|keeps?|kept|keeping|stor(?:e|es|ed|ing)|holds?|held|hosts?|hosted|"
    rf"process(?:es|ed)?)\b(?: \w+){{0,5}}? {_IN}",
    re.IGNORECASE,
)
_IS_IN = re.compile(
    r"\b(?:is|are) (?:that|it|this|they|those|these)(?: all| still)? (?:with)?(?:in|inside|outside)(?: of)? " + _PLACE,
    re.IGNORECASE,
)
# Without one of these "is it stored in Norway?" presumes nothing.
_GRANTED = (
    r"^\W*(?:so |but |and )?(?:since|because|as|given(?: that)?|seeing(?: as)?)\b|"
    r"\b(?:right|true|correct|yes|is ?n['’]t (?:it|that)|are ?n['’]t they|do(?:es)?n['’]t (?:it|you|they))\W*$"
)
_PRESUMING = re.compile(
    r"\b(?:only|all|everything|nothing|always|never|solely|exclusively|entirely|purely|stay\w*|remain\w*)\b|"
    rf"{_GRANTED}",
    re.IGNORECASE,
)
_AS_GRANTED = re.compile(_GRANTED, re.IGNORECASE)
_HOW_LONG = re.compile(r"\b(?:how long|how many|when)\b", re.IGNORECASE)

# The company's software on the asker's own machines.
_OUR_OWN = re.compile(
    r"\b(?:on|in|within|from) (?:our|my) (?:own )?(?:servers?|infrastructure|systems?|machines?|hardware|premises|"
    r"data ?cent(?:er|re)s?|network)\b|\b(?:on[- ]prem\w*|self[- ]host\w*)|"
    r"\b(?:install\w*|runs?|running|host(?:s|ed|ing)?) (?:\w+ ){0,3}(?:locally|ourselves|in[- ]house)\b",
    re.IGNORECASE,
)
_REACHES_YOU = re.compile(
    r"\b(?:cop(?:y|ied|ies)|sen[dt]|sends|go(?:es|ing)?|gets?|flows?|lands?|ends? up|transmit\w*|report(?:s|ed)?|"
    r"reach(?:es)?|leaves?|forward\w*|upload\w*|transfer\w*)\b(?: \w+){0,2}? (?:(?:back )?(?:to|with|for|at) )?you\b",
    re.IGNORECASE,
)

# "Why can't tracking be switched off?"
_TRACKING = r"\b(?P<what>track\w*|analytics|profiling|being (?:followed|tracked|watched|profiled))\b"
_BOUND = (
    r"\b(?:can(?:['’]?t|not| not| (?:i|we|you|one) not)|not (?:able|possible|allowed)|unable|impossible|"
    r"no (?:way|choice)|must (?:i|we) (?:accept|agree|allow)|(?:have|need|forced|obliged) to (?:accept|agree|allow))\b"
)
_STOPPING = (
    r"\b(?:switch\w*|turn\w*|opt\w*|refus\w+|declin\w+|reject\w*|disabl\w+|stop\w*|block\w*|off|avoid\w*|escap\w+|"
    r"accept|agree|allow|say no|object\w*|choice)\b"
)
_UNSTOPPABLE = re.compile(rf"\bwhy\b(?=.*{_BOUND})(?=.*{_STOPPING}).*?{_TRACKING}", re.IGNORECASE)

_FOREVER = (
    r"(?:forever|for ever|for good|eternally|indefinitely|for all (?:time|eternity)|till the end of time|permanently)"
)
_KEPT_FOREVER = re.compile(
    rf"\b(?:keep|keeps|kept|keeping|hold|holds|hang|hangs|store|stores|stored|stays?|have|has|remain\w*)\b"
    rf"(?: (?:on to|onto|hold of|my|our|the|all|your|it|them|that|this|"
    rf"things|everything|stuff|data|info\w*|personal|details|what\w*|you|have|know|there|around|me|about|on)){{0,6}} "
    rf"{_FOREVER}\b",
    re.IGNORECASE,
)

_EVERYTHING = r"(?:everything|it all|all of (?:it|that|this)|(?:all )?(?:my |our |the )?(?:data|info\w*|stuff))"
_SPAN = r"(?:an?|one|two|three|four|five|six|seven|ten|twelve|\d+) (?:days?|weeks?|months?|years?)"
# "You delete everything after a month, right?"
_GONE_AFTER = re.compile(
    rf"\b(?:(?:delete|erase|wipe|remove|destroy|purge)s? {_EVERYTHING}|"
    rf"{_EVERYTHING} (?:is|are|gets?|will be) (?:\w+ )?(?:deleted|erased|wiped|removed|destroyed|purged|gone))"
    rf" (?:\w+ )?(?:after|within|in) (?:at most |about )?{_SPAN}(?= ?,| ?\?| ?\.|$| right\b| anyway\b)",
    re.IGNORECASE,
)

_UNTOLD = re.compile(
    r"\b(?P<use>(?:use|using|visit|visiting|browse|browsing|look(?:ing)? (?:at|around)|try(?:ing)?|join(?:ing)?)\b"
    r"(?: (?!without)\S+){0,5}?) without (?:(?:ever|even|first|really|actually) )?"
    r"(?:telling|giving|saying|revealing|handing over|sharing|disclosing|leaving|submitting|entering) "
    r"(?:(?:you|them|it|anyone|anybody) )?"
    r"(?:(?:away |over )?(?:anything|something|much|(?:(?:any|of|my|our|personal) )*(?:data|info\w*|details))"
    r"\b(?: (?:about (?:me|us|myself)|of (?:me|mine)|at all))*|"
    r"(?:you |them )?who i am|a (?:single )?(?:detail|thing)(?: about (?:me|us|myself))?)",
    re.IGNORECASE,
)


def plainly_asked(text: str) -> str:
    """A question that presumes something in words that policies lack, as the plain one; unchanged for all else."""
    if away := _abroad(text):
        return away
    if _OUR_OWN.search(text) and _REACHES_YOU.search(text):
        return "software runs on our own infrastructure. does any data still go to you?"
    if found := _UNSTOPPABLE.search(text):
        what = "tracking" if found["what"].lower().startswith(("being", "track")) else found["what"]
        return f"is {what} optional, or based on my consent?"
    if _KEPT_FOREVER.search(text) and not _HOW_LONG.search(text):
        return "do you keep everything forever, or can it be deleted?"
    if _GONE_AFTER.search(text) and _AS_GRANTED.search(text) and not _HOW_LONG.search(text):
        return "how long do you keep my data?"
    return _UNTOLD.sub(r"\g<use> without providing personal data", text)


def placed(text: str) -> str:
    """What asks whether something is in a place or out of it ("is that outside Europe?"), as the question for other
    places; empty for all else."""
    found = _IS_IN.search(text)
    return _elsewhere(found) if found else ""


def _abroad(text: str) -> str:
    if _HOW_LONG.search(text):
        return ""
    found = _LEAVES.search(text) or (_STAYS.search(text) if _PRESUMING.search(text) else None)
    return _elsewhere(found) if found else ""


def _elsewhere(found: re.Match[str]) -> str:
    away = f"countries outside the {found['union']}" if found["union"] else "other countries"
    return f"is my data stored and processed in, or transferred to, {away}?"
