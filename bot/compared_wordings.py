"""Other wordings of what is compared, as `bot.comparison` reads them. Names of policies are "you" by then. Pure.

"Whose deletion is quickest" is "who deletes data quickest", "who's quicker" is "who is quicker". What is only the
contrary of the first question ("and who just changes it") is not asked.
"""

from __future__ import annotations

import re

from bot.compared_groups import GROUP
from bot.verb_forms import of_gerund

_STRICT = r"(?:strict|lax|tough)(?:er|est)|(?:more|most|less|least) (?:strict|lenient|relaxed)"
_AGE_SIZE = r"higher|lower|older|younger|stricter"
_BAR = r"(?: (?:limit|requirement|restriction|bar|threshold|barrier|minimum)s?)?"
_ABOUT = r"(?:about|on|with|as to|regarding|towards?|over|when it comes to)"
_POLICY = r"(?:the|its|their|a|your|this) (?:privacy )?(?:polic(?:y|ies)|terms|notice)"
_WHICH = (
    r"(?:who|which(?: ones?| polic(?:y|ies)| company| service)?"
    r"(?: of (?:them|these|those|you|the \w+))?)"
)
_BETTER = (
    r"(?:strong|great|tight|full|clear|tough)(?:er|est)|better|best|most(?! of)|more|"
    r"(?:more|most) \w+(?:ed|ive|ough|ar)"
)
_ACTS = (
    r"(?:share|sell|give|hand|pass|keep|delete|tell|warn|notify|inform|record|track|send|let|encrypt|erase|"
    r"mention|say|use|collect|offer|allow|promise|protect|ask|answer|store|list)"
)
_AND_WHO = r",?\s+(?:and|or) (?:who|which(?: ones?)?(?: of (?:them|these|those))?)"

