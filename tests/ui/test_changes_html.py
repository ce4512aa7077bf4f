"""Two versions side by side."""

from __future__ import annotations

from typing import Any

from tests.ui.values import pieces, shown_text
from ui.changes_html import changes_html, counts_told

OLD, NEW = "Old <rule>.", "Brand new."


def ref(start: int, end: int) -> dict[str, Any]:
    return {"id": "acme@1#a", "label": "a", "path": ["Rules"], "start": start, "end": end}


def html_of(*changes: dict[str, Any]) -> str:
    diff = {"changes": list(changes)}
    return changes_html(diff, old_text=OLD, new_text=NEW, old_name="before", new_name="after")


def test_words_that_went_and_came_are_marked_on_their_side() -> None:
    edits = [
        {"kind": "kept", "text": "We keep it"},
        {"kind": "deleted", "text": "four"},
        {"kind": "inserted", "text": "eleven"},
        {"kind": "kept", "text": "days."},
    ]
    html = html_of({"kind": "reworded", "old": ref(0, 3), "new": ref(0, 3), "edits": edits})
    assert [piece.text for piece in pieces(html) if piece.within[-1] == "del"] == ["four"]
    assert [piece.text for piece in pieces(html) if piece.within[-1] == "ins"] == ["eleven"]
    assert "We keep it four days." in shown_text(html)
    assert "We keep it eleven days." in shown_text(html)


def test_an_added_or_removed_clause_is_shown_whole() -> None:
    html = html_of(
        {"kind": "removed", "old": ref(0, len(OLD)), "new": None, "edits": []},
        {"kind": "added", "old": None, "new": ref(0, len(NEW)), "edits": []},
    )
    assert "<del>Old &lt;rule&gt;.</del>" in html
    assert "<ins>Brand new.</ins>" in html
    assert shown_text(html).count("not in this version") == 2


def test_a_clause_that_only_moved_is_not_marked() -> None:
    html = html_of({"kind": "renumbered", "old": ref(0, 3), "new": ref(0, 5), "edits": []})
    assert "<del>" not in html
    assert "moved or renumbered" in html


def test_counts_are_told_in_words() -> None:
    assert counts_told({"added": 2, "removed": 0, "renumbered": 1}) == "2 added, 1 moved or renumbered"
    assert counts_told({"added": 0}) == "Nothing changed"
