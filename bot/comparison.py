"""What a question asks of several policies together, and the question that is then asked of each. Pure.

"Which of them keeps backups the longest?" asks each "how long do you keep backups?"; what they answer is compared by
`bot.comparing`. A question that compares nothing is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.asserted import asserted
from bot.compared_groups import GROUP, LEAD, MEMBERS, THINGS, WHO, one_subject, rest_of, without_contrast
from bot.compared_sizes import COMPARED, SIZED, SMALL, THAN
from bot.compared_wordings import in_known_words
from bot.differences import difference_asked
from bot.of_an_age import age_asked, limit_asked
from bot.verb_forms import AUXILIARY, base_form, of_gerund


class Comparing(StrEnum):
    """What is compared: the greatest or smallest figure, which do a thing or speak of it, or how they differ."""

    GREATEST = "greatest"
    SMALLEST = "smallest"
    WHICH = "which"
    SPOKEN_OF = "spoken of"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`ask` is the question that each policy is asked. `denied`: it is asked who does it not. `age`, in years, of whom
    it is asked."""

    kind: Comparing
    ask: str
    denied: bool = False
    age: int | None = None


# "Who is the slowest", "which tells me least": the smaller figure is not always the better one.
_SLOWNESS = re.compile(r"slow|more slowly", re.IGNORECASE)
_UNSAID = re.compile(
    rf"{LEAD}{WHO}(?: (?:that|which|who))? (?:says? nothing(?! (?:is|are|gets?|leaves|will)\b)|"
    r"(?:do|does|is|are)(?: not|n['’]t) (?:say anything|mention|speak|state|cover|address)|"
    r"never mentions?|keeps? (?:quiet|silent)|(?:is|are) silent)(?: (?:about|on|of|regarding))?\s+(?P<ask>.+)$",
    re.IGNORECASE,
)
_DONE = re.compile(
    rf"{LEAD}(?:{WHO}|(?:do|does|did|will|can) (?:you|they|either|{GROUP}))\s+(?P<verb>[a-z]+)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_FIRST_WHEN = re.compile(
    rf"^\W*(?P<when>(?:if|when|once|after|before|in case) [^,?]+),\s*(?P<asked>(?:{WHO}|(?:do|does|will|can) "
    r"(?:you|they|either))\b[^?]*)",
    re.IGNORECASE,
)
_EXTREME = re.compile(
    rf"\s*\b(?:the |for (?:the )?|any )?(?P<size>{COMPARED}|slowest|slower)\b(?! than\b)(?: (?:time|period)\b)?",
    re.IGNORECASE,
)
# "..., and how long before", "... and within how many days".
_AND_HOW = re.compile(
    r",?\s+and (?:if so,? )?(?P<limit>within |in )?(?:for |by |after )?"
    r"(?P<how>how (?:long|soon|fast|quick(?:ly)?|far|early|much (?:time|notice|warning)|"
    r"many (?:days|weeks|months|hours|years))\b.*)$",
    re.IGNORECASE,
)
# "Hangs on to it the longest".
_KEPT = re.compile(r"\b(?:hang|hold) ?on ?to\b", re.IGNORECASE)
_WITH_EACH = re.compile(
    r"^(?P<ask>.+?\w) (?:for|with|at|from|by) (?:any|all|each|both|either|every one)(?: of)? "
    rf"(?:{GROUP}|{THINGS}|you)\W*$",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r"^\W*(?:can|could|may|do|does|is|are|will|would|must|should|am|has|have)\b", re.IGNORECASE)
