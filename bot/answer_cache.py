"""Answers given before. In the default set-up the same question over the same index has the same answer."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import uuid
from collections import OrderedDict
from collections.abc import Sequence

from bot.models import Answer, Message
from bot.shelf import IndexShelf


class AnswerCache:
    """Keeps the `most` answers that were asked for last; 0 keeps none. Thread-safe.

    A question is not kept: an answer is found by a salted hash of all that it depends on, which for the index is its
    generation and the day.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._salt = secrets.token_bytes(16)
        self._kept: OrderedDict[bytes, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def key(self, shelf: IndexShelf, question: str, policies: Sequence[str], history: Sequence[Message]) -> bytes:
        said = [(message.role, message.content) for message in history]
        state = [shelf.snapshot.meta().get("index"), shelf.generation, str(shelf.snapshot.today), str(shelf.as_of)]
        whole = json.dumps([question, list(policies), said, state])
        return hashlib.blake2b(whole.encode(), key=self._salt).digest()

    def get(self, key: bytes) -> Answer | None:
        """The answer, under an id of its own and without timings; None where there is none."""
        with self._lock:
            answer = self._kept.get(key)
            if answer is None:
                return None
            self._kept.move_to_end(key)
        return answer.model_copy(update={"answer_id": uuid.uuid4().hex, "timings_ms": {}})

    def put(self, key: bytes, answer: Answer) -> None:
        with self._lock:
            self._kept[key] = answer
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
