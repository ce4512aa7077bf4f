"""Writing without spaces (Chinese, Japanese, Thai ...): held to the characters of the quotes, two by two. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.verification.rejection import Rejection

# Han, kana, Thai, Lao, Burmese, Khmer.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)
# Characters that deny, in Chinese and Japanese.
_DENYING = "不没沒未无無非勿否ぬ"
_JAPANESE_NOT = re.compile("ない|ませ|ぬ|ず")
# So many of the statement's pairs of characters must be the quotes'.
_FLOOR = 0.75


def check_foreign(statement: str, quotes: Sequence[str]) -> Iterator[Rejection]:
    """Neither words nor predicates are read: what is not written almost as the quotes write it, is rejected."""
    said, told = _UNSPACED.findall(statement), _UNSPACED.findall("\n".join(quotes))
    if not said:
        return
    pairs = frozenset(pair for run in told for pair in _pairs(run))
    own = [pair for run in said for pair in _pairs(run)]
    if sum(pair in pairs for pair in own) < _FLOOR * len(own):
        yield Rejection("overlap", "Too much of the statement is not in the quotes: use their words.")
    elif not any("".join(said) in run for run in told) and _denials(said) != _denials(told):
        yield Rejection("polarity", "The statement and the quotes do not deny the same: keep what the quotes say.")


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(max(1, len(run) - 1))]


def _denials(runs: Sequence[str]) -> int:
    counted = Counter(char for run in runs for char in run)
    return sum(counted[char] for char in _DENYING) + sum(len(_JAPANESE_NOT.findall(run)) for run in runs)
