"""Most of a statement's content words stand in its quotes, by stems or as words of the same meaning. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.addresses import without_addresses
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import words

_FLOOR = 0.6


def check_overlap(
    statement: str, quotes: Sequence[str], *, headings: Sequence[str], names: Sequence[str]
) -> Iterator[Rejection]:
    vocab = vocabulary()
    told = frozenset(word.stem for text in (*quotes, *headings, *names) for word in words(text))
    content = list(
        dict.fromkeys(
            word.stem
            for word in words(without_addresses(statement))
            if word.stem not in vocab.empty and not word.text.isdigit()
        )
    )
    missing = [stem for stem in content if not vocab.among(stem, told)]
    if content and len(missing) > (1 - _FLOOR) * len(content):
        shown = ", ".join(repr(stem) for stem in missing[:5])
        yield Rejection("overlap", f"Too much of the statement is not in the quotes ({shown}): use their words.")
