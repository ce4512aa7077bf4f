"""The bot that a command asks: its own, or the service that owns the index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli_edge import settings_for
from ingest.errors import IndexLockedError

if TYPE_CHECKING:
    from bot.batch import Bot
    from bot.settings import Settings


@contextmanager
def open_bot(index: Path | None, command: str) -> Iterator[Bot]:
    """The bot of this process; or, where a service owns the index, that service."""
    from bot.pipeline import Clausewise
    from ingest.index import open_index

    settings = settings_for(index)
    with ExitStack() as stack:
        bot: Bot
        try:
            bot = Clausewise(stack.enter_context(open_index(settings, owner=f"clausewise {command}")), settings)
        except IndexLockedError as error:
            bot = stack.enter_context(serving_bot(settings, error))
        yield bot


@contextmanager
def serving_bot(settings: Settings, locked: IndexLockedError) -> Iterator[Bot]:
    """The service that owns an index. Raises the error where whoever owns it is no service."""
    from bot.client import Client
    from bot.remote import RemoteBot
    from ingest.lock import recorded_owner

    owner = recorded_owner(settings.index)
    if owner is None or owner.address is None:
        raise locked
    key = settings.api_key.get_secret_value() if settings.api_key else None
    with Client(owner.address, key=key, seconds=settings.deadline_seconds + 5) as client:
        yield RemoteBot(client)
