"""The table of what policies often say, and of how it is asked: see `bot.outright`. Pure."""

from __future__ import annotations

from bot.outright_entry import Outright, either
from bot.outright_rights import RIGHTS

_TELL = (
    r"(?:notif(?:y|ies|ied|ying)|inform(?:s|ed|ing)?|tell|tells|told|telling|warn(?:s|ed|ing)?|alert(?:s|ed|ing)?|"
    r"announc(?:e|es|ed|ing)|"
    r"let(?:s)? (?:you|me|us|users|people) know)"
)
_CHANGE = r"(?:chang|updat|amend|revis|modif)\w*"
_MERGER = (
    r"(?:merg(?:er|ers|ed|es?)\b|acqui(?:sition|red|rer)\w*|take-?over|change (?:in|of) (?:control|ownership)|"
    r"(?:sale|transfer) of (?:(?:all|part|some|or|of|the|our|its|a|substantially) )*(?:assets|business|company)|"
    r"asset sales?|new owners?)"
)
_SOLD = (
    r"(?:(?:company|business|firm|they|you|it) (?:\w+ ){0,2}(?:bought|sold|acquired|taken over|merges?|changes? hands))"
)
_COMES = r"(?:what (?:happens|becomes|will happen)|where (?:do|does|will)|go(?:es)? with)"
_HAND_ON = r"(?:shar|transfer|disclos|pass|hand|assign|giv|sold|sell)\w*"
_TALK = r"(?:(?:video )?(?:conferences?|calls?|meetings?)|conversations?|chats?|sessions?)"
_LEARN = (
    r"track|know|collect|record|see|follow|find out|gather|log|monitor|store|use|get|keep|save|hold|ask for|take|learn|"
    r"(?:work|figure) out|pick up|pinpoint|detect|have"
)
_REFUSE = (
    r"(?:refuse|reject|decline|say(?:ing)? no|turn(?:ing)? (?:them )?off|switch(?:ing)? off|opt(?:ing)?[- ]out|disable|"
    r"block|control|manage|avoid|get rid of)"
)
_BREACH = (
    r"(?:(?:data|security|privacy) (?:breach|incident)(?:es|s)?|"
    r"(?:gets?|got|is|are|been) (?:(?:a|an) )?(?:stolen|leak(?:ed)?|exposed|compromised)|"
    r"breach(?:es)?(?! of (?:\w+ ){0,2}(?:terms|agreement|contract|polic|rules|law))|hack(?:s|ed)?\b)"
)

_FORCE = r"police|cops?|courts?|law enforcement|authorities|governments?|subpoenas?|legal process"
_YOU = r"(?:you|the user|users?|customers?|account holders?|(?:the )?(?:people|persons?) concerned)"

