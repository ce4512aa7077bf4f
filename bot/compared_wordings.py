"""Other wordings of what is compared, as `bot.comparison` reads them. Names of policies are "you" by then. Pure.

"Whose deletion is quickest" is "who deletes data quickest", "who's quicker" is "who is quicker". What is only the
contrary of the first question ("and who just changes it") is not asked.
"""

from __future__ import annotations

import re

_STRICT = r"(?:strict|lax|tough)(?:er|est)|(?:more|most|less|least) (?:strict|lenient|relaxed)"
_AGE_SIZE = r"higher|lower|older|younger|stricter"
_BAR = r"(?: (?:limit|requirement|restriction|bar|threshold|barrier|minimum)s?)?"
_ABOUT = r"(?:about|on|with|as to|regarding|towards?|over|when it comes to)"
_POLICY = r"(?:the|its|their|a|your|this) (?:privacy )?(?:polic(?:y|ies)|terms|notice)"
_AND_WHO = r",?\s+(?:and|or) (?:who|which(?: ones?)?(?: of (?:them|these|those))?)"

_SAME = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (r"^\W*(?:can|could|would) you (?:please )?(?:tell me|say) (?=who|which|what)", ""),
        (r"^\W*(?:do you know|tell me|i want to know|i(?:['’]d| would) like to know) (?=who|which)", ""),
        # A name with an article.
        (r"\bthe (?=you(?:rs?)?\b)", ""),
        (r"\bwho['’]s got\b", "who has"),
        (r"\b(who|which)['’]s\b", r"\1 is"),
        (r"\b(who|which|what) out of\b", r"\1 of"),
        (r"\bwhose (?:privacy )?(?:policy|terms|notice)\b", "which policy"),
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
