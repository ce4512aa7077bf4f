from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.diffing import ChangeKind, ClauseChange, EditKind, clause_words, diff_versions
from ingest.models import Clause
from ingest.parsing import parse_policy
from tests.ingest.strategies import Policy, policies

Words = tuple[str, ...]


def diff(old: str, new: str) -> tuple[ClauseChange, ...]:
    before, after = (parse_policy("acme.txt", text.encode()) for text in (old, new))
    return diff_versions(before.text, before.clauses, after.text, after.clauses)


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    """What is not the same, by kind and keys."""
    return [
        (str(change.kind), change.old.key if change.old else "", change.new.key if change.new else "")
        for change in diff(old, new)
        if change.kind is not ChangeKind.SAME
    ]


RETENTION = "1. Retention\n\nWe keep logs for six months.\n\n2. Sharing\n\nWe never sell names to anybody.\n"


def test_nothing_changed_is_nothing_told() -> None:
    assert told(RETENTION, RETENTION) == []


def test_other_white_space_is_no_change() -> None:
    assert told(RETENTION, RETENTION.replace("six months", "six  months").replace("\n\n", "\n\n\n")) == []


def test_a_changed_figure_is_reworded_and_the_words_are_named() -> None:
    [change] = [one for one in diff(RETENTION, RETENTION.replace("six", "nine")) if one.kind is not ChangeKind.SAME]
    assert change.kind is ChangeKind.REWORDED
    assert change.new
    assert change.new.key == "1"
    assert [(str(edit.kind), edit.text) for edit in change.edits] == [
        ("kept", "Retention We keep logs for"),
        ("deleted", "six"),
        ("inserted", "nine"),
        ("kept", "months."),
    ]


def test_a_section_put_first_is_added_and_those_after_it_are_renumbered() -> None:
    new = (
        "1. Scope\n\nThis policy holds for our shop.\n\n2. Retention\n\nWe keep logs for six months.\n\n"
        "3. Sharing\n\nWe never sell names to anybody.\n"
    )
    assert told(RETENTION, new) == [("added", "", "1"), ("renumbered", "1", "2"), ("renumbered", "2", "3")]


def test_a_section_that_is_gone_is_removed_and_told_where_it_stood() -> None:
    assert told(RETENTION, "1. Sharing\n\nWe never sell names to anybody.\n") == [
        ("removed", "1", ""),
        ("renumbered", "2", "1"),
    ]


def test_items_below_a_renumbered_section_are_not_told() -> None:
    lists = "{}. Sharing\n\nWe give your data to:\n\n(a) banks that pay us;\n\n(b) courts that ask.\n"
    old = "1. Scope\n\nThis policy holds for our shop.\n\n" + lists.format(2)
    assert told(old, lists.format(1)) == [("removed", "1", ""), ("renumbered", "2", "1")]


def test_an_item_put_between_others_renumbers_those_after_it() -> None:
    old = "1. Sharing\n\nWe give your data to:\n\n(a) banks that pay us;\n\n(b) courts that ask.\n"
    new = "1. Sharing\n\nWe give your data to:\n\n(a) banks that pay us;\n\n(b) shops nearby;\n\n(c) courts that ask.\n"
    assert told(old, new) == [("added", "", "1.b"), ("renumbered", "1.b", "1.c")]


def test_sections_that_change_places_keep_what_they_are() -> None:
    one, two = "Retention\n\nWe keep logs for six months.", "Sharing\n\nWe never sell names to anybody."
    assert told(f"1. {one}\n\n2. {two}\n", f"1. {two}\n\n2. {one}\n") == [
        ("renumbered", "2", "1"),
        ("renumbered", "1", "2"),
    ]


def test_a_clause_that_moves_below_another_section_is_renumbered() -> None:
    logs, backups = "We keep logs for six months in Oslo.", "We test our backups every single week."
    doors = "Doors are locked at night by our guards."
    old = f"1. Retention\n\n(a) {logs}\n\n(b) {backups}\n\n2. Security\n\n(a) {doors}\n"
    new = f"1. Retention\n\n(a) {backups}\n\n2. Security\n\n(a) {doors}\n\n(b) {logs}\n"
    assert ("renumbered", "1.a", "2.b") in told(old, new)


def test_very_long_sequences_are_compared_by_beginning_and_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.diffing._MOST_WORD_PAIRS", 0)
    [change] = [one for one in diff(RETENTION, RETENTION.replace("six", "nine")) if one.kind is not ChangeKind.SAME]
    assert [(str(edit.kind), edit.text) for edit in change.edits][1:3] == [("deleted", "six"), ("inserted", "nine")]


def words_by_key(text: str, clauses: tuple[Clause, ...]) -> list[tuple[str, Words]]:
    return [
        (clause.key, clause_words(text, clause, [other for other in clauses if other.parent == clause.key]))
        for clause in clauses
    ]


def applied(
    changes: tuple[ClauseChange, ...], old: dict[str, Words], added: dict[str, Words]
) -> list[tuple[str, Words]]:
    """The new version, made of the old one's words and of what the changes say."""
    made = []
    for change in changes:
        if change.new is None:
            continue
        if change.old is None:
            words = added[change.new.key]
        elif change.kind is ChangeKind.REWORDED:
            kept = [edit.text for edit in change.edits if edit.kind is not EditKind.INSERTED]
            assert tuple(" ".join(kept).split()) == old[change.old.key]
            words = tuple(" ".join(e.text for e in change.edits if e.kind is not EditKind.DELETED).split())
        else:
            words = old[change.old.key]
        made.append((change.new.key, words))
    return made


@settings(max_examples=6, deadline=None)
@given(policies(), policies())
def test_the_old_version_with_its_changes_is_the_new_one(one: Policy, other: Policy) -> None:
    before, after = (parse_policy("p.txt", page.text.encode()) for page in (one, other))
    changes = diff_versions(before.text, before.clauses, after.text, after.clauses)
    old, new = words_by_key(before.text, before.clauses), words_by_key(after.text, after.clauses)
    assert applied(changes, dict(old), dict(new)) == new
    gone = [change.old.key for change in changes if change.old]
    assert sorted(gone) == sorted(key for key, _ in old)


@settings(max_examples=6, deadline=None)
@given(policies(), st.data())
def test_a_version_with_one_section_taken_out_differs_by_no_word_of_the_others(
    page: Policy, data: st.DataObject
) -> None:
    before = parse_policy("p.txt", page.text.encode())
    tops = [clause for clause in before.clauses if clause.parent is None]
    out = data.draw(st.sampled_from(tops))
    below = {out.key}
    for clause in before.clauses:
        if clause.parent in below:
            below.add(clause.key)
    text = before.text[: out.start] + " " * (out.end - out.start) + before.text[out.end :]
    changes = diff_versions(before.text, before.clauses, text, [c for c in before.clauses if c.key not in below])
    assert {change.kind for change in changes} <= {ChangeKind.SAME, ChangeKind.REMOVED, ChangeKind.RENUMBERED}
    assert len([change for change in changes if change.kind is ChangeKind.REMOVED]) == len(below)
