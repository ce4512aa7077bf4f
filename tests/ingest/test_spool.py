from __future__ import annotations

from pathlib import Path

from ingest.spool import open_spool
from tests.fakes import parse_lines


def test_what_was_put_comes_back_in_any_order_and_again(tmp_path: Path) -> None:
    parsed = [parse_lines("a.txt", text) for text in (b"We keep data.", b"We sell nothing.\nAsk us.")]
    with open_spool(tmp_path) as spool:
        first, second = spool.put(parsed[0]), spool.put(parsed[1])
        assert [second.load(), first.load(), second.load()] == [parsed[1], parsed[0], parsed[1]]
        assert spool.put(parsed[0]).load() == parsed[0]


def test_it_leaves_no_file_behind(tmp_path: Path) -> None:
    with open_spool(tmp_path) as spool:
        spool.put("text")
        assert list(tmp_path.iterdir()) == []
