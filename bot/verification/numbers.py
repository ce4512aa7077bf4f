"""Each amount, period, date and percentage of a statement stands in its quotes, with its unit and its bound. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.verification.addresses import without_addresses
from bot.verification.bounds import Bound
from bot.verification.quantities import PERIODS, Quantity, quantities
from bot.verification.references import references
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import stem_of, word_set, words

_SIDE = re.compile(r"\b(from|since|as of|as from|starting|until|till) (?:the )?$", re.IGNORECASE)
# What comes when a limit has passed: "within 28 days; after that", "nobody has claimed within 28 days".
_LATER = re.compile(
    r"\b(?:after (?:that|this|which)|thereafter|afterwards|later (?!than)|"
    r"(?:not|nobody|never|no one)(?: \w+){0,3} within)\b",
    re.IGNORECASE,
)
_BARRING = re.compile(
    r"\b(?:not|cannot|can't|no|nobody|never|don't|mustn't|prohibited|forbidden)\b|n't\b", re.IGNORECASE
)
_NEXT = re.compile(r"\b(?:next|following) (?:(?:working|business|calendar) )?(hour|day|week|month|quarter|year)\b")
# "The end of the year following the one in which" is a year later than "the end of the year in which".
_ANCHOR = re.compile(
    r"\b(?:start|beginning|end) of (?:the |that |each |a )?(?P<ahead>next |following )?"
    r"(?:(?!year|month|quarter|week|day)\w+ )?(?P<unit>year|month|quarter|week|day)\b"
    r"(?P<behind> (?:following|after|next)\b)?"
)
_MONTH_NAMES = frozenset(
    {
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    }
)
_WEEKDAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
_CALENDAR = re.compile(rf"(?<=[^.!?] )(?:{'|'.join(sorted(_MONTH_NAMES | _WEEKDAYS))})\b")
_NTH = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_ORDINALS = {
    word: place
    for place, word in enumerate(
        ("last", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    )
}
_MEASURES = word_set("kb mb gb tb km m cm metre meter mile bit byte px pixel second am pm degree kbit")
# What a statement may make of a bound in the quote: the same, or something weaker that is commonly said for it.
_MAY_BECOME: dict[Bound, frozenset[Bound]] = {
    "": frozenset({"", "max", "about", "after"}),
    "max": frozenset({"max", "before", "under"}),
    "min": frozenset({"min", "over"}),
    "over": frozenset({"over", "min", "after"}),
    "under": frozenset({"under", "max", "before"}),
    "after": frozenset({"after", "", "over", "min"}),
    "before": frozenset({"before", "", "max", "under", "min"}),
    "about": frozenset({"about"}),
}


def check_numbers(statement: str, quotes: Sequence[str], *, headings: Sequence[str]) -> Iterator[Rejection]:
    told = [one for quote in quotes for one in quantities(without_addresses(quote))]
    yield from _check_ordinals(statement, quotes)
    yield from _check_references(statement, quotes)
    yield from _check_calendar(statement, quotes)
    yield from _check_next(statement, quotes)
    yield from _check_sides(statement, quotes)
    stems = frozenset(word.stem for text in (*quotes, *headings) for word in words(text))
    barred = bool(_BARRING.search(statement)) != any(_BARRING.search(quote) for quote in quotes)
    later = any(_LATER.search(quote) for quote in quotes)
    counted = any(one.noun == "time" for one in told)
    for wanted in quantities(without_addresses(statement)):
        if wanted.noun == "time" and wanted.value == 1 and not counted:
            # "Once a year" for "annually".
            continue
        alike = [one for one in told if same_value(wanted, one, stems)]
        if not alike:
            yield Rejection("number", f"{wanted.written!r} is not in the quotes: state their figure and unit, or none.")
        elif not any(_bounds_agree(wanted, one, later=later, barred=barred) for one in alike):
            yield Rejection(
                "number", f"The quotes do not say {wanted.written!r} with that limit: keep their 'at least' or 'up to'."
            )


def _check_ordinals(statement: str, quotes: Sequence[str]) -> Iterator[Rejection]:
    """ "The second reminder" where the quotes have another one, and no second."""
    told = [found for quote in quotes for found in _ordinals(quote)]
    for place, noun in _ordinals(statement):
        others = {other for other, named in told if named == noun}
        if others and place not in others:
            yield Rejection("number", f"The quotes have another one of {noun!r} by its place: keep their order.")


def _check_references(statement: str, quotes: Sequence[str]) -> Iterator[Rejection]:
    told = {one.value for quote in quotes for one in references(quote)}
    for one in references(statement):
        if told and one.value not in told:
            yield Rejection("number", f"{one.written!r} is not in the quotes: name the place that they name.")


def _check_calendar(statement: str, quotes: Sequence[str]) -> Iterator[Rejection]:
    """ "The first week of July", where the quotes name other months and not that one."""
    told = {name for quote in quotes for name in _CALENDAR.findall(quote)}
    kinds = [(_MONTH_NAMES, "month"), (_WEEKDAYS, "day")]
    for names, kind in kinds:
        strange = {*_CALENDAR.findall(statement)} & names - told
        if strange and told & names:
            yield Rejection("number", f"{min(strange)!r} is not in the quotes: keep their {kind}.")


def _check_next(statement: str, quotes: Sequence[str]) -> Iterator[Rejection]:
    """ "The next working week" where the quotes have the next working day."""
    told = {found for quote in quotes for found in _NEXT.findall(quote.lower())}
    for unit in _NEXT.findall(statement.lower()):
        if told and unit not in told:
            yield Rejection("number", f"The quotes do not say 'next {unit}': keep their period.")
    anchors = {found for quote in quotes for found in _anchors(quote)}
    for unit, later in _anchors(statement):
        if (unit, not later) in anchors and (unit, later) not in anchors:
            yield Rejection("number", f"Whether it is that {unit} or the one after it is not as the quotes say.")


def _anchors(text: str) -> list[tuple[str, bool]]:
    """The periods whose beginning or end is meant, and whether it is the period after the one named."""
    found = _ANCHOR.finditer(" ".join(text.lower().split()))
    return [(one["unit"], bool(one["ahead"] or one["behind"])) for one in found]


def _check_sides(statement: str, quotes: Sequence[str]) -> Iterator[Rejection]:
    """ "Until 3 May" is not "from 3 May"."""
    told = [found for quote in quotes for found in _sides(quote)]
    for day, starts in _sides(statement):
        others = [side for other, side in told if _same_day(day, other)]
        if others and starts not in others:
            yield Rejection("number", "The statement has the beginning for the end, or the other way round.")


def _sides(text: str) -> list[tuple[tuple[int, int, int], bool]]:
    """The days that something begins with (true) or ends with."""
    plain = without_addresses(text)
    before = [(one.day, _SIDE.search(plain[: one.start])) for one in quantities(plain)]
    return [(day, side[1].lower() not in {"until", "till"}) for day, side in before if day is not None and side]


def _ordinals(text: str) -> list[tuple[int, str]]:
    """Ordinals with the stem of what they count; "third parties" are none."""
    read = words(text)
    found = []
    for one, noun in pairwise(read):
        digits = _NTH.fullmatch(one.text)
        place = int(digits[1]) if digits else _ORDINALS.get(one.text)
        if place is not None and not noun.before and noun.text not in {"party", "parties", "country", "countries"}:
            found.append((place, noun.stem))
    return found


def same_value(wanted: Quantity, told: Quantity, stems: frozenset[str]) -> bool:
    """Whether two quantities are the same. `stems` are those of the quotes and headings, where a unit may stand
    apart from its number, as in a table."""
    if wanted.day or told.day:
        return wanted.day is not None and told.day is not None and _same_day(wanted.day, told.day)
    if wanted.working != told.working:
        return False
    if wanted.unit == told.unit:
        return wanted.value == told.value and (wanted.unit != "" or _same_noun(wanted, told, stems))
    if told.unit == f"per {wanted.noun}":
        # "One reading a day" for "a daily reading".
        return wanted.written.split()[0] in {"a", "an"}
    return _unit_stands_apart(wanted, told, stems) or _unit_stands_apart(told, wanted, frozenset())


def _unit_stands_apart(one: Quantity, bare: Quantity, stems: frozenset[str]) -> bool:
    """ "16 years" and "16"; "30 days, or 45 if you ask"."""
    if one.unit not in {"s", "m"} or bare.unit or not _names_nothing(bare):
        return False
    known = not stems or one.noun == "year" or stem_of(one.noun) in stems
    return known and one.value == bare.value * PERIODS[one.noun][1]


def _names_nothing(one: Quantity) -> bool:
    return not one.noun or stem_of(one.noun) in vocabulary().empty


def _same_noun(wanted: Quantity, told: Quantity, stems: frozenset[str]) -> bool:
    if _names_nothing(told) and wanted.label and wanted.label == told.label:
        return True
    one, other = stem_of(wanted.noun or "x"), stem_of(told.noun or "x")
    if one == other:
        return True
    if _MEASURES & {wanted.noun, told.noun}:
        return False
    return not wanted.noun or one in vocabulary().empty or one in stems or vocabulary().among(one, stems)


def _same_day(wanted: tuple[int, int, int], told: tuple[int, int, int]) -> bool:
    return all(one in (0, other) for one, other in zip(wanted, told, strict=True))


def _bounds_agree(wanted: Quantity, told: Quantity, *, later: bool, barred: bool) -> bool:
    if barred and {wanted.bound, told.bound} in ({"min", "under"}, {"max", "over"}):
        # "Nobody under 16 may join" and "members are at least 16"; "not beyond 90 days" and "within 90 days".
        return True
    if later and wanted.bound == "after" and told.bound == "max":
        return True
    return wanted.bound in _MAY_BECOME[told.bound]
