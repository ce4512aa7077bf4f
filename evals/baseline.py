"""The baseline: what an earlier run came to, question by question, and why it was accepted.

A file of ours, made by `clausewise eval --update-baseline --reason ...`; one line a question, so that a diff shows
which ones changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.models import Status
from evals.corpus import Corpus
from evals.errors import BaselineError
from evals.measures.registry import MEASURES
from evals.score import Scored, ScoredRun

_DECIMALS = 4


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptQuote(_Kept):
    """What was cited. `quote` is None where the policy's words are not ours to keep."""

    policy: str
    version: str
    start: int
    end: int
    quote: str | None = None


class KeptQuestion(_Kept):
    """`values` by measure; a measure that the question was not eligible for is not there."""

    status: Status | None
    values: dict[str, float]
    quotes: tuple[KeptQuote, ...] = ()


class KeptSet(_Kept):
    """`texts` has each version's sha256, by `policy@version`; `latency_p50` is in milliseconds."""

    latency_p50: float
    texts: dict[str, str]
    questions: dict[str, KeptQuestion]

    def values(self, measure: str) -> dict[str, float | None]:
        return {name: question.values.get(measure) for name, question in self.questions.items()}


class Baseline(_Kept):
    reason: str = Field(min_length=1)
    made: date
    sets: dict[str, KeptSet]


def keep(scored: ScoredRun, corpus: Corpus, *, latency_p50: float) -> KeptSet:
    """What a baseline keeps of a run."""
    words = scored.run.gold.keep_words
    texts = {f"{policy}@{version}": text.version.sha256 for (policy, version), text in corpus.texts.items()}
    questions = {one.question.id: _kept(one, words=words) for one in scored.questions}
    return KeptSet(latency_p50=round(latency_p50, 1), texts=texts, questions=questions)


def _kept(scored: Scored, *, words: bool) -> KeptQuestion:
    answer = scored.reply.answer
    names = {measure.values for measure in MEASURES if measure.guarded}
    return KeptQuestion(
        status=answer.status if answer else None,
        values={
            name: round(value, _DECIMALS)
            for name, value in sorted(scored.values.items())
            if name in names and value is not None
        },
        quotes=tuple(
            KeptQuote(
                policy=citation.policy,
                version=citation.version,
                start=citation.start,
                end=citation.end,
                quote=citation.quote if words else None,
            )
            for citation in (answer.citations if answer else ())
        ),
    )


def read_baseline(path: Path) -> Baseline:
    """Raises BaselineError for a file that is missing or is none of ours."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as exc:
        raise BaselineError(f"the baseline {path} cannot be read: {exc.strerror}") from exc
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BaselineError(
            f"{path} is no baseline of this release ({where}: {first['msg']}); "
            "run: clausewise eval --update-baseline --reason ..."
        ) from exc


def known_baseline(path: Path, *, replaced: bool, needed: bool) -> Baseline | None:
    """The baseline; one that is to be replaced may be missing or broken, and one that nobody asked for missing."""
    try:
        return read_baseline(path) if needed or path.is_file() else None
    except BaselineError:
        if not replaced:
            raise
        return None


def write_baseline(path: Path, baseline: Baseline) -> None:
    path.write_text(render_baseline(baseline), encoding="utf-8")


def merged(old: Baseline | None, sets: Mapping[str, KeptSet], *, reason: str, made: date) -> Baseline:
    """The new sets, and those of the old baseline that were not run."""
    kept = {name: one for name, one in (old.sets if old else {}).items() if name not in sets}
    return Baseline(reason=reason, made=made, sets=dict(sorted({**kept, **sets}.items())))


def render_baseline(baseline: Baseline) -> str:
    """JSON with a line a question."""
    blocks = []
    for name, one in baseline.sets.items():
        lines = [f"      {json.dumps(key)}: {_line(question)}" for key, question in one.questions.items()]
        blocks.append(
            f"    {json.dumps(name)}: {{\n"
            f'      "latency_p50": {json.dumps(one.latency_p50)},\n'
            f'      "texts": {json.dumps(one.texts)},\n'
            f'      "questions": {{\n' + _joined(lines) + "\n      }\n    }"
        )
    head = f'{{\n  "reason": {json.dumps(baseline.reason)},\n  "made": "{baseline.made.isoformat()}",\n  "sets": {{\n'
    return head + _joined(blocks) + "\n  }\n}\n"


def _line(question: KeptQuestion) -> str:
    return json.dumps(question.model_dump(mode="json", exclude_none=True) | {"status": question.status})


def _joined(lines: Sequence[str]) -> str:
    return ",\n".join(lines)
