"""Questions that a policy answers, found once for each version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.overview import practices
from bot.pipeline import Clausewise
from bot.suggestions import suggest
from ingest.errors import UnknownPolicyError
from ingest.pipeline import ingest
from tests.bot.small_policies import RETENTION, bot_over
from tests.fakes import FakeEncoder, parse_here

OTHER = "# Other\n\n## Contact\n\nWrite to us by post.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("suggestions")


@pytest.fixture(scope="module")
def encoder() -> FakeEncoder:
    return FakeEncoder(dimensions=64)


@pytest.fixture(scope="module")
def bot(folder: Path, encoder: FakeEncoder) -> Iterator[Clausewise]:
    # The fitted threshold means little to the fake encoder's vectors.
    with bot_over(folder, {"acme.md": RETENTION}, encoder=encoder, silent_below=0.3) as made:
        yield made


def test_what_is_suggested_is_answered(bot: Clausewise) -> None:
    suggested = suggest(bot, "acme")
    assert 0 < len(suggested) < len(practices())
    assert all(bot.ask(one.question, policies=["acme"]).status == "answered" for one in suggested)


def test_an_unknown_policy_is_named(bot: Clausewise) -> None:
    with pytest.raises(UnknownPolicyError, match="nobody"):
        suggest(bot, "nobody")


def test_a_second_call_works_nothing_out_until_the_policy_changes(
    bot: Clausewise, folder: Path, encoder: FakeEncoder
) -> None:
    first, worked = suggest(bot, "acme"), len(encoder.encoded)
    assert suggest(bot, "acme") == first
    assert len(encoder.encoded) == worked
    (folder / "corpus" / "acme.md").write_text(OTHER, encoding="utf-8")
    ingest([folder / "corpus"], index=bot.index, parse=parse_here)
    worked = len(encoder.encoded)
    assert suggest(bot, "acme") != first
    assert len(encoder.encoded) > worked
