"""The wordings that a question is read by, as regular expressions: steering, asking, overviews, lists. Pure.

The alternatives are listed one a line; each pattern says what it is for.
"""

from __future__ import annotations

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _words(*alternatives: str) -> re.Pattern[str]:
    """Any of the alternatives as whole words."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


# Where an order stands: at the beginning of a clause, so that "do you ignore my objection" is none.
_CLAUSE_START = r"(?:^|(?<=[.!?:;,\n\"'“>)\]])[^\S\n]*|(?<=[-–—])[^\S\n]+)"
_POLITE = r"(?:ok(?:ay)?|hey|hi|hello|so|but|and|then|first|now|please|just|simply|also)"
_ORDER = (
    rf"(?:{_CLAUSE_START}{_POLITE}?(?:,?\s+{_POLITE})*\s*|"
    r"\b(?:and|then|now|please|just|you must|you should|you shall|you need to|you have to)\s+)"
)
_EARLIER = (
    r"(?:all|any|every|each|of|the|your|my|our|these|those|this|that|previous|prior|earlier|above|other|system|safety|"
    r"initial|original)"
)
_ORDERS = (
    r"(?:instructions?|directions?|prompts?|rules|guidelines|guardrails|guidance|restrictions|commands?|orders?|context|above|"
    r"training|programming|everything|previous|prior|before|documents?|polic(?:y|ies))"
)
# The rest of an order, up to a question that is joined to it.
_REST = r"[^.?!\n]*?(?=[.?!\n]|$|\s+(?:and|then)\s+(?:tell|explain|list|show)\b)"
_YES_NO = r"[\"'“‘]?(?:yes|no|ok|true|false)\b(?!\s+to\b)(?:\s*(?:/|or|,)\s*(?:yes|no|true|false)\b)*[\"'”’]?"

# Wording that tries to steer the program: it is left out of what is searched for. For texts without runs of white
# space, over which it would take long.
STEERING = _any(
    rf"{_ORDER}(?:ignore|disregard|forget|override|bypass)\s+(?:(?:about|with)\s+)?(?:{_EARLIER}\s+)*{_ORDERS}\b"
    rf"(?:\s+(?:{_ORDERS}|i said|you (?:were|have been|know)|(?:and|or|but)\s+(?:{_EARLIER}\s+)*{_ORDERS}|"
    r"that (?:came|was|were) \w+|told|given|said|so far)\b)*",
    rf"\b(?:ignore|disregard|forget|override|bypass)\s+(?:{_EARLIER}\s+)*"
    r"(?:previous|prior|earlier|above|system|safety|your)\s+(?:instructions?|prompts?|rules|guidelines|guardrails)\b",
    rf"{_ORDER}(?:ignore|disregard|forget|never mind) (?:that|this|it)\b(?=\s*[,.;!]|$)",
    rf"{_ORDER}(?:you are|you're) now\b{_REST}",
    rf"{_ORDER}(?:(?:act|behave) (?:as|like)(?! soon\b)|pretend|role-?play)\b{_REST}",
    r"\bfrom now on,?\s+(?:you|always|never|only|answer|respond|reply|say|act|every|end|begin|start)\b[^.?!\n]*",
    r"\b(?:enable|enter|activate|switch to|go into|turn on|now in|you are in) (?:\w+ )?"
    r"(?:developer|jailbreak|dan|god|debug) mode\b[^.?!\n]*",
    r"\bnew instructions?\s*:",
    r"(?:(?:^|(?<=[.!?,:;\n])[^\S\n]*|\b(?:and|just|only|simply|then|please)\s+)+)(?:answer|say|reply|respond|output)"
    rf"(?:\s+(?:only|with|just|me|simply))*\s+{_YES_NO}",
    r"\b(?:print|reveal|show|repeat|output|tell|give)\s+(?:me\s+)?(?:all\s+)?(?:(?:your|the|of|my)\s+)*"
    r"(?:(?:system|hidden|secret|initial|original)\s+)+(?:prompts?|instructions?|messages?)\b"
    rf"(?:\s+and\s+(?:{_EARLIER}\s+)*(?:prompts?|instructions?))?",
    r"\b(?:print|reveal|show|repeat|output)\s+(?:me\s+)?(?:your|the)\s+(?:prompt|instructions)\b",
    r"\b(?:system|assistant|user|developer)\s*:",
    r"</?[a-z_][^>\n]*>",
    r"\[/?INST\]",
    r"<\|[^|>\n]*\|>",
    r"`{3,}",
)

# A sentence, with a dot inside a word ("adweek.com", "2.5") as part of it.
SENTENCE = re.compile(r"[^.?!\n]+(?:[.](?=\w)[^.?!\n]*)*[.?!]*")

_LEADING = r"^\W*(?:(?:and|but|so|or|then|ok(?:ay)?|hey|hi|hello|please|also|well|no|yes)\b,?\s+)*"
_QUESTION_WORDS = r"who|whom|whose|what|which|when|where|why|how"
_AUXILIARIES = (
    r"is|are|am|was|were|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had|isn't|aren't|wasn't|"
    r"don't|doesn't|didn't|can't|couldn't|won't|wouldn't|shouldn't|hasn't|haven't"
)

# The beginning of a sentence that asks, question mark or not.
INTERROGATIVE = re.compile(
    rf"{_LEADING}(?:{_QUESTION_WORDS}|{_AUXILIARIES}|tell|list|show|explain|describe|summari[sz]e|compare|give|name)"
    r"(?:'s|’s|n't|n’t)?\b",
    re.IGNORECASE,
)
# A question with a verb of its own, as opposed to a fragment such as "what about cookies" or "which ones".
WHOLE_QUESTION = re.compile(
    rf"{_LEADING}(?:(?:{_AUXILIARIES})\b|"
    rf"(?:{_QUESTION_WORDS})(?:'s|’s)\s+\w|"
    rf"(?:{_QUESTION_WORDS})\b(?:\s+(?!about\b|of\b|if\b)[\w'’-]+){{0,4}}?\s+(?:{_AUXILIARIES})\b|"
    r"(?:who|which|what)(?: ones?(?= \w+s \w| (?:let|allow|tell|give)\b)| of (?:them|these|those|the two))?\s+"
    r"(?!about\b|of\b|if\b|else\b|ones\b)(?:\w+s\s+\w|(?:let|allow|tell|give)\s+(?:me|you|us)\b))",
    re.IGNORECASE,
)

# Who is asked or asks: after an auxiliary it shows that a question begins there. A name is written "you".
_SUBJECT = r"(?:i|we|you|they|it|he|she|there|my|our|your|their|its|the|this|that|these|those|any\w*|some\w*|every\w*)"
_FEW_WORDS = r"(?:\s+[\w'’-]+){0,3}?"
_INVERTED = (
    rf"(?:(?:(?:to|with|from|for|by|in|at|on|since|until)\s+)?(?:{_QUESTION_WORDS})\b{_FEW_WORDS}\s+)?"
    rf"(?:(?:{_AUXILIARIES})\s+{_SUBJECT}\b|(?:do|does|did)\s+(?!not\b)\w|"
    r"(?:is|are|was|were)\s+(?!always\b|sometimes\b)(?:data|information|\w+[^sy]s)\s+\w)|(?:{_QUESTION_WORDS})['’]s\s"
)
_AND = r"(?:(?:and|or|but|also|then|plus|if (?:so|yes|not))\b,?\s*)"
_JOINT = rf"(?P<mark>[?;.]*)(?:(?<=[?;.])\s*|\s*,\s*|\s+(?=(?:and|or|but|plus)\b))(?P<conjunction>{_AND}*)"
# Where a question is joined to another: what follows asks by itself ("and can I", ", and how long are they").
JOINED = re.compile(rf"{_JOINT}(?={_INVERTED}|(?:who|what)\s+(?:\w+s|can|may|will)\s+\w)", re.IGNORECASE)
# The same after "tell me": "and how long you keep it".
JOINED_TELLING = re.compile(
    rf"{_JOINT}(?={_INVERTED}|(?:whether|{_QUESTION_WORDS})\b{_FEW_WORDS}\s+{_SUBJECT}\b)", re.IGNORECASE
)
# What asks for more than yes or no.
ASKS_WHAT = re.compile(rf"(?:{_QUESTION_WORDS})\b", re.IGNORECASE)
# Tells that what follows are questions of the asker.
TELLING = re.compile(
    r"\W*(?:(?:please|hi|hello|hey|can you|could you|would you)\b\W*)*(?:tell me|show me|explain|let me know|"
    r"i(?:'d|’d| would)? (?:want to|like to|need to|wanna) know)\b",
    re.IGNORECASE,
)
# What is yet to come in a clause: "do you tell me if", "when and".
UNFINISHED = re.compile(rf"\b(?:{_QUESTION_WORDS}|{_AUXILIARIES}|whether|if|and|or)\W*$", re.IGNORECASE)
# A question that holds others: "do you know who I am, and ...".
EMBEDS = re.compile(
    rf"{_LEADING}(?:{_AUXILIARIES})\b.*\b(?:tell|know|say|state|inform|explain|specify)\w*\b.*"
    rf"\b(?:{_QUESTION_WORDS}|whether|if)\b",
    re.IGNORECASE,
)
# A statement about a company, whose name became "you".
STATED_OF = re.compile(r"^\W*(?:(?:so|but|ok|well|apparently|since|as)\b\W*)*(?:you|they|it)\b\s+\w+", re.IGNORECASE)
# The case that a question begins with.
LEADING_CASE = re.compile(
    r"\W*(?:(?:and|so|but|ok)\b\W*)?(?:if|when|once|after|before|since|as|given|suppose|assuming)\b[^,?.;]*,\s+", re.I
)
# A question that depends on another verb, by its parts: "where they're based", "how long you keep it".
TURNED = re.compile(
    rf"(?P<asks>whether|(?:{_QUESTION_WORDS})\b{_FEW_WORDS})\s+(?P<who>(?:i|we|you|they|it)\b\s*)"
    rf"(?P<verb>['’](?:re|s)\b|(?:{_AUXILIARIES})\b)?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)

_DOCUMENT = r"(?:privacy )?(?:policy|policies|notice|statement)"
_MINE = r"(?:(?:my|our|your|the|all|users?'?|people's|personal) )*(?:data|information|info|details|stuff)"
_END = r"(?: here| with you| at you| there)?(?=\W*$)"
_WHOSE = r"(?:(?:the|this|that|your|their|its|you) )+"

# The whole policy is meant, unless a practice is named beside it.
OVERVIEW = _words(
    r"summari[sz]e",
    r"summary",
    r"overview",
    r"tl;?dr",
    r"eli5",
    r"gist",
    r"highlights",
    r"red flags?",
    r"good or bad",
    r"bullet points?",
    r"in a nutshell",
    r"in (?:plain|simple) (?:english|words|terms)",
    r"long story short",
    r"break (?:it|this) down",
    r"walk me through",
    r"(?:main|key|important) (?:points?|things?|bits|parts|takeaways?)",
    r"(?:short|quick|brief) version",
    r"like (?:i'?m|i am) (?:5|five)",
    r"should (?:i|we|you) (?:know|(?:be )?(?:worr(?:y|ied)|concerned|scared|trust))",
    r"(?:i|we) should (?:know|(?:be )?(?:worr(?:y|ied)|concerned|scared))",
    r"anything (?:bad|weird|shady|worrying|concerning|alarming)",
    r"what am i (?:agreeing to|signing up for)",
    rf"(?:explain|tell me about) {_WHOSE}{_DOCUMENT}",
    rf"what(?:'s|’s| is) (?:in )?{_WHOSE}{_DOCUMENT}(?: about)?",
    rf"what (?:does|do|will|would|can) (?:you|they|it|the \w+) do (?:with|to) {_MINE}{_END}",
    rf"what(?: actually| really)? (?:happens|will happen|is done|are you doing|do you do) (?:to|with) {_MINE}{_END}",
    rf"how (?:does|do) (?:you|they|it|the \w+) (?:handle|treat|deal with|process|use) {_MINE}{_END}",
    rf"what (?:does|do) {_WHOSE}{_DOCUMENT} (?:say|cover|contain)(?! (?:about|on)\b)",
)

_LISTED = (
    r"rights|data|information|info|details|measures|purposes|reasons|cookies|partners|parties|categories|choices|"
    r"options|companies|providers|obligations|things|ways|circumstances|cases|grounds|bases|steps|safeguards|protections|mechanisms|exceptions|services|"
    r"third parties|people|personal data"
)
# Several things are asked for, not one.
LIST = _any(
    r"^\W*(?:\w+ )?list\b",
    r"\b(?:what|which) (?:(?:kinds?|types?|sorts?|categories) of |all |are |other |personal |specific |different )*"
    rf"(?:my |the |your |these )?(?:(?!is|are|do|does|did|can|will|may|of)\w+ )?(?:{_LISTED})\b",
    r"\b(?:what|which|who|where|list|tell|show|give|name|explain|describe)\b[^.?!]*\b(?:all|every|each)\b",
    r"^\W*(?:and |please )?(?:all|every|each) \w+",
    r"\bwho (?:all )?(?:do you|gets|receives|sees|else)\b",
    r"\bwhat(?: else)? (?:do|does|did|can|will|else) (?:\S+ ){1,3}?"
    r"(?:collect|gather|know|learn|find out|log|pick up|receive|record|send|store|track|upload|use)",
)

# The beginning of what continues a conversation.
FOLLOW_UP = re.compile(
    r"^\W*(?:(?:hm+|ok(?:ay)?|well|right|no|yes|yeah|thanks|thank you|great|cool|got it)\b[\s,.!]*)*"
    r"(?:and|but|or|so|also|then|what about|how about|what of|same (?:question |thing )?(?:for|with|at)|"
    r"(?:no,? )?i meant?|instead)\b",
    re.IGNORECASE,
)
# Asks the same of another: "does you?", "and do they say so, too?".
SAME_ASKED = re.compile(
    r"^\W*(?:(?:and|but|so|or|ok|then|well)\b\W*)*"
    rf"(?:(?:{_AUXILIARIES})\s+(?:any of )?(?:you|they|it|i|we)|(?:(?:at|with|for) )?you)\b"
    r"(?:\W+(?:(?:with|at|for|on) you|also|either|even|too|then|as well|(?:(?:do|have|say|claim|promise|offer)\s+)?"
    r"(?:so|it|that|this|the same|(?:they|it) (?:do|does|are|is|have|has))))*\W*$",
    re.IGNORECASE,
)
# Turns to a company again, whose name became "you": "back to you: billing?", "ok and you again, billing?".
RETURN = re.compile(
    r"^\W*(?:(?:hm+|ok(?:ay)?|well|right|now|and|so|but|then|let's|let us|can we|please|again)\b\W*)*"
    r"(?:(?:(?:(?:go|going|come|coming|get|getting) )?back|return|returning|once more|again) (?:to|at|with|for) you\b"
    r"(?: again| now| then)?(?:\W+|$)|you(?: again| now| then)?\s*[,:;–—-]+\s*|you again\b\W*)",
    re.IGNORECASE,
)
# What somebody does in a question: "can you see or hear", "do they film".
DOES = re.compile(
    rf"\b(?:{_AUXILIARIES})\s+(?:i|we|you|they|it)\s+(?:\w+ly\s+|also\s+|ever\s+)?(?P<verbs>\w+(?:\s+(?:or|and)\s+\w+)?)\b",
    re.IGNORECASE,
)
ENDS_UP = re.compile(r"\b(?:end|wind|turn|show)s? up\b", re.IGNORECASE)
# A denial that is asked for its reason: the question is whether it holds.
WHY_NOT_LET = re.compile(
    rf"\bwhy\s+(?:(?:won|don|doesn|wouldn|can|couldn|didn|isn|aren)['’]?t\s+(?:you|they|it|i|we)|"
    rf"(?:{_AUXILIARIES})\s+(?:you|they|it|i|we)\s+(?:not|never))\s+"
    r"(?:(?:let|allow(?:ed|ing)?|permit(?:ted|ting)?|able)\s+(?:(?:me|us|users|people)\s+)?(?:to\s+)?)",
    re.IGNORECASE,
)
WHY_CANNOT = re.compile(
    r"\bwhy\s+(?:can['’]?t\s+(?:i|we)|cannot\s+(?:i|we)|(?:can|may)\s+(?:i|we)\s+not)\b", re.IGNORECASE
)
# "GDPR contact?", "contact details for complaints".
CONTACT_FRAGMENT = re.compile(
    r"\W*(?:[\w-]+\W+){1,3}contacts?(?:\W+(?:details|info|information|address))?(?:\W+for(?:\W+[\w-]+){1,3})?\W*", re.I
)
# A fragment that narrows or widens the question before ("for children?", "if I pay?") and does not replace its object.
MODIFIER = re.compile(
    r"^\W*(?:(?:and|but|or|so|also|even|not even|then|what about|how about|what)\b\W*)*"
    r"(?P<by>for|from|if|when|after|before|during|while|without|with|in|inside|outside|at|on|under|by|because|unless|"
    r"once|only|via|through)\b",
    re.IGNORECASE,
)
# A question without a verb: "how far in advance?" asks something else of what was asked before.
ASKING_FRAGMENT = re.compile(
    r"^\W*(?:(?:and|but|or|so|also|then)\b\W*)*(?:how|when|where|why)\b(?!\W+(?:to|about|come)\b)", re.I
)
# What stands before the name of whom something said before is compared with.
MEASURED_BY = re.compile(
    r"\b(?:than|versus|vs\.?|compared (?:to|with))\s+(?:the |that of |at |with |in )?$", re.IGNORECASE
)
# What a case is: it asks by itself where it names something that policies speak of ("and what if you are bought?").
WHAT_IF = re.compile(r"^\W*(?:(?:and|but|or|so|ok|then)\b\W*)*what (?:happens |about )?(?:if|when)\b", re.IGNORECASE)
ONLY_IF = re.compile(r"^\W*(?:(?:and|but|or|so|ok|then)\b\W*)*(?:even )?if\b", re.IGNORECASE)
# A verb and who it is asked of: "if I delete it, is it gone".
CLAUSE = re.compile(rf"\b(?:{_AUXILIARIES})\s+(?:i|you|we|it|they|my|your|the|this|that|there)\b", re.IGNORECASE)
# "Does it use cookies", "do they tell me when they are hacked": the company, not a thing that was spoken of. "How long
# do they last" and "can they be deleted" speak of things.
_DO = r"(?:do|does|did|can|could|will|would|may|has|have|don't|doesn't|won't|can't)"
_OF_THINGS = (
    r"(?! (?:(?:also|ever|still|all) )?(?:be|last|stay|remain|expire|live|end|apply|cost|go|get (?:\w+ed|lost)|contain|"
    r"include|leave|show|reveal|survive|come|belong|matter|count|consist|disappear|vanish)\b)"
)
# "Are they based in the EU": nothing else can be.
_OF_COMPANIES = (
    r"\b(?:are|is) they (?:also )?(?:even )?(?:(?:based|located|headquartered|seated|incorporated|registered|certified|"
    r"regulated|audited|compliant|trustworthy|obliged|liable)\b|\w+[- ](?:compliant|certified)\b|an? \w+)"
)
_WHEN_THEY = r"(?:(?:(?!\bthey\b).)* they (?:are|were|get)\b)?"
COMPANY_PRONOUN = re.compile(rf"\b{_DO} (?:it|they)\b{_OF_THINGS}{_WHEN_THEY}|{_OF_COMPANIES}", re.I)
COMPANY_THEY = re.compile(rf"\b{_DO} they\b{_OF_THINGS}{_WHEN_THEY}|{_OF_COMPANIES}", re.I)
REFERENCE = _words(
    r"that|it|this|those|these|them|they|there|then|such|one|ones|same|after|before|instead|either|both|so",
    r"he|she|him|her|his|others?|theirs|former|latter|elaborate|more|sure|certain|really",
)
# What the asker grants before the question: "you never sell it, but who gets it?".
CONCEDED = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|well|right|fine|sure|and|granted|i (?:know|see|read|understand|get)(?: that)?)\b\W*)*"
    r"(?:you|they)\b(?:(?!\b(?:but|yet)\b)[^?.!])*\b(?:but|yet)\b,?\s+"
    rf"(?=(?:{_AUXILIARIES}|{_QUESTION_WORDS})\b)",
    re.IGNORECASE,
)
# Announces that what follows has nothing to do with what was said before.
NEW_TOPIC = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|well|thanks|thank you|so|and|now|but|great|right)\b[\s,.!]*)*"
    r"(?:(?:on )?(?:a )?(?:different|new|another|other|unrelated|separate) "
    r"(?:topic|question|thing|matter|subject|point|note)|"
    r"(?:now )?(?:for )?something (?:else|different)(?: now)?(?! (?:about|on)\b)|"
    r"(?:now )?(?:to )?change (?:of |the )?(?:topic|subject)|by the way|btw|unrelated|"
    r"one more (?:thing|question)|next question)\b[\s,.:;!–—-]*",
    re.IGNORECASE,
)
# Courtesies alone: they ask nothing, whatever was spoken of before.
COURTESY = re.compile(
    r"\W*(?:(?:ok(?:ay)?|great|cool|nice|perfect|awesome|super|wow|lol|haha|alright|got it|i see|thanks(?: a lot)?|"
    r"thank you|cheers|bye|goodbye|good(?: night| bye)?|see you|hello|hi|hey|"
    r"that(?:'s| is| was) (?:all|helpful|great|good)|very|much|so|that helps|no problem|never ?mind|"
    r"for (?:your|the) help|helpful)\b\W*)++",
    re.IGNORECASE,
)
