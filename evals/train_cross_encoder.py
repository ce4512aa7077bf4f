"""Fits the cross-encoder of `bot/cross_encoder.py`: `python -m evals.train_cross_encoder`. Needs JAX and Optax:
`clausewise[train]`.

Material: the excerpts and the policies of websites (`evals/decisions.py`), none of which the gold is about, so that
every figure on the gold is of unseen policies. Of each answered question about an excerpt a clause that answers stands
against the best passage that does not; of each other one the best passage, or the two best, against nothing. Some
clauses are read with their neighbours, as the passages of longer policies are. Which passage of a website answers is
not known: that one counts which the cross-encoder at hand prefers (self-training, Scudder 1965). Writes
`bot/data/cross_encoder.npz`; then install it with `clausewise models install`, and fit the decision anew with `python
-m evals.calibrate`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import bot
from bot.cross_encoder import MOST_TOKENS
from evals.cross_encoder_model import Pair, fitted, kept
from evals.decisions import EXCERPTS, FOR_ALL, FOR_CROSS_ENCODER, Excerpt, excerpts
from evals.examples import GOLD, Asked, default_encoder, installed_cross_encoder, material
from ingest.minilm_graph import Weights
from ingest.model_sources import TOKENIZER, WEIGHTS, SourceUnavailableError, default_sources

_ROUNDS = 2
_WITH_NEIGHBOURS = 0.4
_TWO_NEIGHBOURS = 1 / 3
_SECOND_OF_SILENT = 0.25
_WEIGHT_BESIDE_ANSWER = 0.8
_WEIGHT_OF_SECOND = 0.7
_MOST_ANSWERING = 2
_SEED = 5


@dataclass(frozen=True, slots=True)
class TextPair:
    question: str
    passage: str
    label: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Clauses:
    """An excerpt's clauses, and those of them that are passages, with what stands before each: its heading path."""

    texts: Sequence[str]
    before: dict[int, str] = field(default_factory=dict)

    def number(self, passage: str) -> int | None:
        """Which clause a passage is of."""
        heading, mark, body = passage.partition("\n")
        text = " ".join((body if mark else heading).split())
        fitting = [number for number, clause in enumerate(self.texts) if text in clause or clause in text]
        found = max(fitting, key=lambda number: len(self.texts[number]), default=None)
        if found is not None and mark:
            self.before[found] = f"{heading}\n"
        return found

    def window(self, number: int, without: Collection[int], draw: np.random.Generator) -> str:
        """A clause, at times with a neighbour or two, none of them among those that it must be `without`."""
        first = last = number
        if draw.random() < _WITH_NEIGHBOURS:
            free = self.before.keys() - set(without)
            for _ in range(2 if draw.random() < _TWO_NEIGHBOURS else 1):
                if draw.random() < 0.5 and first - 1 in free:
                    first -= 1
                elif last + 1 in free:
                    last += 1
        return self.before.get(number, "") + " ".join(self.texts[first : last + 1])


def text_pairs(asked: Sequence[Asked], of: Mapping[str, Excerpt], draw: np.random.Generator) -> Iterator[TextPair]:
    """What is learned from questions about excerpts; `of` has these by their ids."""
    clauses = {name: _Clauses([" ".join(clause.split()) for clause in one.clauses]) for name, one in of.items()}
    found = [[clauses[one.policy].number(passage) for passage in one.passages] for one in asked]
    for one, numbers in zip(asked, found, strict=True):
        right = _answering(of[one.policy], one) if one.label else ()
        if numbers:
            for number in right[:_MOST_ANSWERING]:
                yield TextPair(one.searched, clauses[one.policy].window(number, (), draw), label=True)
        wrong = [number for number in dict.fromkeys(numbers) if number is not None and number not in right]
        most = 2 if not one.label and draw.random() < _SECOND_OF_SILENT else 1
        for place, number in enumerate(wrong[:most]):
            weight = _WEIGHT_BESIDE_ANSWER if one.label else (1.0, _WEIGHT_OF_SECOND)[place]
            yield TextPair(one.searched, clauses[one.policy].window(number, right, draw), label=False, weight=weight)


def website_pairs(
    asked: Sequence[Asked], read_each: Callable[[str, Sequence[str]], Sequence[float]]
) -> Iterator[TextPair]:
    """What is learned from questions that have a label alone: of each the passage to which `read_each` gives the most
    log odds; an answered one teaches nothing where these speak against all of them."""
    for one in asked:
        odds = read_each(one.searched, one.passages)
        best = max(range(len(odds)), key=odds.__getitem__, default=None)
        if best is not None and (odds[best] >= 0 or not one.label):
            yield TextPair(one.searched, one.passages[best], one.label)


def _answering(excerpt: Excerpt, one: Asked) -> tuple[int, ...]:
    return next(
        (tuple(number - 1 for number in given.clauses) for given in excerpt.answered if given.question == one.question),
        (),
    )


def official(folder: Path) -> tuple[Weights, Path]:
    """The embedding model's weights, and the file of its tokenizer."""
    from safetensors.numpy import load_file

    for source in default_sources():
        try:
            source.fetch(folder)
        except SourceUnavailableError as exc:
            sys.stderr.write(f"not from {source.name}: {exc}\n")
        else:
            return load_file(folder / WEIGHTS), folder / TOKENIZER
    raise SourceUnavailableError("no source has the embedding model's weights")


def tokens(pairs: Sequence[TextPair], tokenizer_file: Path) -> list[Pair]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True
    made = [(one, tokenizer.encode(one.question, one.passage)) for one in pairs]
    return [Pair(encoded.ids, encoded.type_ids, one.label, one.weight) for one, encoded in made]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.train_cross_encoder", description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="how often each pair is shown")
    options = parser.parse_args(arguments)
    folders = (FOR_ALL, FOR_CROSS_ENCODER)
    asked = material(default_encoder(), excerpts=folders).asked
    of_gold = {one.policy for one in asked if one.source == GOLD}
    of_websites = [one for one in asked if one.source != EXCERPTS and one.policy not in of_gold]
    of_excerpts = [one for one in asked if one.source == EXCERPTS]
    by_id = {one.id: one for one in excerpts(*folders)}
    pairs = list(text_pairs(of_excerpts, by_id, np.random.default_rng(_SEED)))
    pairs += website_pairs(of_websites, installed_cross_encoder().read_each)
    with tempfile.TemporaryDirectory() as folder:
        base, tokenizer = official(Path(folder))
        made = tokens(pairs, tokenizer)
    weights = fitted(base, made, rounds=options.rounds, report=lambda line: _tell(f"{line} of {len(made)} pairs"))
    target = Path(bot.__file__).parent / "data" / "cross_encoder.npz"
    np.savez_compressed(target, **kept(weights, base))  # type: ignore[arg-type]
    return 0


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
