"""Errors of the question side; the root is `ingest.errors.ClausewiseError`.

ClausewiseError
└── BotError
    ├── QuestionError      the question itself cannot be taken (empty, too long); mend it
    ├── DeadlineError      the question took longer than the deadline, or was cancelled; ask again
    └── RerankerError      the reranker gave no order; the ranking's own stands, and callers never see this
"""

from __future__ import annotations

from ingest.errors import ClausewiseError


class BotError(ClausewiseError):
    pass


class QuestionError(BotError):
    pass


class DeadlineError(BotError):
    pass


class RerankerError(BotError):
    pass
