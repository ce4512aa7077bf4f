"""What visitors take away: a conversation as Markdown and JSON, an answer with its sources, a table as CSV. Pure."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from bot.models import Answer, Citation
from ui.conversation import Turn
from ui.policies import version_label

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
# A spreadsheet would take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def copied(answer: Answer, names: Mapping[str, str]) -> str:
    """An answer as plain text, with its sources below."""
    if not answer.citations:
        return answer.answer
    sources = [f"[{one.n}] {_source(one, names)}: “{_folded(one.quote)}”" for one in answer.citations]
    return "\n".join([answer.answer, "", "Sources", *sources])


def transcript_markdown(turns: Sequence[Turn], names: Mapping[str, str]) -> str:
    """Questions as headings; answers with their sources."""
    parts = ["# Conversation with Clausewise", "", "Answers quote the policies themselves. They are not legal advice."]
    for turn in turns:
        parts += ["", f"## {_plain(_folded(turn.question))}", ""]
        if turn.answer is None:
            parts.append(f"*{turn.trouble.title if turn.trouble else 'Stopped before the answer came'}.*")
            continue
        parts += [_plain(line) if line.strip() else "" for line in turn.answer.answer.splitlines()]
        for citation in turn.answer.citations:
            parts += ["", f"{citation.n}. {_plain(_source(citation, names))}"]
            parts.append(f"   > {_plain(_folded(citation.quote))}")
    return "\n".join(parts) + "\n"


def transcript_json(turns: Sequence[Turn]) -> str:
    """Every answer as the service gave it, with offsets."""
    told = [
        {
            "question": turn.question,
            "policies": list(turn.scope.policies),
            "as_of": turn.scope.as_of.isoformat() if turn.scope.as_of else None,
            "pasted": turn.scope.pasted.name if turn.scope.pasted else None,
            "answer": turn.answer.model_dump(mode="json") if turn.answer else None,
        }
        for turn in turns
    ]
    return json.dumps({"conversation": told}, ensure_ascii=False, indent=2) + "\n"


def table_csv(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([[_cell(value) for value in line] for line in lines])
    return out.getvalue()


def table_markdown(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    shown = [[_plain(_folded(value)) for value in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in [list(header), ["---"] * len(header), *shown]) + "\n"


def _source(citation: Citation, names: Mapping[str, str]) -> str:
    path = " › ".join(citation.path)
    named = f"{names.get(citation.policy, citation.policy)}, {version_label(citation.version)}"
    return f"{named}, {path} ({citation.clause})" if path else f"{named} ({citation.clause})"


def _folded(value: str) -> str:
    return " ".join(value.split())


def _plain(value: str) -> str:
    """Text whose signs a Markdown reader leaves alone."""
    return _MARKDOWN.sub(r"\\\1", value)


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
