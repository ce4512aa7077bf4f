"""E-mail addresses, web addresses and telephone numbers: each in a statement must stand in its quotes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.verification.rejection import Rejection
from bot.verification.words import normal

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_SCHEME = re.compile(r"\b(?:https?|ftp|mailto|javascript|data|tel):[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:/[^\s<>\"')\]]*)?(?![\w@])", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[ ()./-]{0,2}\d){6,}(?!\w)")
_REFERENCE = re.compile(
    r"\b(?:article|art\.?|section|sec\.?|§+|clause|annex|recital|regulation|directive|schedule)\s*(\d[\w().]*)",
    re.IGNORECASE,
)
# Written with dots, but no addresses.
_ABBREVIATION = re.compile(r"(?:[a-z]\.)+[a-z]?", re.IGNORECASE)


def check_addresses(statement: str, quotes: Sequence[str]) -> Iterator[Rejection]:
    there = normal("\n".join(quotes))
    known = {_key(one) for one in (*_addresses(there), *_phones(there))}
    for one in _addresses(normal(statement)):
        if _key(one) not in known:
            yield Rejection(
                "address", f"The address {one!r} is not in the quotes: leave it out or quote where it stands."
            )
    references = {one.rstrip(".,)(").lower() for one in re.findall(r"\d[\w().]*", there)}
    for one in _REFERENCE.findall(normal(statement)):
        if one.rstrip(".,)(").lower() not in references:
            yield Rejection("number", f"The reference {one!r} is not in the quotes: leave it out.")
    for one in _phones(normal(statement)):
        if _key(one) not in known:
            yield Rejection(
                "address", f"The number {one!r} is not in the quotes: leave it out or quote where it stands."
            )


def without_addresses(text: str) -> str:
    """The text with addresses blanked out, so that their parts are not read as words or numbers."""
    plain = normal(text)
    for one in (*_addresses(plain), *_phones(plain)):
        plain = plain.replace(one, " ")
    return plain


def _addresses(text: str) -> list[str]:
    found = [match.group() for match in _EMAIL.finditer(text)]
    rest = _EMAIL.sub(" ", text)
    found += [match.group() for match in _SCHEME.finditer(rest)]
    rest = _SCHEME.sub(" ", rest)
    found += [
        match.group() for match in _DOMAIN.finditer(rest) if not _ABBREVIATION.fullmatch(match.group().rstrip("."))
    ]
    return [one.rstrip(".,;:!?") for one in found]


def _phones(text: str) -> list[str]:
    rest = _EMAIL.sub(" ", text)
    found = [match.group() for match in _PHONE.finditer(rest)]
    return [one for one in found if not re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d", one)]


def _key(address: str) -> str:
    if address[0] in "+(" or (address[0].isdigit() and "." not in address.strip(".")):
        return re.sub(r"\D", "", address)
    plain = re.sub(r"^(?:https?://)?(?:www\.)?|^mailto:", "", address.lower())
    return plain.rstrip("/.,;:")
