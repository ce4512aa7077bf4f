"""Retrieval: how soon the supporting words come in a ranking of passages. Pure.

A gold span is found by a hit of the same policy and version that covers at least half of it, or lies with at least
half of itself inside it. Each gold span is one relevant document; a hit that finds no new span is another, irrelevant
one. Over these, recall@k, nDCG@10 (Järvelin and Kekäläinen 2002) and the reciprocal rank (Voorhees 1999) are those of
`ir_measures`, which takes them from trec_eval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, R, nDCG

# As the product never shows more of a passage.
LONGEST_HIT = 1000
BUDGETS = (500, 1000, 2000)
_CUTS = {"recall@5": R @ 5, "recall@10": R @ 10, "ndcg@10": nDCG @ 10, "mrr": RR}
NAMES = (*_CUTS, "hit@3", *(f"gold_chars@{budget}" for budget in BUDGETS))


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one version's text."""

    policy: str
    version: str
    start: int
    end: int

    def shared(self, other: Place) -> int:
        """How many characters both have."""
        if (self.policy, self.version) != (other.policy, other.version):
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def rank_measures(
    rankings: Mapping[str, Sequence[Place]], gold: Mapping[str, Sequence[Place]]
) -> dict[str, dict[str, float]]:
    """The measures of each question in `gold`, by question id; a question without a ranking scores 0."""
    qrels = {question: {f"gold{n}": 1 for n in range(len(spans))} for question, spans in gold.items()}
    runs = {question: _as_documents(rankings.get(question, ()), spans) for question, spans in gold.items()}
    scores: dict[str, dict[str, float]] = {question: dict.fromkeys(NAMES, 0.0) for question in gold}
    names = {str(measure): name for name, measure in _CUTS.items()}
    for metric in ir_measures.iter_calc(list(_CUTS.values()), qrels, runs):
        scores[metric.query_id][names[str(metric.measure)]] = float(metric.value)
    for question, spans in gold.items():
        hits = rankings.get(question, ())
        scores[question]["hit@3"] = float(any(_finds(hit, span) for hit in hits[:3] for span in spans))
        for budget in BUDGETS:
            scores[question][f"gold_chars@{budget}"] = gold_characters(hits, spans, budget=budget)
    return scores


def gold_characters(hits: Sequence[Place], gold: Sequence[Place], *, budget: int) -> float:
    """The share of gold characters among the first `budget` characters retrieved, so that small and large passages
    compare fairly. A character counts once, and a hit with its first 1,000 only."""
    wanted = {(span.policy, span.version, at) for span in gold for at in range(span.start, span.end)}
    seen: dict[tuple[str, str, int], None] = {}
    for hit in hits:
        if len(seen) >= budget:
            break
        for at in range(hit.start, min(hit.end, hit.start + LONGEST_HIT)):
            seen[hit.policy, hit.version, at] = None
    return sum(character in wanted for character in list(seen)[:budget]) / len(wanted)


def _finds(hit: Place, span: Place) -> bool:
    hit = Place(hit.policy, hit.version, hit.start, min(hit.end, hit.start + LONGEST_HIT))
    shared = hit.shared(span)
    return shared > 0 and (2 * shared >= span.end - span.start or 2 * shared >= hit.end - hit.start)


def _as_documents(hits: Sequence[Place], gold: Sequence[Place]) -> dict[str, float]:
    """The ranking as scores by document: every span at the first hit that finds it, every other hit a miss.

    A hit that finds several spans at once puts them next to each other.
    """
    found: list[str] = []
    for rank, hit in enumerate(hits):
        new = [f"gold{n}" for n, span in enumerate(gold) if _finds(hit, span) and f"gold{n}" not in found]
        found += new or [f"miss{rank}"]
    return {document: float(len(found) - at) for at, document in enumerate(found)}
