"""What was removed, changed or found wrong, what a policy covers: as JSON values and as text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.models import Coverage
from bot.terminal import excerpt, one_line
from ingest.models import Clause, Version

if TYPE_CHECKING:
    from bot.settings import Settings
    from ingest.diffing import ClauseChange, WordEdit
    from ingest.doctor import Diagnosis
    from ingest.removal import Removal

_TOLD = ("added", "removed", "renumbered", "reworded")
_COLOURS = {"added": "green", "removed": "red", "renumbered": "cyan", "reworded": "yellow"}
_NEAR = 12


def removal_json(removal: Removal) -> dict[str, Any]:
    return asdict(removal)


def render_removal(removal: Removal) -> RenderableType:
    lines = [Text(f"{len(removal.removed)} removed: {', '.join(removal.removed)}")]
    for one in removal.still_there:
        told = f"notice: {one.source} is still there: the next ingest of {one.root} brings {one.policy} back"
        lines.append(Text(one_line(told), style="yellow"))
    return Group(*lines)


def diff_json(before: Version, after: Version, changes: Sequence[ClauseChange]) -> dict[str, Any]:
    """The clauses that are not the same, each with its ids in both versions; `edits` are those of a reworded one."""
    return {
        "policy": before.policy_id,
        "old": before.id,
        "new": after.id,
        "counts": _counts(changes),
        "changes": [
            {
                "kind": change.kind.value,
                "old": _clause_json(before, change.old),
                "new": _clause_json(after, change.new),
                "edits": [{"kind": edit.kind.value, "text": edit.text} for edit in change.edits],
            }
            for change in changes
            if change.kind in _TOLD
        ],
    }


def render_diff(before: Version, after: Version, changes: Sequence[ClauseChange]) -> RenderableType:
    """The counts, then a line a clause; below a reworded one its words, [-deleted-] and {+inserted+}."""
    counts = ", ".join(f"{number} {kind}" for kind, number in _counts(changes).items())
    lines: list[RenderableType] = [Text(f"{before.policy_id}: {before.id} → {after.id}", style="bold"), Text(counts)]
    for change in changes:
        if change.kind not in _TOLD:
            continue
        names = [f"#{clause.key}" for clause in (change.old, change.new) if clause]
        shown = " → ".join(dict.fromkeys(names))
        version, clause = (after, change.new) if change.new else (before, change.old)
        beginning = "" if change.edits or clause is None else excerpt(version.text[clause.start : clause.end], limit=72)
        mark = f"{change.kind.value:<10} "
        lines.append(Text.assemble((mark, _COLOURS[change.kind.value]), (one_line(shown), "cyan"), f"  {beginning}"))
        if change.edits:
            lines.append(Padding(_words(change.edits), (0, 0, 0, 11), expand=False))
    return Group(*lines)


def deciding_settings(settings: Settings) -> dict[str, Any]:
    """The settings that decide what is found and when a policy is silent; no threshold is the fitted one."""
    return {
        "embeddings": settings.embeddings,
        "reranker": settings.shown_reranker,
        "silent_below": settings.silent_below,
    }


def diagnosis_json(diagnosis: Diagnosis, settings: Settings) -> dict[str, Any]:
    return {
        "sound": diagnosis.sound,
        "settings": deciding_settings(settings),
        "counts": dict(diagnosis.counts),
        "findings": [asdict(finding) for finding in diagnosis.findings],
    }


def render_diagnosis(diagnosis: Diagnosis, settings: Settings) -> RenderableType:
    lines = [Text(", ".join(f"{number} {name}" for name, number in diagnosis.counts.items()))]
    below = "the fitted threshold" if settings.silent_below is None else f"{settings.silent_below:g}"
    told = f"embeddings: {settings.embeddings}; reranker: {settings.shown_reranker or 'none'}; silent below {below}"
    lines.append(Text(one_line(told)))
    for finding in diagnosis.findings:
        mark, style = ("wrong", "red") if finding.wrong else ("notice", "yellow")
        lines.append(Text(one_line(f"{mark}: {finding.part}: {finding.problem}; {finding.mend}"), style=style))
    if diagnosis.sound:
        lines.append(Text("The index is sound.", style="green"))
    return Group(*lines)


def render_coverage(coverage: Coverage) -> RenderableType:
    """A line a practice: how many clauses are about it, and the surest of them with its first words."""
    lines: list[RenderableType] = [Text(one_line(f"{coverage.policy}@{coverage.version}"), style="bold")]
    lines += [Text(f"notice: {one_line(warning)}", style="yellow") for warning in coverage.warnings]
    widest = max(len(practice.name) for practice in coverage.practices)
    for practice in coverage.practices:
        name = f"{practice.name:<{widest}}  "
        if practice.silent:
            lines.append(Text.assemble(name, ("silent", "yellow")))
            continue
        count = "perhaps" if practice.doubtful else _counted(len(practice.clauses))
        first = practice.clauses[0]
        key, words = (one_line(f"#{first.key}"), "cyan"), excerpt(first.quote, limit=72)
        lines.append(Text.assemble(name, f"{count:<10}  ", key, f"  {words}"))
    return Group(*lines)


def _counted(clauses: int) -> str:
    return "1 clause" if clauses == 1 else f"{clauses} clauses"


def _counts(changes: Sequence[ClauseChange]) -> dict[str, int]:
    found = Counter(change.kind.value for change in changes)
    return {kind: found[kind] for kind in _TOLD}


def _clause_json(version: Version, clause: Clause | None) -> dict[str, Any] | None:
    if clause is None:
        return None
    return {
        "id": f"{version.policy_id}@{version.id}#{clause.key}",
        "label": clause.label,
        "path": list(clause.path),
        "start": clause.start,
        "end": clause.end,
    }


def _words(edits: Sequence[WordEdit]) -> Text:
    """Of the words that stayed, those near a change."""
    shown = Text()
    for at, edit in enumerate(edits):
        if shown.plain:
            shown.append(" ")
        words = one_line(edit.text)
        if edit.kind == "kept":
            shown.append(_shortened(words.split(), first=at == 0, last=at == len(edits) - 1))
        elif edit.kind == "deleted":
            shown.append(f"[-{words}-]", style="red")
        else:
            shown.append(f"{{+{words}+}}", style="green")
    return shown


def _shortened(words: Sequence[str], *, first: bool, last: bool) -> str:
    if first and last:
        return " ".join(words)
    if first and len(words) > _NEAR:
        return "… " + " ".join(words[-_NEAR:])
    if last and len(words) > _NEAR:
        return " ".join(words[:_NEAR]) + " …"
    if len(words) > 2 * _NEAR:
        return " ".join(words[:_NEAR]) + " … " + " ".join(words[-_NEAR:])
    return " ".join(words)
