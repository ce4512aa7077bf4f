"""What is in the index and what an ingest did to it, as JSON values and as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from bot.terminal import excerpt, one_line, printable, render_table
from ingest.models import Clause, Version

if TYPE_CHECKING:
    from ingest.listing import PolicyEntry
    from ingest.pipeline import IngestSummary
    from ingest.snapshot import FoundClause


def policy_json(entry: PolicyEntry) -> dict[str, Any]:
    live = entry.live
    return {
        "id": entry.policy.id,
        "name": entry.policy.name,
        "version": live.id,
        "effective": live.effective.isoformat() if live.effective else None,
        "language": live.language,
        "clauses": entry.clauses,
        "passages": entry.passages,
        "source": live.source,
    }


def render_policies(entries: Sequence[PolicyEntry]) -> RenderableType:
    if not entries:
        return Text("No policy is indexed; run: clausewise ingest PATH")
    header = ("id", "name", "effective", "language", "clauses", "passages", "source")
    values = [policy_json(entry) for entry in entries]
    return render_table(header, ([_cell(value[column]) for column in header] for value in values))


def clause_json(found: FoundClause) -> dict[str, Any]:
    """A clause with its text; `start` and `end` are code points into the version's canonical text."""
    version, clause = found.version, found.clause
    return {
        "id": f"{version.policy_id}@{version.id}#{clause.key}",
        "policy": version.policy_id,
        "version": version.id,
        "text_sha256": version.sha256,
        **node_json(clause),
        "text": version.text[clause.start : clause.end],
    }


def render_clause(found: FoundClause) -> RenderableType:
    """The id, the headings, and the text as it stands."""
    version, clause = found.version, found.clause
    return Group(
        Text(one_line(f"{version.policy_id}@{version.id}#{clause.key}"), style="cyan"),
        Text(" › ".join(one_line(heading) for heading in clause.path), style="bold"),
        Text(printable(version.text[clause.start : clause.end].rstrip())),
    )


def outline_json(version: Version, clauses: Sequence[Clause]) -> dict[str, Any]:
    return {
        "policy": version.policy_id,
        "version": version.id,
        "effective": version.effective.isoformat() if version.effective else None,
        "text_sha256": version.sha256,
        "clauses": [node_json(clause) for clause in clauses],
    }


def render_outline(version: Version, clauses: Sequence[Clause]) -> RenderableType:
    """A line a clause, indented below its parent: its id, and how it begins."""
    depths: dict[str, int] = {}
    lines = [Text(one_line(f"{version.policy_id}@{version.id}"), style="bold")]
    for clause in clauses:
        depth = depths[clause.key] = depths[clause.parent] + 1 if clause.parent else 0
        beginning = excerpt(version.text[clause.start : clause.end], limit=72)
        lines.append(Text.assemble("  " * depth, (one_line(f"#{clause.key}"), "cyan"), f"  {beginning}"))
    return Group(*lines)


def summary_json(summary: IngestSummary) -> dict[str, Any]:
    return asdict(summary)


def render_summary(summary: IngestSummary) -> RenderableType:
    """The counts in one line, then a line for each failure, notice and ignored file."""
    counted = ("added", "changed", "removed", "unchanged", "failed")
    lines = [Text(", ".join(f"{len(getattr(summary, name))} {name}" for name in counted))]
    lines += [Text(f"failed: {one_line(f'{f.file}: {f.reason}')}", style="red") for f in summary.failed]
    lines += [Text(f"notice: {one_line(notice)}", style="yellow") for notice in summary.notices]
    lines += [Text(f"ignored: {one_line(name)}", style="dim") for name in summary.ignored]
    return Group(*lines)


def node_json(clause: Clause) -> dict[str, Any]:
    return {
        "key": clause.key,
        "label": clause.label,
        "title": clause.title,
        "path": list(clause.path),
        "kind": clause.kind.value,
        "start": clause.start,
        "end": clause.end,
        "parent": clause.parent,
        "anchor": clause.anchor,
        "page": clause.page,
        "lead_in": {"start": clause.lead_in.start, "end": clause.lead_in.end} if clause.lead_in else None,
    }


def _cell(value: object) -> str:
    return "" if value is None else str(value)
