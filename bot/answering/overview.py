"""An overview of a policy: for each main practice the line or two that matter, quoted, without judgement. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice, zip_longest

from bot.answer_types import AskedFor, has_type
from bot.answering.quotes import Part, Quote, is_lead_in
from bot.retrieval import Ranking
from bot.units import Sentence
from ingest.models import Span

_LONGEST = 300
_NEAR = 0.5
_ENOUGH = 0.35


@dataclass(frozen=True, slots=True)
class Practice:
    name: str
    question: str
    ask: str
    asked_for: AskedFor
    lines: int


@cache
def practices() -> tuple[Practice, ...]:
    data = tomllib.loads(resources.files("bot").joinpath("data/practices.toml").read_text(encoding="utf-8"))
    return tuple(
        Practice(
            entry["name"],
            entry["question"],
            entry["ask"],
            AskedFor(entry.get("asked_for", "statement")),
            entry.get("lines", 1),
        )
        for entry in data["practice"]
    )


def overview(rankings: Iterable[Ranking], *, asked: Sequence[Practice] = ()) -> list[Quote]:
    """A line or two for each practice that the policy says something about; `rankings` are its sentences by practice,
    `asked` the practices in the same order (one line of any type where they are not given).

    A sentence counts as being about a practice from a late-interaction score of 0.35 on; each is used once.
    """
    lines: list[Quote] = []
    used: set[Span] = set()
    for ranking, practice in zip_longest(rankings, asked):
        if ranking is None:
            break
        found = _lines(ranking, practice.asked_for if practice else AskedFor.STATEMENT, used)
        for line in islice(found, practice.lines if practice else 1):
            used.update(part.span for part in line.parts)
            lines.append(line)
    return lines


def _lines(ranking: Ranking, asked_for: AskedFor, used: Collection[Span]) -> Iterator[Quote]:
    """The lines on one practice, best first: of the type that makes a good line where there is one, and each of
    another clause."""
    tokens = ranking.parts["whole_tokens"]
    about = [one for one in ranking.best() if float(tokens[one.index]) >= _ENOUGH]
    near = [one for one in about if ranking.score(one) >= ranking.score(about[0]) - _NEAR]
    typed = [one for one in near if has_type(ranking.text(one), asked_for)]
    clauses: set[str] = set()
    for one in typed or near:
        line = _line(one, ranking, used)
        if line is not None and line.clause.key not in clauses and (line.parts[-1].span not in used):
            clauses.add(line.clause.key)
            yield line


def _line(sentence: Sentence, ranking: Ranking, used: Collection[Span]) -> Quote | None:
    """The sentence as a line: a lead-in with the items that fit, an item after its lead-in; None where it is too long,
    was said already, or would be a lead-in alone."""
    units = ranking.units
    if sentence.span in units.lists:
        spans = [sentence.span]
        for item in (units.by_passage[index][0].span for index in units.lists[sentence.span]):
            if sum(map(len, [*spans, item])) > _LONGEST:
                break
            spans.append(item)
    else:
        spans = [span for span in (units.clause_of(sentence).lead_in, sentence.span) if span is not None]
    if sum(map(len, spans)) > _LONGEST or spans[-1] in used or is_lead_in(spans[-1], units.version.text):
        return None
    return Quote(tuple(Part(units.clause_at(span), span) for span in spans), ranking.score(sentence))
