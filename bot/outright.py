"""What says outright what is asked, in words that share none with the question. Pure.

"We will let you know" tells of changes, "request data portability" lets one take data away, "a change of control" is a
merger. Each is asked and said in ways of its own; a thing that is asked about besides ("by e-mail") must be named too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TELL = (
    r"(?:notif(?:y|ies|ied)|inform(?:s|ed)?|tell|tells|told|warn(?:s|ed)?|alert(?:s|ed)?|announc(?:e|es|ed)|"
    r"let(?:s)? (?:you|me|us|users|people) know)"
)
_CHANGE = r"(?:chang|updat|amend|revis|modif)\w*"
_MERGER = (
    r"(?:merg(?:er|ers|ed|es?)\b|acqui(?:sition|red|rer)\w*|take-?over|change (?:in|of) (?:control|ownership)|"
    r"(?:sale|transfer) of (?:(?:all|part|some|or|of|the|our|its|a|substantially) )*(?:assets|business|company)|"
    r"asset sales?|new owners?)"
)
_SOLD = r"(?:(?:company|business|firm|they) (?:\w+ ){0,2}(?:bought|sold|acquired|taken over|merges?|changes? hands))"
_HAND_ON = r"(?:shar|transfer|disclos|pass|hand|assign|giv|sold|sell)\w*"
_TALK = r"(?:(?:video )?(?:conferences?|calls?|meetings?)|conversations?|chats?|sessions?)"
_LEARN = (
    r"track|know|collect|record|see|follow|find out|gather|log|monitor|store|use|get|keep|save|hold|ask for|take|learn|"
    r"work out|pick up|have"
)
_REFUSE = (
    r"(?:refuse|reject|decline|say(?:ing)? no|turn(?:ing)? (?:them )?off|switch(?:ing)? off|opt(?:ing)?[- ]out|disable|"
    r"block|control|manage|avoid|get rid of)"
)
_BREACH = (
    r"(?:(?:data|security|privacy) (?:breach|incident)(?:es|s)?|"
    r"breach(?:es)?(?! of (?:\w+ ){0,2}(?:terms|agreement|contract|polic|rules|law))|hack(?:s|ed)?\b)"
)


@dataclass(frozen=True, slots=True)
class Outright:
    """`asks` is how it is asked, `says` how a sentence says it; `own` are the words that either may have."""

    asks: re.Pattern[str]
    says: re.Pattern[str]
    own: str


def _either(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_KNOWN = (
    Outright(
        _either(
            rf"\b{_TELL}\b.*?\b(?:polic\w+|terms|notice) {_CHANGE}|"
            rf"\b{_TELL}\b.*?\b{_CHANGE}.*?\b(?:polic\w+|terms|notice)\b|"
            rf"\b{_TELL}\b.*?\b(?:polic\w+|terms) (?:is|are|gets?) {_CHANGE}"
        ),
        _either(
            rf"\b{_CHANGE}[^.;]*?\b{_TELL}\b|\b(?:we|us)\b[^.;]*?\b{_TELL}\b[^.;]*?\b{_CHANGE}|"
            rf"\b{_CHANGE}[^.;]*?\bnotice\b[^.;]*?\b(?:posted|published|given|sent)\b|"
            rf"\bnotices? of [^.;]*?\b{_CHANGE}"
        ),
        "notify inform tell warn alert announce let know change update amend revise policy policies terms privacy "
        "notice advance beforehand ahead users people get gets",
    ),
    Outright(
        _either(
            r"\bexport\b|\bportab\w*|\b(?:take|move|transfer|carry) (?:my|your|the|their) (?:\w+ )?"
            r"(?:data|info\w*|stuff|details)\b.*?\b(?:with (?:me|you|them)|elsewhere|somewhere else|"
            r"to (?:another|a different|a new) (?:\w+ )?(?:provider|service|company))"
        ),
        _either(
            r"\bportab\w*|\b(?:transfer|receive|obtain|export)\w*\b[^.;]*?\bmachine[- ]readable|"
            r"\bexport (?:of )?(?:your|their|the|all)\b"
        ),
        "export portable portability take move transfer carry let allow with elsewhere somewhere else another "
        "different new provider service company users right",
    ),
    Outright(
        _either(rf"\b{_HAND_ON}\b.*?\b(?:{_MERGER}|{_SOLD})|\b(?:{_MERGER}|{_SOLD}).*?\b{_HAND_ON}\b"),
        _either(rf"\b{_HAND_ON}\b.*?\b{_MERGER}|\b{_MERGER}.*?\b{_HAND_ON}\b"),
        "merge merger acquire acquired acquisition takeover change control ownership sale sold sell buy bought taken "
        "over company business firm asset assets owner new share transfer pass hand give case event get gets hands",
    ),
    Outright(
        _either(
            r"\b(?:see|sees|hears?|listens?|watch(?:es)?|views?|access|eavesdrops?|snoops?|reads?|spy|spies|monitors?|"
            rf"look|looks|peek|peeks|tap)\b.*?\b(?:{_TALK}|said|say)\b"
        ),
        _either(
            rf"\baccess(?:ible)?\b[^.;]*?\b(?:content|audio|{_TALK})\b|\b(?:content|{_TALK})\b[^.;]*?\baccessible\b|"
            rf"\b(?:view|listen to|listen in|monitor|hear|watch|read)\w*\b[^.;]*?\b{_TALK}\b"
        ),
        "see hear listen watch view access eavesdrop snoop read spy monitor look peek tap in on content audio video "
        "meeting call conference conversation chat session said say get actually talk discuss people user team",
    ),
    Outright(
        _either(
            rf"\b(?:{_LEARN})\b.*?\b(?:g\.?p\.?s\.?(?!\w)|whereabouts|geolocation|location tracking|"
            r"(?:my|your|our|users?['’]?s?|people['’]s|phone['’]?s?|device['’]?s?|physical|exact|precise|live) "
            r"(?:\w+ )?(?:locations?|position)|where (?:i am|i['’]?m|i go|i live|users are|people are))\b"
        ),
        _either(
            r"\bgps\b|\bgeolocation\b|\b(?:physical|geographic\w*|current|general|precise|approximate|device|your|its?|"
            r"their) (?:geographic )?(?:location|position)\b|\blocation(?:[- ]based)? (?:data|information|services)\b|"
            r"(?:^|: )location\b"
        ),
        "gps whereabouts location geolocation track know collect find out physically see precise exact follow where go "
        "live record gather people user device phone data position tell learn get log monitor store use work pick up",
    ),
    Outright(
        _either(
            rf"\b(?:{_LEARN})\b.*?(?:\b(?:credit|debit|bank|payment) ?cards?\b|\bcard (?:number|details|data)s?\b)"
        ),
        _either(r"\b(?:credit|debit|bank|payment) ?cards?\b|\bcard (?:number|details|data)s?\b"),
        "credit debit bank payment card number details data store keep save collect hold ask get take info record",
    ),
    Outright(
        _either(
            r"\b(?:train|improve|teach|use|feed|develop|build)(?:s|ing|es)?\b.*?\b(?:a\.?i\.?(?!\w)|"
            r"artificial intelligence|machine learning|algorithms?)"
        ),
        _either(r"\b(?-i:AI)\b|\b(?:artificial intelligence|machine learning|algorithms?)\b"),
        "ai artificial intelligence machine learning algorithm train training improve teach use feed develop data "
        "model make better build",
    ),
    Outright(
        _either(
            r"\b(?:unsubscribe|opt(?:ing)?[- ]out|get (?:out of|off)|turn(?:ing)? off|switch off|stop|say no to|refuse|"
            r"decline|block|silence)\b.*?"
            r"\b(?:e-?mail(?:s|ing)?|messages?|mailings?|newsletters?|marketing|mails?|spam|communications?|ads|adverts?|"
            r"promotions?|everything)\b"
        ),
        _either(
            r"\bunsubscrib\w+|\bopt(?:ing|ed)?[- ](?:out|of)\b|\bignore e-?mails\b|"
            r"\bobject\b[^.;]*?\b(?:direct )?marketing\b|\bnot be (?:on|in) our mailing list\b"
        ),
        "unsubscribe opt out opting get off turn switch stop say no refuse decline block silence email mail message "
        "mailing newsletter marketing spam communication send all everything absolutely every any list promotion ads "
        "advert receive receiving let offer easy simple",
    ),
    Outright(
        _either(
            rf"\b(?:{_REFUSE})\b.*?\b(?:cookies?|tracking|trackers?)\b|\bcookies?\b.*?\b(?:{_REFUSE}|optional|off)\b"
        ),
        _either(
            r"\b(?:control|manage|refuse|reject|disable|block|decline|turn off|delete|adjust)\b[^.;]*?\bcookies?\b|"
            r"\bwithout (?:accepting )?(?:the use of )?(?:\w+ )?cookies\b|\bcookie settings\b|"
            r"\bconsent\b[^.;]*?\bcookies?\b|\bcookies?\b[^.;]*?\b(?:with|only if|based on) (?:your )?consent\b"
        ),
        "refuse reject decline say no turn switch off opt out disable block control manage avoid optional cookie "
        "cookies tracking tracker let able allow choose can",
    ),
    Outright(
        _either(
            r"\b(?:complain|complaint|complaints|report|grievance)\w*\b.*?\b(?:authorit\w+|regulators?|watchdogs?|"
            r"ombudsman|commissioner|agency|officials?|(?:someone|somebody) (?:official|independent))\b"
        ),
        _either(
            r"\b(?:complain\w*|lodge|file|submit|report)\b[^.;]*?\b(?:authorit\w+|regulators?|ombudsman|commission(?:er)?|"
            r"data protection (?:directive|agency|office|inspectorate))\b"
        ),
        "complain complaint report grievance authority regulator watchdog ombudsman commissioner agency official "
        "someone somebody independent supervisory data protection file lodge take tell right mention government",
    ),
    Outright(
        _either(
            rf"\b{_HAND_ON}\b.*?\b(?:police|cops|courts?|law enforcement|authorities|governments?|subpoenas?|state)\b"
        ),
        _either(
            rf"\b{_HAND_ON}\b[^.;]*?\b(?:law|courts?|legal process|subpoenas?|authorities|governments?|litigation)\b|"
            rf"\b(?:law|courts?|legal process|subpoenas?|authorities|governments?|litigation)\b[^.;]*?\b{_HAND_ON}\b"
        ),
        "share transfer disclose pass hand give police cop court law enforcement authority government subpoena state "
        "over ask request order judge comes knocking",
    ),
    Outright(
        _either(rf"\b{_TELL}\b.*?\b{_BREACH}"),
        _either(rf"\b{_TELL}\b[^.;]*?\b{_BREACH}|\b{_BREACH}[^.;]*?\b{_TELL}\b"),
        "notify inform tell warn alert announce let know data security privacy breach incident hack users people "
        "personal affected case event",
    ),
)


_AHEAD = _either(r"\b(?:in advance|beforehand|ahead|before|prior)\b")


def ahead(text: str) -> bool:
    """Whether a question or sentence is of something done before."""
    return _AHEAD.search(text) is not None


def outright(ask: str) -> Outright | None:
    """What says outright what is asked; None where it is nothing of these."""
    return next((one for one in _KNOWN if one.asks.search(ask)), None)
