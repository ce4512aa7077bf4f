"""What a search shows: of each policy the best sentences, each with what beside it is nearly as good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.candidates import worth_reading
from bot.models import SearchHit
from bot.questions import Question
from bot.retrieval import Query
from bot.run import Run
from bot.windows import hit_of, windows


def search(run: Run, text: str, given: Sequence[str], k: int, practices: Sequence[str] = ()) -> list[SearchHit]:
    """At most `k` hits, the best first; with `practices`, only in clauses about one of them."""
    scoping = run.scoping
    scoping.check(given)
    scope = scoping.scope(text, ())
    asked_of = scoping.asked_of(given, scope)
    question = scoping.understand(text, scope, asked_of, ())
    run.deadline.check("encoding the query")
    query = run.resources.encode(question)
    read = worth_reading(run.shelf, asked_of, query) or run.near(query, k)
    hits = [hit for policy in read for hit in _hits(run, policy, question, query, practices)]
    hits.sort(key=lambda hit: (-hit.score, hit.policy, hit.start))
    return hits[:k]


def _hits(run: Run, policy: str, question: Question, query: Query, practices: Sequence[str]) -> Iterator[SearchHit]:
    ranking = run.reranked(run.ranked(policy, query), question)
    version = ranking.units.version
    pinned = version.id != run.shelf.entries[policy].live.id
    for window in windows(ranking):
        if not practices or run.shelf.tagged(policy).about(window.span, practices):
            yield hit_of(window, version, pinned=pinned)
