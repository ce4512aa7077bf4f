"""Personal data taken out of what people typed, before it is stored, logged, traced or sent to a hosted model. Pure.

What is recognised: e-mail addresses, IP addresses, IBANs, payment cards, phone numbers, numbers of accounts, documents
and persons, and keys. A telling shape is enough: a number with a typing error in it is still somebody's. What a
question is about stays: periods, dates, amounts, section numbers, names of laws and standards. Names and postal
addresses are not recognised. Callers leave out the text of policies, which is public and must stay word for word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum import iban, luhn
from stdnum.exceptions import ValidationError

# Numbers written without "+" are read as dialled in one of these; what looks like a number elsewhere has a shape below.
_REGIONS = ("US", "GB", "FR", "ES", "IT", "IN", "AU")
_FEWEST_PHONE_DIGITS = 7
_FEWEST_NUMBER_DIGITS = 9
_SHORTEST_IBAN = 15


@dataclass(frozen=True, slots=True)
class _Find:
    start: int
    end: int
    tag: str


_Finder = Callable[[str], Iterator[_Find]]

_TAG = re.compile(r"\[(?:email|ip|iban|card|phone|id|number|key)\]")
_PART = re.compile(r".+?(?:[,:;.!?]+(?=\s)\s*|$)", re.DOTALL)
_ASKS = re.compile(
    r"\s*(?:and |but |so |or )?(?:who|what|how|when|where|why|which|can|could|do|does|did|is|are|was|were|will|would"
    r"|may|should|if|whose)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3

_KEY = re.compile(
    r"\bcw_[0-9a-z]+_[\w-]{8,}|\b(?:sk|pk|rk|ghp|gho|xox[a-z]|glpat)[-_][\w-]{16,}|\bAKIA[0-9A-Z]{16}\b"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|(?<=\bBearer )[\w.~+/=-]{8,}"
)
_EMAIL = re.compile(
    r"(?:\"[^\"\n]{1,64}\"|[^\s@＠<>()\[\]{},;:\"'|\\]{1,64})(?:@|＠|%40)"
    r"(?:\[[0-9A-Fa-f:.]+\]|[^\W_][\w-]*(?:[.．。][\w-]*[^\W_])*)"
)
_SPELLED_EMAIL = re.compile(
    r"[\w.+-]+\s*[(\[{]\s*(?:at|@|ät|arroba|arobase)\s*[)\]}]\s*[\w-]+"
    r"(?:\s*[(\[{]\s*(?:dot|\.|punkt|point|punto)\s*[)\]}]\s*\w+|\.\w+)*"
    r"|\b[\w.+-]+ at [\w-]+(?: dot [\w-]+)+\b",
    re.IGNORECASE,
)
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?!\w|\.\d)")
_IPV6 = re.compile(
    r"(?<![\w:.])(?:[0-9A-F]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-F]{0,4})(?![\w:])", re.IGNORECASE | re.ASCII
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,32}(?!\w)", re.IGNORECASE | re.ASCII)
_CARD = re.compile(r"(?<![\w.])\d+(?:[ -]\d+)*(?!\w)")
_GROUP = re.compile(r"\d+")
_CARD_DIGITS = range(13, 20)

# A number that is named as somebody's: "my passport number is X1234567", "Kundennummer 4711-0815".
_THING = (
    r"account|acct|a/c|passport|licen[cs]e|driver'?s? licen[cs]e|ssn|social security|national insurance|nino|nhs|iban"
    r"|tax(?:payer)?(?: id)?|tin|vat|customer|client|member(?:ship)?|patient|medical record|mrn|employee|student"
    r"|loyalty|subscriber|user|device|imei|imsi|serial|ticket|order|invoice|booking|reservation|reference|ref|claim|tracking"
    r"|phone|mobile|cell|telephone|tel|fax|sort code|routing|bank|credit card|debit card|card|cvv|cvc|pin|identity|id"
    r"|konto|kunden|mitglieds?|ausweis|reisepass|steuer|versicherungs|rechnungs|bestell|telefon|handy"
)
_NUMBER_WORD = r"(?:numbers?|no\.?|nr\.?|num\.?|ids?|identifier|code|#)"
_ROMANCE = (
    r"n(?:um[ée]ro|úmero|[°º.])\s*(?:de |du |d')?(?:compte|client|passeport|s[ée]curit[ée] sociale|cuenta|cliente"
    r"|pasaporte|tel[ée]fono|t[ée]l[ée]phone|commande|pedido|conto|carta)"
    r"|\b(?:dni|nie|nif|cpf|codice fiscale|bsn|pesel|aadhaar)"
)
_NAMED = re.compile(
    rf"\b(?:(?:{_THING})[ -]?(?P<sure>{_NUMBER_WORD}|nummer|-?id\b|-?nr\.?)?|(?P<romance>{_ROMANCE}))"
    r"(?:\s*(?:is|was|ist|lautet|est|es|[:=#]))*\s*"
    r"(?P<value>[A-Z]{0,4}[- ]?\d[\w./-]*(?:[ -]\d[\w./-]*)*)(?!\w)",
    re.IGNORECASE,
)
_PERSON_ID_FORMS = (
    r"\d{3}-\d{2}-\d{4}",  # United States
    r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]",  # United Kingdom
    r"[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3}(?: ?\d{2})?",  # France
    r"(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z]",  # Spain
    r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]",  # Italy
    r"\d{6}[-+A]\d{3}[0-9A-Y]",  # Finland
    r"\d{6}[-+]\d{4}",  # Sweden, Denmark
    r"\d{6}/\d{3,4}",  # Czechia, Slovakia
    r"\d{3}\.\d{3}\.\d{3}-\d{2}",  # Brazil
    r"756\.\d{4}\.\d{4}\.\d{2}",  # Switzerland
    r"[A-Z]{5}\d{4}[A-Z]",  # India
    r"[STFGM]\d{7}[A-Z]",  # Singapore
    r"\d{7}[A-W][AB]?",  # Ireland
)
_PERSON_IDS = re.compile(rf"(?<![\w.$€£¥-])(?:{'|'.join(_PERSON_ID_FORMS)})(?![\w-])")
_PHONE_SHAPES = re.compile(
    r"(?<![\w.,/$€£¥-])(?:"
    r"(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}"  # North America, invented numbers too
    r"|\d{3}-\d{4}"
    r"|\(?0\d{1,5}\)?(?:[ /.-]{1,2}\d{2,8}){1,5}"  # with a trunk prefix, as most of Europe writes
    r"|(?:\+|00)\d[\d ()./-]{6,}\d"
    r")(?![\w]|[.,/-]\d)"
)
_LONG_NUMBER = re.compile(r"(?<![\w.,$€£¥])\d+(?:[ ./-]\d+)*(?!\w|[.,]\d)")
_DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ROUND = re.compile(r"(?:0{6,}|(?:[ .]000){2,})$")
_CITED = re.compile(
    r"(?:§+|\b(?:sections?|sec|articles?|arts?|clauses?|paragraphs?|recitals?|chapters?|annex|code|cfr|u\.?s\.?c|versions?|v))"
    r"\.?\s*\Z",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|INR|JPY|AUD|CAD))\s*\Z")
_CURRENCY_AFTER = re.compile(r"\s*(?:[$€£¥₹%]|(?:USD|EUR|GBP|CHF|INR|JPY|AUD|CAD|dollars?|euros?|pounds?|francs?)\b)")


def redact(text: str) -> str:
    """The text with each find replaced by its tag: [email], [ip], [iban], [card], [phone], [id], [number], [key]."""
    for find in _FINDERS:
        text = _replaced(text, find)
    return text


def without_personal(text: str) -> str:
    """What is asked, without personal data and without the parts of sentences that only state it.

    "My card is 4111 1111 1111 1111: how long are receipts kept?" is "how long are receipts kept?". A part that asks
    something itself stays, but for the data; so does everything where nothing is left that could be asked.
    """
    if "@" not in text and _digits(text) < _FEWEST_PHONE_DIGITS:
        return text
    told = redact(text)
    if not _TAG.search(told):
        return text
    parts = _PART.findall(told)
    kept = "".join(part for part in parts if not _TAG.search(part) or _ASKS.match(part))
    return " ".join(_TAG.sub(" ", kept if len(kept.split()) >= _FEWEST_WORDS else told).split())


def _replaced(text: str, find: _Finder) -> str:
    pieces, at = [], 0
    for found in find(text):
        if found.start >= at:
            pieces += [text[at : found.start], f"[{found.tag}]"]
            at = found.end
    return "".join([*pieces, text[at:]]) if pieces else text


def _by_pattern(tag: str, pattern: re.Pattern[str], *, keep: Callable[[re.Match[str]], bool] | None = None) -> _Finder:
    def find(text: str) -> Iterator[_Find]:
        for match in pattern.finditer(text):
            if keep is None or not keep(match):
                yield _Find(match.start(), match.end(), tag)

    return find


def _ibans(text: str) -> Iterator[_Find]:
    """The longest beginning of each candidate that is valid: words may follow with nothing but a space between."""
    for match in _IBAN.finditer(text):
        for end in range(match.end(), match.start() + _SHORTEST_IBAN - 1, -1):
            if text[end - 1 : end].isalnum() and _is_iban(text[match.start() : end]):
                yield _Find(match.start(), end, "iban")
                break


def _is_iban(text: str) -> bool:
    try:
        iban.validate(text)
    except ValidationError:
        return False
    return True


def _cards(text: str) -> Iterator[_Find]:
    """Groups of digits that are together a card's number; other figures may stand before and after them."""
    for match in _CARD.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *match.span())]
        for at, (start, _) in enumerate(groups):
            ends = (end for _, end in reversed(groups[at : at + max(_CARD_DIGITS)]) if _is_card(text[start:end]))
            if (end := next(ends, None)) is not None:
                yield _Find(start, end, "card")


