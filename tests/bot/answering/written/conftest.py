"""One small index for all tests of written answers; each test brings its own model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from langchain_core.language_models import BaseChatModel

from bot.answering.written.failures import Backoff
from bot.answering.written.model_calls import Limits
from bot.pipeline import Clausewise
from tests.bot.small_policies import RETENTION, bot_over, settings_for

BETA = "# Beta Policy\n\n## Retention\n\nLog files are kept for two years.\n\n## Sale\n\nWe sell maps.\n"

WithModel = Callable[..., Clausewise]


@pytest.fixture(scope="package")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Clausewise, object]]:
    folder = tmp_path_factory.mktemp("written")
    with bot_over(folder, {"acme.md": RETENTION, "beta.md": BETA}) as bot:
        yield bot, folder


@pytest.fixture
def with_model(indexed: tuple[Clausewise, object], monkeypatch: pytest.MonkeyPatch) -> WithModel:
    """`with_model(model, deadline_seconds=2)` is a bot over the policies "acme" and "beta" that has this model.

    It tries again at once, unless the server says when.
    """
    bot, folder = indexed
    monkeypatch.setattr("bot.answering.written.model_calls.Limits", partial(Limits, backoff=Backoff(first=0.0)))

    def make(chat_model: BaseChatModel | None = None, /, **overrides: object) -> Clausewise:
        on_call = overrides.pop("on_model_call", None)
        settings = settings_for(folder, **overrides)  # type: ignore[arg-type]
        return Clausewise(bot.index, settings, chat_model, on_model_call=on_call)  # type: ignore[arg-type]

    return make
