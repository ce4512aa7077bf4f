"""Fits the two decisions of the bot, silence and off-topic, on the gold questions: `python -m evals.calibrate`.

Logistic regression with an L2 penalty on standardised features, both classes weighted alike, fitted by iteratively
reweighted least squares (Hastie, Tibshirani and Friedman 2009, section 4.4.1). Every figure printed is cross-validated:
the policies of the questions that are judged were not fitted on. As both classes are weighted alike, and there are more
answered questions than silent ones, the fitted probabilities of an answer are too low; Platt scaling (1999) over the
cross-validated log odds makes them honest. Writes `bot/data/models.json`, and with `--into FILE` the reliability curve
into a document.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import bot
from bot.pipeline import Clausewise
from bot.settings import load_settings
from evals.corpus import corpus_folder
from evals.errors import CorpusError, EvalError
from evals.goldset import Question
from evals.indexing import index_of
from evals.reliability import bins, calibration_error, curve_table
from evals.sections import with_section
from evals.suite import default_gold
from ingest.embeddings import empty, load_encoder
from ingest.encoder import Encoded, Encoder
from ingest.model_files import default_models_folder

Floats = NDArray[np.float64]
PENALTY = 1.0
# On the log odds: how sure the bot must be. Answering what a policy does not say is worse than being silent, but an
# answer quotes its clause, so the reader can tell; silence leaves nothing to judge.
ANSWERABLE_FROM = -1.4
OFF_TOPIC_FROM = 0.0
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Example:
    """A question's features; `group` names what must not stand on both sides of a fold."""

    group: str
    features: dict[str, float]
    label: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights of the raw features, and the intercept."""

    weights: Floats
    intercept: float

    def log_odds(self, features: Floats) -> Floats:
        return features @ self.weights + self.intercept


def fit(features: Floats, labels: Floats, *, balanced: bool = True) -> Fit:
    """`features`: shape (n, k); `labels`: shape (n,), 0 or 1, both present. `balanced` weighs both classes alike."""
    centre, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(labels)), (features - centre) / scale])
    even = np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    balance = even if balanced else np.ones(len(labels))
    penalty = PENALTY * np.diag([0.0, *np.ones(features.shape[1])])
    beta = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        probability = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        weight = balance * np.maximum(probability * (1 - probability), 1e-6)
        gradient = design.T @ (balance * (labels - probability)) - penalty @ beta
        beta = beta + np.linalg.solve(design.T @ (design * weight[:, None]) + penalty, gradient)
    weights = beta[1:] / scale
    return Fit(weights, float(beta[0] - weights @ centre))


def cross_validated(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    """The log odds of each example by a model that saw nothing of its group."""
    features, labels = _arrays(examples, names)
    groups = np.array([example.group for example in examples])
    out = np.zeros(len(examples))
    for group in sorted(set(groups)):
        inside = groups == group
        out[inside] = fit(features[~inside], labels[~inside]).log_odds(features[inside])
    return out


def platt(odds: Floats, labels: Floats) -> tuple[float, float]:
    """Slope and offset that make honest probabilities of log odds, shape (n,), that were not fitted on their labels."""
    made = fit(odds[:, None], labels, balanced=False)
    return float(made.weights[0]), made.intercept


def honest_probabilities(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    """As `cross_validated`, recalibrated; the recalibration, too, saw nothing of the example's group."""
    out = np.zeros(len(examples))
    odds = cross_validated(examples, names)
    groups = np.array([example.group for example in examples])
    for group in sorted(set(groups)):
        others = [example for example in examples if example.group != group]
        slope, offset = platt(cross_validated(others, names), _arrays(others, names)[1])
        out[groups == group] = _logistic(slope * odds[groups == group] + offset)
    return out


def reliability(examples: Sequence[Example]) -> str:
    """The curve and the error of the decision's probabilities, with those before recalibration."""
    names = list(examples[0].features)
    labels = np.array([example.label for example in examples])
    honest = honest_probabilities(examples, names)
    lines = [
        f"{len(examples)} questions about one policy, {int(labels.sum())} of them answered by it. Expected calibration "
        "error, with its 95 % interval:",
        "",
        "| probabilities | error | 95 % interval |",
        "|---|--:|---|",
    ]
    for title, said in (("as fitted", _logistic(cross_validated(examples, names))), ("**recalibrated**", honest)):
        error = calibration_error(said, labels)
        lines.append(f"| {title} | {error.value:.3f} | {error.low:.3f} to {error.high:.3f} |")
    return "\n".join([*lines, "", "Recalibrated, in ten bins:", "", *curve_table(bins(honest, labels))])


def _logistic(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float64)


def area_under_curve(scores: Floats, labels: Sequence[bool]) -> float:
    """The chance that a random positive scores above a random negative; ties count half."""
    wanted = np.array(labels)
    above = scores[wanted][:, None] - scores[~wanted][None, :]
    return float(((above > 0) + 0.5 * (above == 0)).mean())


