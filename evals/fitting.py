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
# With the vectors: the many dimensions are held close to zero, and what has a name counts before them.
PENALTY_BESIDE_VECTORS = 10.0
PENALTY_OF_VECTORS = 450.0
_ROUNDS = 30
_SETTLED = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A question's features; `group` names what must not stand on both sides of a fold.

    `vectors`: shape (v,), evidence vectors one after the other; empty where none are fitted.
    """

    group: str
    features: dict[str, float]
    label: bool
    vectors: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Examples as a matrix: `values` has shape (n, k + v), `labels` (n,), 0 or 1; the first k columns have names."""

    names: tuple[str, ...]
    values: Floats
    labels: Floats

    @classmethod
    def of(cls, examples: Sequence[Example], names: Sequence[str]) -> Columns:
        named = np.array([[example.features[name] for name in names] for example in examples])
        vectors = np.array([example.vectors for example in examples])
        labels = np.array([float(example.label) for example in examples])
        return cls(tuple(names), np.hstack([named.reshape(len(examples), len(names)), vectors]), labels)

    def fit(self, rows: NDArray[np.bool_] | None = None) -> Fit:
        """By these rows, shape (n,), or by all."""
        values, labels = (self.values, self.labels) if rows is None else (self.values[rows], self.labels[rows])
        return fit(values, labels, named=len(self.names))


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Weights of the raw columns, and the intercept."""

    weights: Floats
    intercept: float

    def log_odds(self, values: Floats) -> Floats:
        return values @ self.weights + self.intercept


def fit(values: Floats, labels: Floats, *, named: int | None = None, balanced: bool = True) -> Fit:
    """`values`: shape (n, k); `labels`: shape (n,), 0 or 1, both present.

    The first `named` columns (all of them by default) are standardised one by one, the others, vectors, together.
    `balanced`: both classes weigh alike.
    """
    named = values.shape[1] if named is None else named
    centre, scale = values.mean(axis=0), values.std(axis=0)
    penalties = np.full(values.shape[1], PENALTY)
    if named < len(scale):
        scale[named:] = np.sqrt((scale[named:] ** 2).mean())
        penalties[:named], penalties[named:] = PENALTY_BESIDE_VECTORS, PENALTY_OF_VECTORS
    scale = scale + 1e-9
    design = np.column_stack([np.ones(len(labels)), (values - centre) / scale])
    balance = (
        np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean())) if balanced else np.ones(len(labels))
    )
    penalty = np.diag([0.0, *penalties])
    beta = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        probability = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        weight = balance * np.maximum(probability * (1 - probability), 1e-6)
        gradient = design.T @ (balance * (labels - probability)) - penalty @ beta
        step = np.linalg.solve(design.T @ (design * weight[:, None]) + penalty, gradient)
        beta = beta + step
        if np.abs(step).max() < _SETTLED:
            break
    weights = beta[1:] / scale
    return Fit(weights, float(beta[0] - weights @ centre))


def cross_validated(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    """The log odds of each example by a model that saw nothing of its group."""
    columns = Columns.of(examples, names)
    groups = np.array([example.group for example in examples])
    out = np.zeros(len(examples))
    for group in sorted(set(groups)):
        inside = groups == group
        out[inside] = columns.fit(~inside).log_odds(columns.values[inside])
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