_SAME = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (r"^\W*(?:can|could|would) you (?:please )?(?:tell me|say) (?=who|which|what)", ""),
        (r"^\W*(?:do you know|tell me|i want to know|i(?:['’]d| would) like to know) (?=who|which)", ""),
        (r"^\W*(?:let['’]?s )?(?:say|suppose|supposing|imagine|assuming)(?: that)? (?=[^,.?]+[,.])", "if "),
        (r"^(if [^,.?]+)\.\s+(?=\w)", r"\1, "),
        # "Data sitting on their servers".
        (
            r"\b(data|info\w*|stuff|it|details)(?: (?:when|while))?"
            r"(?: (?:it['’]?s|it is|that['’]?s|that is|which is))?(?: just)? (?:sitting|stored|lying|kept|held) "
            r"(?:on|in|at) (?:their|your|the|its) (?:servers?|systems?|disks?|databases?|end)",
            r"\1 at rest",
        ),
        (r"\b(who|which(?: ones?)?) (?:actually|really|even|ever|explicitly|specifically) (?=\w+s\b)", r"\1 "),
        # A name with an article.
        (r"\bthe (?=you(?:rs?)?\b)", ""),
        (r"\bwho['’]d\b", "who would"),
        (
            r"\b(all|any|both|either|none|each)(?: the)? (?:two|three|four|five|six|\d+)\b(?: of (?:them|these|you))?",
            r"\1 of them",
        ),
        (r"\b(?:at|with|by|for|from) both(?=\W*$)", "with both of them"),
        # "Who would hand it over"
        (
            rf"^(\W*)(?:who|which(?: ones?)?) (?:would|will|might|could) (?={_ACTS}\b)",
            r"\1which of them ",
        ),
        # "Which of them get my address": of policies, not of who receives it from them.
        (r"\b((?:which|who) of (?:them|these|those|you|the \w+)) (?:gets?|receives?)(?= my )", r"\1 collect"),
        (r"\bwho['’]s got\b", "who has"),
        (r"\b(who|which)['’]s\b", r"\1 is"),
        (r"\b(who|which|what) out of(?: all(?: of)?)?\b", r"\1 of"),
        (r"\byou,? (and|or) (?:at|with|for|by|from|to|in|on|about|under) (?=you\b)", r"you \1 "),
        # "Which mention GDPR by name", "whose apps use it".
        (rf"^(\W*)which (?={_ACTS}\b)", r"\1which of them "),
        (r"\bby name\b", ""),
        (r"\bwhose (?:apps?|(?:web)?sites?|services?)(?: (?:and|or) \w+)? (?=\w+\b)", "which of them "),
        # "Will any of them tell me", "is any of them using my data".
        (r"^\W*(?:will|would|can|could|may|might) (?=(?:any|all|both|each|either|none)\b)", "do "),
        (
            rf"^\W*(?:is|are) (?P<who>(?:any|all|both|each|either|none) of {GROUP}) (?P<doing>\w+ing)\b",
            lambda found: f"do {found['who']} {of_gerund(found['doing'].lower())}",
        ),
        # "Gives a deadline for replying".
        (
            r"\b(?:gives?|sets?|names?|has|states?|mentions?|promises?) (?:me )?(?:a |an |any |the )?(?:fixed |"
            r"exact |clear )?"
            r"(?:deadline|time ?(?:limit|frame)|number of days) (?:for|on|to|in which to) (?P<done>\w+)",
            lambda found: f"{of_gerund(found['done'].lower())} soonest",
        ),
        # "..., and is B the same?"
        (
            r"\byou(?P<rest>\b[^?.]*?),? and (?:(?:is|are|does|do) you(?: do)?(?: it| that)? "
            r"(?:the same|too|also|as well)|(?:what|how) about you)\W*$",
            r"you and you\g<rest>?",
        ),
        # "..., go through each one please", "... do they all say"
        (
            r"(?<=[?.!,])\s*(?:and )?(?:please )?(?:go through|check|look at) (?:each|all|every|them|these)\b"
            r"[^?.!]*[?.!]*$",
            "",
        ),
        (r"(?<=[?.!,])\s*(?:and )?do (?:they|you) (?:all )?(?:say|tell)(?: so| that)?\W*$", ""),
        (
            r"(?<=[?.!,])\s*(?:and )?(?:please )?(?:answer|tell me|say)(?: it)? (?:for|of) (?:each|all|"
            r"every)\b[^?.!]*[?.!]*$",
            "",
        ),
        (r"(?<=[?.!,])\s*(?:and )?(?:please )?rank (?:them|['’]?em)\b[^?.!]*[?.!]*$", ""),
        (r"\bwhose (?:privacy )?(?:policy|terms|notice)\b", "which policy"),
        (
            r"^(\W*)whose (\w+) (?=(?:get|see|have|receive|use|know|keep|access|read|"
            r"can)\b)",
            r"\1which of them have \2 that ",
        ),
        (
            r"^(\W*)(?:for|at|with|from) (which of (?:them|these|those|you|the \w+)) (?:can|could|"
            r"may) i\b",
            r"\1\2 let me",
        ),
        (r"\bany ?one of (?=(?:them|these|those|the|you)\b)", "any of "),
        (r"^\W*any of (?=(?:these|them|those|the|you)\b)", "do any of "),
        # "Whose deletion is quickest".
        (r"\bwhose (?:deletion|erasure)(?: of (?:my |the )?data)? (?:is|are)\b", "who deletes my data"),
        (r"\bwhose (?:retention|storage)(?: periods?| time)? (?:is|are)\b", "who keeps my data"),
        (r"\bwhose (?:answer|reply|response)s?(?: times?)? (?:is|are)\b", "who answers requests"),
        # "Is A stricter than B about kids", "is A's age limit higher than B's".
        (rf"\b({_STRICT}) than you (?P<on>{_ABOUT} [^?.!]+)", r"\1 \g<on> than you"),
        (
            rf"^\W*(?:is|are) you(?:['’]s|rs?)? (?:minimum )?age{_BAR} (?P<size>{_AGE_SIZE}) than\b.*$",
            r"who has the \g<size> age?",
        ),
        (
            rf"\bwhose (?:minimum )?age{_BAR} (?:is|are) (?:the )?(?P<size>{_AGE_SIZE}|high\w+|low\w+|strict\w+)\b",
            r"who has the \g<size> age",
        ),
        (r"^\W*how old (?:do|must|should|would) .*\b(?:strict|tough|high)est\b.*$", "who has the highest age?"),
        (r"^\W*how old (?:do|must|should|would) .*\b(?:laxest|lowest)\b.*$", "who has the lowest age?"),
        (rf"\b(high\w+|low\w+|old\w+|young\w+|strict\w+)( (?:minimum )?age){_BAR}\b", r"\1\2"),
        # "Gives me a heads-up before changing the policy".
        (
            r"\bgives? (?:(?:me|us|you|users|people|customers) )?(?:a |any |some )?(?:heads[- ]?up|forewarning|warning)"
            rf" (?:before|ahead of) (?:\w+ )?(?:chang|updat|amend|revis)\w* (?:to )?{_POLICY}",
            "warns users of policy changes in advance",
        ),
        (r"\bgives? (?:me|us|you|users|people|customers) (?:a |any |some )?heads[- ]?up\b", "warns users"),
        # "Answers if I ask for my data".
        (
            r"\b(answer(?:s|ing)?|reply(?:ing)?|replies|respond(?:s|ing)?) (?:me )?(?:if|when|once) i "
            r"(?:ask|request) (?:for )?(?:a copy of )?my\b",
            r"\1 requests for my",
        ),
        # "Makes the firmest promise that my data never gets sold".
        (
            r"\b(?:makes?|gives?|has|have) (?:the |a )?(?:\w+est |most \w+ )?(?:promise|commitment|guarantee)s? that "
            r"(?P<what>(?:\w+ ){1,3}?)(?:never (?:gets?|is|are)|(?:is|are|gets?) never) ",
            r"promises that \g<what>is never ",
        ),
        # "Who has the stronger security", "which is safer": told by what each does.
        (
            rf"^\W*(?:{_WHICH}|do(?:es)? you) (?:ha(?:s|ve)|offers?|gives?|takes?|lists?) (?:the )?(?:{_BETTER}) "
            r"(?!.*\b(?:notice|warning|time|period|days|age|promise|commitment|guarantee)\b)"
            r"(?P<what>[^?.!]+?)(?: listed| of all| of (?:them|these|you))?(?: than you)?\W*$",
            r"compare them on \g<what>",
        ),
        (
            rf"^\W*(?:{_WHICH} (?:is|are)|(?:is|are) you) (?:the )?(?:safe|secur)\w*(?: than you)?\W*$|"
            rf"^\W*{_WHICH} (?:is|are) (?:the )?(?:more|most|better|best) (?:secure|safe|protected)\W*$",
            "compare them on how you protect data",
        ),
        # The contrary of what was asked first.
        (rf"{_AND_WHO} (?:just|simply|merely|silently|quietly)\b.*$", "?"),
        (rf"{_AND_WHO} (?:do|does)(?:n['’]t| not)\W*$", "?"),
    )
)


def in_known_words(text: str) -> str:
    """A comparison in the words of those that are read."""
    for pattern, form in _SAME:
        text = pattern.sub(form, text)
    return text