KNOWN = (
    Outright(
        either(
            rf"\b{_TELL}\b.*?\b(?:polic\w+|terms|notice) {_CHANGE}|"
            rf"\b{_TELL}\b.*?\b{_CHANGE}.*?\b(?:polic\w+|terms|notice)\b|"
            rf"\b{_TELL}\b.*?\b(?:polic\w+|terms) (?:is|are|gets?) {_CHANGE}|"
            rf"\b{_TELL}\b[^?]*?\b(?:before|of|about|ahead of)(?: any| the| all)? changes\W*$|"
            rf"\b(?:find out|learn|hear|know|{_TELL})\b.*?\b(?:polic\w+|terms|rules|small print)\b.*?"
            rf"\b(?:{_CHANGE}|rewritten)"
        ),
        either(
            rf"\b{_CHANGE}[^.;]*?\b{_TELL}\b|\b(?:we|us)\b[^.;]*?\b{_TELL}\b[^.;]*?\b{_CHANGE}|"
            rf"\b{_CHANGE}[^.;]*?\bnotice\b[^.;]*?\b(?:posted|published|given|sent)\b|"
            rf"\bnotices? of [^.;]*?\b{_CHANGE}|"
            rf"\bsend\w*\b[^.;]*?\b(?:notices?|notifications?|communications?|messages?|e-?mails?)\b[^.;]*?\b{_CHANGE}"
        ),
        "notify inform tell warn alert announce let know change update amend revise policy policies terms privacy "
        "notice advance beforehand ahead users people get gets find out learn hear rule small print rewritten",
    ),
    Outright(
        either(
            r"\bexport\b(?!.*\b(?:countr|abroad|overseas|outside|europe))|\bportab\w*|"
            r"\b(?:get|have|receive|download)\b[^?]*?\b(?:data|info\w*|stuff)\b[^?]*?\bformat\b|"
            r"\b(?:take|move|transfer|carry) (?:my|your|the|their) (?:\w+ )?(?:data|info\w*|stuff|details)\b.*?"
            r"\b(?:with (?:me|you|them)|elsewhere|somewhere else)\b|"
            r"\b(?:take|move|transfer|carry|switch) (?:my|your|the|their|it|them|everything|a copy|all)\b.*?"
            r"\bto (?:another|a different|a new|some other) (?:\w+ )?(?:provider|service|company|platform|app)\b"
        ),
        either(
            r"\bportab\w*|\b(?:transfer|receive|obtain|export)\w*\b[^.;]*?\bmachine[- ]readable|"
            r"\bexport (?:of )?(?:your|their|the|all)\b"
        ),
        "export portable portability take move transfer carry let allow with elsewhere somewhere else another "
        "different new provider service company users right copy platform app switch get have receive download format",
        touches=either(
            r"\bmachine[- ]readable\b|\b(?:to|with|at) another \w+|\btake (?:it|"
            r"your \w+) (?:with|to|else)\b|"
            r"\bdownload (?:your|a copy|all)\b"
        ),
        named_always=True,
    ),
    Outright(
        either(
            rf"\b(?:{_HAND_ON}|{_COMES})\b.*?\b(?:{_MERGER}|{_SOLD})|\b(?:{_MERGER}|{_SOLD}).*?\b(?:{_HAND_ON}|"
            rf"{_COMES})\b|"
            r"\b(?:buyer|purchaser|acquirer|new owner)\b.*?\b(?:have|gets?|use|see|keep|take|receive|inherit)\b"
        ),
        either(rf"\b{_HAND_ON}\b.*?\b{_MERGER}|\b{_MERGER}.*?\b{_HAND_ON}\b"),
        "merge merger acquire acquired acquisition takeover change control ownership sale sold sell buy bought taken "
        "over company business firm asset assets owner new share transfer pass hand give case event get gets hands "
        "what happens becomes go goes somebody someone else anybody buyer purchaser acquirer let use see keep "
        "take receive inherit firm another",
        touches=either(
            r"\b(?:buyer|purchaser|successor|take[ns]? over|taking over|bought|acquir\w+|"
            r"new (?:owner|operator)|insolven\w+|bankrupt\w+|"
            r"re-?organi[sz]\w+|restructur\w+|divest\w+)\b|"
            r"\b(?:company|business|provider|firm|we|lines?|operator) (?:is|are|were|was|be|"
            r"gets?) (?:ever )?(?:sold|merged)\b"
        ),
        named_always=True,
    ),
    Outright(
        either(rf"\brecord(?:s|ing|ed)?\b(?! of\b).*?\b{_TALK}\b|\b{_TALK}\b.*?\brecord(?:ed|ing)\b"),
        either(rf"\brecord(?:s|ing|ings|ed)?\b[^.;]*?\b{_TALK}\b|\b{_TALK}\b[^.;]*?\brecord(?:ed|ing|ings)\b"),
        "record recording recorded phone telephone meeting call conference conversation chat session video audio "
        "make take my anybody",
        touches=either(
            r"\brecord(?:s|ed|ings?)?\b[^.;]*?\b(?:audio|video|voice|interviews?)\b|"
            r"\b(?:audio|video|voice|interviews?)\b[^.;]*?\brecord(?:ed|ings?)\b|"
            rf"\b(?:tap(?:ed?|ing)|film(?:ed|ing)?|monitor\w*|listen\w*)\b[^.;]*?\b{_TALK}\b|"
            rf"\b{_TALK}\b[^.;]*?\b(?:taped|filmed|monitored|listened)\b|"
            rf"\bcontent\b[^.;:]*?\b(?:during|of|in|from)\b[^.;:]*?\b{_TALK}\b"
        ),
        named_always=True,
    ),
    Outright(
        either(
            r"\b(?:see|access|view|get|have|look at|know|find out|ask for|request|download|obtain)\b.*?\b(?:"
            r"(?:a )?copy of|what(?:ever)? (?:data |info\w* |stuff )?(?:they|you|it)(?:['’]?ve| have)? (?:got|hold|"
            r"holds|have|has|know|"
            r"keep|stored?|collected)|what['’]?s (?:held|stored|kept|known)|(?:they|you)(?:['’]?ve| have)? (?:got|"
            r"hold|have|know|keep) "
            r"(?:on|about|of) me)"
        ),
        either(
            r"\bright (?:of|to) (?:\w+ ){0,2}access\b|\b(?:request|right to|may|can) access\b|\baccess to and copies\b|"
            r"\bcop(?:y|ies) of (?:the |your |their |all )?(?:personal )?(?:data|information)\b|\baccess, (?:modify|"
            r"correct|change)\b|"
            r"(?:^|: )access\b"
        ),
        "see access view get have look know find out ask request download obtain copy hold got keep store collect info "
        "stuff data on about me let all they you what right give",
    ),
    Outright(
        either(
            r"\b(?:see|sees|hears?|listens?|watch(?:es)?|views?|access|eavesdrops?|snoops?|reads?|spy|spies|monitors?|"
            rf"look|looks|peek|peeks|tap|know|knows|what['’]s|what (?:is|i|we|people))\b.*?\b(?:{_TALK}|said|say)\b"
        ),
        either(
            rf"\baccess(?:ible)?\b[^.;]*?\b(?:content|audio|{_TALK})\b|\b(?:content|{_TALK})\b[^.;]*?\baccessible\b|"
            rf"\b(?:view|listen to|listen in|monitor|hear|watch|read)\w*\b[^.;]*?\b{_TALK}\b"
        ),
        "see hear listen watch view access eavesdrop snoop read spy monitor look peek tap in on content audio video "
        "meeting call conference conversation chat session said say get actually talk discuss people user team shown "
        "show share shared happen happens going goes on",
        touches=either(rf"\bcontent\b[^.;:]*?\b(?:during|of|in|from)\b[^.;:]*?\b{_TALK}\b"),
    ),
    Outright(
        either(
            rf"\b(?:{_LEARN})\b.*?\b(?:g\.?p\.?s\.?(?!\w)|whereabouts|geolocation|location tracking|"
            r"(?:my|your|our|users?['’]?s?|people['’]s|phone['’]?s?|device['’]?s?|physical|exact|precise|live) "
            r"(?:\w+ )?(?:locations?|position)|where (?:i am|i['’]?m|i go|i live|users are|people are))\b"
        ),
        either(
            r"\bgps\b|\bgeolocation\b|\b(?:physical|geographic\w*|current|general|precise|approximate|device|your|"
            r"the|its?|"
            r"their) (?:geographic )?(?:location|position)\b|\blocation(?:[- ]based)? (?:data|information|services)\b|"
            r"(?:^|: )location\b"
        ),
        "gps whereabouts location geolocation track know collect find out physically see precise exact follow where go "
        "live record gather people user device phone data position tell learn get log monitor store use work pick up "
        "figure pinpoint detect exactly",
        touches=either(r"(?<!below )(?<!following )(?<!office )(?<!data )\blocations?\b|\bgeo(?:location|fence)\w*"),
        named_always=True,
    ),
    Outright(
        either(rf"\b(?:{_LEARN})\b.*?(?:\b(?:credit|debit|bank|payment) ?cards?\b|\bcard (?:number|details|data)s?\b)"),
        either(r"\b(?:credit|debit|bank|payment) ?cards?\b|\bcard (?:number|details|data)s?\b"),
        "credit debit bank payment card number details data store keep save collect hold ask get take info record",
        touches=either(r"\b(?:billing|payment) (?:and payment |or payment )?(?:information|details|data)\b"),
        named_always=True,
    ),
    Outright(
        either(
            r"\b(?:train|improve|teach|use|feed|develop|build)(?:s|ing|es)?\b.*?\b(?:a\.?i\.?(?!\w)|"
            r"artificial intelligence|machine learning|algorithms?)"
        ),
        either(
            r"\b(?:train|improv|teach|feed|develop|build|enhanc|refin)\w*\b[^.;]*?\b(?:(?-i:AI)(?![\w/])|"
            r"artificial intelligence|machine learning|algorithms?|(?:language )?models?)\b"
        ),
        "ai artificial intelligence machine learning algorithm train training improve teach use feed develop data "
        "model make better build",
        touches=either(r"\b(?-i:AI)\b(?!/)|\bartificial intelligence\b|\bmachine learning\b|\balgorithms?\b"),
        named_always=True,
    ),
    Outright(
        either(
            r"\b(?:unsubscribe|opt(?:ing)?[- ]out|get (?:out of|off)|turn(?:ing)? off|switch off|stop|say no to|refuse|"
            r"decline|block|silence)\b.*?"
            r"\b(?:e-?mail(?:s|ing)?|messages?|mailings?|newsletters?|marketing|mails?|spam|communications?|ads|"
            r"adverts?|"
            r"promotions?|everything)\b|"
            r"\b(?:e-?mails?|messages?|mails?)\b.*?\b(?:unsubscribe|opt(?:ing)?[- ]out|get out of)\b"
        ),
        either(
            r"\bunsubscrib\w+|\bopt(?:ing|ed)?[- ](?:out|of)\b|\bignore e-?mails\b|"
            r"\bobject\b[^.;]*?\b(?:direct )?marketing\b|\bnot be (?:on|in) our mailing list\b"
        ),
        "unsubscribe opt out opting get off turn switch stop say no refuse decline block silence email mail message "
        "mailing newsletter marketing spam communication send all everything absolutely every any list promotion ads "
        "advert receive receiving let offer easy simple",
    ),
    Outright(
        either(
            rf"\b(?:{_REFUSE})\b.*?\b(?:cookies?|tracking|trackers?)\b|\bcookies?\b.*?\b(?:{_REFUSE}|optional|off)\b"
        ),
        either(
            r"\b(?:control|manage|refuse|reject|disable|block|decline|turn off|delete|adjust)\b[^.;]*?\bcookies?\b|"
            r"\bwithout (?:accepting )?(?:the use of )?(?:\w+ )?cookies\b|\bcookie settings\b|"
            r"\bconsent\b[^.;]*?\bcookies?\b|\bcookies?\b[^.;]*?\b(?:with|only if|based on) (?:your )?consent\b"
        ),
        "refuse reject decline say no turn switch off opt out disable block control manage avoid optional cookie "
        "cookies tracking tracker let able allow choose can",
    ),
    Outright(
        either(
            r"\b(?:complain|complaint|complaints|report|grievance|go to|turn to|right to)\w*\b.*?\b(?:authorit\w+|"
            r"regulators?|watchdogs?|"
            r"ombudsman|commissioner|agency|officials?|(?:someone|somebody) (?:official|independent))\b"
        ),
        either(
            r"\b(?:complain\w*|lodge|file|submit|report)\b[^.;]*?\b(?:authorit\w+|regulators?|ombudsman|"
            r"commission(?:er)?|"
            r"data protection (?:directive|agency|office|inspectorate))\b"
        ),
        "complain complaint report grievance authority regulator watchdog ombudsman commissioner agency official "
        "someone somebody independent supervisory data protection file lodge take tell right mention government "
        "go turn policy name",
    ),
    Outright(
        either(rf"\b{_TELL} (?:me|us|you)\b.*?\b(?:{_FORCE})\b"),
        either(rf"\b{_TELL} {_YOU}\b[^.;]*?\b(?:{_FORCE})\b|\b(?:{_FORCE})\b[^.;]*?\b{_TELL} {_YOU}\b"),
        "notify inform tell warn alert announce let know share transfer disclose pass hand give police cop court law "
        "enforcement authority government subpoena over ask request order first before beforehand data get",
        touches=either(rf"\b{_TELL}\b[^.;]*?\b(?:{_FORCE})\b|\b(?:{_FORCE})\b[^.;]*?\b{_TELL}\b"),
        named_always=True,
    ),
    Outright(
        either(
            rf"\b{_HAND_ON}\b.*?\b(?:police|cops|courts?|law enforcement|authorities|governments?|subpoenas?|state)\b"
        ),
        either(
            rf"\b{_HAND_ON}\b[^.;]*?\b(?:law|courts?|legal process|subpoenas?|authorities|governments?|litigation)\b|"
            rf"\b(?:law|courts?|legal process|subpoenas?|authorities|governments?|litigation)\b[^.;]*?\b{_HAND_ON}\b"
        ),
        "share transfer disclose pass hand give police cop court law enforcement authority government subpoena state "
        "over ask request order judge comes knocking",
        touches=either(r"\b(?:law|court|subpoena|legal process|law enforcement|authorities|governments?)\b"),
    ),
    Outright(
        either(r"\bcomplain(?:t|ts|ing)?\b|\bgrievances?\b"),
        either(
            r"\bcomplain\w*\b|\bgrievances?\b|\b(?:submit|write|report)\w*\b[^.;]*?\b(?:authorit\w+|ombudsman|"
            r"commissioner|"
            r"data protection (?:directive|agency|office|inspectorate))\b"
        ),
        "complain complaint grievance complaining take go where how make file lodge whom do can unhappy treat",
    ),
    Outright(
        either(rf"\b{_TELL}\b.*?\b{_BREACH}"),
        either(rf"\b{_TELL}\b[^.;]*?\b{_BREACH}|\b{_BREACH}[^.;]*?\b{_TELL}\b"),
        "notify inform tell warn alert announce let know data security privacy breach incident hack users people "
        "telling personal affected case event leak steal",
        named_always=True,
        touches=either(
            r"\bbreach\w*\b(?! of (?:\w+ ){0,3}(?:terms|agreement|contract|polic|rules|law|obligation))|\bhack\w*|"
            r"\b(?:security|data) incidents?\b|\b(?:leaked|stolen|exposed)\b"
        ),
    ),
    *RIGHTS,
)
