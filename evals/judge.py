"""An optional second opinion: a chat model checks answers against the references; and how far it agrees with facts.

The model is the one that the operator names; nothing is sent anywhere without one, and nothing is traced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from evals.errors import JudgeError
from evals.score import Scored, ScoredRun
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings

Judge = Callable[[str, str, str], bool]
_VERDICT = re.compile(r"\b(RIGHT|WRONG)\b", re.IGNORECASE)


class ChatModel(Protocol):
    """The part of LangChain's chat models that is called."""

    def invoke(self, prompt: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Agreement:
    """Judge and facts over `n` answers. `kappa` is Cohen's (1960); None where one side says always the same."""

    n: int
    share: float
    kappa: float | None
    only_facts: tuple[str, ...]
    only_judge: tuple[str, ...]


def chat_judge(model: ChatModel) -> Judge:
    """A judge of (question, reference, answer). It raises JudgeError for a reply without a verdict."""
    template = (files("evals") / "prompts" / "judge.md").read_text(encoding="utf-8")

    def judge(question: str, reference: str, answer: str) -> bool:
        from bot.chat_models import traced_only_if

        given = {"question": question, "reference": reference, "answer": answer}
        prompt = template.format(**{name: escape(text, quote=False) for name, text in given.items()})
        with traced_only_if(False):
            reply = str(model.invoke(prompt).text)
        verdicts = {found.upper() for found in _VERDICT.findall(reply)}
        if len(verdicts) != 1:
            raise JudgeError(f"the judge was to say RIGHT or WRONG and said {reply[:80]!r}")
        return verdicts == {"RIGHT"}

    return judge


def load_judge(name: str, settings: Settings) -> Judge:
    """By `provider:model`, loaded as the model that answers is. Raises JudgeError where it cannot be."""
    from bot.chat_models import load_chat_model

    try:
        return chat_judge(load_chat_model(settings.model_copy(update={"model": name})).model)
    except SettingsError as exc:
        raise JudgeError(f"the judge {name} cannot be loaded: {exc}") from exc


def judged(scored: ScoredRun, judge: Judge, *, threads: int = 4) -> ScoredRun:
    """The run with the value `judged` for every question: 1 where the judge calls its answer right.

    A missing answer is wrong; one that the judge gives no verdict on is unscored.
    """

    def verdict(one: Scored) -> float | None:
        if one.reply.answer is None:
            return 0.0
        try:
            return float(judge(one.question.question, one.question.reference, one.reply.answer.answer))
        except JudgeError:
            return None

    with ThreadPoolExecutor(max_workers=threads) as pool:
        verdicts = list(pool.map(verdict, scored.questions))
    questions = tuple(
        replace(one, values={**one.values, "judged": value})
        for one, value in zip(scored.questions, verdicts, strict=True)
    )
    return replace(scored, questions=questions)


def agreement(questions: Sequence[Scored]) -> Agreement:
    """Of the fact measure and the judge, over what both scored."""
    both = {
        one.question.id: (one.correct, value == 1.0)
        for one in questions
        if (value := one.values.get("judged")) is not None
    }
    n = len(both)
    share = sum(facts == judge for facts, judge in both.values()) / n if n else 0.0
    return Agreement(
        n=n,
        share=share,
        kappa=_kappa(both),
        only_facts=tuple(name for name, (facts, judge) in both.items() if facts and not judge),
        only_judge=tuple(name for name, (facts, judge) in both.items() if judge and not facts),
    )


def _kappa(both: Mapping[str, tuple[bool, bool]]) -> float | None:
    """Agreement beyond what chance gives: (observed - expected) / (1 - expected)."""
    n = len(both)
    if n == 0:
        return None
    facts = sum(fact for fact, _ in both.values()) / n
    judge = sum(said for _, said in both.values()) / n
    expected = facts * judge + (1 - facts) * (1 - judge)
    if expected == 1.0:
        return None
    observed = sum(fact == said for fact, said in both.values()) / n
    return (observed - expected) / (1 - expected)