_RID = re.compile(r"\bget rid of\b", re.IGNORECASE)
_WIPED = re.compile(r"\b(?:delete|wipe|erase|remove|forget|purge) (?:me|us)\b", re.IGNORECASE)
_IN_GROUP = re.compile(r"\s+(?:in|with|at|by|of|for|from|among|across) you\b", re.IGNORECASE)
_AS_GROUP = re.compile(rf"(?:\b(?P<does>does) )?\b{MEMBERS}\b(?: (?P<verb>[a-z]+[^s\W]s)\b)?", re.IGNORECASE)
_GROUP_SPOKEN_OF = re.compile(
    r"\b(?:(?:each|every) one|one by one|they (?:all|both)|"
    r"(?:all|any|both|each|either|none) of (?:them|these|those|you)|"
    rf"{MEMBERS})\b",
    re.IGNORECASE,
)
# "Make money by selling it".
_FOR_MONEY = re.compile(
    r"\b(?P<verb>makes?|earns?) (?:money|cash|a living|a profit|profits) (?:by|from|off|with) (?P<doing>\w+ing)\b", re.I
)
_AHEAD = re.compile(r"\b(?:before|beforehand|ahead|advance|early|notice|warning)\b", re.IGNORECASE)
_QUICKLY = re.compile(r"\b(?:soon|fast|quick(?:ly)?)\b", re.IGNORECASE)
_IN_CASE = re.compile(r"\s(?:if|when|once|after|in case) [^,?]+", re.IGNORECASE)
# "And how long do I wait".
_WAITED = re.compile(r"\b(?:wait|answer|reply|respond|get back|hear back)\b", re.IGNORECASE)
_WARNING = frozenset({"warn", "tell", "notify", "inform", "announce"})
_VERB = r"(?P<verb>[a-z]+(?:['’]t)?)\b(?P<rest>.*)$"
# Without a word for the group, only what companies do with data is asked of companies: "who encrypts", not "who sees".
_DOES = (
    r"(?P<verb>keeps|lists|names|stores|retains|sells|rents|shares|encrypts|records|tracks|deletes|erases|collects|"
    r"uses|warns|tells|informs|notifies|lets?|allows?|sends|transfers|protects|mentions|discloses|anonymi[sz]es|backs|"
    r"asks|offers|answers|respects|honou?rs|promises|says)\b(?P<rest>.*)$"
)
_WHICH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{LEAD}(?:which|what) {THINGS}(?: of (?:{GROUP}|you))?(?: here| listed)?(?: (?:that|which|who))? {_VERB}",
        rf"{LEAD}(?:which|who)(?: one| ones)? (?:of|among) (?:{GROUP}|you)(?: here)?(?: (?:that|which|who))? {_VERB}",
        rf"{LEAD}(?:who|which)(?: here)? {_DOES}",
        rf"{LEAD}(?:is|are) there (?:a|an|any|one)(?: {THINGS})?(?: of {GROUP})?(?: here)?,?"
        rf" (?:that|which|who) {_VERB}",
        rf"{LEAD}does (?:any|either|each|none|one|any one)(?: {THINGS})?(?: of (?:{GROUP}|you))?(?: here)? {_VERB}",
        rf"{LEAD}does (?:anyone|anybody) here {_VERB}",
        rf"{LEAD}do (?:any|all|both|each|most|none|either)(?: of)?(?: (?:{GROUP}|{THINGS}|you))(?: here)? {_VERB}",
        rf"{LEAD}(?P<aux>are|is|has|have) (?:any|all|both|each|either|none)(?: one)?(?: of (?:{GROUP}|"
        rf"you))(?: here)? {_VERB}",
        rf"{LEAD}do (?:all|both) {_VERB}",
        rf"{LEAD}do (?:you|they) (?:all|both|each) {_VERB}",
    )
)
_AUXILIARY = r"(?:can|could|do|does|did|is|are|will|would|may|must|should|have|has)\b"
# Those named do it, with any verb: "who puts cookies on my phone, A or B?".
_WHO_DOES = re.compile(
    rf"^{LEAD}{WHO}(?: (?:that|which|who))? (?P<verb>[a-z]{{2,}}[^s\W]s)\b(?!\s+{_AUXILIARY}\b)", re.I
)
# "Do A and B say that they never sell data".
_DO_YOU_CLAIM = re.compile(
    rf"{LEAD}do you (?P<claim>(?:say|state|claim|declare|promise|pledge|guarantee|agree|commit|refuse|deny)\b.+)$", re.I
)
_AGE = "what is the minimum age?"
# "I leave A and B. Which one deletes more quickly?", "log files: A or B, who keeps them longer?".
_ABOUT_THEM = re.compile(
    r"\W*(?:(?P<topic>[\w ]+?)\s*[-–:,]\s*you|[^?]*\byou\b[^?]*?(?=[.!]\s))[\s,.!:–-]+"
    r"(?P<asked>(?:who|which)\b.*)$",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|them|these|those)\b", re.IGNORECASE)
