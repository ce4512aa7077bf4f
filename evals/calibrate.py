"""Fits the two decisions of the bot, silence and off-topic: `python -m evals.calibrate`.

Logistic regression with an L2 penalty on standardised features, both classes weighted alike, fitted by iteratively
reweighted least squares (evals/fitting.py). Silence is fitted four times: with what the reader of the default
encoder's token vectors says (bot/reader.py) among the features, with what the cross-encoder says besides
(bot/cross_encoder.py, which has seen no policy of the gold), for other encoders with token vectors, and for those
without; on the gold and, weighing less, on questions that have a label alone (evals/decisions.py). Every figure printed
is cross-validated on the gold: neither the decision nor the reader has seen the policies of the questions that are
judged. As both classes are weighted alike, and there are more answered questions than silent ones, the fitted
probabilities of an answer are too low; Platt scaling (1999) over the cross-validated log odds makes them honest. Writes
`bot/data/models.json`, and with `--into FILE` the reliability curve into a document.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp
from pathlib import Path
from typing import Any

import numpy as np

import bot
from bot.answerable import is_unsure
from bot.cross_encoder import CrossEncoder
from bot.deciding import cross_features
from bot.reader import Reader, load_reader
from evals.errors import EvalError
from evals.examples import GOLD, Asked, default_encoder, installed_cross_encoder, material
from evals.fitting import Columns, Example, Floats, area_under_curve, cross_validated, platt
from evals.reliability import bins, calibration_error, curve_table
from evals.sections import with_section
from ingest.embeddings import empty
from ingest.encoder import Encoded, Encoder

# On the log odds: how sure the bot must be. Answering what a policy does not say is worse than being silent, but an
# answer quotes its clause, so the reader can tell; silence leaves nothing to judge.
ANSWERABLE_FROM = -0.7
OFF_TOPIC_FROM = 0.0
# Beside whole gold a label alone counts little; the excerpts, many and short, teach the reader alone.
_WEIGHT_OF_LABELS = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """What is judged, and what is learned from `beside` it."""

    judged: Sequence[Example]
    beside: Sequence[Example] = ()

    @property
    def names(self) -> list[str]:
        return list(self.judged[0].features)

    @property
    def labels(self) -> Floats:
        return np.array([float(example.label) for example in self.judged])

    def odds(self) -> Floats:
        return cross_validated(self.judged, self.names, self.beside)

    def without(self, group: str) -> Fold:
        return Fold(*([one for one in some if one.group != group] for some in (self.judged, self.beside)))


def honest_probabilities(data: Fold) -> Floats:
    """Of those judged, recalibrated; the recalibration, too, saw nothing of the example's group."""
    out = np.zeros(len(data.judged))
    odds = data.odds()
    groups = np.array([example.group for example in data.judged])
    for group in sorted(set(groups)):
        others = data.without(group)
        slope, offset = platt(others.odds(), others.labels)
        out[groups == group] = _logistic(slope * odds[groups == group] + offset)
    return out


def staged(first: Floats, second: Floats) -> Floats:
    """The second probability where the first leaves a doubt, as `bot.deciding` has it."""
    return np.where([is_unsure(one) for one in first], second, first)


def reliability(first: Fold, second: Fold) -> str:
    """The curve and the error of the decision's probabilities, with those before recalibration."""
    labels = first.labels.astype(bool)
    honest = staged(honest_probabilities(first), honest_probabilities(second))
    lines = [
        f"{len(labels)} questions about one policy, {int(labels.sum())} of them answered by it. Expected calibration "
        "error, with its 95 % interval:",
        "",
        "| probabilities | error | 95 % interval |",
        "|---|--:|---|",
    ]
    raw = staged(_logistic(first.odds()), _logistic(second.odds()))
    for title, said in (("as fitted", raw), ("**recalibrated**", honest)):
        error = calibration_error(said, labels)
        lines.append(f"| {title} | {error.value:.3f} | {error.low:.3f} to {error.high:.3f} |")
    return "\n".join([*lines, "", "Recalibrated, in ten bins:", "", *curve_table(bins(honest, labels))])


def _logistic(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float64)


