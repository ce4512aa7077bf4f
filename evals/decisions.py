"""Questions with no more than whether a policy answers them: what the decision on silence is fitted on beside the gold.

Two kinds of file lie in `evals/gold/decisions`: questions to the policies of a folder, and excerpts that bring their
policies along, each a few clauses long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from evals.corpus import named_folder
from evals.errors import EvalError
from evals.goldset import load_yaml

EXCERPTS = "excerpts"
_Read = TypeVar("_Read")
FOLDER = Path(__file__).parent / "gold" / "decisions"
# Excerpts that the reader and the cross-encoder learn from, and those that the cross-encoder learns from besides.
FOR_ALL = FOLDER / "excerpts"
FOR_CROSS_ENCODER = FOLDER / "more"


class _Sides(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    answered: tuple[str, ...]
    silent: tuple[str, ...]


class _Questions(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    corpus: str
    policies: dict[str, _Sides]


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    clauses: tuple[int, ...] = Field(min_length=1)


class Excerpt(BaseModel):
    """Clauses of one policy; `answered` questions have the numbers, from 1, of those that answer them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    clauses: tuple[str, ...]
    answered: tuple[_Answered, ...]
    silent: tuple[str, ...]

    @property
    def id(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    @property
    def text(self) -> str:
        return "\n\n".join([f"Privacy policy of {self.name}", *self.clauses]) + "\n"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question about one policy; `support` are texts of it that answer, where they are known."""

    policy: str
    question: str
    answered: bool
    support: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """`source` tells sets whose writers chose in other ways how many questions are answered; `folder` has the
    policies."""

    source: str
    folder: Path
    questions: tuple[Labelled, ...]


def labelled_questions(folder: Path = FOLDER) -> Iterator[LabelledSet]:
    """Of the files over policies that lie elsewhere. Raises CorpusError where these are not here, EvalError for a file
    that cannot be read."""
    for path in sorted(folder.glob("*.yaml")):
        made = _read(path, TypeAdapter(_Questions))
        source = "the same questions to several" if path.stem.endswith("-common") else "questions to one"
        yield LabelledSet(
            source,
            named_folder(made.corpus, of=path.stem),
            tuple(
                Labelled(policy, question, answered)
                for policy, sides in made.policies.items()
                for answered, questions in ((True, sides.answered), (False, sides.silent))
                for question in questions
            ),
        )


def excerpts(*folders: Path) -> list[Excerpt]:
    paths = [path for folder in folders for path in sorted(folder.glob("*.yaml"))]
    return [one for path in paths for one in _read(path, TypeAdapter(list[Excerpt]))]


@contextmanager
def labelled_excerpts(*folders: Path) -> Iterator[LabelledSet]:
    """The excerpts, written to a folder that is gone after the `with` block."""
    found = excerpts(*folders)
    with TemporaryDirectory() as temporary:
        for one in found:
            (Path(temporary) / f"{one.id}.txt").write_text(one.text, encoding="utf-8")
        yield LabelledSet(EXCERPTS, Path(temporary), tuple(_of_excerpts(found)))


def _of_excerpts(found: Sequence[Excerpt]) -> Iterator[Labelled]:
    for one in found:
        for asked in one.answered:
            support = tuple(one.clauses[number - 1] for number in asked.clauses)
            yield Labelled(one.id, asked.question, True, support)
        for question in one.silent:
            yield Labelled(one.id, question, False)


def _read(path: Path, adapter: TypeAdapter[_Read]) -> _Read:
    try:
        return adapter.validate_python(load_yaml(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as exc:
        raise EvalError(f"{path.name} is not a file of labelled questions: {exc}") from exc
