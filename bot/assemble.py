"""From what was chosen for each policy to the one Answer that everybody gets. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby, pairwise

from bot.answering.quotes import Part, Quote
from bot.citations import cite, folded, verified
from bot.comparing import Compared, Side, compare
from bot.comparison import Comparison
from bot.excerpts import Reading
from bot.models import Answer, Citation, PolicyAnswer, PolicyStatus, Statement, Status
from ingest.models import Policy, Span, Version
from ingest.plain_names import plain_name

_LONGEST_HEADING = 300
SILENT = "The policy does not say."
OUT_OF_SCOPE = (
    "That is not a question about the policies that I know. I answer questions about privacy policies from their own "
    "clauses, for example: how long is my data kept?"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A policy in the version that was asked."""

    policy: Policy
    version: Version
    in_force: bool

    @property
    def names(self) -> tuple[str, ...]:
        return (self.policy.name, self.policy.id, *self.policy.aliases)

    @property
    def title(self) -> str:
        if self.version.effective is None:
            return self.policy.name
        return f"{self.policy.name} (version of {self.version.effective.isoformat()})"


@dataclass(frozen=True, slots=True)
class PolicyOutcome:
    """What one policy gave: quotes that answer, or none and the clauses nearest to the question. `unsaid` are those of
    several questions that it has no answer to."""

    subject: Subject
    quotes: tuple[Quote, ...] = ()
    related: tuple[Quote, ...] = ()
    conflicting: bool = False
    unsaid: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        return self.subject.version.language


