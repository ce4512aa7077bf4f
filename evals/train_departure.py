"""Fits what `bot/verification/departure.py` weighs: `python -m evals.train_departure PAIRS.yaml ...`.

Material: statements beside their quotes (`evals/verifier.py`) that the verifier's rules accept. Each file is judged by
a model that did not see it, and of those judgements the limit is taken: so that of the supported statements of the
files named `copied-*` and `shortened-*`, which keep to the clause's own words, no more than the share named here are
rejected by it. Writes `bot/data/departure.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import bot
from bot.verification.departure import NAMES, Model, measures, with_products
from bot.verification.verdict import by_rules
from evals.errors import EvalError
from evals.fitting import Floats, fit
from evals.verifier import Kind, Pair, read_pairs

REJECTED_AT_MOST = 0.016
_PENALTY = 300.0
# What a kind of statement counts beside a changed figure, denial or modal: what is said of another is often told by no
# count of words, and what is said of too much by none.
_WEIGHTS: dict[Kind, float] = {
    "supported": 1.0,
    "number_changed": 1.0,
    "negation_flipped": 1.0,
    "modality_changed": 1.0,
    "stitched": 0.7,
    "subject_swapped": 0.5,
}
_KEPT_TO_WORDS = ("copied-", "shortened-")
_DIGITS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What the rules accept: measures of shape (n, k), and of each statement its kind and its file. `supported`: how
    many supported statements of the files that keep to the words there are, accepted at sight or not."""

    values: Floats
    kinds: Sequence[Kind]
    files: Sequence[str]
    supported: int

    @property
    def labels(self) -> Floats:
        return np.array([float(kind != "supported") for kind in self.kinds])

    @property
    def weights(self) -> Floats:
        return np.array([_WEIGHTS[kind] for kind in self.kinds])

    @property
    def limiting(self) -> NDArray[np.bool_]:
        """Those whose rejections are limited."""
        return np.array([_is_limiting(kind, file) for kind, file in zip(self.kinds, self.files, strict=True)])


def _is_limiting(kind: Kind, file: str) -> bool:
    return kind == "supported" and file.startswith(_KEPT_TO_WORDS)


def _measured(pair: Pair) -> Floats | None:
    _, left = by_rules(pair.statement, pair.quotes, headings=pair.heading, names=pair.policy_names)
    return measures(left) if left else None


def material(paths: Iterable[Path]) -> Material:
    """Raises EvalError where a file cannot be read."""
    pairs = [(pair, path.stem) for path in paths for pair in read_pairs(path) if pair.kind in _WEIGHTS]
    with ProcessPoolExecutor() as pool:
        measured = list(pool.map(_measured, [pair for pair, _ in pairs], chunksize=100))
    found = [(values, *one) for values, one in zip(measured, pairs, strict=True) if values is not None]
    return Material(
        np.array([values for values, _, _ in found]),
        [pair.kind for _, pair, _ in found],
        [file for _, _, file in found],
        sum(_is_limiting(pair.kind, file) for pair, file in pairs),
    )


def fitted(of: Material, rows: NDArray[np.bool_]) -> Model:
    """By these rows, shape (n,), with no limit yet."""
    values = of.values[rows]
    centre, scale = values.mean(axis=0), values.std(axis=0) + 1e-9
    made = fit(with_products((values - centre) / scale), of.labels[rows], weights=of.weights[rows], penalty=_PENALTY)
    return Model(centre, scale, made.weights, made.intercept, at_least=np.inf)


def cross_validated(of: Material) -> Floats:
    """The log odds of each statement by a model that did not see its file."""
    odds = np.zeros(len(of.kinds))
    files = np.array(of.files)
    for file in sorted(set(of.files)):
        odds[files == file] = fitted(of, files != file).log_odds(of.values[files == file])
    return odds


def limit(of: Material, odds: Floats) -> float:
    """The log odds that few enough of the supported statements reach."""
    falling = np.sort(odds[of.limiting])[::-1]
    return float(falling[int(REJECTED_AT_MOST * of.supported)]) + 1e-6


def report(of: Material, odds: Floats, at_least: float) -> str:
    """By kind: of those that the rules accept how many are rejected by a model that did not see their file."""
    lines = [f"{of.limiting.sum()} of {of.supported} supported statements weighed; log odds from {at_least:.3f}"]
    kinds, near = np.array(of.kinds), np.array([file.startswith(_KEPT_TO_WORDS) for file in of.files])
    for name, rows in (("kept to the words", near), ("reworded", ~near)):
        for kind in _WEIGHTS:
            chosen = rows & (kinds == kind)
            lines.append(f"{name}: {kind}: {(odds[chosen] >= at_least).sum()} of {chosen.sum()}")
    return "\n".join(lines)


def written(model: Model, at_least: float) -> str:
    def short(values: Floats) -> list[float]:
        return [round(float(value), _DIGITS) for value in values]

    return json.dumps(
        {
            "names": NAMES,
            "at_least": round(at_least, _DIGITS),
            "intercept": round(model.intercept, _DIGITS),
            "centre": short(model.centre),
            "scale": short(model.scale),
            "weights": short(model.weights),
        }
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.train_departure", description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, default=Path(bot.__file__).parent / "data" / "departure.json")
    options = parser.parse_args(arguments)
    try:
        of = material(options.pairs)
    except EvalError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    odds = cross_validated(of)
    at_least = limit(of, odds)
    made = fitted(of, np.ones(len(of.kinds), bool))
    options.into.write_text(written(made, at_least) + "\n", encoding="utf-8")
    sys.stdout.write(f"{report(of, odds, at_least)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
