"""What assistants' tools read: an index of this process, or a service that owns one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.listings import clause_json, policy_json
from bot.models import Answer, Coverage, Message, SearchHit
from bot.pipeline import Clausewise
from bot.remote import RemoteBot
from ingest.errors import UnknownClauseError


class OwnLibrary:
    """Over the index of this process."""

    def __init__(self, bot: Clausewise) -> None:
        self._bot = bot

    def ask(
        self, question: str, *, policies: Sequence[str] = (), as_of: date | None = None, history: Sequence[Message] = ()
    ) -> Answer:
        return self._bot.ask(question, policies=policies, as_of=as_of, history=history)

    def search(
        self,
        query: str,
        *,
        policies: Sequence[str] = (),
        k: int = 8,
        as_of: date | None = None,
        practices: Sequence[str] = (),
    ) -> list[SearchHit]:
        return self._bot.search(query, policies=policies, k=k, as_of=as_of, practices=practices)

    def coverage(self, policy: str, *, version: str | None = None, as_of: date | None = None) -> Coverage:
        return self._bot.coverage(policy, version=version, as_of=as_of)

    def policies(self) -> list[dict[str, Any]]:
        with self._bot.index.catalog.snapshot() as snapshot:
            return [policy_json(entry) for entry in snapshot.policies()]

    def clause(self, clause_id: str) -> dict[str, Any]:
        """Raises UnknownPolicyError, UnknownClauseError."""
        _parts(clause_id)
        with self._bot.index.catalog.snapshot() as snapshot:
            return clause_json(snapshot.resolve_clause(clause_id))


class RemoteLibrary(RemoteBot):
    """Over a service."""

    def policies(self) -> list[dict[str, Any]]:
        return self.client.policies()

    def clause(self, clause_id: str) -> dict[str, Any]:
        policy, version, key = _parts(clause_id)
        return self.client.clause(policy, key, version=version)


def _parts(clause_id: str) -> tuple[str, str | None, str]:
    """Policy, version and key of `POLICY#CLAUSE` or `POLICY@VERSION#CLAUSE`."""
    owner, hash_sign, key = clause_id.partition("#")
    policy, _, version = owner.partition("@")
    if not (policy and hash_sign and key):
        raise UnknownClauseError(f"{clause_id!r} is no clause; write POLICY#CLAUSE, as citations have it")
    return policy, version or None, key
