"""Errors of the question side; the root is `ingest.errors.ClausewiseError`.

ClausewiseError
└── BotError
    ├── QuestionError      the question itself cannot be taken (empty, too long); mend it
    └── DeadlineError      the question took longer than the deadline, or was cancelled; ask again
"""

from __future__ import annotations

from ingest.errors import ClausewiseError


class BotError(ClausewiseError):
    pass


class QuestionError(BotError):
    pass


class DeadlineError(BotError):
    pass
