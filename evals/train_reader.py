"""Fits the reader of `bot/reader.py`: `python -m evals.train_reader`. Needs JAX and Optax: `clausewise[train]`.

Material: all gold, the questions with a label alone, and the excerpts (`evals/decisions.py`). Several readers are
fitted, each without a part of the policies; the program takes their mean, and whoever measures takes, of each policy,
the one that has not seen it. Writes `bot/data/reader.npz`; after it `python -m evals.calibrate` fits the decision anew.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import bot
from bot.late_interaction import Floats
from bot.reader import Reader, joined
from evals.examples import Asked, default_encoder, material
from evals.fitting import area_under_curve
from evals.reader_model import Batch, batch, fitted

_READERS = 3
_ROUNDS = 6
_LEFT_OUT = frozenset({"read"})


def dealt(policies: Sequence[str], hands: int) -> dict[str, int]:
    """Policies, one for each of their examples, dealt out so that every hand has about as many examples."""
    counts = Counter(policies)
    held = [0] * hands
    out: dict[str, int] = {}
    for policy in sorted(counts, key=lambda one: (-counts[one], one)):
        out[policy] = held.index(min(held))
        held[out[policy]] += counts[policy]
    return out


class Examples:
    """All examples, handed out as batches by their numbers."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._asked = asked
        names = [name for name in asked[0].features if name not in _LEFT_OUT]
        named = np.array([[one.features[name] for name in names] for one in asked], np.float32)
        self._named = (named - named.mean(axis=0)) / (named.std(axis=0) + 1e-6)
        sources = list(dict.fromkeys(one.source for one in asked))
        self.sources = len(sources)
        self._source = np.array([sources.index(one.source) for one in asked])
        self.labels = np.array([float(one.label) for one in asked], np.float32)

    def __call__(self, rows: NDArray[np.int64]) -> Batch:
        some = [self._asked[row] for row in rows]
        return batch(
            [one.evidence for one in some],
            named=self._named[rows],
            vector=np.array([one.vector for one in some], np.float32),
            source=self._source[rows],
            answering=[one.answering for one in some],
            label=self.labels[rows],
        )


def train(asked: Sequence[Asked], encoder: str, *, rounds: int = _ROUNDS, readers: int = _READERS) -> Reader:
    without = dealt([one.policy for one in asked], readers)
    examples, numbers = Examples(asked), np.array([without[one.policy] for one in asked])
    made = [
        fitted(examples, np.flatnonzero(numbers != number), rounds=rounds, sources=examples.sources, seed=number)
        for number in range(readers)
    ]
    return Reader(encoder, joined(made), without)


def written(reader: Reader, target: Path) -> None:
    """Weights in half precision, with the encoder's name and who has not seen whom as JSON."""
    about = json.dumps({"encoder": reader.encoder, "without": dict(sorted(reader.without.items()))})
    arrays: Mapping[str, Floats] = {name: value.astype(np.float16) for name, value in reader.weights.items()}
    np.savez_compressed(target, about=np.array(about), **arrays)  # type: ignore[arg-type]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.train_reader", description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="how often each example is shown")
    options = parser.parse_args(arguments)
    encoder = default_encoder()
    asked = material(encoder).asked
    reader = train(asked, encoder.name, rounds=options.rounds)
    for source in dict.fromkeys(one.source for one in asked):
        some = [one for one in asked if one.source == source]
        odds = np.array([reader.unseen(one.policy, one.evidence) for one in some], np.float64)
        area = area_under_curve(odds, [one.label for one in some])
        sys.stdout.write(f"{source}: n {len(some)}, area under the curve {area:.3f} of the reader alone\n")
    written(reader, Path(bot.__file__).parent / "data" / "reader.npz")
    return 0


if __name__ == "__main__":
    sys.exit(main())
