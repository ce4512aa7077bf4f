"""Whether a question is about privacy policies at all, by its nearness to example questions of both sorts. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from bot.late_interaction import Floats

_NEAREST = 3


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
