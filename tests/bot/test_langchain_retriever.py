from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda, RunnableSequence
from pydantic import ValidationError

from bot.langchain_retriever import ClauseRetriever
from bot.pipeline import Clausewise
from ingest.errors import UnknownPolicyError
from tests.bot.small_policies import RETENTION, bot_over


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clausewise]:
    folder = tmp_path_factory.mktemp("retriever")
    with bot_over(folder, {"acme.md": RETENTION, "beta.md": "# Beta Policy\n\n## Sale\n\nWe sell maps.\n"}) as made:
        yield made


def test_documents_carry_the_passage_and_where_it_stands(bot: Clausewise) -> None:
    first, *_ = ClauseRetriever(bot=bot, policies=("acme",)).invoke("billing records")
    text = bot.index.catalog.version("acme").text
    assert first.page_content == "Billing records: kept for seven years."
    assert text[first.metadata["start"] : first.metadata["end"]] == first.page_content
    assert first.metadata.keys() == {"policy", "version", "clause", "start", "end", "score"}
    assert bot.index.catalog.resolve_clause(first.metadata["clause"]).clause.title == "Billing records"


def test_k_and_policies_limit_what_is_found(bot: Clausewise) -> None:
    assert len(ClauseRetriever(bot=bot, k=2).invoke("data")) == 2
    found = ClauseRetriever(bot=bot, policies=("beta",)).invoke("data")
    assert {document.metadata["policy"] for document in found} == {"beta"}


def test_it_is_the_same_by_invoke_ainvoke_and_batch(bot: Clausewise) -> None:
    retriever = ClauseRetriever(bot=bot, k=3)
    one = retriever.invoke("do you sell data")
    assert asyncio.run(retriever.ainvoke("do you sell data")) == one
    assert retriever.batch(["do you sell data", "encrypted"])[0] == one


def test_it_fits_into_a_chain(bot: Clausewise) -> None:
    def join(documents: list[Document]) -> str:
        return "; ".join(document.page_content for document in documents)

    chain: RunnableSequence[str, str] = ClauseRetriever(bot=bot, k=1) | RunnableLambda(join)  # type: ignore[assignment]
    assert chain.invoke("connections encrypted") == "Connections are encrypted."


def test_errors_are_the_bots_own(bot: Clausewise) -> None:
    with pytest.raises(UnknownPolicyError, match="no policy nobody"):
        ClauseRetriever(bot=bot, policies=("nobody",)).invoke("data")
    with pytest.raises(ValidationError):
        ClauseRetriever(bot=bot, k=0)


def test_its_module_is_not_needed_for_a_question(tmp_path: Path) -> None:
    source = Path(__file__).resolve().parents[2] / "bot"
    users = [path.name for path in source.rglob("*.py") if "langchain_retriever" in path.read_text(encoding="utf-8")]
    assert users == []
