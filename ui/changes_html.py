"""What changed between two versions, side by side, with the words that went and came marked. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.html import Html, element, joined, text

_TITLES = {"added": "added", "removed": "removed", "renumbered": "moved or renumbered", "reworded": "reworded"}


def counts_told(counts: Mapping[str, int]) -> str:
    told = [f"{number} {_TITLES.get(kind, kind)}" for kind, number in counts.items() if number]
    return ", ".join(told) or "Nothing changed"


def changes_html(diff: Mapping[str, Any], *, old_text: str, new_text: str, old_name: str, new_name: str) -> Html:
    """`diff` is what /v1/policies/{id}/diff gives; the texts are those of its two versions."""
    parts = [_change(one, old_text, new_text, old_name, new_name) for one in diff["changes"]]
    return element("div", *parts, classes="cw-answer")


def _change(change: Mapping[str, Any], old_text: str, new_text: str, old_name: str, new_name: str) -> Html:
    kind, old, new, edits = change["kind"], change["old"], change["new"], change["edits"]
    badge = element("span", text(_TITLES.get(kind, kind)), classes=f"cw-badge cw-badge-{kind}")
    where = element("span", text(_where(old, new)), classes="cw-path")
    sides = (
        _side(
            old_name, _words(edits, "deleted", "del") if edits else _slice(old, old_text, "del" if not new else None)
        ),
        _side(
            new_name, _words(edits, "inserted", "ins") if edits else _slice(new, new_text, "ins" if not old else None)
        ),
    )
    return element(
        "article", badge, text(" "), where, element("div", *sides, classes="cw-change-sides"), classes="cw-change"
    )


def _where(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> str:
    paths = [" › ".join(one["path"]) or one["label"] for one in (old, new) if one]
    return " → ".join(path for path in dict.fromkeys(paths) if path)


def _side(name: str, content: Html | None) -> Html:
    shown = content if content is not None else element("span", text("not in this version"), classes="cw-note")
    return element("div", element("h4", text(name)), shown)


def _slice(clause: Mapping[str, Any] | None, whole: str, mark: str | None) -> Html | None:
    if clause is None:
        return None
    said = text(whole[clause["start"] : clause["end"]].rstrip())
    return element(mark, said) if mark else said


def _words(edits: Sequence[Mapping[str, str]], kind: str, mark: str) -> Html:
    draw: dict[str, Callable[[str], Html]] = {"kept": text, kind: lambda words: element(mark, text(words))}
    shown = [draw[edit["kind"]](edit["text"]) for edit in edits if edit["kind"] in draw]
    return joined(*(part for one in shown for part in (one, text(" "))))
