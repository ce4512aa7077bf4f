"""The answers to several questions that were put as one, joined policy by policy. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

from bot.answer_types import AskedFor, has_type
from bot.answering.quoting import without_repeats
from bot.answering.written.all_policies import Found
from bot.assemble import PolicyOutcome
from bot.claims import claim_of
from bot.contrasts import apart
from bot.durations import durations
from bot.questions import Question, mended_notes
from bot.redaction import without_personal
from bot.wording import without_steering
from ingest.plain_names import plain_name

_LONGEST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and what each policy has on it, by id. `off_topic`: it is not about policies. `leans`: it is
    about what the question before it is about ("how long do you keep it?")."""

    text: str
    question: Question
    found: Mapping[str, Found]
    off_topic: bool
    leans: bool = False

    @property
    def answered(self) -> bool:
        return any(one.outcome.quotes for one in self.found.values())

    @property
    def shown(self) -> str:
        """The question as an answer may repeat it: words alone, nothing personal."""
        return plain_name(without_personal(self.text), longest=_LONGEST_SHOWN)

    def notes(self) -> list[str]:
        """What of it was read otherwise than written, or not at all; of a whole question the latter is its answer."""
        left_out = [f"not about the policies, left out: “{self.shown}”"] if self.off_topic else []
        return [*mended_notes(self.question), *left_out]

    def for_model(self, *, continued: bool) -> str:
        """As a model is asked it: as it was put, and where it leans on what was said before as it was completed."""
        leans = continued or self.leans
        return f"{self.text} ({self.question.search_text})" if leans else without_steering(self.text)


def answered_parts(parts: Iterable[Asked]) -> list[Asked]:
    """The parts; none where the whole is to be asked as one question: no policy has an answer to any of them, or to
    one that another leans on."""
    asked: list[Asked] = []
    for part in parts:
        if part.leans and asked and not asked[-1].answered:
            return []
        asked.append(part)
    return asked if any(part.answered for part in asked) else []


def corrects(premise: Asked) -> bool:
    """Whether policies answer a premise with a period otherwise: there are answers, and none has the period."""
    found = [one.outcome for one in premise.found.values()]
    said = [
        one.subject.version.text[part.span.start : part.span.end]
        for one in found
        for quote in one.quotes
        for part in quote.parts
    ]
    return bool(said) and all(apart(premise.text, text) or not durations(text) for text in said)


def by_policy(policies: Sequence[str], parts: Sequence[Asked]) -> list[tuple[Asked, Found]]:
    """What was found, policy after policy, and of each for one question after another."""
    return [(part, part.found[policy]) for policy in policies for part in parts if policy in part.found]


def joined_by_policy(
    outcomes: Sequence[PolicyOutcome], parts: Sequence[Asked], *, sent: bool
) -> tuple[PolicyOutcome, ...]:
    """The outcomes of each policy, which follow each other, as one; `parts` are the questions that each is of. What was
    `sent` already is kept as it is, repeats and all."""
    pairs = groupby(zip(outcomes, parts, strict=True), key=lambda pair: pair[0].subject.policy.id)
    return tuple(_joined(list(of_policy), sent) for _, of_policy in pairs)


def _joined(pairs: Sequence[tuple[PolicyOutcome, Asked]], sent: bool) -> PolicyOutcome:
    """Of several questions those without an answer are the `unsaid`, unless none has one, or what is asked for ("what
    does it cost?") stands in what answers the others."""
    if len(pairs) == 1:
        return pairs[0][0]
    outcomes = [outcome for outcome, _ in pairs]
    quotes = list(chain.from_iterable(one.quotes for one in outcomes))
    said = [
        outcomes[0].subject.version.text[part.span.start : part.span.end] for quote in quotes for part in quote.parts
    ]
    unsaid = tuple(part.shown for one, part in pairs if not one.quotes and not _is_among(said, part))
    return replace(
        outcomes[0],
        quotes=tuple(quotes if sent else without_repeats(quotes)),
        related=tuple(dict.fromkeys(chain.from_iterable(one.related for one in outcomes))),
        conflicting=any(one.conflicting for one in outcomes),
        unsaid=unsaid if quotes else (),
    )


def _is_among(texts: Sequence[str], part: Asked) -> bool:
    """Whether the texts hold the type of thing that a question asks for; or speak of the practice that it asks about
    what they are about ("do they collect anything of it?")."""
    wanted = part.question.asked_for
    practices = _practices(part.text) if part.leans else frozenset()
    return any(
        (wanted is not AskedFor.STATEMENT and has_type(text, wanted)) or practices & _practices(text) for text in texts
    )


def _practices(text: str) -> frozenset[str]:
    claim = claim_of(text)
    return frozenset(claim.affirmed) | frozenset(claim.denied)
