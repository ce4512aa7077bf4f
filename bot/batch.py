"""Many questions or queries in one run, over files of JSON lines.

Each line of the input gives one line of the output, in order. A line that fails gives `{"id", "error"}`; the run goes
on, and the count of such lines is returned. What would fail every line (no index, no model) ends the run instead.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import BotError
from bot.models import Answer, Coverage, Message, SearchHit
from ingest.errors import UnknownPolicyError


class Asker(Protocol):
    def ask(
        self,
        question: str,
        *,
        policies: Sequence[str] = (),
        as_of: date | None = None,
        history: Sequence[Message] = (),
    ) -> Answer: ...


class Searcher(Protocol):
    def search(
        self,
        query: str,
        *,
        policies: Sequence[str] = (),
        k: int = 8,
        as_of: date | None = None,
        practices: Sequence[str] = (),
    ) -> list[SearchHit]: ...


class Bot(Asker, Searcher, Protocol):
    """What answers, searches and tells what policies cover, in this process or behind a service."""

    def coverage(self, policy: str, *, version: str | None = None, as_of: date | None = None) -> Coverage: ...


class Line(BaseModel):
    """One line of input. Keys that are not ours are ignored, so that a file may carry more than the question."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int
    question: str
    policy: str | tuple[str, ...] | None = None
    history: tuple[Message, ...] = ()

    @property
    def policies(self) -> tuple[str, ...]:
        if self.policy is None:
            return ()
        return (self.policy,) if isinstance(self.policy, str) else self.policy


@dataclass(frozen=True, slots=True)
class BatchSummary:
    lines: int
    failed: int


def run_questions(source: Path, target: Path, bot: Asker, *, as_of: date | None = None) -> BatchSummary:
    """Writes `{"id", ...Answer}` a line. Raises OSError for a file that cannot be read or written."""

    def answer(line: Line) -> dict[str, Any]:
        found = bot.ask(line.question, policies=line.policies, as_of=as_of, history=line.history)
        return found.model_dump(mode="json")

    return _run(source, target, answer)


def run_queries(
    source: Path,
    target: Path,
    bot: Searcher,
    *,
    k: int,
    as_of: date | None = None,
    practices: Sequence[str] = (),
) -> BatchSummary:
    """Writes `{"id", "hits": [...]}` a line. Raises OSError for a file that cannot be read or written."""

    def search(line: Line) -> dict[str, Any]:
        hits = bot.search(line.question, policies=line.policies, k=k, as_of=as_of, practices=practices)
        return {"hits": [hit.model_dump(mode="json") for hit in hits]}

    return _run(source, target, search)


def results(lines: Iterable[bytes], process: Callable[[Line], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One object a line that is not blank: the result under the line's id, or its error."""
    for number, given in enumerate(lines, start=1):
        raw = given.removeprefix(BOM_UTF8)
        if not raw.strip():
            continue
        try:
            line = Line.model_validate_json(raw)
            yield {"id": line.id, **process(line)}
        except ValidationError as exc:
            yield {"id": _id_in(raw), "error": f"line {number}: {_reason(exc)}"}
        except (BotError, UnknownPolicyError) as exc:
            yield {"id": line.id, "error": f"line {number}: {exc}"}


def _run(source: Path, target: Path, process: Callable[[Line], dict[str, Any]]) -> BatchSummary:
    total = failed = 0
    with source.open("rb") as lines, target.open("w", encoding="utf-8") as out:
        for result in results(lines, process):
            out.write(json.dumps(result) + "\n")
            total += 1
            failed += "error" in result
    return BatchSummary(lines=total, failed=failed)


def _id_in(raw: bytes) -> str | int | None:
    """The id of a line that is otherwise wrong, so that its error can be matched to it."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    given = data.get("id") if isinstance(data, dict) else None
    return given if isinstance(given, str | int) and not isinstance(given, bool) else None


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return f"{field}: {first['msg']}" if field else first["msg"]
