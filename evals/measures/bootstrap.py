"""Intervals by the bootstrap over questions (Efron 1979; for retrieval Sakai 2006). Pure and seeded.

A value of None is ineligible: it weighs nothing in the mean, and is not counted in `n`. As eligibility may depend on
what the system did (the precision of silence has only the silent answers), a comparison resamples questions, not
values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
LEVEL = 0.95
GATE_LEVEL = 0.99
_SEED = 20250101

Value = float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over `n` eligible questions with its 95 % interval; all None where no question is eligible."""

    n: int
    mean: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """After minus before, over `n` questions that both have; `low` and `high` are None where a side has no value."""

    n: int
    before: float | None
    after: float | None
    low: float | None
    high: float | None


def estimate(values: Sequence[Value]) -> Estimate:
    """The mean of the eligible values and its percentile interval; without an interval for a single value."""
    numbers, mask = _arrays(values)
    n = int(mask.sum())
    if n == 0:
        return Estimate(0, None)
    mean = float(numbers.sum() / n)
    if n == 1:
        return Estimate(n, mean)
    low, high = _interval(_resampled_means(numbers[mask > 0], np.ones(n)))
    return Estimate(n, mean, low, high)


def quantile(values: Sequence[float], q: float) -> Estimate:
    """A quantile with its percentile interval."""
    if not values:
        return Estimate(0, None)
    numbers = np.asarray(values)
    picks = np.random.default_rng(_SEED).integers(len(numbers), size=(RESAMPLES, len(numbers)))
    low, high = _interval(np.quantile(numbers[picks], q, axis=1))
    return Estimate(len(numbers), float(np.quantile(numbers, q)), low, high)


def compare(before: Mapping[str, Value], after: Mapping[str, Value], *, level: float = LEVEL) -> Difference:
    """The paired bootstrap: the same resampled questions on both sides. Questions that one side lacks are left out."""
    both = [question for question in before if question in after]
    old, old_mask = _arrays([before[question] for question in both])
    new, new_mask = _arrays([after[question] for question in both])
    n = int(((old_mask + new_mask) > 0).sum())
    mean_before = float(old.sum() / old_mask.sum()) if old_mask.sum() else None
    mean_after = float(new.sum() / new_mask.sum()) if new_mask.sum() else None
    if mean_before is None or mean_after is None:
        return Difference(n, mean_before, mean_after, None, None)
    differences = _resampled_means(new, new_mask) - _resampled_means(old, old_mask)
    low, high = _interval(differences, level)
    return Difference(n, mean_before, mean_after, low, high)


def _arrays(values: Sequence[Value]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The values with 0 for None, and 1 where there is one."""
    numbers = np.array([0.0 if value is None else value for value in values])
    mask = np.array([0.0 if value is None else 1.0 for value in values])
    return numbers, mask


@lru_cache(maxsize=32)
def _weights(n: int) -> NDArray[np.float64]:
    """How often each of n questions is drawn in each resample; the same for the same n."""
    drawn = np.random.default_rng(_SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return drawn.astype(np.float64)


def _resampled_means(numbers: NDArray[np.float64], mask: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of the eligible values in each resample; NaN where it drew none."""
    weights = _weights(len(numbers))
    counts = weights @ mask
    with np.errstate(invalid="ignore"):
        means: NDArray[np.float64] = np.where(counts > 0, (weights @ numbers) / counts, np.nan)
    return means


def _interval(samples: NDArray[np.float64], level: float = LEVEL) -> tuple[float, float]:
    tail = (1 - level) / 2
    kept = samples[~np.isnan(samples)]
    low, high = np.quantile(kept, [tail, 1 - tail])
    return float(low), float(high)
