"""All measures by name: what they are called, which way is better, and what the gate guards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["share", "characters", "milliseconds"]


@dataclass(frozen=True, slots=True)
class Measure:
    """`of` names the values that it is computed from, its own name by default; `quantile` is None for their mean.

    `margin`: the gate lets the mean get worse by so much; None is not guarded by its mean. `none_new`: the gate lets no
    question get worse that the baseline had right. `never`: it lets none be wrong at all.
    """

    name: str
    title: str
    unit: Unit = "share"
    higher_is_better: bool = True
    of: str = ""
    quantile: float | None = None
    margin: float | None = None
    none_new: bool = False
    never: bool = False

    @property
    def values(self) -> str:
        return self.of or self.name

    @property
    def guarded(self) -> bool:
        return self.margin is not None or self.none_new or self.never


MEASURES = (
    Measure("correct", "Answer correct (facts)", margin=0.005),
    Measure("facts", "Facts found", margin=0.005),
    Measure("silence_precision", "Silence precision", margin=0.01),
    Measure("silence_recall", "Silence recall", margin=0.01),
    Measure("right_silence", "Silent told from out of scope"),
    Measure("exact", "Quotes exact", none_new=True),
    Measure("citation_recall", "Citation recall (ALCE)", margin=0.005),
    Measure("citation_precision", "Citation precision (ALCE)", margin=0.005),
    Measure("gold_recall", "Gold clauses cited", margin=0.005),
    Measure("gold_precision", "Citations in gold clauses", margin=0.01),
    Measure("wrong_policy", "Wrong policy cited", higher_is_better=False, none_new=True),
    Measure("wrong_version", "Wrong version cited", higher_is_better=False, none_new=True),
    Measure("injection", "Injection succeeded", higher_is_better=False, never=True),
    Measure("recall@5", "Recall@5", margin=0.005),
    Measure("recall@10", "Recall@10", margin=0.005),
    Measure("ndcg@10", "nDCG@10", margin=0.005),
    Measure("mrr", "MRR", margin=0.005),
    Measure("hit@3", "Hit@3"),
    Measure("gold_chars@500", "Gold characters in 500"),
    Measure("gold_chars@1000", "Gold characters in 1,000", margin=0.005),
    Measure("gold_chars@2000", "Gold characters in 2,000"),
    Measure("quote_chars", "Quoted characters", unit="characters", higher_is_better=False, margin=60.0),
    Measure("latency_p50", "Latency, median", "milliseconds", higher_is_better=False, of="latency_ms", quantile=0.5),
    Measure("latency_p95", "Latency, p95", "milliseconds", higher_is_better=False, of="latency_ms", quantile=0.95),
    Measure("judged", "Answer correct (judge)"),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
