"""Keys: shown once, kept as hashes, refused when wrong, expired or revoked."""

from __future__ import annotations

import hmac
import sqlite3
from pathlib import Path

import pytest

from bot.api.access.errors import OpsUnavailableError, UnknownKeyError
from bot.api.access.keys import Keys
from bot.api.access.roles import Principal, Role
from bot.api.access.store import OpsStore, open_store
from tests.bot.api.access.serving import Clock


def test_a_key_is_its_owners_and_has_its_role(store: OpsStore) -> None:
    keys = Keys(store)
    key = keys.create(name="Ann", role=Role.ADMIN)
    assert keys.check(key) == Principal(key.split("_")[1], Role.ADMIN)


def test_two_keys_differ_in_every_part(store: OpsStore) -> None:
    keys = Keys(store)
    one, other = (keys.create(name="Ann", role=Role.AGENT).split("_", 2) for _ in range(2))
    assert one[1] != other[1]
    assert one[2] != other[2]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: "",
        lambda key: key[:-1],
        lambda key: key[:-1] + ("A" if key[-1] != "A" else "B"),
        lambda key: key + "A",
        lambda key: key.upper(),
        lambda key: f"cw_{'0' * 12}_{key.split('_', 2)[2]}",
        lambda key: key.replace("cw_", "cw_' OR '1'='1"),
        lambda key: f"{key}\n",
        lambda key: "cw_é_" + "x" * 43,
    ],
)
def test_what_is_not_exactly_a_key_is_refused(store: OpsStore, spoil: object) -> None:
    keys = Keys(store)
    assert callable(spoil)
    assert keys.check(spoil(keys.create(name="Ann", role=Role.AGENT))) is None


def test_an_expired_key_is_refused_from_its_moment_on(store: OpsStore) -> None:
    clock = Clock()
    keys = Keys(store, clock=clock)
    key = keys.create(name="Ann", role=Role.AGENT, days=2)
    clock.pass_by(days=1, hours=23, minutes=59)
    assert keys.check(key) is not None
    clock.pass_by(minutes=1)
    assert keys.check(key) is None
    assert not keys.any_active()


def test_a_revoked_key_is_refused_at_once_and_stays_so(store: OpsStore) -> None:
    clock = Clock()
    keys = Keys(store, clock=clock)
    key = keys.create(name="Ann", role=Role.AGENT)
    first = keys.revoke(key.split("_")[1])
    assert keys.check(key) is None
    clock.pass_by(hours=1)
    assert keys.revoke(key.split("_")[1]).revoked == first.revoked


def test_revoking_a_key_that_is_not_there_says_where_they_are_listed(store: OpsStore) -> None:
    with pytest.raises(UnknownKeyError, match="clausewise keys list"):
        Keys(store).revoke("nobody")


def test_the_last_use_is_noted_at_intervals(store: OpsStore) -> None:
    clock = Clock()
    keys = Keys(store, clock=clock)
    key = keys.create(name="Ann", role=Role.AGENT)
    assert keys.listed()[0].last_used is None
    keys.check(key)
    first = keys.listed()[0].last_used
    clock.pass_by(minutes=4)
    keys.check(key)
    assert keys.listed()[0].last_used == first
    clock.pass_by(minutes=2)
    keys.check(key)
    assert keys.listed()[0].last_used == "2026-03-01T12:06:00.000000+00:00"
    assert first == "2026-03-01T12:00:00.000000+00:00"


def test_neither_the_key_nor_an_unsalted_hash_of_it_is_in_the_file(tmp_path: Path) -> None:
    opened = open_store(tmp_path / "ops.db")
    keys = Keys(opened)
    key = keys.create(name="Ann", role=Role.AGENT)
    twin = keys.create(name="Ben", role=Role.AGENT)
    opened.close()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert key.split("_", 2)[2].encode() not in held
    assert twin.split("_", 2)[2].encode() not in held
    with sqlite3.connect(tmp_path / "ops.db") as connection:
        salts = [row[0] for row in connection.execute("SELECT salt FROM key")]
    assert len(set(salts)) == 2


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    open_store(tmp_path / "ops.db").close()
    assert (tmp_path / "ops.db").stat().st_mode & 0o077 == 0


def test_an_unknown_id_costs_the_same_comparison_as_a_wrong_secret(store: OpsStore) -> None:
    compared: list[tuple[int, int]] = []

    def comparing(given: str, expected: str) -> bool:
        compared.append((len(given), len(expected)))
        return hmac.compare_digest(given, expected)

    keys = Keys(store, equal=comparing)
    key = keys.create(name="Ann", role=Role.AGENT)
    for wrong in (key[:-3] + "AAA", f"cw_{'0' * 12}_{'A' * 43}", "no key at all"):
        keys.check(wrong)
    assert compared == [(64, 64)] * 3


def test_a_locked_file_is_told_without_what_was_to_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.schema.BUSY_TIMEOUT_MS", 10)
    opened = open_store(tmp_path / "ops.db")
    keys = Keys(opened)
    key = keys.create(name="Ann", role=Role.AGENT)
    with sqlite3.connect(tmp_path / "ops.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert keys.check(key) is not None, "a use that cannot be noted keeps nobody out"
        with pytest.raises(OpsUnavailableError) as raised:
            keys.create(name="Somebody's name", role=Role.AGENT)
    opened.close()
    assert "Somebody" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_a_file_that_cannot_be_made_is_told_with_the_setting_to_mend(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OpsUnavailableError, match="CLAUSEWISE_OPS"):
        open_store(tmp_path / "file" / "ops.db")
