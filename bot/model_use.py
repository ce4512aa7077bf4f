"""What calls of a language model use, for whoever counts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call: `outcome` is "ok", "failed" or "stopped". `counted` says that the tokens were counted here, by
    tiktoken, as the provider did not tell them. `cost` is in the currency that the settings' prices are in."""

    model: str
    outcome: str
    input_tokens: int
    output_tokens: int
    counted: bool
    cost: float
    seconds: float


OnModelCall = Callable[[ModelCall], None]
"""Told of every call when it ends, in the thread that asked."""
