"""What the routes work with: the index that this process owns, the bot over it, its one writer, its threads.

The index is opened, and the model loaded, in a thread of its own, so that health checks are answered meanwhile.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress

from anyio import CapacityLimiter
from starlette.requests import Request

from bot.api.access.records import Asked
from bot.api.changes import Changes
from bot.api.jobs import Jobs
from bot.api.problems import STARTING, ProblemError
from bot.api.settings import ApiSettings
from bot.api.uploads import Uploads
from bot.errors import BotError, DeadlineError
from bot.model_use import OnModelCall
from bot.models import Answer
from bot.pipeline import Clausewise
from ingest.encoder import Encoder
from ingest.errors import ClausewiseError, IndexMissingError, VectorsUnavailableError
from ingest.index import open_index
from ingest.parsers import Parsers
from ingest.parsing import parse_policy

OWNER = "clausewise serve"
_RETRY_SECONDS = 2.0
_WARMING = "How long is my data kept?"
logger = logging.getLogger(__name__)

Record = Callable[[Request, Asked, Answer], None]
"""Writes down that a question was answered, before the answer is sent. Called in a worker thread."""


class Service:
    """Started and stopped with the app. `failure` is why it cannot start; `on_failure` is called with it, once.
    `on_model_call` is told what each call of a language model used."""

    def __init__(self, settings: ApiSettings, *, encoder: Encoder | None = None) -> None:
        self.settings = settings
        self.jobs = Jobs()
        self.uploads = Uploads(settings.index)
        self.limiter = CapacityLimiter(settings.threads)
        self.record: Record = lambda *_: None
        self.on_model_call: OnModelCall = lambda _: None
        self.failure: ClausewiseError | None = None
        self.on_failure: Callable[[ClausewiseError], None] = _log_failure
        self._encoder = encoder
        self._bot: Clausewise | None = None
        self._parsers = Parsers(parse_policy, processes=1, seconds=settings.parse_seconds)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._own_index, name="index-owner")

    @property
    def ready(self) -> bool:
        return self._bot is not None

    @property
    def bot(self) -> Clausewise:
        """Raises ProblemError until everything is loaded."""
        if self._bot is None:
            told = "It cannot start; an administrator finds why in the log." if self.failure else "Try again shortly."
            raise ProblemError(STARTING, told, retry_after=2)
        return self._bot

    @property
    def changes(self) -> Changes:
        """What jobs do to the index. Raises ProblemError until everything is loaded."""
        index = self.bot.index
        return Changes(index, self.uploads, lambda name, data: self._parsers.submit(name, data).result())

    def generation(self) -> int:
        """The index's publishes; 0 until it is open."""
        if self._bot is None:
            return 0
        with self._bot.index.catalog.snapshot() as snapshot:
            return snapshot.generation()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Lets the writer give up before it publishes, or finish publishing, then lets go of the index."""
        self._stopping.set()
        self._thread.join()

    def _own_index(self) -> None:
        """The whole life of the index, in one thread."""
        try:
            with open_index(
                self.settings, owner=OWNER, address=self.settings.address, create=True, encoder=self._encoder
            ) as index:
                bot = Clausewise(index, self.settings, on_model_call=self.on_model_call)
                self._warm(bot)
                if not self._stopping.is_set():
                    self._bot = bot
                    logger.info("ready")
                    self.jobs.submit("resume", self.changes.resume)
                self._stopping.wait()
                self._bot = None
                self.jobs.stop()
        except ClausewiseError as error:
            self._fail(error)
        except Exception:  # the end of this thread: nobody else would hear of it
            logger.exception("the service failed while it started")
            self._fail(BotError("the service failed while it started; the log says why: please report it"))
        finally:
            self._parsers.close()

    def _fail(self, error: ClausewiseError) -> None:
        self.failure = error
        self.on_failure(error)

    def _warm(self, bot: Clausewise) -> None:
        """Load what the first question needs; wait for a vector store that does not answer yet. Raises SettingsError
        where the language model that is named cannot be had."""
        bot.load_model()
        bot.index.encoder.encode([_WARMING])
        while not self._stopping.is_set():
            try:
                with suppress(IndexMissingError, DeadlineError):  # an index without policies; a slow first question
                    bot.examine(_WARMING)
            except VectorsUnavailableError as error:
                logger.warning("waiting: %s", error)
                self._stopping.wait(_RETRY_SECONDS)
            else:
                return


def _log_failure(error: ClausewiseError) -> None:
    logger.error("cannot start: %s", error)


async def service_of(request: Request) -> Service:
    """The dependency that gives routes their service. Not blocking, or the framework would call it in a thread."""
    service: Service = request.app.state.service
    return service
