"""Retrieval on a benchmark folder in the form of PolicyQA (Ahmad et al. 2020), which is not part of the project.

`docs/<policy>.txt` are the policies; a line of a questions file is {"id", "doc_id", "question", "answers": [{"start",
"end"}]}, in code points. The same figures as those of a gold set's retrieval, with intervals.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.models import SearchHit
from evals.errors import CorpusError
from evals.measures.bootstrap import Estimate, estimate
from evals.measures.retrieval import NAMES, Place, rank_measures
from evals.system import Request, System
from ingest.errors import ClausewiseError

DEPTH = 64


class _Span(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    start: int
    end: int


class BenchmarkQuestion(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    doc_id: str
    question: str
    answers: tuple[_Span, ...]


@dataclass(frozen=True, slots=True)
class BenchmarkResult:
    """`hits` by question id, best first; `failed` questions have none and score 0."""

    questions: int
    failed: tuple[str, ...]
    estimates: Mapping[str, Estimate]
    hits: Mapping[str, Sequence[SearchHit]]


def read_questions(path: Path) -> list[BenchmarkQuestion]:
    """Raises CorpusError for a file that is missing or a line that does not fit."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [BenchmarkQuestion.model_validate_json(line) for line in lines if line.strip()]
    except OSError as exc:
        raise CorpusError(f"the benchmark's questions {path} cannot be read: {exc.strerror}") from exc
    except ValidationError as exc:
        raise CorpusError(f"{path}: {exc.errors(include_url=False)[0]['msg']}") from exc


def run_benchmark(
    questions: Sequence[BenchmarkQuestion],
    system: System,
    versions: Mapping[str, str],
    *,
    threads: int = 2,
    progress: Callable[[], None] = lambda: None,
) -> BenchmarkResult:
    """Search for each question within its policy. `versions` are the ids of the policies' versions."""

    def search(question: BenchmarkQuestion) -> Sequence[SearchHit] | None:
        try:
            return system.search(Request(question.question, policies=(question.doc_id,)), DEPTH)
        except ClausewiseError:
            return None
        finally:
            progress()

    with ThreadPoolExecutor(max_workers=threads) as pool:
        found = dict(zip((question.id for question in questions), pool.map(search, questions), strict=True))
    hits = {name: one or () for name, one in found.items()}
    rankings = {name: [Place(hit.policy, hit.version, hit.start, hit.end) for hit in one] for name, one in hits.items()}
    scores = rank_measures(rankings, {question.id: _gold(question, versions) for question in questions})
    return BenchmarkResult(
        questions=len(questions),
        failed=tuple(name for name, one in found.items() if one is None),
        estimates={name: estimate([values[name] for values in scores.values()]) for name in NAMES},
        hits=hits,
    )


def run_lines(result: BenchmarkResult) -> Iterator[str]:
    """As `clausewise search --queries` writes them, for a scorer outside."""
    for name, hits in result.hits.items():
        yield json.dumps({"id": name, "hits": [hit.model_dump(mode="json") for hit in hits]}) + "\n"


def _gold(question: BenchmarkQuestion, versions: Mapping[str, str]) -> list[Place]:
    version = versions.get(question.doc_id, "")
    return [Place(question.doc_id, version, span.start, span.end) for span in question.answers]