# "Which companies get my data" asks for recipients, not for the policies.
_NO_VERB = {
    "and", "or", "if", "about", "with", "for", "of", "at", "in", "on", "to", "a", "an", "the", "i", "my", "you", "your",
    "get", "gets", "receive", "receives", "see", "sees", "host", "hosts", "process", "processes", "else",
}  # fmt: skip


def compared(text: str, *, several: bool = True) -> Comparison | None:
    """What the text compares; None where it compares nothing. Names of policies in it are written "you". Where not
    `several` policies are asked, what would only be read so of a group is left alone."""
    if several and (age := age_asked(text)) is not None:
        return Comparison(Comparing.WHICH, _AGE, age=age)
    text = _FOR_MONEY.sub(_done_for_money, in_known_words(without_contrast(text)))
    joined = one_subject(text)
    # "If I leave, who deletes it sooner" asks "who deletes it sooner if I leave".
    plain = _FIRST_WHEN.sub(lambda match: f"{match['asked'].rstrip()} {match['when'].lower()}", joined)
    if (ask := difference_asked(plain)) is not None:
        return Comparison(Comparing.DIFFERENCE, ask)
    unsaid = _UNSAID.match(plain)
    if unsaid:
        return Comparison(Comparing.SPOKEN_OF, f"what do you say about{rest_of(unsaid['ask'])}?")
    found = _than(plain) or _extreme(plain) or _which(plain)
    found = found or (_of_limits(plain) if several else None) or _of_each(plain)
    if found or joined == text:
        return found or (_of_group(plain) if several else None)
    if (alone := _ABOUT_THEM.match(plain)) and (found := compared(_IT.sub(alone["topic"] or r"\g<0>", alone["asked"]))):
        return found
    claimed = _DO_YOU_CLAIM.match(plain)
    return (claimed and _of(claimed["claim"])) or Comparison(Comparing.WHICH, _WHO_DOES.sub(_asked, plain))


def asks_of_group(text: str) -> bool:
    """Whether a text is about several of a group, however it asks: "... at each one"."""
    return _GROUP_SPOKEN_OF.search(text) is not None


def _of_each(plain: str) -> Comparison | None:
    """The same asked of each: "can I refuse cookies with all of them?"."""
    found = _WITH_EACH.match(plain)
    if found is None:
        return None
    kind = Comparing.WHICH if _YES_OR_NO.match(found["ask"]) else Comparing.DIFFERENCE
    return Comparison(kind, f"{found['ask'].strip()}?")


def _of_limits(plain: str) -> Comparison | None:
    return Comparison(Comparing.DIFFERENCE, _AGE) if limit_asked(plain) else None


def _of_group(plain: str) -> Comparison | None:
    """Anything else that is asked of policies or companies, named as such: "where does each firm store data?"."""
    ask = _IN_GROUP.sub("", _AS_GROUP.sub(_as_one, plain)) if _AS_GROUP.search(plain) else plain
    return Comparison(Comparing.WHICH, ask.strip()) if ask != plain else None


def _as_one(group: re.Match[str]) -> str:
    return f"{'do ' * bool(group['does'])}you{' ' + base_form(group['verb'].lower()) if group['verb'] else ''}"


def _done_for_money(found: re.Match[str]) -> str:
    done = of_gerund(found["doing"].lower())
    return f"{done}s" if found["verb"].lower().endswith("s") else done


