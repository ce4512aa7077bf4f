"""What holds of every answer, whatever the policy says and whatever is asked."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.answer_types import AskedFor
from bot.answering.quotes import Budget, choose
from bot.assemble import PolicyOutcome, Subject, assemble
from bot.models import Answer
from bot.questions import plain_question
from bot.retrieval import encode, rank
from bot.units import Units
from ingest.errors import SourceError
from ingest.models import Policy
from tests.bot.small_policies import bot_over, units_of
from tests.fakes import FakeEncoder

WORDS = (
    "we",
    "keep",
    "your",
    "logs",
    "data",
    "never",
    "sell",
    "for",
    "two years",
    "except",
    "children",
    "cookies",
    "law",
)
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=40).map(
    lambda words: " ".join(words).capitalize() + "."
)
LEAD_INS = ("We keep this:", "You may:", "What we do not do is as follows:")
ITEMS = st.lists(SENTENCES, max_size=5).map(lambda items: "".join(f"- {item}\n" for item in items))
STRANGE = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
BLOCKS = st.one_of(
    SENTENCES.map(lambda title: f"## {title[:20].rstrip('.')}\n\n"),
    st.lists(SENTENCES, min_size=1, max_size=6).map(lambda run: " ".join(run) + "\n\n"),
    st.tuples(st.sampled_from(LEAD_INS), ITEMS).map(lambda pair: f"{pair[0]}\n\n{pair[1]}\n"),
    STRANGE.map(lambda text: f"{text}\n\n"),
)
TEXTS = st.lists(BLOCKS, min_size=1, max_size=8).map("".join)
QUESTIONS = st.lists(st.sampled_from((*WORDS, "how long", "do you", "list")), min_size=1, max_size=6).map(" ".join)


def laid_out(text: str) -> Units:
    try:
        return units_of(text)
    except SourceError:
        assume(False)
        raise


def check(answer: Answer, units: dict[str, Units]) -> None:
    cited = {citation.n: citation for citation in answer.citations}
    for citation in (*answer.citations, *answer.related):
        of = units[citation.policy]
        assert of.version.text[citation.start : citation.end] == citation.quote
        assert citation.start in {one.span.start for one in of.sentences}
        assert citation.end in {one.span.end for one in of.sentences}
        clause = of.clauses[citation.clause.partition("#")[2]]
        assert clause.body_start <= citation.start
        assert citation.end <= clause.end
    assert all(statement.citations and set(statement.citations) <= set(cited) for statement in answer.statements)
    assert {n for statement in answer.statements for n in statement.citations} == set(cited)
    assert [one for policy in answer.per_policy for one in policy.statements] == list(answer.statements)
    shown = re.findall(r"\[(\d+)\](?=\[\d+\]|\n|$)", answer.answer) if answer.statements else []
    assert set(cited) <= set(map(int, shown))
    assert (answer.status == "answered") == bool(answer.statements)


@given(TEXTS, QUESTIONS, st.sampled_from(AskedFor), st.sampled_from((Budget(), Budget(characters=50, clauses=1))))
@settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_every_quote_is_exact_and_whole(text: str, asked: str, asked_for: AskedFor, budget: Budget) -> None:
    units = laid_out(text)
    question = plain_question(asked, asked_for)
    query = encode(question, FakeEncoder())
    ranking = rank(units, query, word_scores={})
    quotes = choose(ranking, question, budget=budget, topic=query.stems("en"))
    subject = Subject(Policy("acme", "Acme"), units.version, in_force=True)
    answer = assemble([PolicyOutcome(subject, quotes=tuple(quotes))], "id", 1, {})
    check(answer, {"acme": units})
    assert answer.warnings == ()
    assert len(answer.statements) == len(quotes)
    assert choose(ranking, question, budget=budget, topic=query.stems("en")) == quotes
    assert [one.quote for one in answer.citations] not in [[lead_in] for lead_in in LEAD_INS]


@given(TEXTS, TEXTS, QUESTIONS)
@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
def test_so_it_is_from_files_to_answer_and_the_same_every_time(one: str, other: str, asked: str) -> None:
    units = {"acme": laid_out(one), "beta": laid_out(other)}
    with tempfile.TemporaryDirectory() as folder:
        texts = {f"{name}.md": of.version.text for name, of in units.items()}
        with bot_over(Path(folder), texts, encoder=FakeEncoder()) as bot:
            answer, again = bot.ask(asked), bot.ask(asked)
    check(answer, units)
    exempt = {"answer_id", "generation", "timings_ms"}
    assert answer.model_dump(exclude=exempt) == again.model_dump(exclude=exempt)
