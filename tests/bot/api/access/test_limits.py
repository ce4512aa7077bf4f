"""Rates, and who waits while all places are taken."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest

from bot.api.access.limits import QueueFullError, Rates, Slots
from bot.api.access.settings import AccessSettings
from ingest.errors import SettingsError
from ingest.settings import load


def rates(**overrides: Any) -> Rates:
    return Rates(load(AccessSettings, **overrides))


def test_a_key_has_its_rate_and_others_have_theirs() -> None:
    limits = rates(rate_per_key="2/minute")
    assert [limits.key_used("ann") for _ in range(2)] == [None, None]
    wait = limits.key_used("ann")
    assert wait is not None
    assert 1 <= wait <= 60
    assert limits.key_used("ben") is None


def test_a_key_and_an_address_of_one_name_are_not_confused() -> None:
    limits = rates(rate_per_key="1/minute", rate_per_address="1/minute")
    assert limits.key_used("127.0.0.1") is None
    assert limits.address_used("127.0.0.1") is None
    assert limits.address_used("127.0.0.1") is not None


def test_of_several_rates_the_longest_wait_counts() -> None:
    limits = rates(rate_per_key="1/second;1/year")
    limits.key_used("ann")
    wait = limits.key_used("ann")
    assert wait is not None
    assert wait > 60


@pytest.mark.parametrize("value", ["many", "10", "10/fortnight"])
def test_a_rate_that_cannot_be_read_is_refused_when_settings_are_read(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAUSEWISE_RATE_PER_KEY", value)
    with pytest.raises(SettingsError, match="CLAUSEWISE_RATE_PER_KEY"):
        load(AccessSettings)


def test_a_shared_store_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(SettingsError, match="pip install redis"):
        rates(rate_storage="redis://127.0.0.1:1")


def test_who_is_refused_comes_back_when_those_who_wait_have_had_their_turn_and_not_at_once() -> None:
    async def refused(chance: float, *, seconds: float, waiting: int) -> float:
        slots = Slots(running=2, waiting=waiting, seconds=5, chance=lambda: chance)

        async def work() -> None:
            async with slots.taken():
                await asyncio.sleep(seconds)

        for _ in range(40):
            await asyncio.gather(work(), work())
        running = [asyncio.create_task(work()) for _ in range(2 + waiting)]
        await asyncio.sleep(0)
        assert slots.full
        told = slots.retry_after()
        await asyncio.gather(*running)
        return told

    few = asyncio.run(refused(0.0, seconds=0.01, waiting=1))
    many = asyncio.run(refused(0.0, seconds=0.01, waiting=19))
    later = asyncio.run(refused(1.0, seconds=0.01, waiting=1))
    assert 0 < 4 * few < many
    assert later > few + 2


def test_no_more_than_so_many_run_and_none_is_lost() -> None:
    slots = Slots(running=3, waiting=20, seconds=5)
    most = 0

    async def work() -> None:
        nonlocal most
        async with slots.taken():
            most = max(most, slots.running)
            await asyncio.sleep(0.001)

    async def all_of_them() -> None:
        await asyncio.gather(*(work() for _ in range(20)))

    asyncio.run(all_of_them())
    assert most == 3
    assert (slots.running, slots.waiting) == (0, 0)


def test_who_finds_the_queue_full_is_refused_at_once_and_those_before_are_served() -> None:
    slots = Slots(running=1, waiting=1, seconds=5)
    served: list[str] = []
    release = asyncio.Event()

    async def work(name: str) -> None:
        async with slots.taken():
            await release.wait()
            served.append(name)

    async def three() -> None:
        first, second = asyncio.create_task(work("first")), asyncio.create_task(work("second"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert (slots.running, slots.waiting) == (1, 1)
        with pytest.raises(QueueFullError):
            await work("third")
        release.set()
        await asyncio.gather(first, second)
        await work("fourth")

    asyncio.run(three())
    assert served == ["first", "second", "fourth"]


def test_nobody_waits_longer_than_so_many_seconds() -> None:
    slots = Slots(running=1, waiting=5, seconds=0.01)

    async def two() -> None:
        async with slots.taken():
            with pytest.raises(QueueFullError):
                async with slots.taken():
                    pass

    asyncio.run(two())
    assert (slots.running, slots.waiting) == (0, 0)


def test_who_gives_up_waiting_leaves_no_place_taken() -> None:
    slots = Slots(running=1, waiting=5, seconds=5)

    async def work() -> None:
        async with slots.taken():
            pass

    async def given_up() -> None:
        async with slots.taken():
            waiting = asyncio.create_task(work())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        await work()

    asyncio.run(given_up())
    assert (slots.running, slots.waiting) == (0, 0)
