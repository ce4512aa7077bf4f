"""A deployed service as what is evaluated: its answers, and the policies that it answers from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from bot.client import ApiUnavailableError, Client
from evals.corpus import Corpus, PolicyText
from evals.errors import CorpusError
from evals.goldset import GoldSet
from ingest.models import Clause, ClauseKind, Span, Version
from ingest.versions import VersionInfo

_STARTING_SECONDS = 60.0


@contextmanager
def ready_service(url: str, *, key: str | None, seconds: float) -> Iterator[Client]:
    """The service at an address, waited for while it starts. Raises ApiUnavailableError."""
    with Client(url, key=key, seconds=seconds) as client:
        if not client.ready(seconds=_STARTING_SECONDS):
            raise ApiUnavailableError(f"no service is ready at {url}; start it with: clausewise serve")
        yield client


def served_corpus(client: Client) -> Corpus:
    """All versions of all policies that a service answers from."""
    infos: dict[str, list[VersionInfo]] = {}
    texts: dict[tuple[str, str], PolicyText] = {}
    for policy in client.policies():
        infos[policy["id"]] = [_info(policy, version) for version in policy["versions"]]
        for info in infos[policy["id"]]:
            told = client.text(policy["id"], version=info.id)
            nodes = client.clauses(policy["id"], version=info.id)
            version = Version(
                policy_id=policy["id"],
                id=info.id,
                effective=info.effective,
                language=info.language,
                source=info.source,
                media_type=info.media_type,
                sha256=told["text_sha256"],
                text=told["text"],
            )
            texts[policy["id"], info.id] = PolicyText(version, tuple(_clause(node) for node in nodes))
    return Corpus(texts, infos, datetime.now(UTC).date())


def check_served(gold: GoldSet, corpus: Corpus) -> None:
    """Raises CorpusError where the service has not the policies that a gold set asks about."""
    asked = {policy for question in gold.questions for policy in question.policies}
    missing = sorted(asked - set(corpus.policies))
    if missing:
        raise CorpusError(f"{gold.name}: the service has no policy {', '.join(missing)}")


def _info(policy: dict[str, Any], version: dict[str, Any]) -> VersionInfo:
    return VersionInfo(
        policy_id=policy["id"],
        id=version["id"],
        effective=date.fromisoformat(version["effective"]) if version["effective"] else None,
        language=version["language"],
        source=policy["source"],
        media_type=version["media_type"],
        sha256=version["text_sha256"],
        current=version["current"],
        source_url=version["source_url"],
    )


def _clause(node: dict[str, Any]) -> Clause:
    """Where its heading ends is not told; scores do not ask for it."""
    lead_in = node["lead_in"]
    return Clause(
        key=node["key"],
        label=node["label"],
        title=node["title"],
        path=tuple(node["path"]),
        kind=ClauseKind(node["kind"]),
        start=node["start"],
        end=node["end"],
        body_start=node["start"],
        parent=node["parent"],
        lead_in=Span(lead_in["start"], lead_in["end"]) if lead_in else None,
    )
