"""Whether probabilities are honest: of all that is given 0.8, is 80 % so? (Guo et al. 2017, section 2.) Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.measures.bootstrap import LEVEL, RESAMPLES

Floats = NDArray[np.float64]
Labels = NDArray[np.bool_]
BINS = 10
_SEED = 20250101


@dataclass(frozen=True, slots=True)
class Bin:
    """The `n` cases with a probability from `low` to below `high` (the last bin has 1, too).

    `said` is the mean of their probabilities, `happened` the share of them that were so; both None for an empty bin.
    """

    low: float
    high: float
    n: int
    said: float | None
    happened: float | None


@dataclass(frozen=True, slots=True)
class CalibrationError:
    """The expected calibration error and its 95 % percentile interval. Resampling adds noise to every bin, so that the
    interval lies somewhat too high."""

    value: float
    low: float
    high: float


def bins(probabilities: Floats, labels: Labels) -> list[Bin]:
    """Ten bins of equal width; both arrays have shape (n,)."""
    where = _bin_of(probabilities)
    return [_bin(number, probabilities[where == number], labels[where == number]) for number in range(BINS)]


def calibration_error(probabilities: Floats, labels: Labels) -> CalibrationError:
    """The mean over the cases of how far their bin's share is from its mean probability."""
    draws = np.random.default_rng(_SEED).integers(len(labels), size=(RESAMPLES, len(labels)))
    resampled = [_error(probabilities[draw], labels[draw]) for draw in draws]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail])
    return CalibrationError(_error(probabilities, labels), float(low), float(high))


def curve_table(found: Sequence[Bin]) -> Iterator[str]:
    yield "| probability | n | mean of it | so it was |"
    yield "|---|--:|--:|--:|"
    for one in found:
        shown = "| | |" if one.said is None or one.happened is None else f"| {one.said:.3f} | {one.happened:.3f} |"
        yield f"| {one.low:.1f} to {one.high:.1f} | {one.n} {shown}"


def _bin_of(probabilities: Floats) -> NDArray[np.int64]:
    return np.minimum((probabilities * BINS).astype(np.int64), BINS - 1)


def _bin(number: int, said: Floats, labels: Labels) -> Bin:
    edges = number / BINS, (number + 1) / BINS
    if not len(said):
        return Bin(*edges, 0, None, None)
    return Bin(*edges, len(said), float(said.mean()), float(labels.mean()))


def _error(probabilities: Floats, labels: Labels) -> float:
    gaps = np.bincount(_bin_of(probabilities), weights=labels - probabilities, minlength=BINS)
    return float(np.abs(gaps).sum() / len(labels))