class Numbering:
    """Gives each cited span its number, the same span the same one. Those of a stream's statements are given first."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self._known: dict[tuple[str, Span], int] = {}

    def number(self, subject: Subject, part: Part) -> int:
        key = (subject.policy.id, part.span)
        if key not in self._known:
            n = self._known[key] = len(self.citations) + 1
            self.citations.append(cite(subject.version, part.clause, part.span, n=n, in_force=subject.in_force))
        return self._known[key]


def assemble(
    outcomes: Sequence[PolicyOutcome],
    answer_id: str,
    generation: int,
    timings: Mapping[str, float],
    *,
    warnings: Sequence[str] = (),
    answerer: str = "quotes",
    numbering: Numbering | None = None,
    comparison: Comparison | None = None,
    near: Reading | None = None,
) -> Answer:
    """One answer over all policies asked, in their order; silent where all are.

    `numbering` has the numbers that citations were given already, `answerer` is who wrote what was not quoted.
    `comparison` is stated, before what each policy says, from the statements that were verified; `near` tells how
    surely texts answer what is asked.
    """
    numbering = numbering or Numbering()
    headings: dict[int, str] = {}
    drafts = [[stated(quote, outcome.subject, numbering) for quote in outcome.quotes] for outcome in outcomes]
    written: set[Statement] = set()
    for outcome, draft in zip(outcomes, drafts, strict=True):
        headings |= {one.citations[-1]: _plain(quote.heading) for quote, one in zip(outcome.quotes, draft, strict=True)}
        written |= {one for quote, one in zip(outcome.quotes, draft, strict=True) if quote.said}
    check = verified(
        [statement for draft in drafts for statement in draft],
        numbering.citations,
        [outcome.subject.version for outcome in outcomes],
        names=[name for outcome in outcomes for name in outcome.subject.names] if written else None,
    )
    holding = set(check.statements)
    kept = [tuple(statement for statement in draft if statement in holding) for draft in drafts]
    rejected = [f"statements left out, as their citations do not hold: {len(check.rejected)}"] if check.rejected else []
    answered = any(kept)
    compared = Compared()
    if comparison is not None:
        sides = [Side(folded(one.subject.policy.name), own) for one, own in zip(outcomes, kept, strict=True)]
        compared = compare(comparison, sides, check.citations, near)
    return Answer(
        answer_id=answer_id,
        status="answered" if answered else "silent",
        answer="\n\n".join([*_framing(compared), _text(outcomes, kept, headings, written)]),
        statements=tuple(statement for statements in kept for statement in statements),
        citations=check.citations,
        related=_related(outcomes, kept, len(numbering.citations)),
        per_policy=tuple(
            PolicyAnswer(policy=outcome.subject.policy.id, status=_status(outcome, statements), statements=statements)
            for outcome, statements in zip(outcomes, kept, strict=True)
        ),
        comparison=compared.statements,
        answerer=answerer,
        warnings=(*warnings, *_unsaid(outcomes), *rejected),
        generation=generation,
        timings_ms=dict(timings),
    )


def refuse(
    status: Status,
    text: str,
    answer_id: str,
    generation: int,
    timings: Mapping[str, float],
    *,
    warnings: Sequence[str] = (),
    near: Sequence[PolicyOutcome] = (),
) -> Answer:
    """An answer without statements: the question is out of scope, or it is unclear which policy is meant.

    `near` are policies that may be meant, each with what in it is `related`.
    """
    return Answer(
        answer_id=answer_id,
        status=status,
        answer=folded(text),
        related=_related(near, [()] * len(near), 0),
        warnings=tuple(warnings),
        generation=generation,
        timings_ms=dict(timings),
    )


def _status(outcome: PolicyOutcome, statements: Sequence[Statement]) -> PolicyStatus:
    if not statements:
        return "silent"
    return "conflicting" if outcome.conflicting else "answered"


def stated(quote: Quote, subject: Subject, numbering: Numbering) -> Statement:
    """A quote as a statement with the numbers of its citations."""
    numbers = tuple(numbering.number(subject, part) for part in quote.parts)
    if quote.said:
        return Statement(text=folded(quote.said), citations=numbers)
    texts = [folded(subject.version.text[part.span.start : part.span.end]) for part in quote.parts]
    text = texts[0] + "".join((" " if before.endswith(":") else "; ") + after for before, after in pairwise(texts))
    return Statement(text=text, citations=numbers)


def _related(outcomes: Sequence[PolicyOutcome], kept: Sequence[Sequence[Statement]], last: int) -> tuple[Citation, ...]:
    """What silent policies say that is nearest to the question, numbered on from the citations."""
    numbers = count(last + 1)
    return tuple(
        cite(subject.version, part.clause, part.span, n=next(numbers), in_force=subject.in_force)
        for outcome, statements in zip(outcomes, kept, strict=True)
        if not statements
        for subject, part in ((outcome.subject, quote.parts[-1]) for quote in outcome.related)
    )


def _framing(compared: Compared) -> list[str]:
    """The comparison as the first paragraph, with who does not say; none where there is none."""
    if not compared.statements:
        return []
    said = [f"{statement.text} {_marks(statement)}" for statement in compared.statements]
    unsaid = [f"Not said by {', '.join(compared.silent)}."] if compared.silent else []
    return [" ".join([*said, *unsaid])]


def _text(
    outcomes: Sequence[PolicyOutcome],
    kept: Sequence[Sequence[Statement]],
    headings: Mapping[int, str],
    written: Collection[Statement],
) -> str:
    parts: list[str] = []
    for outcome, statements in zip(outcomes, kept, strict=True):
        title = folded(outcome.subject.title)
        if not statements:
            parts.append(f"{title}: {SILENT}")
            continue
        if any(statement in written for statement in statements):
            said = (f"{statement.text} {_marks(statement)}" for statement in statements if statement in written)
            parts.append(f"{title}: {' '.join(said)}")
        quoted = [statement for statement in statements if statement not in written]
        for heading, group in groupby(quoted, key=lambda one: headings[one.citations[-1]]):
            where = f"{title}, {heading.rstrip(':')}:" if heading else f"{title}:"
            parts.append("\n".join([where, *(f"“{one.text}” {_marks(one)}" for one in group)]))
        parts += [f"{title}: {SILENT.rstrip('.')}: “{part}”." for part in outcome.unsaid]
    return "\n\n".join(parts)


def _unsaid(outcomes: Sequence[PolicyOutcome]) -> list[str]:
    """A warning for each question that some policies have no answer to, and have one to another."""
    silent: dict[str, list[str]] = {}
    for outcome in outcomes:
        for part in outcome.unsaid:
            silent.setdefault(part, []).append(folded(outcome.subject.policy.name))
    return [f"not said by {', '.join(names)}: “{part}”" for part, names in silent.items()]


def _plain(heading: str) -> str:
    """A heading without links, addresses and markup: framing is no quote, so it shows words alone."""
    return plain_name(heading, longest=_LONGEST_HEADING)


def _marks(statement: Statement) -> str:
    return "".join(f"[{n}]" for n in statement.citations)