def _is_card(text: str) -> bool:
    digits = "".join(str(int(char)) for char in text if char.isdecimal())
    return len(digits) in _CARD_DIGITS and luhn.is_valid(digits)


def _named(text: str) -> Iterator[_Find]:
    """Values of numbers that are called somebody's. Without a word for "number" they need five digits."""
    for match in _NAMED.finditer(text):
        fewest = 4 if match["sure"] or match["romance"] else 5
        value = match["value"]
        if _digits(_DATE.sub("", value)) >= fewest and not _is_amount(text, *match.span("value")):
            yield _Find(*match.span("value"), "number")


def _phones(text: str) -> Iterator[_Find]:
    """What phonenumbers knows as a number: with "+" any possible one, without it those valid in some regions."""
    if _digits(text) < _FEWEST_PHONE_DIGITS:
        return
    found = {(match.start, match.end) for match in _matches(text, None, Leniency.POSSIBLE)}
    for region in _REGIONS:
        found |= {(match.start, match.end) for match in _matches(text, region, Leniency.VALID)}
    for start, end in sorted(found):
        if _digits(text[start:end]) >= _FEWEST_PHONE_DIGITS and not _is_figure(text, start, end):
            yield _Find(start, end, "phone")


def _matches(text: str, region: str | None, leniency: int) -> Iterator[phonenumbers.PhoneNumberMatch]:
    yield from PhoneNumberMatcher(text, region, leniency=leniency)


