"""How well the verifier of statements tells what its quotes support: `python -m evals.verifier PAIRS.yaml ...`.

A file of pairs is a YAML list of `{id, kind, heading, policy_names, quotes, statement, supported}`, or of groups
`{company, heading, quotes, said: [{kind: statement}]}`. The figures are shares by kind with Wilson's 95 % interval
(1927): of unsupported statements those rejected, of supported ones those rejected by mistake. `--into FILE` writes them
between two marks of a document.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.verification import check_statement
from evals.errors import EvalError
from evals.goldset import load_yaml
from evals.sections import with_section

Kind = Literal[
    "supported",
    "number_changed",
    "negation_flipped",
    "modality_changed",
    "subject_swapped",
    "stitched",
    "over_generalised",
]
_Z = 1.96


class Pair(BaseModel):
    """A statement, the quotes that it cites, and whether they support it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: Kind
    heading: tuple[str, ...] = ()
    policy_names: tuple[str, ...] = ()
    quotes: tuple[str, ...] = Field(min_length=1)
    statement: str
    supported: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `n` statements were rejected, with the interval of the share."""

    rejected: int
    n: int

    @property
    def value(self) -> float:
        return self.rejected / self.n

    @property
    def interval(self) -> tuple[float, float]:
        spread = _Z * math.sqrt(self.value * (1 - self.value) / self.n + _Z**2 / (4 * self.n**2))
        centre, scale = self.value + _Z**2 / (2 * self.n), 1 + _Z**2 / self.n
        return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def read_pairs(path: Path) -> list[Pair]:
    """Raises EvalError where the file cannot be read as pairs, or an id stands twice."""
    try:
        raw = load_yaml(path.read_text(encoding="utf-8"))
        pairs = TypeAdapter(list[Pair]).validate_python(list(_one_by_one(raw, path.stem)))
    except (OSError, yaml.YAMLError, ValidationError) as exc:
        raise EvalError(f"{path.name} is not a list of statement-quote pairs: {exc}") from exc
    ids = [pair.id for pair in pairs]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise EvalError(f"{path.name} has ids twice: {', '.join(twice)}; give each pair its own")
    return pairs


def _one_by_one(raw: Any, stem: str) -> Iterator[Any]:
    """The pairs of each group, or what stands there as it is."""
    for number, one in enumerate(raw if isinstance(raw, list) else [raw]):
        if not isinstance(one, dict) or "said" not in one:
            yield one
            continue
        heading = [one["heading"]] if one.get("heading") else []
        shared = {"heading": heading, "policy_names": [one["company"]], "quotes": one["quotes"]}
        stated = [(kind, statement) for said in one["said"] for kind, statement in said.items()]
        for place, (kind, statement) in enumerate(stated):
            label = {"id": f"{stem}-{number}-{place}", "kind": kind, "supported": kind == "supported"}
            yield {**shared, **label, "statement": statement}


def score(pairs: Sequence[Pair]) -> dict[Kind, Share]:
    """The share rejected of each kind, supported statements last: theirs are false alarms."""
    counts: dict[Kind, list[bool]] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.supported, pair.kind)):
        counts.setdefault(pair.kind, []).append(bool(reasons(pair)))
    return {kind: Share(sum(rejected), len(rejected)) for kind, rejected in counts.items()}


def reasons(pair: Pair) -> Sequence[object]:
    return check_statement(pair.statement, pair.quotes, headings=pair.heading, names=pair.policy_names)


def table(shares: Mapping[Kind, Share]) -> str:
    lines = ["| Kind | n | rejected | share | 95 % interval |", "|---|--:|--:|--:|---|"]
    for kind, share in shares.items():
        low, high = share.interval
        name = "supported (false alarms)" if kind == "supported" else kind.replace("_", " ")
        lines.append(f"| {name} | {share.n} | {share.rejected} | {share.value:.3f} | {low:.3f} to {high:.3f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.verifier", description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, help="a document with the two marks")
    options = parser.parse_args(arguments)
    try:
        parts = [f"`{path.stem}`:\n\n{table(score(read_pairs(path)))}" for path in options.pairs]
        if options.into:
            document = options.into.read_text(encoding="utf-8")
            options.into.write_text(with_section(document, "evals.verifier", "\n\n".join(parts)), encoding="utf-8")
    except EvalError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    sys.stdout.write("\n\n".join(parts) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
