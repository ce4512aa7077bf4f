"""How well the practice tags of clauses agree with labels made by hand: `python -m evals.practices [LABELS.yaml ...]`.

A file of labels is `{corpora: [folder], tags: {name: what it means}, clauses: [{id, tags}]}`; folders are named as in
gold files, and those that are no part of the project are given with `--corpus`. Figures of the file that the tagger is
fitted on are cross-validated: the policy of the clauses that are judged was not fitted on. Those of any other file are
the product's own. Intervals are by the bootstrap over clauses. `--fit` writes `bot/data/coverage.json`; `--into FILE`
puts the tables into a document.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

import bot
from bot.coverage import FEATURES, SILENT_BELOW, THRESHOLD, Weights, clause_features, load_weights, practice_names
from bot.resources import load_tagger
from bot.settings import load_settings
from bot.tags import Tagger, taxonomy
from bot.units import lay_out
from evals.corpus import named_folder
from evals.errors import EvalError
from evals.indexing import index_of
from evals.sections import with_section
from ingest.index import Index

FITTED_ON = Path(__file__).parent / "gold" / "practices" / "labels.yaml"
# Precisions of the Gaussian priors: of what all tags share, of each tag's intercept and of its own deviations.
_SHARED, _INTERCEPT, _OWN = 0.1, 0.3, 4.0
_ABOVE = ("heading", "lead_in", "above")
_ROUNDS = 20
_CLOSE = 1e-4
_RESAMPLES = 2000
_SEED = 20250101

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Label(BaseModel):
    """`id` is of the version in force, as `clausewise show` takes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    tags: tuple[str, ...]


