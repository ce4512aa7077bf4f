"""What each part of the ranking brings to the answers: `python -m evals.ablation --into docs/retrieval.md`.

Every gold question is asked with all parts, then without one or some of them. What is left out is left out of the order
of clauses; the decision on silence keeps the whole ranking, so that what is measured is which clauses are quoted, and
not where the threshold lies. The difference is that of right answers, with a 95 % interval by the paired bootstrap.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.deadline import Deadline
from bot.pipeline import Clausewise
from bot.rerank import Reranker
from bot.retrieval import WEIGHTS, Ranking
from bot.settings import load_settings
from evals.corpus import corpus_folder, read_corpus
from evals.errors import CorpusError, EvalError
from evals.goldset import GoldSet
from evals.indexing import index_of
from evals.measures.bootstrap import Difference, Value, compare
from evals.runner import run
from evals.score import score
from evals.sections import with_section
from evals.suite import default_gold
from evals.system import InProcess
from ingest.embeddings import load_encoder
from ingest.encoder import Encoded, Encoder
from ingest.index import Index
from ingest.model_files import default_models_folder

GROUPS: Mapping[str, Collection[str]] = {
    **{name: (name,) for name in WEIGHTS},
    "late interaction": [name for name in WEIGHTS if name.endswith("_tokens")],
    "mean vectors": [name for name in WEIGHTS if name.endswith("_vector") or name == "expansion_passage"],
    "the policies' own words": [name for name in WEIGHTS if name.startswith("expansion_")],
    "words and coverage": ("words", "coverage"),
    "tags and aspects": ("tags", "aspects"),
    "all but whole_tokens": [name for name in WEIGHTS if name != "whole_tokens"],
}
"""What is left out together, by what a table calls it."""

_MEASURES = ("correct", "hit@3")
Scores = Mapping[str, Mapping[str, Value]]
"""Values of questions, by measure and question."""


@dataclass(frozen=True, slots=True)
class WithoutParts:
    """Orders as the ranking would without some of its parts."""

    left_out: Collection[str]

    def rerank(self, ranking: Ranking, query: str, deadline: Deadline) -> Ranking:
        lost = sum(WEIGHTS[name] * ranking.parts[name] for name in self.left_out if name in ranking.parts)
        scores = np.asarray(ranking.scores - lost, np.float32)
        return replace(ranking, scores=scores, order=tuple(int(one) for one in np.argsort(-scores, kind="stable")))


class _Remembering:
    """An encoder that encodes each text once, as all rounds ask the same."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Encoded] = {}
        self.name, self.dimensions = encoder.name, encoder.dimensions

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= zip(new, self._encoder.encode(new), strict=True)
        return [self._known[text] for text in texts]


def measure(gold: GoldSet, index: Index, reranker: Reranker | None) -> Scores:
    """Every question's values; the ids bear the set's name, as two sets may have a question of the same id."""
    bot = Clausewise(index, load_settings(index=index.settings.index), reranker=reranker)
    scored = score(run(gold, InProcess(bot)), read_corpus(index.catalog))
    return {
        name: {f"{gold.name}/{question}": value for question, value in scored.values(name).items()}
        for name in _MEASURES
    }


def table(whole: Scores, without: Mapping[str, Scores]) -> Iterator[str]:
    answered = [value for value in whole["correct"].values() if value is not None]
    found = [value for value in whole["hit@3"].values() if value is not None]
    yield f"| left out | right answers (n {len(answered)}) | difference | hit@3 (n {len(found)}) | difference |"
    yield "|---|--:|---|--:|---|"
    yield f"| nothing | {np.mean(answered):.3f} | | {np.mean(found):.3f} | |"
    for name, scores in without.items():
        cells = " | ".join(_cells(compare(whole[one], scores[one])) for one in _MEASURES)
        yield f"| {name} | {cells} |"


def _cells(found: Difference) -> str:
    if found.before is None or found.after is None or found.low is None or found.high is None:
        return "| "
    return f"{found.after:.3f} | {found.after - found.before:+.3f} ({found.low:+.3f} to {found.high:+.3f})"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.ablation", description=__doc__)
    parser.add_argument("--into", type=Path, help="a document with the two marks")
    options = parser.parse_args(arguments)
    settings = load_settings()
    encoder = _Remembering(load_encoder(settings.embeddings, models=settings.models or default_models_folder()))
    whole: dict[str, dict[str, Value]] = {name: {} for name in _MEASURES}
    without: dict[str, dict[str, dict[str, Value]]] = {name: {one: {} for one in _MEASURES} for name in GROUPS}
    for gold in default_gold():
        if not gold.guarded:
            continue
        try:
            with index_of(corpus_folder(gold), settings, encoder=encoder) as index:
                _add(whole, measure(gold, index, None))
                for name, parts in GROUPS.items():
                    _add(without[name], measure(gold, index, WithoutParts(parts)))
        except CorpusError as exc:
            sys.stderr.write(f"left out: {exc}\n")
    content = "\n".join(table(whole, without))
    sys.stdout.write(content + "\n")
    try:
        if options.into:
            document = with_section(options.into.read_text(encoding="utf-8"), "evals.ablation", content)
            options.into.write_text(document, encoding="utf-8")
    except EvalError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    return 0


def _add(target: dict[str, dict[str, Value]], scores: Scores) -> None:
    for name, values in scores.items():
        target[name] |= values


if __name__ == "__main__":
    sys.exit(main())
