"""Whether a question is about privacy policies at all, by its nearness to example questions of both sorts. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from bot.late_interaction import Floats

_NEAREST = 3
# From this on no policy is asked; from the lower one on an answer must be as sure as this.
SURELY_OFF_TOPIC = 0.93
_MAYBE_OFF_TOPIC = 0.3
_SURELY_ANSWERED = 0.85


@dataclass(frozen=True, slots=True)
class Prototypes:
    in_scope: tuple[str, ...]
    off_topic: tuple[str, ...]


@cache
def prototypes() -> Prototypes:
    data = tomllib.loads(resources.files("bot").joinpath("data/prototypes.toml").read_text(encoding="utf-8"))
    return Prototypes(tuple(data["in_scope"]), tuple(data["off_topic"]))


def topic_features(whole: Floats, in_scope: Floats, off_topic: Floats) -> dict[str, float]:
    """`whole`: the question's vector, shape (d,); the prototypes' vectors have shape (n, d)."""
    near = np.sort(in_scope @ whole)[::-1]
    far = np.sort(off_topic @ whole)[::-1]
    return {
        "in_best": float(near[0]),
        "in_mean": float(near[:_NEAREST].mean()),
        "off_best": float(far[0]),
        "off_mean": float(far[:_NEAREST].mean()),
    }


def is_stray(off_topic: float, threshold: float, surest: float | None, *, several: bool) -> bool:
    """Whether a question is none about the policies, from the probability that it is `off_topic`, its threshold, and
    the probability of the `surest` answer, None without one. An answer speaks for it; of `several` policies, none of
    them named, one often has something near, so that there it must be sure."""
    if off_topic >= SURELY_OFF_TOPIC:
        return True
    if surest is None:
        return off_topic >= threshold
    return several and off_topic >= _MAYBE_OFF_TOPIC and surest < _SURELY_ANSWERED
