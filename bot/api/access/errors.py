"""Errors of access and operations.

BotError
├── AccessUnavailableError        something that access needs does not answer; try again
│   ├── OpsUnavailableError       the file of keys, feedback and audit is locked, full or missing
│   ├── IdentityProviderError     the provider of tokens
│   └── RateStorageError          the store of rates
├── NoRoleError                   a token that holds, of somebody who may do nothing here
├── UnknownKeyError               no key has this id
├── UnknownRecordError            no audit record or feedback has this id
└── AuditBrokenError              the audit's secret or head cannot be read; take them from a backup
"""

from __future__ import annotations

from bot.errors import BotError


class AccessUnavailableError(BotError):
    pass


class OpsUnavailableError(AccessUnavailableError):
    pass


class IdentityProviderError(AccessUnavailableError):
    pass


class RateStorageError(AccessUnavailableError):
    pass


class NoRoleError(BotError):
    pass


class UnknownKeyError(BotError):
    pass


class UnknownRecordError(BotError):
    pass


class AuditBrokenError(BotError):
    pass
