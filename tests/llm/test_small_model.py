"""Twenty questions of real policies, answered by a small model in this process. However weak it is: no statement is
shown that its quotes do not bear out, and no quote that is not in the policy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.models import Answer
from bot.pipeline import Clausewise
from bot.settings import load_settings
from bot.verification import check_statement
from ingest.index import open_index
from ingest.models import Policy
from ingest.pipeline import ingest
from tests.real_corpus import real_corpus

pytestmark = [pytest.mark.llm, pytest.mark.model]

MODEL = "llamacpp:qwen2.5-coder-1.5b"
QUESTIONS = (
    ("velonoc", "How long are billing records kept?"),
    ("velonoc", "Do you sell my personal information?"),
    ("velonoc", "Can I ask you to delete my data?"),
    ("velonoc", "What is your fax number?"),
    ("videocall-network", "Do you use cookies?"),
    ("videocall-network", "Who can I contact about privacy?"),
    ("videocall-network", "Is my data sent to other countries?"),
    ("videocall-network", "Do you use my data to train AI models?"),
    ("videonetics", "What personal data do you collect?"),
    ("videonetics", "How do you protect my data?"),
    ("videonetics", "Do you share data with third parties?"),
    ("videonetics", "Do you pay a bounty for security bugs?"),
    ("videxio", "How long do you keep recordings?"),
    ("videxio", "Can I see the data that you hold about me?"),
    ("videxio", "Are children allowed to use the service?"),
    ("videxio", "How much does a subscription cost?"),
    ("generic-video-collab-provider", "Do you record meetings?"),
    ("generic-video-collab-provider", "What happens when the policy changes?"),
    ("generic-video-collab-provider", "Can I opt out of marketing?"),
    ("generic-video-collab-provider", "Who founded the company?"),
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clausewise]:
    folder: Path = tmp_path_factory.mktemp("llm")
    settings = load_settings(index=folder / "index", model=MODEL, deadline_seconds=60.0)
    with open_index(settings, owner="tests", create=True) as index:
        ingest([real_corpus()], index=index)
        yield Clausewise(index, settings)


def test_no_unverified_statement_is_in_any_answer(bot: Clausewise) -> None:
    answers: list[Answer] = []
    started = time.monotonic()
    for policy, question in QUESTIONS:
        answer = bot.ask(question, policies=[policy])
        answers.append(answer)
        _check(answer, bot, policy)
        words = " / ".join(statement.text for statement in answer.statements)[:160]
        print(f"{policy}: {question} {answer.status}, {answer.answerer}: {words} {answer.warnings}")  # noqa: T201
    written = [answer for answer in answers if answer.answerer == MODEL]
    silent = sum(answer.status == "silent" for answer in answers)
    seconds = (time.monotonic() - started) / len(answers)
    print(f"{len(written)} in the model's words, {silent} silent, {seconds:.1f} s a question")  # noqa: T201
    assert written


def _check(answer: Answer, bot: Clausewise, policy: str) -> None:
    [entry] = [one for one in bot.index.catalog.policies() if one.policy.id == policy]
    text = bot.index.catalog.version(policy).text
    cited = {citation.n: citation for citation in answer.citations}
    for citation in (*answer.citations, *answer.related):
        assert text[citation.start : citation.end] == citation.quote
    for statement in answer.statements:
        sources = [cited[n] for n in statement.citations]
        quotes = [source.quote for source in sources]
        if answer.answerer == MODEL:
            headings = [heading for source in sources for heading in source.path]
            assert check_statement(statement.text, quotes, headings=headings, names=_names(entry.policy)) == ()
        else:
            for quote in quotes:
                assert " ".join(quote.split()) in statement.text


def _names(policy: Policy) -> list[str]:
    return [policy.name, policy.id, *policy.aliases]