def _long_numbers(text: str) -> Iterator[_Find]:
    for match in _LONG_NUMBER.finditer(text):
        if _digits(match[0]) >= _FEWEST_NUMBER_DIGITS and not _is_figure(text, *match.span()):
            yield _Find(*match.span(), "number")


def _is_figure(text: str, start: int, end: int) -> bool:
    """Whether digits are a date, years, an amount, or a place in a law, and so what is asked about."""
    number = text[start:end]
    if re.match(r"\+|00[1-9]", number):
        return False
    undated = _YEAR.sub("", _DATE.sub("", number))
    if undated != number and _digits(undated) < 3:
        return True
    if ("." in number or "-" in number) and _CITED.search(text[max(0, start - 20) : start]):
        return True
    return _is_amount(text, start, end)


def _is_amount(text: str, start: int, end: int) -> bool:
    """Whether digits are, with those before them, a round number or one of a currency."""
    while start and (
        text[start - 1].isdecimal() or (text[start - 1] in " .," and text[start - 2 : start - 1].isdecimal())
    ):
        start -= 1
    return bool(
        _ROUND.search(text[start:end])
        or _CURRENCY_BEFORE.search(text[max(0, start - 8) : start])
        or _CURRENCY_AFTER.match(text, end)
    )


def _is_cited(match: re.Match[str]) -> bool:
    """A section number of four short parts looks as an IPv4 address does; a part above 255 belongs to neither."""
    parts = re.split(r"[./]", match[0])[:4]
    if any(int(part) > 255 for part in parts):
        return True
    return all(len(part) < 3 for part in parts) and bool(_CITED.search(match.string[: match.start()][-20:]))


def _is_no_ipv6(match: re.Match[str]) -> bool:
    try:
        ip_address(match[0])
    except ValueError:
        return True
    return not any(char.isalnum() for char in match[0])


def _digits(text: str) -> int:
    return sum(char.isdecimal() for char in text)


def _is_figure_match(match: re.Match[str]) -> bool:
    return _is_figure(match.string, *match.span())


# The most telling shapes first: what they leave is looked at as less and less specific kinds of number.
_FINDERS: tuple[_Finder, ...] = (
    _by_pattern("key", _KEY),
    _by_pattern("email", _EMAIL),
    _by_pattern("email", _SPELLED_EMAIL),
    _by_pattern("ip", _IPV6, keep=_is_no_ipv6),
    _by_pattern("ip", _IPV4, keep=_is_cited),
    _ibans,
    _cards,
    _by_pattern("id", _PERSON_IDS),
    _named,
    _phones,
    _by_pattern("phone", _PHONE_SHAPES, keep=_is_figure_match),
    _long_numbers,
)