def examples_of(question: Question, bot: Clausewise) -> tuple[Example, list[Example]]:
    """What a question teaches about being off-topic, and about silence where it is about one policy."""
    seen = bot.examine(question.question, policies=question.policies, as_of=question.as_of, history=question.history)
    group = next(iter(seen.answerable), "all") if len(seen.answerable) == 1 else "several"
    off_topic = Example(group, seen.off_topic, question.status == "out_of_scope")
    fits = question.status in ("answered", "silent") and len(seen.answerable) == 1 and not seen.wants_overview
    answerable = [Example(group, one, question.status == "answered") for one in seen.answerable.values() if fits]
    return off_topic, answerable


def _arrays(examples: Sequence[Example], names: Sequence[str]) -> tuple[Floats, Floats]:
    features = np.array([[example.features[name] for name in names] for example in examples])
    return features, np.array([float(example.label) for example in examples])


def recalibrated(model: dict[str, Any], examples: Sequence[Example], start: float) -> dict[str, Any]:
    """The model with the slope and offset of its probabilities, and its threshold among these."""
    names = list(examples[0].features)
    slope, offset = platt(cross_validated(examples, names), _arrays(examples, names)[1])
    threshold = 1 / (1 + exp(-(slope * start + offset)))
    return {**model, "threshold": round(threshold, 4), "slope": round(slope, 4), "offset": round(offset, 4)}


def _model(examples: Sequence[Example], start: float) -> dict[str, Any]:
    names = list(examples[0].features)
    made = fit(*_arrays(examples, names))
    return {
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, made.weights, strict=True)},
        "intercept": round(made.intercept, 4),
        "threshold": round(1 / (1 + exp(-start)), 4),
    }


def _figures(title: str, examples: Sequence[Example], start: float) -> Iterator[str]:
    odds = cross_validated(examples, list(examples[0].features))
    labels = np.array([example.label for example in examples])
    yes = odds >= start
    area = area_under_curve(odds, labels.tolist())
    yield f"{title}: n {len(examples)}, of them {int(labels.sum())} positive; area under the curve {area:.3f}"
    yield (
        f"  from {start}: positives kept {(yes & labels).sum() / labels.sum():.3f}, "
        f"negatives told {(~yes & ~labels).sum() / (~labels).sum():.3f}, "
        f"right among those taken for negative {(~yes & ~labels).sum() / max(1, (~yes).sum()):.3f}"
    )


class _VectorsOnly:
    """An embedding model without its token vectors, as a provider's is."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.dimensions = encoder.name, encoder.dimensions

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        nothing = empty(self.dimensions)
        return [replace(nothing, vector=one.vector) for one in self._encoder.encode(texts)]


def gold_examples(*, vectors_only: bool) -> tuple[list[Example], list[Example]]:
    """Of all gold that the models are fitted on: about being off-topic, and about silence."""
    settings = load_settings()
    encoder = load_encoder(settings.embeddings, models=settings.models or default_models_folder())
    if vectors_only:
        encoder = _VectorsOnly(encoder)
    off_topic: list[Example] = []
    answerable: list[Example] = []
    for gold in default_gold():
        if gold.name == "languages":
            continue
        try:
            with index_of(corpus_folder(gold), settings, encoder=encoder) as index:
                asked = Clausewise(index, settings)
                for question in gold.questions:
                    one, more = examples_of(question, asked)
                    off_topic.append(one)
                    answerable += more
        except CorpusError as exc:
            sys.stderr.write(f"left out: {exc}\n")
    return off_topic, answerable


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.calibrate", description=__doc__)
    parser.add_argument("--keep-weights", action="store_true", help="only recalibrate the probabilities of silence")
    parser.add_argument("--vectors-only", action="store_true", help="fit the decision for models without token vectors")
    parser.add_argument("--into", type=Path, help="a document with the two marks")
    options = parser.parse_args(arguments)
    off_topic, answerable = gold_examples(vectors_only=options.vectors_only)
    for line in (
        *_figures("answerable", answerable, ANSWERABLE_FROM),
        *_figures("off topic", off_topic, OFF_TOPIC_FROM),
    ):
        sys.stdout.write(line + "\n")
    target = Path(bot.__file__).parent / "data" / "models.json"
    models = json.loads(target.read_text(encoding="utf-8"))
    name = "answerable_by_vectors" if options.vectors_only else "answerable"
    if not options.keep_weights:
        models[name] = _model(answerable, ANSWERABLE_FROM)
        if not options.vectors_only:
            models["off_topic"] = _model(off_topic, OFF_TOPIC_FROM)
    models[name] = recalibrated(models[name], answerable, ANSWERABLE_FROM)
    curve = reliability(answerable)
    sys.stdout.write(curve + "\n")
    try:
        if options.into:
            document = with_section(options.into.read_text(encoding="utf-8"), "evals.calibrate", curve)
            options.into.write_text(document, encoding="utf-8")
    except EvalError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    target.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
