from __future__ import annotations

from dataclasses import dataclass

from bot.byte_cache import ByteCache


@dataclass(frozen=True)
class Thing:
    nbytes: int
    name: str = ""


def test_what_was_used_longest_ago_is_forgotten() -> None:
    cache: ByteCache[int, Thing] = ByteCache(max_bytes=8)
    made: list[int] = []

    def make(key: int) -> Thing:
        made.append(key)
        return Thing(4)

    for key in (1, 2, 1, 3, 1, 2):
        cache.get(key, lambda key=key: make(key))  # type: ignore[misc]
    assert made == [1, 2, 3, 2]
    assert cache.nbytes == 8


def test_what_is_larger_than_the_cache_is_kept_until_the_next() -> None:
    cache: ByteCache[int, Thing] = ByteCache(max_bytes=0)
    first = cache.get(1, lambda: Thing(4))
    assert cache.get(1, lambda: Thing(4)) is first
    cache.get(2, lambda: Thing(5))
    assert cache.nbytes == 5


def test_when_two_make_the_same_both_get_the_first() -> None:
    cache: ByteCache[int, Thing] = ByteCache(max_bytes=8)

    def make_late() -> Thing:
        cache.get(1, lambda: Thing(4, "first"))
        return Thing(4, "late")

    assert cache.get(1, make_late).name == "first"
    assert cache.nbytes == 4