class Labels(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    corpora: tuple[str, ...] = ()
    tags: dict[str, str]
    clauses: tuple[Label, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Labelled clauses: their policies, features of shape (c, t, f), and which tags they have, shape (c, t)."""

    policies: NDArray[np.str_]
    features: Floats
    labels: Bools


@dataclass(frozen=True, slots=True)
class Figures:
    """`macro` and `micro` are F1 with their 95 % intervals; of each tag precision, recall, F1 and how many have it."""

    n: int
    macro: tuple[float, float, float]
    micro: tuple[float, float, float]
    by_tag: Mapping[str, tuple[float, float, float, int]]
    silence: tuple[float, float, int]


def read_labels(path: Path) -> Labels:
    """Raises EvalError for a file that does not fit, or names a tag that there is not."""
    try:
        labels = Labels.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as exc:
        raise EvalError(f"{path.name} is no file of labels: {exc}") from exc
    unknown = {tag for label in labels.clauses for tag in label.tags} - set(practice_names())
    if unknown:
        raise EvalError(f"{path.name} has tags that there are not: {', '.join(sorted(unknown))}")
    return labels


def examples_of(labels: Labels, folders: Sequence[Path] = ()) -> Examples:
    """`folders` hold policies that the labels do not name a folder of.

    Raises CorpusError where the policies are not here, EvalError where a clause is not among them.
    """
    settings = load_settings()
    found: dict[str, Floats] = {}
    for folder in [*(named_folder(corpus, of="labels") for corpus in labels.corpora), *folders]:
        with index_of(folder, settings) as index:
            found |= _features(index, load_tagger(index.encoder, settings))
    missing = [label.id for label in labels.clauses if label.id not in found]
    if missing:
        raise EvalError(f"labels are of clauses that have no text or are not there: {', '.join(missing[:5])}")
    names = practice_names()
    return Examples(
        np.array([label.id.partition("#")[0] for label in labels.clauses]),
        np.stack([found[label.id] for label in labels.clauses]),
        np.array([[name in label.tags for name in names] for label in labels.clauses]),
    )


def fit(features: Floats, labels: Bools) -> Weights:
    """Maximum a posteriori of a logistic model with partial pooling (Gelman and Hill 2007, chapter 14): each tag's
    weights are what all tags share plus deviations of its own, which cost more the larger they are.

    Each clause is learned from twice, once without what stands above it: many policies have no headings.
    """
    bare = features.copy()
    bare[:, :, [FEATURES.index(name) for name in _ABOVE]] = 0
    features, labels = np.concatenate([features, bare]), np.concatenate([labels, labels])
    clauses, tags, kinds = features.shape
    scale = features.std(axis=(0, 1)) + 1e-9
    design = (features / scale).reshape(clauses * tags, kinds)
    which = np.tile(np.eye(tags), (clauses, 1))
    own = (which[:, :, None] * design[:, None, :]).reshape(clauses * tags, tags * kinds)
    whole = np.concatenate([np.ones((len(design), 1)), design, which, own], axis=1)
    prior = np.concatenate(
        [[1e-6], np.full(kinds, _SHARED), np.full(tags, _INTERCEPT), np.full(tags * kinds, _OWN)],
    )
    wanted = labels.reshape(-1).astype(np.float64)
    beta = np.zeros(whole.shape[1])
    for _ in range(_ROUNDS):
        probability = 1 / (1 + np.exp(-np.clip(whole @ beta, -30, 30)))
        weight = np.maximum(probability * (1 - probability), 1e-5)
        hessian = (whole.T * weight) @ whole + np.diag(prior)
        step = np.linalg.solve(hessian, whole.T @ (wanted - probability) - prior * beta)
        beta += step
        if np.abs(step).max() < _CLOSE:
            break
    shared, intercepts, deviations = np.split(beta[1:], [kinds, kinds + tags])
    weights = (shared + deviations.reshape(tags, kinds)) / scale
    return Weights(weights.astype(np.float32), (beta[0] + intercepts).astype(np.float32))


def cross_validated(examples: Examples) -> Floats:
    """The probabilities of each clause's tags by weights that saw nothing of its policy; shape (c, t)."""
    out = np.zeros(examples.labels.shape)
    for policy in sorted(set(examples.policies)):
        inside = examples.policies == policy
        made = fit(examples.features[~inside], examples.labels[~inside])
        out[inside] = made.probabilities(examples.features[inside].astype(np.float32))
    return out


def figures(examples: Examples, probabilities: Floats) -> Figures:
    """Tags without a label among the clauses count for nothing in the macro mean."""
    told, labels = probabilities >= THRESHOLD, examples.labels
    there = labels.any(axis=0)
    draw = np.random.default_rng(_SEED)
    picks = draw.multinomial(len(labels), np.full(len(labels), 1 / len(labels)), size=_RESAMPLES).astype(np.float64)
    hits, false, missed = (told & labels), (told & ~labels), (~told & labels)
    macro = _f1(picks @ hits[:, there], picks @ false[:, there], picks @ missed[:, there]).mean(axis=1)
    micro = _f1(picks @ hits.sum(axis=1), picks @ false.sum(axis=1), picks @ missed.sum(axis=1))
    right, wrong, left = (one.sum(axis=0) for one in (hits, false, missed))
    by_tag = _f1(right, wrong, left)
    return Figures(
        n=len(labels),
        macro=(float(by_tag[there].mean()), *_interval(macro)),
        micro=(float(_f1(right.sum(), wrong.sum(), left.sum())), *_interval(micro)),
        by_tag={
            name: (
                float(right[at] / max(right[at] + wrong[at], 1)),
                float(right[at] / max(right[at] + left[at], 1)),
                float(by_tag[at]),
                int(labels[:, at].sum()),
            )
            for at, name in enumerate(practice_names())
        },
        silence=_silence(examples.policies, probabilities >= SILENT_BELOW, labels),
    )


def tables(found: Figures) -> str:
    titles = {tag.name: tag.title for tag in taxonomy().tags}
    lines = [
        "| | n | F1 | 95 % interval |",
        "|---|--:|--:|---|",
        *(
            f"| {name} | {found.n} | {value:.3f} | {low:.3f} to {high:.3f} |"
            for name, (value, low, high) in (("mean over tags (macro)", found.macro), ("over all (micro)", found.micro))
        ),
        "",
        f"Practices of a policy taken for silent: precision {found.silence[0]:.3f}, recall {found.silence[1]:.3f} "
        f"(n {found.silence[2]} policies by practices, judged by the labelled clauses alone).",
        "",
        "| Practice | n | precision | recall | F1 |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, (precision, recall, value, n) in found.by_tag.items():
        lines.append(f"| {titles[name]} | {n} | {precision:.2f} | {recall:.2f} | {value:.2f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.practices", description=__doc__)
    parser.add_argument("labels", nargs="*", type=Path, default=[FITTED_ON])
    parser.add_argument("--corpus", action="append", type=Path, default=[], help="a folder of labelled policies")
    parser.add_argument("--into", type=Path, help="a document with the two marks")
    parser.add_argument("--fit", action="store_true", help="fit on the labels that come along, and keep the weights")
    options = parser.parse_args(arguments)
    try:
        if options.fit:
            examples = examples_of(read_labels(FITTED_ON))
            _write(fit(examples.features, examples.labels))
        parts = [f"`{path.stem}`:\n\n{tables(_judged(path, options.corpus))}" for path in options.labels]
        if options.into:
            document = options.into.read_text(encoding="utf-8")
            options.into.write_text(with_section(document, "evals.practices", "\n\n".join(parts)), encoding="utf-8")
    except EvalError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    sys.stdout.write("\n\n".join(parts) + "\n")
    return 0


def _judged(path: Path, folders: Sequence[Path]) -> Figures:
    if path.resolve() == FITTED_ON.resolve():
        examples = examples_of(read_labels(path))
        return figures(examples, cross_validated(examples))
    examples = examples_of(read_labels(path), folders)
    return figures(examples, load_weights().probabilities(examples.features.astype(np.float32)).astype(np.float64))


def _features(index: Index, tagger: Tagger) -> dict[str, Floats]:
    """The features of every clause of the versions in force, by the clauses' ids."""
    found = {}
    with index.catalog.snapshot() as snapshot:
        for entry in snapshot.policies():
            units = lay_out(index.evidence(entry.policy.id, entry.live.id, within=snapshot))
            clauses, features = clause_features(units, tagger.of_sentences(units))
            for clause, row in zip(clauses, features, strict=True):
                found[f"{entry.policy.id}#{clause.key}"] = row.astype(np.float64)
    return found


def _silence(policies: NDArray[np.str_], told: Bools, labels: Bools) -> tuple[float, float, int]:
    """Precision and recall of silence over policies by practices, and how many those are."""
    names = sorted(set(policies))
    quiet = np.array([~told[policies == name].any(axis=0) for name in names])
    truly = np.array([~labels[policies == name].any(axis=0) for name in names])
    both = float((quiet & truly).sum())
    return both / max(quiet.sum(), 1), both / max(truly.sum(), 1), quiet.size


def _f1(hits: Floats, false: Floats, missed: Floats) -> Floats:
    return np.asarray(2 * hits / np.maximum(2 * hits + false + missed, 1e-9))


def _interval(samples: Floats) -> tuple[float, float]:
    low, high = np.quantile(samples, [0.025, 0.975])
    return float(low), float(high)


def _write(weights: Weights) -> None:
    data = {
        name: {
            **{kind: round(float(value), 4) for kind, value in zip(FEATURES, row, strict=True)},
            "intercept": round(float(intercept), 4),
        }
        for name, row, intercept in zip(practice_names(), weights.features, weights.intercepts, strict=True)
    }
    target = Path(bot.__file__).parent / "data" / "coverage.json"
    target.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
