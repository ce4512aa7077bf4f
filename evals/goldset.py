"""Gold questions: the schema of a gold file, and reading one with errors that name the line to mend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self, cast

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from bot.models import Message, Status
from evals.errors import GoldError

# The one in C is many times as fast; PyYAML may have been built without it.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Kind = Literal[
    "direct",
    "paraphrase",
    "typo",
    "yes_no",
    "list",
    "follow_up",
    "comparison",
    "conflict",
    "false_premise",
    "unanswerable",
    "off_topic",
    "injection",
    "wrong_policy",
    "version",
    "overview",
]
# The ten data practices of OPP-115 (Wilson et al. 2016), or an article of the GDPR.
Category = Literal[
    "first-party-collection",
    "third-party-sharing",
    "user-choice",
    "access-and-deletion",
    "data-retention",
    "data-security",
    "policy-change",
    "do-not-track",
    "special-audiences",
    "other",
    "gdpr-6-legal-basis",
    "gdpr-7-consent",
    "gdpr-8-child-consent",
    "gdpr-13-information",
    "gdpr-14-other-sources",
    "gdpr-15-access",
    "gdpr-16-rectification",
    "gdpr-17-erasure",
    "gdpr-18-restriction",
    "gdpr-19-notification",
    "gdpr-20-portability",
    "gdpr-21-objection",
    "gdpr-22-automated-decisions",
    "gdpr-28-processor",
    "gdpr-33-breach",
    "gdpr-44-transfers",
    "gdpr-77-complaint",
]


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Support(_Gold):
    """Words of a policy that support the answer: a quote, or the offsets and the digest of words not ours to copy.

    `clause` is the id of the deepest clause that holds them; `clausewise eval lint --fix` fills it in. `sha256` is the
    first 12 digits of the words' sha256.
    """

    clause: str | None = Field(default=None, pattern=r"^[A-Za-z0-9._-]+(@[^#]+)?#.+$")
    quote: str | None = Field(default=None, min_length=1)
    policy: str | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, gt=0)
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{12}$")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        offsets = [value is not None for value in (self.start, self.end)]
        if (self.quote is not None) == any(offsets) or any(offsets) != all(offsets):
            raise ValueError("give either a quote, or start and end")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"start {self.start} is not before end {self.end}")
        if self.start is not None and not (self.policy or self.clause):
            raise ValueError("offsets need a policy or a clause")
        return self

    @property
    def owner(self) -> str | None:
        """The policy that the entry itself names."""
        return self.policy or (re.split("[@#]", self.clause)[0] if self.clause else None)

    @property
    def version(self) -> str | None:
        """The version that the clause id names; None is the one in force."""
        owner = self.clause.partition("#")[0] if self.clause else ""
        return owner.partition("@")[2] or None


class Question(_Gold):
    """One gold question. The comment at the top of a gold file explains the keys."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    question: str = Field(min_length=1)
    policy: str | tuple[str, ...] | None
    about: tuple[str, ...] | None = None
    as_of: date | None = None
    history: tuple[Message, ...] = ()
    kind: Kind
    category: Category
    answerable: bool
    status: Status
    facts: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    support: tuple[Support, ...] = ()
    reference: str = Field(min_length=1)

    @field_validator("facts", "forbidden")
    @classmethod
    def _are_patterns(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as exc:
                raise ValueError(f"{pattern!r} is no regular expression: {exc}") from exc
        return patterns

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.answerable != (self.status == "answered"):
            raise ValueError(
                f"answerable: {str(self.answerable).lower()} and status: {self.status} contradict each other"
            )
        if self.answerable and not self.facts:
            raise ValueError("an answerable question needs facts")
        if not self.answerable and self.support:
            raise ValueError("an unanswerable question has no support")
        if self.kind == "injection" and not self.forbidden:
            raise ValueError("an injection needs what it tries to make the answer say, as forbidden")
        return self

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies that the caller names."""
        if self.policy is None:
            return ()
        return (self.policy,) if isinstance(self.policy, str) else self.policy

    @property
    def subjects(self) -> frozenset[str] | None:
        """The policies that a right answer may cite; None where the gold does not tell."""
        if self.about is not None:
            return frozenset(self.about)
        named = frozenset(self.policies) or frozenset(support.owner for support in self.support if support.owner)
        return named or None


class GoldSet(_Gold):
    """A gold file.

    `corpus` is `sample` (the policies that come along), a folder seen from the file, or `$NAME` for a folder that an
    environment variable names. A set that is not `guarded` is reported and not judged by the gate. With `keep_words`
    false the policies' words are not ours to copy: a baseline keeps offsets only.
    """

    name: str
    path: Path
    corpus: str = Field(min_length=1)
    guarded: bool = True
    keep_words: bool = True
    questions: tuple[Question, ...] = Field(min_length=1)

    @field_validator("questions")
    @classmethod
    def _ids_are_unique(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        seen: set[str] = set()
        for question in questions:
            if question.id in seen:
                raise ValueError(f"two questions have the id {question.id}")
            seen.add(question.id)
        return questions


def load_gold(path: Path) -> GoldSet:
    """Read a gold file. Raises GoldError, which names the file, the line, the question and what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise GoldError(f"{path} cannot be read: {exc}") from exc
    return parse_gold(text, path=path)


def parse_gold(text: str, *, path: Path) -> GoldSet:
    """As load_gold, from the file's text."""
    try:
        root = yaml.compose(text, Loader=_LOADER)
        if not isinstance(root, yaml.MappingNode):
            raise GoldError(f"{path}: a gold file begins with `corpus:` and `questions:`")
        _refuse_repeated_keys(root, path)
        data = _construct(root)
    except yaml.MarkedYAMLError as exc:
        line = exc.problem_mark.line + 1 if exc.problem_mark else "?"
        raise GoldError(f"{path}:{line}: not YAML: {exc.problem}") from exc
    try:
        return GoldSet.model_validate({**data, "name": path.stem, "path": path})
    except ValidationError as exc:
        raise GoldError("\n".join(_problem(error, root, data, path) for error in exc.errors())) from exc


def load_yaml(text: str) -> Any:
    """As `yaml.safe_load`, in a fraction of the time."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader


def _construct(root: yaml.MappingNode) -> dict[str, Any]:
    constructor = yaml.constructor.SafeConstructor()
    return cast("dict[str, Any]", constructor.construct_document(root))


def _refuse_repeated_keys(node: yaml.Node, path: Path) -> None:
    """YAML itself would silently take the last."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(item, path)
    elif isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                raise GoldError(f"{path}:{key.start_mark.line + 1}: the key {key.value} stands twice in one entry")
            seen.add(key.value)
            _refuse_repeated_keys(value, path)


def _problem(error: Mapping[str, Any], root: yaml.Node, data: Mapping[str, Any], path: Path) -> str:
    """`file:line: question id: key: what is wrong (got ...)`, in one line."""
    where: Sequence[int | str] = error["loc"]
    question = ""
    if len(where) > 1 and where[0] == "questions" and isinstance(where[1], int):
        entry = data["questions"][where[1]]
        name = entry.get("id") if isinstance(entry, dict) else None
        question = f"{name or f'question {where[1] + 1}'}: "
        where = where[2:]
    key = ".".join(str(part) for part in where)
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = "there is no such key"
    if error["type"] == "missing":
        message = "the key is missing"
    given = error.get("input")
    shown = f" (got {given!r})" if isinstance(given, str | int | float | bool) else ""
    return f"{path}:{_line(root, error['loc'])}: {question}{key}{': ' if key else ''}{message}{shown}"


def _line(root: yaml.Node, where: Sequence[int | str]) -> int:
    """The line of the deepest node on the way; 1-based."""
    node = root
    for step in where:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            found = [value for key, value in node.value if key.value == step]
            if not found:
                break
            node = found[0]
        else:
            break
    return int(node.start_mark.line) + 1
