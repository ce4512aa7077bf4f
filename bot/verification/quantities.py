"""Amounts, periods, dates and percentages in a text, in words or digits, as values that can be compared. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from bot.verification.bounds import Bound, bound_of
from bot.verification.grammar import BE, DO, HAVE, JOINTS, MODALS, NEGATORS, PREPOSITIONS, PRONOUNS, RELATIVES
from bot.verification.vocabulary import vocabulary
from bot.verification.words import normal

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "zero": 0,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
# Periods in seconds, or in months: the two families do not convert.
PERIODS: dict[str, tuple[str, int]] = {
    "second": ("s", 1), "minute": ("s", 60), "hour": ("s", 3600), "day": ("s", 86_400), "week": ("s", 604_800),
    "fortnight": ("s", 1_209_600), "night": ("s", 86_400), "month": ("m", 1), "quarter": ("m", 3), "year": ("m", 12),
    "decade": ("m", 120), "century": ("m", 1200),
}  # fmt: skip
_MONTH_FORMS = (
    *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
    *("september sep sept", "october oct", "november nov", "december dec"),
)
_MONTHS = {name: at for at, forms in enumerate(_MONTH_FORMS, start=1) for name in forms.split()}
# "Under 13 cannot" counts nothing.
_NO_NOUNS = frozenset(
    {*MODALS, *BE, *DO, *HAVE, *NEGATORS, *PREPOSITIONS, *PRONOUNS, *RELATIVES, *JOINTS}
    | {"cannot", "next", "beside", "upwards", "upward", "onwards", "if", "unless", "when"}
)
_CURRENCIES = {
    "$": "usd", "usd": "usd", "dollar": "usd", "€": "eur", "eur": "eur", "euro": "eur", "£": "gbp", "gbp": "gbp",
    "pound": "gbp", "chf": "chf", "franc": "chf", "cent": "cent", "¥": "jpy", "yen": "jpy", "₹": "inr", "rupee": "inr",
}  # fmt: skip
_MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)(?:-(?P<d>\d\d))?\b"),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)? (?P<n>{_MONTH_NAMES})\b\.?"
        r"(?:,? (?P<y>(?:19|20)\d\d)\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<n>{_MONTH_NAMES})\b\.? (?P<d>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?\b(?:,? (?P<y>(?:19|20)\d\d)\b)?",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<n>{_MONTH_NAMES})\b\.?,? (?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
)
_WORDS = "|".join((*_UNITS, *_TENS, *_SCALES))
_JOINED = r"(?:[ -]|(?<=hundred) and |(?<=thousand) and |(?<=million) and )"
_SPELLED = rf"(?:(?:{_WORDS}|an? (?:hundred|thousand|million|dozen)|half a million)(?:{_JOINED}(?:{_WORDS}))*)"
_DIGITS = r"\d+(?:[.,]\d+)*"
_QUALIFIERS = (
    "calendar|business|working|full|consecutive|whole|additional|further|more|extra|complete|entire|short|clear|long"
)
_NUMBER = re.compile(
    rf"(?P<sign>[$€£¥₹]\s?|\b(?:usd|eur|gbp|chf)\s)?"
    rf"(?<![\w.])(?P<value>{_DIGITS}|{_SPELLED}\b|"
    rf"an?(?= (?:(?:{_QUALIFIERS}) )?(?:{'|'.join(PERIODS)})\b))"
    rf"(?P<scale> (?:hundred|thousand|million|billion)\b|[kK]\b)?"
    rf"(?P<ordinal>(?:st|nd|rd|th)\b)?"
    rf"(?:\s?\((?P<repeat>{_DIGITS}|{_SPELLED})\))?"
    rf"(?:(?P<range>\s?-\s?| to | or | and )(?={_DIGITS}|{_SPELLED}))?"
    rf"(?(range)|(?:[\s-]*(?P<qualifier>{_QUALIFIERS})\b)?"
    r"(?:[\s-]*(?P<unit>%|€|[^\W\d_]+(?: cent\b)?))?)",
    re.IGNORECASE,
)
_HALF_A_YEAR = re.compile(r"\bhalf a year\b", re.IGNORECASE)
# "The past week" is one week.
_PAST = re.compile(r"\b(last|past|preceding) (day|week|month|quarter|year)\b", re.IGNORECASE)
_AND_A_HALF = re.compile(r"\b(?:an?|(one|two|three|four|five|\d)) (?:years? )?and a half(?: years)?\b", re.IGNORECASE)
_QUARTERS = (
    (re.compile(r"\ba quarter of an hour\b", re.IGNORECASE), "15 minutes"),
    (re.compile(r"\b(?:a )?quarter of a century\b", re.IGNORECASE), "25 years"),
    (re.compile(r"\ba quarter of (?=the|all|your|our|its|their)", re.IGNORECASE), "25 percent of "),
)
_HALF_AN_HOUR = re.compile(r"\bhalf(?: an|-an|-)? ?hour\b", re.IGNORECASE)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth"),
)
_ORDINAL_DAY = re.compile(rf"\b({'|'.join(_ORDINALS)})(?= (?:day )?of (?:{_MONTH_NAMES})\b)", re.IGNORECASE)
_RATES = {
    "daily": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
    "annually": "year",
    "yearly": "year",
    "annual": "year",
    "hourly": "hour",
}
# "Four times a year", "£2 a month".
_PER = re.compile(
    r"((?:\b(?:times|twice|once|each|apiece|dollars|euros|pounds|cents)|[$€£¥₹]\s?\d[\d.,]*|\d\s?[$€£¥₹%]))"
    r" (?:in )?an? (hour|day|night|week|fortnight|month|quarter|year)\b",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\bonce (?:in )?(?:an?|per|each|every|any) (hour|day|night|week|fortnight|month|quarter|year)\b", re.IGNORECASE
)
_EVERY = re.compile(
    rf"\b(?:(?:in )?(?:any one|any|each|every|per) (?:calendar )?(?P<unit>hour|day|week|fortnight|month|quarter|year)|"
    rf"every (?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    rf"(?P<rate>{'|'.join(_RATES)}))\b(?! \d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit. Periods are in seconds ("s") or months ("m"), dates have the unit "date" and a value
    of year, month and day with 0 for what is not said. `unit` is "" where none is named, `noun` the word that follows
    a bare number, `label` the one before it ("Level 1"). `start` and `end` are offsets into the text that was read."""

    value: Fraction
    unit: str
    bound: Bound
    written: str
    start: int
    end: int
    noun: str = ""
    working: bool = False
    day: tuple[int, int, int] | None = None
    label: str = ""


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """All numbers of the text, in order."""
    plain = _plain(text)
    found = [*_dates(plain)]
    taken = [(one.start, one.end) for one in found]
    pending: list[Quantity] = []
    for match in _NUMBER.finditer(plain):
        if any(start < match.end("value") and match.start("value") < end for start, end in taken):
            continue
        made = _quantity(match, plain)
        if made is None:
            continue
        # "two to three years": the first number has the unit of the second.
        if match["range"]:
            pending.append(made)
            continue
        if pending and made.unit:
            found += [_with_unit(one, made) for one in pending]
        else:
            found += pending
        pending = []
        found.append(made)
    found += pending
    rates = [match.span() for match in _EVERY.finditer(plain)]
    found = [one for one in found if not any(start <= one.start < end for start, end in rates)]
    found += [
        Quantity(
            Fraction(1),
            "per " + ("week" if match["weekday"] else match["unit"] or _RATES[match["rate"].lower()]).lower(),
            "",
            match.group(),
            match.start(),
            match.end(),
        )
        for match in _EVERY.finditer(plain)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _plain(text: str) -> str:
    """The text with what stands for a number or hides one written as one."""
    plain = re.sub(r"\b([Ee])-(mails?)\b", r"\1\2", normal(text)).replace("n't", " not")
    plain = re.sub(r"\bhalf-yearly\b", "every six months", plain, flags=re.IGNORECASE)
    plain = _PAST.sub(r"\1 one \2", plain)
    for pattern, plainly in _QUARTERS:
        plain = pattern.sub(plainly, plain)
    plain = _AND_A_HALF.sub(_in_months, plain)
    plain = _HALF_AN_HOUR.sub("30 minutes", _HALF_A_YEAR.sub("six months", plain))
    plain = _ORDINAL_DAY.sub(lambda found: str(_ORDINALS.index(found[1].lower()) + 1), plain)
    plain = _PER.sub(r"\1 per \2", _ONCE.sub(r"1 time per \1", plain))
    return re.sub(r"\btwice\b", "two times", re.sub(r"(?<=\d)s\b", "", plain), flags=re.IGNORECASE)


def _in_months(found: re.Match[str]) -> str:
    """ "A year and a half" is 18 months."""
    count = (found[1] or "one").lower()
    return f"{(int(count) if count.isdigit() else _UNITS[count]) * 12 + 6} months"


def _with_unit(one: Quantity, other: Quantity) -> Quantity:
    per = next(
        (size for family, size in PERIODS.values() if other.noun and PERIODS.get(other.noun) == (family, size)), 1
    )
    return Quantity(one.value * per, other.unit, one.bound, one.written, one.start, one.end, other.noun, other.working)


def _dates(plain: str) -> list[Quantity]:
    found: list[Quantity] = []
    for pattern in _DATES:
        for match in pattern.finditer(plain):
            parts = match.groupdict()
            month = _MONTHS[parts["n"].lower()] if parts.get("n") else int(parts["m"])
            if any(one.start < match.end() and match.start() < one.end for one in found) or not 1 <= month <= 12:
                continue
            if (
                parts.get("n", "x")
                and (parts.get("n") or "x").lower() in {"may", "march", "mar"}
                and parts["n"].islower()
            ):
                continue
            day = (int(parts.get("y") or 0), month, int(parts.get("d") or 0))
            found.append(Quantity(Fraction(0), "date", "", match.group(), match.start(), match.end(), day=day))
    return found


def _quantity(match: re.Match[str], plain: str) -> Quantity | None:
    written = match["value"].lower()
    value = _value(written)
    if value is None:
        return None
    if match["scale"]:
        scale = match["scale"].strip().lower()
        value *= _SCALES.get(scale, 1_000)
    unit_word = (match["unit"] or "").lower()
    singular = unit_word.removesuffix("s") if len(unit_word) > 2 else unit_word
    unit, noun, end = "", "", match.end("value")
    if match["sign"]:
        unit = _CURRENCIES[match["sign"].strip().lower()]
    elif unit_word in {"%", "percent", "per cent"}:
        unit, end = "%", match.end("unit")
    elif singular in PERIODS:
        family, size = PERIODS[singular]
        unit, value, noun, end = family, value * size, singular, match.end("unit")
    elif unit_word in _CURRENCIES or singular in _CURRENCIES:
        unit, end = _CURRENCIES.get(unit_word) or _CURRENCIES[singular], match.end("unit")
    elif unit_word not in _NO_NOUNS and not (unit_word == singular and vocabulary().is_verb(unit_word)):
        # "Those under 13 need".
        noun = singular
    # "one" and "a" count only before a period: elsewhere they are pronouns and articles.
    if written in {"one", "a", "an"} and unit not in {"s", "m", "%", "usd", "eur", "gbp"}:
        return None
    working = bool(match["qualifier"]) and match["qualifier"].lower() in {"business", "working"}
    bound = bound_of(plain, match.start(), end)
    if not unit and re.fullmatch(r"(?:19|20)\d\d", written) and bound == "max":
        # "In 2023" is no limit.
        bound = ""
    shown = plain[match.start() : end].strip()
    label = re.search(r"([^\W\d_]{2,}) $", plain[: match.start()])
    return Quantity(
        value, unit, bound, shown, match.start(), end, noun, working, label=label[1].lower() if label else ""
    )


def _value(written: str) -> Fraction | None:
    """The value of digits ("1,000", "2.5") or of words ("twenty-five", "a hundred and ten")."""
    if written[0].isdigit():
        return _of_digits(written)
    total, current = 0, 0
    for word in re.findall(r"[a-z]+", written):
        if word in {"a", "an"}:
            current = 1
        elif word == "half":
            return Fraction(500_000)
        elif word == "dozen":
            current *= 12
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
    return Fraction(total + current)


def _of_digits(written: str) -> Fraction | None:
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", written)
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        return Fraction(plain)
    except ValueError:
        # Several points: a version or an address such as 1.2.3; compared as one run of digits.
        return Fraction(int(re.sub(r"\D", "", plain)))
