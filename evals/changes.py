"""What changed since the baseline, question by question. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evals.baseline import KeptQuestion, KeptQuote, KeptSet
from evals.corpus import Corpus
from evals.score import Scored, ScoredRun

What = Literal["newly wrong", "newly right", "other words", "new question"]
_ORDER: tuple[What, ...] = ("newly wrong", "newly right", "other words", "new question")


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer is another than in the baseline; `before` is None for a question that is new."""

    what: What
    scored: Scored
    before: KeptQuestion | None


def changes(scored: ScoredRun, baseline: KeptSet | None) -> list[Change]:
    """The newly wrong first; without a baseline none."""
    if baseline is None:
        return []
    found = [change for one in scored.questions for change in _change(one, baseline.questions.get(one.question.id))]
    return sorted(found, key=lambda change: _ORDER.index(change.what))


def changed_texts(corpus: Corpus, baseline: KeptSet | None) -> list[str]:
    """Versions (`policy@version`) whose text is another than in the baseline, or that came or went."""
    if baseline is None:
        return []
    now = {f"{policy}@{version}": text.version.sha256 for (policy, version), text in corpus.texts.items()}
    return sorted(name for name in now | baseline.texts if now.get(name) != baseline.texts.get(name))


def old_words(quote: KeptQuote, corpus: Corpus, baseline: KeptSet) -> str:
    """What the baseline cited; where it keeps no words, they are read from the policy if that is unchanged."""
    if quote.quote is not None:
        return quote.quote
    text = corpus.texts.get((quote.policy, quote.version))
    if text and baseline.texts.get(f"{quote.policy}@{quote.version}") == text.version.sha256:
        return text.version.text[quote.start : quote.end]
    return f"(characters {quote.start} to {quote.end} of a text of {quote.policy} that has changed)"


def _change(scored: Scored, before: KeptQuestion | None) -> Iterator[Change]:
    if before is None:
        yield Change("new question", scored, None)
        return
    was_right = before.values.get("correct") == 1.0
    if was_right != scored.correct:
        yield Change("newly right" if scored.correct else "newly wrong", scored, before)
    elif not _same_quotes(scored, before):
        yield Change("other words", scored, before)


def _same_quotes(scored: Scored, before: KeptQuestion) -> bool:
    """By the words where the baseline keeps them: offsets move whenever something before them changes."""
    answer = scored.reply.answer
    now = answer.citations if answer else ()
    if all(quote.quote is not None for quote in before.quotes):
        return [(one.policy, one.version, one.quote) for one in now] == [
            (one.policy, one.version, one.quote) for one in before.quotes
        ]
    return [(one.policy, one.version, one.start, one.end) for one in now] == [
        (one.policy, one.version, one.start, one.end) for one in before.quotes
    ]
