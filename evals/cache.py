"""Answers of a hosted model, kept on disk: a second run asks it nothing that it was asked before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from bot.models import Answer, SearchHit
from evals.system import Request, System


@dataclass(frozen=True, slots=True)
class CachedSystem:
    """Keeps answers by question, policies' texts and settings; searches go through.

    `known_by` names everything else that an answer depends on: the index's generation and texts, the settings, the
    code with its prompts, and which of several repeats it is. An entry that cannot be read is asked for again.
    """

    system: System
    folder: Path
    known_by: Mapping[str, object]

    def ask(self, request: Request) -> Answer:
        path = self.folder / f"{self._key(request)}.json"
        try:
            return Answer.model_validate_json(path.read_bytes())
        except (FileNotFoundError, ValidationError):
            answer = self.system.ask(request)
        self.folder.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(f".{uuid4().hex}")
        written.write_text(answer.model_dump_json(), encoding="utf-8")
        written.replace(path)
        return answer

    def search(self, request: Request, k: int) -> Sequence[SearchHit]:
        return self.system.search(request, k)

    def repeat(self, number: int) -> CachedSystem:
        """The same for another repeat, whose answers are kept apart."""
        return replace(self, known_by={**self.known_by, "repeat": number})

    def _key(self, request: Request) -> str:
        asked = {
            "question": request.question,
            "policies": request.policies,
            "as_of": str(request.as_of),
            "history": [message.model_dump() for message in request.history],
        }
        told = json.dumps([asked, self.known_by], sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()
