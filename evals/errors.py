"""Errors of the evaluation; the root is `ingest.errors.ClausewiseError`.

ClausewiseError
└── EvalError
    ├── GoldError        a gold file cannot be taken as it is; mend it at the line named
    ├── CorpusError      the policies that a gold set asks about are not there; set the variable or name an index
    ├── BaselineError    the baseline cannot be read, or does not fit; make it anew
    └── JudgeError       the model that judges gave no verdict; ask again or leave it out
"""

from __future__ import annotations

from ingest.errors import ClausewiseError


class EvalError(ClausewiseError):
    pass


class GoldError(EvalError):
    pass


class CorpusError(EvalError):
    pass


class BaselineError(EvalError):
    pass


class JudgeError(EvalError):
    pass
