from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ingest.versions import NewVersion, VersionChanges, VersionInfo, in_force, plan_versions

TODAY = date(2024, 6, 15)
JAN, MAY, LATER = date(2024, 1, 1), date(2024, 5, 1), date(2024, 9, 1)
ALPHA, BETA = "a" * 64, "b" * 64


def info(
    effective: date | None = None, *, sha256: str = ALPHA, source: str = "p.txt", current: bool = True, id_: str = ""
) -> VersionInfo:
    return VersionInfo(
        policy_id="p",
        id=id_ or (effective.isoformat() if effective else sha256[:12]),
        effective=effective,
        language="en",
        source=source,
        media_type="text/plain",
        sha256=sha256,
        current=current,
    )


def new(effective: date | None = None, *, sha256: str = BETA, source: str = "p.txt") -> NewVersion:
    return NewVersion(source, effective, sha256)


def plan(old: list[VersionInfo], changed: list[NewVersion], *, untouched: tuple[str, ...] = ()) -> VersionChanges:
    return plan_versions(old, changed, untouched=untouched)


def held(*versions: VersionInfo, as_of: date | None = None) -> date | str | None:
    found = in_force(versions, as_of=as_of, today=TODAY)
    return found.effective if found else "none"


def test_the_latest_that_has_begun_is_in_force() -> None:
    assert held(info(JAN), info(MAY), info(LATER)) == MAY


def test_on_an_earlier_day_it_is_the_one_of_that_day() -> None:
    assert held(info(JAN), info(MAY), as_of=date(2024, 4, 30)) == JAN
    assert held(info(JAN), info(MAY), as_of=MAY) == MAY


def test_before_the_first_there_is_none() -> None:
    assert held(info(JAN), as_of=date(2020, 1, 1)) == "none"


def test_a_version_without_a_date_counts_as_the_oldest() -> None:
    assert held(info(None), info(JAN)) == JAN
    assert held(info(None), info(JAN), as_of=date(2020, 1, 1)) is None


def test_today_what_the_files_say_goes_before_history() -> None:
    assert held(info(MAY, current=False), info(None)) is None
    assert held(info(MAY, current=False), info(JAN)) == JAN


def test_until_the_new_version_begins_history_is_in_force() -> None:
    assert held(info(JAN, current=False), info(LATER)) == JAN


def test_a_policy_that_only_begins_later_is_shown_today_but_does_not_hold_on_a_day_before() -> None:
    assert held(info(LATER)) == LATER
    assert held(info(LATER), as_of=TODAY) == "none"


def test_a_policy_without_versions_has_none_in_force() -> None:
    assert held() == "none"


def test_a_first_version_is_named_by_its_date_else_by_its_text() -> None:
    assert plan([], [new(MAY)]).ids == ("2024-05-01",)
    assert plan([], [new(None)]).ids == ("bbbbbbbbbbbb",)


def test_two_versions_of_one_date_are_told_apart() -> None:
    assert plan([], [new(MAY), new(MAY, source="q.txt"), new(MAY, source="r.txt")]).ids == (
        "2024-05-01",
        "2024-05-01-2",
        "2024-05-01-3",
    )


def test_a_new_text_under_the_same_date_takes_the_place_of_the_old() -> None:
    assert plan([info(MAY)], [new(MAY)]) == VersionChanges(("2024-05-01",), removed=frozenset({"2024-05-01"}))


def test_a_new_text_under_a_new_date_makes_the_old_one_history() -> None:
    assert plan([info(JAN)], [new(MAY)]) == VersionChanges(("2024-05-01",), archived=frozenset({"2024-01-01"}))


def test_a_new_text_without_a_date_takes_the_place_of_the_old() -> None:
    assert plan([info(JAN)], [new(None)]) == VersionChanges(("bbbbbbbbbbbb",), removed=frozenset({"2024-01-01"}))


def test_the_same_text_under_another_date_is_the_same_version_corrected() -> None:
    changes = plan([info(JAN)], [new(MAY, sha256=ALPHA)])
    assert changes == VersionChanges(("2024-05-01",), removed=frozenset({"2024-01-01"}))


def test_a_text_that_goes_back_to_an_earlier_date_replaces_the_history_of_that_date() -> None:
    old = [info(JAN, current=False), info(MAY)]
    changes = plan(old, [new(JAN)])
    assert changes == VersionChanges(
        ("2024-01-01",), removed=frozenset({"2024-01-01"}), archived=frozenset({"2024-05-01"})
    )


def test_a_file_that_is_gone_takes_its_version_along() -> None:
    assert plan([info(MAY)], []) == VersionChanges((), removed=frozenset({"2024-05-01"}))


def test_a_renamed_file_keeps_its_version() -> None:
    changes = plan([info(MAY)], [new(MAY, sha256=ALPHA, source="renamed.txt")])
    assert changes == VersionChanges(("2024-05-01",), removed=frozenset({"2024-05-01"}))


def test_a_file_renamed_and_changed_under_a_new_date_makes_the_old_one_history() -> None:
    changes = plan([info(JAN)], [new(MAY, source="renamed.txt")])
    assert changes == VersionChanges(("2024-05-01",), archived=frozenset({"2024-01-01"}))


def test_of_several_files_only_the_changed_one_is_touched() -> None:
    old = [info(JAN, source="old.txt"), info(MAY, source="new.txt")]
    changes = plan(old, [new(MAY, source="new.txt")], untouched=("old.txt",))
    assert changes == VersionChanges(("2024-05-01",), removed=frozenset({"2024-05-01"}))


def test_a_second_file_of_the_same_date_keeps_its_number_when_it_changes() -> None:
    old = [info(MAY, source="a.txt"), info(MAY, source="b.txt", id_="2024-05-01-2")]
    assert plan(old, [new(MAY, source="b.txt")], untouched=("a.txt",)).ids == ("2024-05-01-2",)


dates = st.sampled_from([None, JAN, MAY, LATER])
texts = st.sampled_from([ALPHA, BETA, "c" * 64])
files = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c.txt"]), st.tuples(dates, texts), max_size=3)


@given(st.lists(files, max_size=5))
def test_whatever_the_files_do_there_is_one_current_version_for_each_and_no_id_twice(
    states: list[dict[str, Any]],
) -> None:
    kept: list[VersionInfo] = []
    for state in states:
        changed = [NewVersion(source, effective, sha256) for source, (effective, sha256) in sorted(state.items())]
        changes = plan_versions(kept, changed, untouched=())
        assert not changes.removed & changes.archived
        stays = [version for version in kept if version.id not in changes.removed]
        kept = [
            *(info(v.effective, sha256=v.sha256, source=v.source, current=False, id_=v.id) for v in stays),
            *(
                info(v.effective, sha256=v.sha256, source=v.source, id_=id_)
                for v, id_ in zip(changed, changes.ids, strict=True)
            ),
        ]
        assert {version.id for version in stays} >= changes.archived
        assert all(not version.current or version.id in changes.archived for version in stays)
        assert len({version.id for version in kept}) == len(kept)
        assert {version.source for version in kept if version.current} == set(state)
