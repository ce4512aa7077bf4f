"""A corpus of two tiny policies, one of them in two versions, for tests that need no index."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from evals.corpus import Corpus, PolicyText
from evals.goldset import GoldSet, parse_gold
from ingest.models import Clause, ClauseKind, Version
from ingest.versions import VersionInfo

TODAY = date(2025, 6, 1)
ACME_OLD = "1. Keeping\nWe keep logs for one year. We keep bills for seven years.\n2. Selling\nWe do not sell data."
ACME = "1. Keeping\nWe keep logs for six months. We keep bills for seven years.\n2. Selling\nWe do not sell data."
BOLT = "1. Keeping\nWe keep logs for two weeks.\n2. Sharing\nWe share data with partners."


def policy_text(policy: str, version: str, text: str) -> PolicyText:
    """Numbered lines become sections that reach to the next."""
    starts = [at for at in range(len(text)) if text[at].isdigit() and (at == 0 or text[at - 1] == "\n")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    clauses = []
    for start, end in zip(starts, ends, strict=True):
        heading = text[start : text.index("\n", start)]
        clauses.append(
            Clause(
                key=heading[0],
                label=heading[0],
                title=heading[3:],
                path=(heading,),
                kind=ClauseKind.SECTION,
                start=start,
                end=end,
                body_start=start + len(heading) + 1,
            )
        )
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    made = Version(
        policy,
        version,
        date.fromisoformat(version),
        "en",
        f"{policy}.txt",
        "text/plain",
        sha256,
        text,
    )
    return PolicyText(made, tuple(clauses))


def corpus(*, acme: str = ACME) -> Corpus:
    texts = [
        policy_text("acme", "2023-01-01", ACME_OLD),
        policy_text("acme", "2025-01-01", acme),
        policy_text("bolt", "2024-01-01", BOLT),
    ]
    infos: dict[str, list[VersionInfo]] = {}
    for text in texts:
        version = text.version
        infos.setdefault(version.policy_id, []).append(
            VersionInfo(
                version.policy_id,
                version.id,
                version.effective,
                "en",
                version.source,
                "text/plain",
                version.sha256,
                True,
            )
        )
    return Corpus({(text.version.policy_id, text.version.id): text for text in texts}, infos, TODAY)


def gold(questions: str, *, header: str = "corpus: sample\n") -> GoldSet:
    """From the entries of a gold file."""
    return parse_gold(f"{header}questions:\n{questions}", path=Path("tiny.yaml"))


LOGS = """\
  - id: logs
    question: 'How long are logs kept?'
    policy: acme
    kind: direct
    category: data-retention
    answerable: true
    status: answered
    facts: ['(six|6) months']
    forbidden: ['two weeks', 'one year']
    support:
      - clause: acme#1
        quote: 'logs for six months'
    reference: 'Logs are kept for six months.'
"""
FAX = """\
  - id: fax
    question: 'What is the fax number?'
    policy: acme
    kind: unanswerable
    category: other
    answerable: false
    status: silent
    reference: 'The policy does not say.'
"""
