"""The words of a policy that come nearest to what is asked, short enough to stand beside those of others. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.asked_things import named_as
from bot.citations import folded
from bot.models import Citation, Statement
from bot.outright import CONDITION, DENIED, outright
from ingest.models import Span
from ingest.sentences import sentences
from ingest.stems import stems

# The log odds by which each of some texts answers a question.
Reading = Callable[[Sequence[str]], Sequence[float]]

_LONGEST = 200
_LONG_STEM = 6
# So many log odds weighs what says outright what is asked, and what denies where a denial is asked about; a word of it
# weighs 1.
_OUTRIGHT, _DENIED = 4.0, 4.0
# What only sends the reader elsewhere says nothing itself.
_REFERRED = 4.0
_REFERS = re.compile(
    r"\b(?:please (?:refer to|see|read|consult|visit)|(?:refer|see|read) (?:to )?(?:our|the|its) [\w ]+(?:policy|"
    r"section|page)|"
    r"to (?:learn|find out|read|know) more)\b",
    re.IGNORECASE,
)
# A sentence is nearly as near as another within so many log odds.
_NEARLY = 2.0
# Where a sentence may be broken off.
_PART = re.compile(
    r"\S.*?(?:[,;:–—](?=\s)|(?=\s(?:and|or|but|unless|except|if|when|where|which|who|that|in|for|to|by|with)\s)|$)",
    re.DOTALL,
)


def excerpt(
    ask: str, statements: Sequence[Statement], cited: Mapping[int, Citation], near: Reading | None = None
) -> tuple[Statement, str]:
    """The statement with the sentence that comes nearest to what is asked, and that sentence, with "…" where it was
    too long. By the words asked about, or the policies' own for them, and by `near` where it is given; of several the
    first."""
    return excerpts(ask, statements, cited, near, most=1)[0]


def excerpts(
    ask: str,
    statements: Sequence[Statement],
    cited: Mapping[int, Citation],
    near: Reading | None = None,
    *,
    most: int = 2,
) -> list[tuple[Statement, str]]:
    """The nearest sentences, at most so many, in the order of the statements: those that come nearly as near as the
    first and name as much of what is asked."""
    wanted, known, denied = named_as(ask), outright(ask), DENIED.search(ask)

    def named(text: str) -> int:
        words = stems(text, "en")
        return sum(any(_akin(stem, word) for stem in one for word in words) for one in wanted)

    found = [(one, sentence) for one in statements for sentence in _sentences(one, cited)]
    odds = near([sentence for _, sentence in found]) if near is not None else [0.0] * len(found)
    naming = [named(f"{_heading(one, cited)} {sentence}") for one, sentence in found]
    scores = [
        odd
        + count
        + (_OUTRIGHT if known and known.speaks(sentence) else 0.0)
        - (_REFERRED if _REFERS.search(sentence) else 0.0)
        + (_DENIED if denied and DENIED.search(CONDITION.sub("", sentence)) else 0.0)
        for odd, count, (_, sentence) in zip(odds, naming, found, strict=True)
    ]
    first, *others = sorted(range(len(found)), key=lambda at: (-scores[at], at))
    nearly = [at for at in others if scores[at] >= scores[first] - _NEARLY and naming[at] >= max(1, naming[first])]
    return [(found[at][0], _shortened(found[at][1], named)) for at in sorted([first, *nearly[: most - 1]])]


def _shortened(sentence: str, named: Callable[[str], int]) -> str:
    if len(sentence) <= _LONGEST:
        return sentence.rstrip(".;,:")
    start, end = max(
        _short_runs(sentence),
        key=lambda at: (named(sentence[slice(*at)]), _ends(sentence, at[1]), at[0] == 0, at[1] - at[0]),
    )
    return f"{'…' * (start > 0)}{sentence[start:end].rstrip('.;,: ')}{'…' * (end < len(sentence))}"


def _heading(statement: Statement, cited: Mapping[int, Citation]) -> str:
    return " ".join(cited[statement.citations[-1]].path[-2:])


def _sentences(statement: Statement, cited: Mapping[int, Citation]) -> Iterator[str]:
    """Those that a statement quotes, an item behind its lead-in where both together are short enough."""
    quotes = [folded(cited[n].quote) for n in statement.citations]
    joined = " ".join(quotes)
    for text in [joined] if len(joined) <= _LONGEST else quotes:
        for span in sentences(text, Span(0, len(text))):
            yield text[span.start : span.end]


def _ends(sentence: str, at: int) -> bool:
    """Whether something ends there: "not transferred" says otherwise than "not transferred without protection"."""
    return at == len(sentence) or sentence[at - 1] in ",;:"


def _short_runs(sentence: str) -> Iterator[tuple[int, int]]:
    """The runs of parts that are short enough, as offsets; of what has no parts its beginning."""
    parts = [match.span() for match in _PART.finditer(sentence)]
    runs = [(start, end) for start, _ in parts for _, end in parts if start < end <= start + _LONGEST]
    yield from runs or [(0, sentence.rfind(" ", 0, _LONGEST))]


def _akin(stem: str, other: str) -> bool:
    """ "Regularly" and "regular" are one word."""
    return stem == other or (min(len(stem), len(other)) >= _LONG_STEM and stem[:_LONG_STEM] == other[:_LONG_STEM])
