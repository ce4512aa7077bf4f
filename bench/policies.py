"""Invented policies in any number, about forty passages each, for measuring at scale; always the same ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

_ONSETS = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "h",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "z",
)
_NUCLEI = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "l", "m", "n", "r", "s", "x", "nt", "rk")
_TRADES = ("Health", "Travel", "Games", "Homes", "Bank", "Foods", "Energy", "Music", "Learning", "Mobility")
_SECTIONS = (
    "Scope",
    "Information We Collect",
    "How We Use Your Data",
    "Sharing and Disclosure",
    "Cookies and Similar Tools",
    "Data Retention",
    "Your Rights",
    "Security",
    "International Transfers",
    "Children",
    "Changes to This Policy",
    "Contact",
)
_DATA = (
    "billing records",
    "account profiles",
    "support messages",
    "search history",
    "device identifiers",
    "delivery addresses",
    "voice recordings",
    "payment tokens",
    "browsing logs",
    "survey answers",
    "location points",
    "contact lists",
    "photographs",
    "usage statistics",
)
_PARTIES = (
    "payment processors",
    "delivery firms",
    "analytics vendors",
    "advertising networks",
    "insurers",
    "auditors",
    "hosting companies",
    "public authorities",
    "research institutes",
    "repair workshops",
)
_PURPOSES = (
    "to run your account",
    "to detect fraud",
    "to answer your requests",
    "to improve the service",
    "to meet tax law",
    "to send the offers that you asked for",
    "to keep the service safe",
    "to train our staff",
    "to measure how pages perform",
)
_PLACES = ("Oslo", "Lisbon", "Toronto", "Vienna", "Osaka", "Dublin", "Tallinn", "Montevideo", "Auckland", "Leipzig")
_PERIODS = ("days", "weeks", "months", "years")
_SENTENCES = (
    "{name} keeps {data} for {count} {period} after your last visit, and deletes them within {days} days after that.",
    "We use {data} {purpose}, and for nothing else unless you have agreed to it beforehand.",
    "We may pass {data} on to {party} in {place}, who act on our instructions alone.",
    "{name} does not sell {data} to {party} or to anybody else.",
    "You may ask us at any time for a copy of your {data}; we answer within {days} days and charge nothing.",
    "Copies of {data} lie encrypted in {place} and are tested every {count} {period}.",
    "If you object, we stop using {data} {purpose}, which may mean that parts of the service no longer work.",
    "Where the law requires it, {party} receive {data}, but only as far as a written order in {place} goes.",
    "Our staff in {place} see {data} only where their task needs it, and every access is written down for {days} days.",
    "Write to privacy@{domain}.example if you think that {data} about you are wrong.",
)
_PASSAGES = 40
_SEED = 7


def write_policies(folder: Path, count: int) -> list[str]:
    """One `.txt` file each, named by its company; returns the companies' names."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for name, text in policies(count):
        (folder / f"{name.lower()}.txt").write_text(text, encoding="utf-8")
        names.append(name)
    return names


def policies(count: int) -> Iterator[tuple[str, str]]:
    """Names and texts. The first ones are the same, whatever the count."""
    dice = random.Random(_SEED)  # noqa: S311 - nothing secret
    taken: set[str] = set()
    while len(taken) < count:
        name = "".join(dice.choice(part) for part in (_ONSETS, _NUCLEI, _CODAS) * 3).capitalize()
        if name not in taken:
            taken.add(name)
            yield name, _text(name)


def _text(name: str) -> str:
    """Numbered sections, paragraphs between them, and one list with a lead-in."""
    dice = random.Random(name)  # noqa: S311 - nothing secret
    parts = [
        f"{name} {dice.choice(_TRADES)} Privacy Policy",
        f"Last updated: {dice.randint(1, 28)} May {2020 + dice.randint(0, 5)}",
    ]
    left = _PASSAGES
    for number, heading in enumerate(_SECTIONS, start=1):
        parts.append(f"{number}. {heading}")
        if heading == "Data Retention":
            parts.append("We keep the following data for as long as is said here:")
            parts += [
                f"- {data.capitalize()}: {dice.randint(2, 90)} {dice.choice(_PERIODS)}."
                for data in dice.sample(_DATA, 6)
            ]
            left -= 6
            continue
        share = min(left, 3 if number % 4 else 4)
        parts += [" ".join(_sentence(name, dice) for _ in range(dice.randint(2, 3))) for _ in range(share)]
        left -= share
    return "\n\n".join(parts) + "\n"


def _sentence(name: str, dice: random.Random) -> str:
    return dice.choice(_SENTENCES).format(
        name=name,
        domain=name.lower(),
        data=dice.choice(_DATA),
        party=dice.choice(_PARTIES),
        purpose=dice.choice(_PURPOSES),
        place=dice.choice(_PLACES),
        period=dice.choice(_PERIODS),
        count=dice.randint(2, 36),
        days=dice.randint(7, 120),
    )
