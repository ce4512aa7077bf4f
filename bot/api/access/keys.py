"""API keys: made, shown once, checked, revoked.

A key is `cw_<id>_<secret>`. The id finds its row; of the secret only a salted SHA-256 is kept. A slow hash (scrypt,
Argon2) is for passwords, which people choose: 256 random bits cannot be guessed at any speed, and a slow hash at every
request would let anybody keep the service busy. The comparison takes the same time wherever two digests differ, and an
unknown id is compared too, with a dummy, so that time does not tell which ids exist.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, select, update

from bot.api.access import store
from bot.api.access.clock import now, stamp
from bot.api.access.errors import OpsUnavailableError, UnknownKeyError
from bot.api.access.roles import Principal, Role
from bot.api.access.store import OpsStore

PREFIX = "cw_"
logger = logging.getLogger(__name__)
_KEY = re.compile(r"cw_(?P<id>[0-9a-f]{12})_(?P<secret>[A-Za-z0-9_-]{43})")
_DUMMY_SALT = "0" * 32
_DUMMY_HASH = "0" * 64
_LAST_USED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """What may be shown of a key. Times are ISO 8601 in UTC; `last_used` is true to five minutes."""

    id: str
    name: str
    role: Role
    created: str
    expires: str | None
    revoked: str | None
    last_used: str | None

    def is_active(self, at: datetime) -> bool:
        return self.revoked is None and (self.expires is None or stamp(at) < self.expires)


class Keys:
    def __init__(
        self,
        store: OpsStore,
        *,
        clock: Callable[[], datetime] = now,
        equal: Callable[[str, str], bool] = hmac.compare_digest,
    ) -> None:
        """`equal` compares digests, in a time that does not tell where they differ."""
        self._store = store
        self._equal = equal
        self._clock = clock
        self._noted: dict[str, datetime] = {}

    def create(self, *, name: str, role: Role, days: int | None = None) -> str:
        """Make a key and return it; it can never be shown again."""
        key_id, secret, salt = secrets.token_hex(6), secrets.token_urlsafe(32), secrets.token_hex(16)
        created = self._clock()
        with self._store.writing() as connection:
            connection.execute(
                store.key.insert().values(
                    id=key_id,
                    name=name,
                    role=role.value,
                    salt=salt,
                    hash=_digest(salt, secret),
                    created=stamp(created),
                    expires=stamp(created + timedelta(days=days)) if days else None,
                )
            )
        return f"{PREFIX}{key_id}_{secret}"

    def check(self, given: str) -> Principal | None:
        """Whose key it is; None for one that is malformed, unknown, wrong, expired or revoked."""
        match = _KEY.fullmatch(given)
        key_id, secret = (match["id"], match["secret"]) if match else ("", given)
        with self._store.reading() as connection:
            row = connection.execute(select(store.key).where(store.key.c.id == key_id)).mappings().one_or_none()
        salt, expected = (row["salt"], row["hash"]) if row else (_DUMMY_SALT, _DUMMY_HASH)
        fits = self._equal(_digest(salt, secret), expected)
        if not (fits and row):
            return None
        info = _info(row)
        if not info.is_active(self._clock()):
            return None
        self._used(info.id)
        return Principal(info.id, info.role)

    def any_active(self) -> bool:
        keys = store.key
        unexpired = keys.c.expires.is_(None) | (keys.c.expires > stamp(self._clock()))
        with self._store.reading() as connection:
            return bool(connection.scalar(select(exists().where(keys.c.revoked.is_(None), unexpired))))

    def listed(self) -> list[KeyInfo]:
        with self._store.reading() as connection:
            rows = connection.execute(select(store.key).order_by(store.key.c.created)).mappings()
            return [_info(row) for row in rows]

    def revoke(self, key_id: str) -> KeyInfo:
        """From the next request on the key is not taken. A second time changes nothing. Raises UnknownKeyError."""
        keys = store.key
        with self._store.writing() as connection:
            connection.execute(
                update(keys).where(keys.c.id == key_id, keys.c.revoked.is_(None)).values(revoked=stamp(self._clock()))
            )
            row = connection.execute(select(keys).where(keys.c.id == key_id)).mappings().one_or_none()
        if row is None:
            raise UnknownKeyError(f"no key has the id {key_id!r}; run: clausewise keys list")
        return _info(row)

    def _used(self, key_id: str) -> None:
        """Note the use, at intervals. Where it cannot be noted now, the request is served all the same."""
        at = self._clock()
        noted = self._noted.get(key_id)
        if noted is not None and at - noted < _LAST_USED_EVERY:
            return
        self._noted[key_id] = at
        try:
            with self._store.writing() as connection:
                connection.execute(update(store.key).where(store.key.c.id == key_id).values(last_used=stamp(at)))
        except OpsUnavailableError:
            logger.warning("the last use of key %s could not be noted", key_id)


def _digest(salt: str, secret: str) -> str:
    return hashlib.sha256(f"{salt}:{secret}".encode()).hexdigest()


def _info(row: Mapping[Any, Any]) -> KeyInfo:
    return KeyInfo(
        id=row["id"],
        name=row["name"],
        role=Role(row["role"]),
        created=row["created"],
        expires=row["expires"],
        revoked=row["revoked"],
        last_used=row["last_used"],
    )
