"""The search as a LangChain retriever. Apart, because importing LangChain takes a while.

LangChain reports what a retriever does to the tracers that the caller sets up, and to LangSmith where the caller's
environment says so; the rest of this package does not use this module.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol, runtime_checkable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from bot.models import SearchHit


@runtime_checkable
class Searcher(Protocol):
    """The part of `bot.pipeline.Clausewise` that is called."""

    def search(
        self, query: str, *, policies: tuple[str, ...] = (), k: int = 8, as_of: date | None = None
    ) -> list[SearchHit]: ...


class ClauseRetriever(BaseRetriever):
    """The passages that best fit a query, best first, as documents; each lies within one clause.

    With no `policies` those that the query names are searched, else all. A document's text is the passage's; its
    metadata are `policy`, `version`, `clause`, `start` and `end` in the version's text, and `score`. Raises what
    `Clausewise.search` does.
    """

    bot: Searcher
    k: int = Field(default=8, ge=1)
    policies: tuple[str, ...] = ()
    as_of: date | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = self.bot.search(query, policies=self.policies, k=self.k, as_of=self.as_of)
        return [Document(page_content=hit.text, metadata=hit.model_dump(exclude={"text"})) for hit in hits]
