"""Logistic regression by iteratively reweighted least squares, and its cross-validation over groups. Pure.

Hastie, Tibshirani and Friedman 2009, "The Elements of Statistical Learning", section 4.4.1, with an L2 penalty on
standardised features.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PENALTY = 1.0
# With a vector: its many dimensions are held close to zero, and what has a name counts before them.
PENALTY_BESIDE_VECTOR = 10.0
PENALTY_OF_VECTOR = 500.0
PENALTY_OF_SOURCES = 0.1
_ROUNDS = 30
_SETTLED = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A question's features; `group` names what must not stand on both sides of a fold.

    `source`: how it was drawn. Each source but the first has an intercept of its own, which is fitted and then left
    out, so that how many positives a set happens to have teaches nothing. `weight`: how much it counts. `vector`:
    shape (d,), the question's; empty where none is fitted.
    """

    group: str
    features: dict[str, float]
    label: bool
    source: str = ""
    weight: float = 1.0
    vector: NDArray[np.floating] = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Examples as a matrix: `values` has shape (n, k + d), the first k of which are `named`; `labels` (n,), 0 or 1,
    `weights` (n,), and `sources` (n, sources but the first), 0 or 1."""

    named: int
    values: Floats
    labels: Floats
    weights: Floats
    sources: Floats

    @classmethod
    def of(cls, examples: Sequence[Example], names: Sequence[str]) -> Columns:
        others = list(dict.fromkeys(example.source for example in examples))[1:]
        sources = np.array([[float(example.source == one) for one in others] for example in examples])
        named = np.array([[example.features[name] for name in names] for example in examples])
        return cls(
            len(names),
            np.hstack([named, np.array([example.vector for example in examples], np.float64)]),
            np.array([float(example.label) for example in examples]),
            np.array([example.weight for example in examples]),
            sources.reshape(len(examples), len(others)),
        )

    def fit(self, rows: NDArray[np.bool_] | None = None) -> Fit:
        """By these rows, shape (n,), or by all."""
        rows = np.ones(len(self.labels), bool) if rows is None else rows
        return fit(
            self.values[rows],
            self.labels[rows],
            named=self.named,
            weights=self.weights[rows],
            sources=self.sources[rows],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Weights of the raw columns, and the intercept."""

    weights: Floats
    intercept: float

    def log_odds(self, values: Floats) -> Floats:
        return values @ self.weights + self.intercept


def fit(
    values: Floats,
    labels: Floats,
    *,
    named: int | None = None,
    balanced: bool = True,
    weights: Floats | None = None,
    sources: Floats | None = None,
    penalty: float = PENALTY,
) -> Fit:
    """`values`: shape (n, k); `labels`: shape (n,), 0 or 1, both present; `weights`: shape (n,), all alike by default.

    The first `named` columns (all of them by default) are standardised one by one, the others, a vector, together.
    `balanced`: both classes weigh alike. `sources`: shape (n, s), columns that are fitted along and left out. `penalty`
    is that of each column that is standardised by itself, where there is no vector.
    """
    weights = np.ones(len(labels)) if weights is None else weights
    sources = np.zeros((len(labels), 0)) if sources is None else sources
    named = values.shape[1] if named is None else named
    centre, scale = values.mean(axis=0), values.std(axis=0)
    penalties = np.full(values.shape[1], penalty)
    if named < len(scale):
        scale[named:] = np.sqrt((scale[named:] ** 2).mean())
        penalties[:named], penalties[named:] = PENALTY_BESIDE_VECTOR, PENALTY_OF_VECTOR
    scale = scale + 1e-9
    design = np.column_stack([np.ones(len(labels)), (values - centre) / scale, sources])
    ridge = np.diag([0.0, *penalties, *[PENALTY_OF_SOURCES] * sources.shape[1]])
    positive = float(weights @ labels / weights.sum())
    balance = weights * (np.where(labels == 1, 0.5 / positive, 0.5 / (1 - positive)) if balanced else 1)
    beta = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        probability = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        weight = balance * np.maximum(probability * (1 - probability), 1e-6)
        gradient = design.T @ (balance * (labels - probability)) - ridge @ beta
        step = np.linalg.solve(design.T @ (design * weight[:, None]) + ridge, gradient)
        beta = beta + step
        if np.abs(step).max() < _SETTLED:
            break
    made = beta[1 : values.shape[1] + 1] / scale
    return Fit(made, float(beta[0] - made @ centre))


def cross_validated(examples: Sequence[Example], names: Sequence[str], beside: Sequence[Example] = ()) -> Floats:
    """The log odds of each example by a model that saw nothing of its group; those `beside` are learned from, too."""
    columns = Columns.of([*examples, *beside], names)
    groups = np.array([example.group for example in [*examples, *beside]])
    out = np.zeros(len(examples))
    for group in sorted(set(groups[: len(examples)])):
        inside = groups == group
        judged = np.flatnonzero(inside[: len(examples)])
        out[judged] = columns.fit(~inside).log_odds(columns.values[judged])
    return out


def platt(odds: Floats, labels: Floats) -> tuple[float, float]:
    """Slope and offset that make honest probabilities of log odds, shape (n,), that were not fitted on their labels."""
    made = fit(odds[:, None], labels, balanced=False)
    return float(made.weights[0]), made.intercept


def area_under_curve(scores: Floats, labels: Sequence[bool]) -> float:
    """The chance that a random positive scores above a random negative; ties count half."""
    wanted = np.array(labels)
    above = scores[wanted][:, None] - scores[~wanted][None, :]
    return float(((above > 0) + 0.5 * (above == 0)).mean())
