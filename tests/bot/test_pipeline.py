"""Questions over real stores on disk, with the fake encoder: what is asked, what is refused, what stays the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bot.answerable import load_model
from bot.errors import DeadlineError, QuestionError
from bot.models import Answer, Message
from bot.pipeline import Clausewise
from bot.reference import FILE
from bot.resources import Resources
from bot.settings import load_settings
from ingest.embeddings import empty
from ingest.encoder import Encoded
from ingest.errors import IndexMissingError, UnknownPolicyError
from ingest.pipeline import ingest
from tests.bot.small_policies import RETENTION, bot_over
from tests.fakes import FakeEncoder, parse_here, parse_lines

BETA = "# Beta Policy\n\n## Retention\n\nLog files are kept for two years.\n\n## Sale\n\nWe sell maps.\n"
MANIFEST = """
[acme]
name = "Acme Widgets"
[[acme.version]]
file = "old.md"
effective = 2022-01-01
[[acme.version]]
file = "new.md"
effective = 2024-01-01
[beta]
file = "beta.md"
name = "Betalux"
effective = 2020-01-01
"""
OLD = RETENTION.replace("ninety days", "five years")
DATED = {"manifest.toml": MANIFEST, "old.md": OLD, "new.md": RETENTION, "beta.md": BETA}
ASK = "How long are log files kept?"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clausewise]:
    with bot_over(tmp_path_factory.mktemp("pipeline"), DATED) as made:
        yield made


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def kept(answer: Answer) -> dict[str, object]:
    """What must be the same for the same question."""
    return answer.model_dump(exclude={"answer_id", "timings_ms"})


class WithoutTokens(FakeEncoder):
    """One vector a text, as providers give."""

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        none = empty(self.dimensions)
        return [replace(none, vector=one.vector) for one in super().encode(texts)]


def test_a_model_without_token_vectors_has_a_decision_of_its_own(tmp_path: Path, bot: Clausewise) -> None:
    settings = load_settings(silent_below=0.7)
    with_tokens = Resources(bot.index, settings).decision("en")
    assert (with_tokens.weights, with_tokens.threshold) == (load_model("answerable_by_tokens").weights, 0.7)
    with bot_over(tmp_path, {"acme.md": RETENTION}, encoder=WithoutTokens(dimensions=64)) as other:
        assert Resources(other.index, load_settings()).decision("en") == load_model("answerable_by_vectors")
        assert other.search(ASK, policies=["acme"])[0].clause.startswith("acme#retention")


def test_the_reader_is_asked_only_in_a_language_that_the_embedding_model_covers(tmp_path: Path) -> None:
    encoder = FakeEncoder("minilm-l6-v2-int8", 384)
    with bot_over(tmp_path, {"acme.md": RETENTION}, encoder=encoder, embeddings="minilm") as one:
        resources = Resources(one.index, load_settings())
        assert resources.decision("en").weights == load_model("answerable").weights
        assert resources.reader("de") is None
        assert resources.decision("de").weights == load_model("answerable_by_tokens").weights


def test_an_item_is_quoted_with_its_lead_in_and_none_of_its_siblings(bot: Clausewise) -> None:
    answer = bot.ask(ASK, policies=["acme"])
    assert answer.status == "answered"
    assert quotes(answer) == ["We keep your data as follows:", "Log files: kept for ninety days."]


def test_each_policy_answers_where_none_is_named(bot: Clausewise) -> None:
    answer = bot.ask(ASK)
    assert [(one.policy, one.status) for one in answer.per_policy] == [("acme", "answered"), ("beta", "answered")]
    assert "Log files are kept for two years." in quotes(answer)


def test_a_policy_that_the_question_names_is_asked_alone(bot: Clausewise) -> None:
    answer = bot.ask("How long does Betalux keep log files?")
    assert [one.policy for one in answer.per_policy] == ["beta"]


@pytest.mark.parametrize(
    ("turns", "asked"),
    [
        (["How long does Betalux keep log files?"], ["beta"]),
        (["How long are log files kept?"], ["acme", "beta"]),
        (["Does Betalux sell maps?", "how long are log files kept?"], ["beta"]),
        (["How long does Betalux keep log files?", "what about the other one?"], ["acme"]),
        (["How long are log files kept?", "and billing records?"], ["acme", "beta"]),
    ],
)
def test_of_the_policies_given_those_that_are_named_are_asked(
    bot: Clausewise, turns: list[str], asked: list[str]
) -> None:
    history: list[Message] = []
    for turn in turns:
        answer = bot.ask(turn, policies=["acme", "beta"], history=history)
        history += [Message(role="user", content=turn), Message(role="assistant", content=answer.answer)]
    assert [one.policy for one in answer.per_policy] == asked


def test_another_policy_than_the_question_names_is_unclear(bot: Clausewise) -> None:
    answer = bot.ask("How long does Betalux keep log files?", policies=["acme"])
    assert answer.status == "unclear"
    assert "Betalux (beta)" in answer.answer
    assert "Acme Widgets (acme)" in answer.answer
    assert [one.policy for one in answer.related] == ["beta", "acme"]
    assert bot.ask("Does Betalux keep log files?", policies=["acme", "beta"]).status == "answered"


def test_a_policy_that_is_named_beside_the_one_asked_may_not_be_in_force_yet(bot: Clausewise) -> None:
    answer = bot.ask("How long does Acme Widgets keep log files?", policies=["beta"], as_of=date(2021, 1, 1))
    assert answer.status == "unclear"
    assert {one.policy for one in answer.related} == {"beta"}


def test_a_policy_named_before_is_meant_by_what_follows(bot: Clausewise) -> None:
    history = [Message(role="user", content="Does Betalux sell maps?"), Message(role="assistant", content="Yes.")]
    assert [one.policy for one in bot.ask("And log files?", history=history).per_policy] == ["beta"]


def test_a_day_asks_the_version_then_in_force(bot: Clausewise) -> None:
    answer = bot.ask(ASK, policies=["acme"], as_of=date(2023, 1, 1))
    assert "Log files: kept for five years." in quotes(answer)
    assert answer.citations[0].clause == "acme@2022-01-01#retention"
    assert "version of 2022-01-01" in answer.answer
    [hit, *_] = bot.search("log files", policies=["acme"], as_of=date(2023, 1, 1))
    assert hit.clause.startswith("acme@2022-01-01#")


def test_a_day_before_the_first_version_is_an_error_for_a_policy_that_is_named(bot: Clausewise) -> None:
    for day, call in ((date(2021, 1, 1), bot.ask), (date(2019, 1, 1), bot.search)):
        with pytest.raises(
            UnknownPolicyError, match=f"acme has no version in force on {day}; its first is of 2022-01-01"
        ):
            call(ASK, policies=["acme"], as_of=day)


def test_a_day_before_the_first_version_leaves_out_a_policy_that_is_not_named(bot: Clausewise) -> None:
    answer = bot.ask(ASK, as_of=date(2021, 1, 1))
    assert [one.policy for one in answer.per_policy] == ["beta"]
    assert answer.warnings == ("no version in force on 2021-01-01, left out: acme",)
    assert {hit.policy for hit in bot.search(ASK, as_of=date(2021, 1, 1))} == {"beta"}


def test_a_day_before_all_versions_is_an_error(bot: Clausewise) -> None:
    with pytest.raises(UnknownPolicyError, match="has no version in force on 2019-01-01"):
        bot.ask(ASK, as_of=date(2019, 1, 1))


def test_a_policy_that_is_not_there_is_told_with_those_that_are(bot: Clausewise) -> None:
    with pytest.raises(UnknownPolicyError, match="there is no policy nobody; indexed are: acme, beta"):
        bot.ask(ASK, policies=["nobody"])


@pytest.mark.parametrize("question", ["", "  \n", "why? " * 500])
def test_a_question_that_cannot_be_taken_is_an_error(bot: Clausewise, question: str) -> None:
    with pytest.raises(QuestionError):
        bot.ask(question)
    with pytest.raises(QuestionError):
        bot.search(question)


def test_at_least_one_passage_must_be_asked_for(bot: Clausewise) -> None:
    with pytest.raises(QuestionError, match="k is 0"):
        bot.search("log files", k=0)


def test_hits_are_the_passages_best_first(bot: Clausewise) -> None:
    hits = bot.search("log files", k=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {hit.text for hit in hits[:2]} == {"Log files: kept for ninety days.", "Log files are kept for two years."}
    for hit in hits:
        assert bot.index.catalog.version(hit.policy).text[hit.start : hit.end] == hit.text


def test_a_mended_word_of_the_topic_is_told(bot: Clausewise) -> None:
    assert bot.ask("how long are log fiels kept", policies=["acme"]).warnings == ('read "fiels" as "files"',)
    assert bot.ask(ASK, policies=["acme"]).warnings == ()


def test_the_same_question_has_the_same_answer(bot: Clausewise) -> None:
    first, second = bot.ask(ASK), bot.ask(ASK)
    assert kept(first) == kept(second)
    assert first.answer_id != second.answer_id


def test_many_threads_get_what_one_gets(tmp_path: Path) -> None:
    with bot_over(tmp_path, DATED, evidence_cache_bytes=0) as shared:
        asked = [ASK, "Do you sell data?", "Give me an overview.", "Are connections encrypted?"] * 4
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(shared.ask, asked))
        assert [kept(answer) for answer in together] == [kept(shared.ask(question)) for question in asked]


def test_a_cancelled_question_stops(bot: Clausewise) -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(DeadlineError, match="cancelled before: reading the index"):
        bot.ask(ASK, cancelled=cancelled)
    with pytest.raises(DeadlineError, match="cancelled before: reading the index"):
        bot.search(ASK, cancelled=cancelled)


def test_a_question_that_is_cancelled_on_its_way_stops_before_the_next_stage(tmp_path: Path) -> None:
    cancelled = threading.Event()

    class Cancelling(FakeEncoder):
        def encode(self, texts):  # type: ignore[no-untyped-def]
            if any("log files" in text and "long" in text for text in texts):
                cancelled.set()
            return super().encode(texts)

    stopped = pytest.raises(DeadlineError, match="cancelled before: reading acme")
    with bot_over(tmp_path, {"acme.md": RETENTION}, encoder=Cancelling()) as made, stopped:
        made.ask(ASK, cancelled=cancelled)


def test_the_deadline_counts_for_the_whole_way(tmp_path: Path) -> None:
    stopped = pytest.raises(DeadlineError, match="took too long and was stopped before: reading the index")
    with bot_over(tmp_path, {"acme.md": BETA}, deadline_seconds=1e-6) as made, stopped:
        made.ask(ASK)


def test_an_index_without_policies_says_what_to_do(tmp_path: Path) -> None:
    with bot_over(tmp_path, {}) as made, pytest.raises(IndexMissingError, match="run: clausewise ingest"):
        made.ask(ASK)


def test_a_changed_policy_is_read_anew(tmp_path: Path) -> None:
    with bot_over(tmp_path, {"acme.md": RETENTION}) as made:
        assert "Log files: kept for ninety days." in quotes(made.ask(ASK))
        with_change = RETENTION.replace("ninety days", "two days")
        (tmp_path / "corpus" / "acme.md").write_text(with_change)
        ingest([tmp_path / "corpus"], index=made.index, parse=parse_here)
        assert "Log files: kept for two days." in quotes(made.ask(ASK))


def test_example_questions_are_encoded_once_an_index(tmp_path: Path) -> None:
    with bot_over(tmp_path, {"acme.md": RETENTION}) as made:
        first = kept(made.ask(ASK))
    assert (tmp_path / "index" / FILE).is_file()
    encoder = FakeEncoder(dimensions=64)
    with bot_over(tmp_path, {}, encoder=encoder) as made:
        assert kept(made.ask(ASK)) == first
    assert len(encoder.encoded) <= 3


def test_an_overview_quotes_lines_of_several_practices(bot: Clausewise) -> None:
    answer = bot.ask("Summarise the policy", policies=["acme"])
    assert "choose" in answer.timings_ms
    assert answer.status in {"answered", "silent"}


def test_a_policy_without_a_passage_has_no_answer(tmp_path: Path) -> None:
    with bot_over(tmp_path, {}) as made:
        (tmp_path / "corpus" / "bare.md").write_text("Nothing to quote.")
        ingest(
            [tmp_path / "corpus"],
            index=made.index,
            parse=lambda name, data: replace(parse_lines(name, data), passages=()),
        )
        for question in (ASK, "Summarise the policy"):
            answer = made.ask(question, policies=["bare"])
            assert (answer.statements, answer.related) == ((), ())
            assert answer.status in {"silent", "out_of_scope"}
        assert made.search(ASK, policies=["bare"]) == []


class Telling(FakeEncoder):
    """Texts about logs have one direction, all others another."""

    def _one(self, text: str) -> Encoded:
        one = super()._one(text)
        vector = np.zeros(self.dimensions, np.float32)
        vector[0 if "log" in text.lower() else 1] = 1
        return Encoded(vector, one.tokens, one.offsets)


def test_with_many_policies_and_none_named_the_likeliest_are_offered(tmp_path: Path) -> None:
    texts = {f"p{number}.md": f"# Policy {number}\n\n## Sale\n\nWe sell {number} maps.\n" for number in range(9)}
    texts["logs.md"] = "# Logs\n\n## Retention\n\nLog files are kept for two years.\n"
    with bot_over(tmp_path, texts, encoder=Telling()) as made:
        answer = made.ask(ASK)
        assert answer.status == "unclear"
        assert answer.answer.startswith("Which policy do you mean? Perhaps: logs (logs), ")
        assert answer.answer.count("(p") == 4
        assert [one.policy for one in answer.related[:1]] == ["logs"]
        assert all(f"({one.policy})" in answer.answer for one in answer.related)
        assert [one.n for one in answer.related] == [1, 2, 3, 4, 5]
        for one in answer.related:
            assert made.index.catalog.version(one.policy).text[one.start : one.end] == one.quote
        assert made.ask(ASK, policies=["logs"]).status == "answered"
        assert made.search(ASK, k=1)[0].policy == "logs"
