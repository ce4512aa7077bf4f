"""Fits the two decisions of the bot, silence and off-topic, on the gold questions: `python -m evals.calibrate`.

Logistic regression with an L2 penalty on standardised features, both classes weighted alike, fitted by iteratively
reweighted least squares (evals/fitting.py). Silence is fitted three times: with the default encoder's vectors among the
features, for other encoders with token vectors, and for those without. Every figure printed is cross-validated: the
policies of the questions that are judged were not fitted on. As both classes are weighted alike, and there are more
answered questions than silent ones, the fitted probabilities of an answer are too low; Platt scaling (1999) over the
cross-validated log odds makes them honest. Writes `bot/data/models.json`, and with `--into FILE` the reliability curve
into a document.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import exp
from pathlib import Path
from typing import Any

import numpy as np

import bot
from bot.pipeline import Clausewise
from bot.settings import load_settings
from evals.corpus import corpus_folder
from evals.errors import CorpusError, EvalError
from evals.fitting import Columns, Example, Floats, area_under_curve, cross_validated, platt
from evals.goldset import Question
from evals.indexing import SharedIndex, index_of
from evals.reliability import bins, calibration_error, curve_table
from evals.sections import with_section
from evals.suite import default_gold
from ingest.embeddings import empty, load_encoder
from ingest.encoder import Encoded, Encoder
from ingest.model_files import default_models_folder

# On the log odds: how sure the bot must be. Answering what a policy does not say is worse than being silent, but an
# answer quotes its clause, so the reader can tell; silence leaves nothing to judge.
ANSWERABLE_FROM = -0.7
OFF_TOPIC_FROM = 0.0


def honest_probabilities(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    """As `cross_validated`, recalibrated; the recalibration, too, saw nothing of the example's group."""
    out = np.zeros(len(examples))
    odds = cross_validated(examples, names)
    groups = np.array([example.group for example in examples])
    for group in sorted(set(groups)):
        others = [example for example in examples if example.group != group]
        slope, offset = platt(cross_validated(others, names), _labels(others))
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


def examples_of(question: Question, bot: Clausewise) -> tuple[Example, list[Example]]:
    """What a question teaches about being off-topic, and about silence where it is about one policy."""
    seen = bot.examine(question.question, policies=question.policies, as_of=question.as_of, history=question.history)
    group = next(iter(seen.answerable), "all") if len(seen.answerable) == 1 else "several"
    # A company that is not here is told by its name: such a question is about policies all the same.
    off_topic = Example(group, seen.off_topic, question.status == "out_of_scope" and question.kind != "wrong_policy")
    fits = question.status in ("answered", "silent") and len(seen.answerable) == 1 and not seen.wants_overview
    answered = question.status == "answered"
    answerable = [
        Example(group, features, answered, seen.vectors[policy].ravel().astype(np.float64))
        for policy, features in seen.answerable.items()
        if fits
    ]
    return off_topic, answerable


def _labels(examples: Sequence[Example]) -> Floats:
    return np.array([float(example.label) for example in examples])


def recalibrated(model: dict[str, Any], examples: Sequence[Example], start: float) -> dict[str, Any]:
    """The model with the slope and offset of its probabilities, and its threshold among these."""
    names = list(examples[0].features)
    slope, offset = platt(cross_validated(examples, names), _labels(examples))
    threshold = 1 / (1 + exp(-(slope * start + offset)))
    return {**model, "threshold": round(threshold, 4), "slope": round(slope, 4), "offset": round(offset, 4)}


def _model(examples: Sequence[Example], start: float, encoder: str = "") -> dict[str, Any]:
    """As `bot.answerable.load_model` reads it; with the encoder's name where its vectors are fitted."""
    names = list(examples[0].features)
    made = Columns.of(examples, names).fit()
    model: dict[str, Any] = {
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, made.weights, strict=False)},
        "intercept": round(made.intercept, 4),
        "threshold": round(1 / (1 + exp(-start)), 4),
    }
    if encoder:
        vectors = made.weights[len(names) :].reshape(2, -1)
        model |= {"encoder": encoder, "vectors": [[round(float(one), 3) for one in row] for row in vectors]}
    return model


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


def _encoder() -> Encoder:
    settings = load_settings()
    return load_encoder(settings.embeddings, models=settings.models or default_models_folder())


def _without_vectors(examples: Sequence[Example]) -> list[Example]:
    return [replace(example, vectors=np.zeros(0)) for example in examples]


def gold_examples(encoder: Encoder) -> tuple[list[Example], list[Example]]:
    """Of all gold that the models are fitted on: about being off-topic, and about silence."""
    settings = load_settings()
    off_topic: list[Example] = []
    answerable: list[Example] = []
    with SharedIndex() as shared:
        for gold in default_gold():
            if gold.name == "languages":
                continue
            try:
                folder = corpus_folder(gold)
                index = shared.of(folder, partial(index_of, folder, settings, encoder=encoder))
            except CorpusError as exc:
                sys.stderr.write(f"left out: {exc}\n")
                continue
            asked = Clausewise(index, settings)
            for question in gold.questions:
                one, more = examples_of(question, asked)
                off_topic.append(one)
                answerable += more
    return off_topic, answerable


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.calibrate", description=__doc__)
    parser.add_argument("--into", type=Path, help="a document with the two marks")
    options = parser.parse_args(arguments)
    encoder = _encoder()
    off_topic, answerable = gold_examples(encoder)
    _, of_providers = gold_examples(_VectorsOnly(encoder))
    fitted_on = {
        "answerable": answerable,
        "answerable_by_tokens": _without_vectors(answerable),
        "answerable_by_vectors": _without_vectors(of_providers),
    }
    models = {"off_topic": _model(off_topic, OFF_TOPIC_FROM)}
    lines = [*_figures("off topic", off_topic, OFF_TOPIC_FROM)]
    for name, examples in fitted_on.items():
        made = _model(examples, ANSWERABLE_FROM, encoder.name if name == "answerable" else "")
        models[name] = recalibrated(made, examples, ANSWERABLE_FROM)
        lines += _figures(name, examples, ANSWERABLE_FROM)
    curve = reliability(answerable)
    sys.stdout.write("\n".join([*lines, curve]) + "\n")
    try:
        if options.into:
            document = with_section(options.into.read_text(encoding="utf-8"), "evals.calibrate", curve)
            options.into.write_text(document, encoding="utf-8")
    except EvalError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    _write(models, Path(bot.__file__).parent / "data" / "models.json")
    return 0


def _write(models: Mapping[str, Any], target: Path) -> None:
    """A row of vectors in a line."""
    text = json.dumps(models, indent=1)
    text = re.sub(r"\[[-\d.,\s]+\]", lambda row: " ".join(row.group().split()), text)
    target.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