def _extreme(plain: str) -> Comparison | None:
    for pattern, ask in SIZED:
        if match := pattern.search(plain):
            kind = Comparing.SMALLEST if SMALL.match(match["size"]) else Comparing.GREATEST
            first, _, rest = match["ask"].rstrip(" ?.!").partition(" ")
            # Notice of nothing named is that of changes.
            what = rest_of(rest) or (" of policy changes" if first in {"notice", "warning"} else "")
            # How strict it is on children is told by the age from which they may use it.
            of_age = "" if "minimum" not in ask or first.startswith("age") else "age for "
            return Comparison(kind, ask.format(f"{of_age}{first}{what}"))
    match = _DONE.match(plain)
    extreme = _EXTREME.search(match["rest"]) if match else None
    if not (match and extreme):
        return None
    verb, size = base_form(match["verb"].lower()), extreme["size"].lower()
    done = f"do you {verb}{rest_of(_EXTREME.sub('', match['rest']))}?"
    if size.startswith(("earl", "fur", "far")) and verb in _WARNING:
        # The earliest warning is the longest time before.
        return Comparison(Comparing.GREATEST, f"how many days before {done}")
    done = _WIPED.sub("delete my data", _RID.sub("delete", _KEPT.sub("keep", done)))
    if size.startswith(("long", "slow")):
        return Comparison(Comparing.GREATEST, f"how {'long' if size.startswith('long') else 'fast'} {done}")
    return Comparison(Comparing.SMALLEST, f"{'how long' if size.startswith('short') else 'how fast'} {done}")


def _asked(who: re.Match[str]) -> str:
    return f"do you {base_form(who['verb'].lower())}" if who["verb"].lower() not in AUXILIARY else who.group()


def _than(plain: str) -> Comparison | None:
    for pattern in THAN:
        if match := pattern.match(plain):
            size, named = match["size"].lower(), match.groupdict()
            first, *rest = match["done"].strip(" ?.!").split(" ")
            verb = of_gerund(first.lower())
            # "Quicker with a request" names no verb.
            verbless = verb == first.lower() and named.get("how", "to") != "to"
            done = f" do you{' answer' * verbless}{rest_of(' '.join([verb, *rest]))}{rest_of(match['tail'])}"
            if size.startswith("long") or size.startswith("short"):
                kind = Comparing.GREATEST if size.startswith("long") else Comparing.SMALLEST
                return Comparison(kind, f"how long{done}?")
            kind = Comparing.GREATEST if _SLOWNESS.match(size) else Comparing.SMALLEST
            return Comparison(kind, f"how fast{done}?")
    return None


def _which(plain: str) -> Comparison | None:
    for pattern in _WHICH:
        match = pattern.match(plain)
        if match is not None and match["verb"].lower() not in _NO_VERB:
            return _of(f"{_auxiliary(match)}{match['verb']}{match['rest']}")
    return None


def _auxiliary(match: re.Match[str]) -> str:
    aux = match.groupdict().get("aux")
    return f"{'has' if aux.startswith('ha') else 'are'} " if aux else ""


def _of(predicate: str) -> Comparison | None:
    """Who does what a predicate says."""
    said = asserted(predicate)
    if said.spoken_of:
        return Comparison(Comparing.SPOKEN_OF, f"do you mention{rest_of(said.done)}?")
    if said.asks:
        return Comparison(Comparing.WHICH, f"{rest_of(said.asks).strip()}?", said.denied)
    first, _, rest = said.done.partition(" ")
    verb, rest = first.lower().replace("’", "'").strip("?.!,;:"), f" {rest}"
    if how := _AND_HOW.search(rest):
        return _figure_asked(verb, rest[: how.start()], how)
    if verb in AUXILIARY:
        if re.match(r"\s+(?:you|i|my|me|your|the|this|that|it|they)\b", rest, re.IGNORECASE):
            return None
        start = "do you have" if verb in {"has", "have"} else f"{AUXILIARY[verb]} you"
    else:
        start = f"do you {base_form(verb)}"
    return Comparison(Comparing.WHICH, f"{start}{rest_of(rest)}?", said.denied)


def _figure_asked(verb: str, rest: str, how: re.Match[str]) -> Comparison:
    """ "Tells me of changes in advance, and how long before" asks for the figures as well."""
    if _WAITED.search(how["how"]):
        return Comparison(Comparing.SMALLEST, "how fast do you answer requests?")
    case = _IN_CASE.search(how["how"])
    done = f"do you {base_form(verb)}{rest_of(rest)}{case.group() if case else ''}?"
    if base_form(verb) in _WARNING and _AHEAD.search(f"{rest} {how['how']}"):
        return Comparison(Comparing.GREATEST, f"how many days before {done}")
    if base_form(verb) in _WARNING or how["limit"] or _QUICKLY.search(how["how"]):
        return Comparison(Comparing.SMALLEST, f"how fast {done}")
    return Comparison(Comparing.GREATEST, f"how long {done}")
