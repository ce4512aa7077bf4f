"""Questions from several threads while a policy changes: every answer is of one version, and never of one gone by."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.models import Answer
from bot.pipeline import Clausewise
from bot.settings import Settings
from ingest.index import open_index
from ingest.pipeline import ingest
from tests.fakes import parse_here

THREADS = 4
VERSIONS = 6

pytestmark = [pytest.mark.model, pytest.mark.slow]


def text(number: int) -> str:
    """Each version says for how long logs are kept, and has a clause that no other has."""
    return (
        "Acme Privacy Policy\n\n1. Data Retention\n\n"
        f"We keep server logs for {number + 10} days after your last visit.\n\n"
        f"2. Special Offers\n\nWe keep records of offer number {number + 10} for one month.\n\n"
        "3. Contact\n\nWrite to us with any question about your data.\n"
    )


def test_no_answer_is_of_a_version_gone_by(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    settings = Settings(index=tmp_path / "index")
    texts: dict[str, int] = {}
    published = 0
    done = threading.Event()

    with open_index(settings, owner="test", create=True) as index:
        bot = Clausewise(index, settings)

        def publish(number: int) -> None:
            (corpus / "acme.txt").write_text(text(number), encoding="utf-8")
            assert not ingest([corpus], index=index, parse=parse_here).failed
            texts[index.catalog.version("acme").sha256] = number

        def ask_on() -> list[tuple[int, Answer]]:
            answers = []
            while not done.is_set():
                for question in ("How long are server logs kept?", "Which records of offers do you keep?"):
                    since = published
                    answers.append((since, bot.ask(question)))
            return answers

        publish(0)
        with ThreadPoolExecutor(THREADS) as threads:
            asking = [threads.submit(ask_on) for _ in range(THREADS)]
            for number in range(1, VERSIONS):
                publish(number)
                published = number
            done.set()
            answers = [answer for thread in asking for answer in thread.result()]
    assert any(answer.citations for _, answer in answers)
    for since, answer in answers:
        for citation in [*answer.citations, *answer.related]:
            number = texts[citation.text_sha256]
            assert number >= since
            assert text(number)[citation.start : citation.end] == citation.quote
        assert len({citation.text_sha256 for citation in answer.citations}) <= 1