def recalibrated(model: dict[str, Any], data: Fold, start: float) -> dict[str, Any]:
    """The model with the slope and offset of its probabilities, and its threshold among these."""
    slope, offset = platt(data.odds(), data.labels)
    threshold = 1 / (1 + exp(-(slope * start + offset)))
    return {**model, "threshold": round(threshold, 4), "slope": round(slope, 4), "offset": round(offset, 4)}


def _model(data: Fold, start: float) -> dict[str, Any]:
    """As `bot.answerable.load_model` reads it."""
    made = Columns.of([*data.judged, *data.beside], data.names).fit()
    vector = [round(float(one), 3) for one in made.weights[len(data.names) :]]
    return {
        "weights": {name: round(float(weight), 4) for name, weight in zip(data.names, made.weights, strict=False)},
        "intercept": round(made.intercept, 4),
        "threshold": round(1 / (1 + exp(-start)), 4),
        **({"vector": vector} if vector else {}),
    }


def _figures(title: str, data: Fold, start: float) -> Iterator[str]:
    odds, labels = data.odds(), data.labels.astype(bool)
    yes = odds >= start
    area = area_under_curve(odds, labels.tolist())
    yield f"{title}: n {len(labels)}, of them {int(labels.sum())} positive; area under the curve {area:.3f}"
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


def examples_of(asked: Sequence[Asked], reader: Reader | None, encoder: CrossEncoder | None = None) -> Fold:
    """What is read for each is what the reader says that has not seen its policy; without one nothing is read, and the
    question's vector does not count. With a cross-encoder it counts what that says, too, of the policies that the gold
    is about: the others it has seen."""
    of_gold = {one.policy for one in asked if one.source == GOLD}
    judged: list[Example] = []
    beside: list[Example] = []
    for one in asked:
        if encoder and one.policy not in of_gold:
            continue
        features = {name: value for name, value in one.features.items() if name != "read"}
        weight = 1.0 if one.source == GOLD else _WEIGHT_OF_LABELS
        example = Example(one.policy, features, one.label, one.source, weight)
        if reader:
            features["read"] = reader.unseen(one.policy, one.evidence)
            example = replace(example, vector=one.vector)
        if encoder:
            features |= cross_features(encoder.read_each(one.searched, one.passages))
        (judged if one.source == GOLD else beside).append(example)
    return Fold(judged, beside)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.calibrate", description=__doc__)
    parser.add_argument("--into", type=Path, help="a document with the two marks")
    options = parser.parse_args(arguments)
    try:
        models, lines, curve = _made(default_encoder())
        sys.stdout.write("\n".join([*lines, curve]) + "\n")
        if options.into:
            document = with_section(options.into.read_text(encoding="utf-8"), "evals.calibrate", curve)
            options.into.write_text(document, encoding="utf-8")
    except EvalError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    # A vector in a line.
    text = re.sub(r"\[[-\d.,\s]+\]", lambda row: " ".join(row.group().split()), json.dumps(models, indent=1)) + "\n"
    (Path(bot.__file__).parent / "data" / "models.json").write_text(text, encoding="utf-8")
    return 0


def _made(encoder: Encoder) -> tuple[dict[str, Any], list[str], str]:
    """The models, the figures of each, and the curve of the first."""
    # The excerpts teach the reader and the cross-encoder alone.
    found = material(encoder, excerpts=())
    off_topic = Fold(found.off_topic)
    models = {"off_topic": _model(off_topic, OFF_TOPIC_FROM)}
    lines = [*_figures("off topic", off_topic, OFF_TOPIC_FROM)]
    reader = load_reader(encoder.name)
    first = examples_of(found.asked, reader)
    crossed = examples_of(found.asked, reader, installed_cross_encoder())
    fitted_on = {
        "answerable": first,
        "answerable_crossed": crossed,
        "answerable_by_tokens": examples_of(found.asked, None),
        "answerable_by_vectors": examples_of(material(_VectorsOnly(encoder), excerpts=()).asked, None),
    }
    for name, data in fitted_on.items():
        models[name] = recalibrated(_model(data, ANSWERABLE_FROM), data, ANSWERABLE_FROM)
        lines += _figures(name, data, ANSWERABLE_FROM)
    return models, lines, reliability(first, crossed)


if __name__ == "__main__":
    sys.exit(main())
