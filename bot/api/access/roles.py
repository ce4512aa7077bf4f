"""Who asks, and what they may do."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Agents ask, search and read; admins do everything."""

    AGENT = "agent"
    ADMIN = "admin"

    def includes(self, needed: Role) -> bool:
        return self is Role.ADMIN or self is needed


@dataclass(frozen=True, slots=True)
class Principal:
    """`id` names who asks in logs and records: a key's id, a digest of a token's subject, or `local` or `open`."""

    id: str
    role: Role


# Whoever can use this machine can read the index anyway.
LOCAL = Principal("local", Role.ADMIN)
OPEN = Principal("open", Role.AGENT)
# Who asks in the request that is being served: for what runs too deep in another library to be handed the request.
asking: ContextVar[Principal] = ContextVar("asking", default=LOCAL)
