"""What the decisions of the bot are fitted on: questions as it sees them, with what is right."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from bot.cross_encoder import CrossEncoder, load_cross_encoder
from bot.late_interaction import Floats
from bot.pipeline import Clausewise
from bot.reader import Evidence
from bot.settings import load_settings
from evals.corpus import corpus_folder
from evals.decisions import FOR_ALL, LabelledSet, labelled_excerpts, labelled_questions
from evals.errors import CorpusError, EvalError
from evals.fitting import Example
from evals.goldset import Question
from evals.indexing import SharedIndex, index_of
from evals.suite import default_gold
from ingest.embeddings import load_encoder
from ingest.encoder import Encoder
from ingest.model_files import default_models_folder
from ingest.models import Span

GOLD = "gold"


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question about one policy, with its `vector`, shape (d,). `answering` are the places, in `evidence.passages`,
    of those that answer it, where that is known; `source` names the set that it is from. `searched` and `passages` are
    the texts that the cross-encoder reads."""

    policy: str
    source: str
    label: bool
    features: dict[str, float]
    vector: Floats
    evidence: Evidence
    answering: tuple[int, ...] = ()
    question: str = ""
    searched: str = ""
    passages: tuple[str, ...] = ()


@dataclass(slots=True)
class Material:
    """`off_topic` are examples of that decision; `asked` those about silence, by the gold first."""

    off_topic: list[Example]
    asked: list[Asked]


def default_encoder() -> Encoder:
    """The one that the settings name."""
    settings = load_settings()
    return load_encoder(settings.embeddings, models=settings.models or default_models_folder())


def installed_cross_encoder() -> CrossEncoder:
    """Raises EvalError where it is not installed."""
    found = load_cross_encoder(load_settings().models or default_models_folder())
    if found is None:
        raise EvalError("the cross-encoder is not installed; run: clausewise models install")
    return found


def material(encoder: Encoder, *, labelled: bool = True, excerpts: Sequence[Path] = (FOR_ALL,)) -> Material:
    """From all gold but that in other languages, and with `labelled` from the questions with a label alone, last those
    about the excerpts of some folders."""
    made = Material([], [])
    with SharedIndex() as shared:
        settings = load_settings()
        for gold in default_gold():
            if gold.name == "languages":
                continue
            try:
                folder = corpus_folder(gold)
                index = shared.of(folder, partial(index_of, folder, settings, encoder=encoder))
            except CorpusError as exc:
                sys.stderr.write(f"left out: {exc}\n")
                continue
            bot = Clausewise(index, settings)
            texts = _texts(bot)
            for question in gold.questions:
                one, more = of_gold(question, bot, texts)
                made.off_topic.append(one)
                made.asked += more
    if labelled:
        for sets in (labelled_questions(), _excerpts(excerpts)):
            for folder, some in groupby(sets, key=lambda one: one.folder):
                with index_of(folder, load_settings(), encoder=encoder) as index:
                    bot = Clausewise(index, load_settings())
                    made.asked += [asked for one in some for asked in _of_labels(one, bot)]
    return made


def _excerpts(folders: Sequence[Path]) -> Iterator[LabelledSet]:
    if folders:
        with labelled_excerpts(*folders) as found:
            yield found


def of_gold(question: Question, bot: Clausewise, texts: Mapping[str, str]) -> tuple[Example, list[Asked]]:
    """What a question teaches about being off-topic, and about silence where it is about one policy; `texts` by
    policy."""
    seen = bot.examine(question.question, policies=question.policies, as_of=question.as_of, history=question.history)
    group = next(iter(seen.answerable), "all") if len(seen.answerable) == 1 else "several"
    # A company that is not here is told by its name: such a question is about policies all the same.
    off_topic = Example(group, seen.off_topic, question.status == "out_of_scope" and question.kind != "wrong_policy")
    fits = question.status in ("answered", "silent") and len(seen.answerable) == 1 and not seen.wants_overview
    text = texts.get(group, "")
    spans = [one for support in question.support if (one := _place(text, support.quote, support.start, support.end))]
    asked = [
        Asked(
            policy,
            GOLD,
            question.status == "answered",
            features,
            seen.question,
            seen.evidence[policy],
            _overlapping(seen.evidence[policy], spans),
            question.question,
            seen.searched,
            seen.passages[policy],
        )
        for policy, features in seen.answerable.items()
        if fits
    ]
    return off_topic, asked


def _of_labels(labelled: LabelledSet, bot: Clausewise) -> Iterator[Asked]:
    texts = _texts(bot)
    for one in labelled.questions:
        seen = bot.examine(one.question, policies=[one.policy])
        found = seen.evidence[one.policy]
        spans = [place for support in one.support if (place := _place(texts[one.policy], support))]
        yield Asked(
            one.policy,
            labelled.source,
            one.answered,
            seen.answerable[one.policy],
            seen.question,
            found,
            _overlapping(found, spans),
            one.question,
            seen.searched,
            seen.passages[one.policy],
        )


def _texts(bot: Clausewise) -> dict[str, str]:
    with bot.index.catalog.snapshot() as snapshot:
        return {
            entry.policy.id: snapshot.version(entry.policy.id, version_id=entry.live.id).text
            for entry in snapshot.policies()
        }


def _place(text: str, quote: str | None, start: int | None = None, end: int | None = None) -> Span | None:
    """Where a support stands that is given by its words, or by its offsets."""
    if start is not None and end is not None:
        return Span(start, end)
    found = text.find(quote) if quote else -1
    return Span(found, found + len(quote)) if quote and found >= 0 else None


def _overlapping(found: Evidence, spans: Sequence[Span]) -> tuple[int, ...]:
    return tuple(
        number
        for number, passage in enumerate(found.spans)
        if any(span.start < passage.end and passage.start < span.end for span in spans)
    )
