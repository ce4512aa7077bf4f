"""Attacks in questions, histories and policies: an answer shows what the policy says, and nothing that was ordered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from bot.models import Answer, AnswerEvent, Citation, Done, Statement, StatementMade
from bot.pipeline import Clausewise
from ingest.index import open_index
from ingest.pipeline import ingest
from tests.bot.injections import Attack, attacks, faults, write_corpus
from tests.bot.obeying_model import SHAPES, ObeyingModel
from tests.bot.small_policies import settings_for
from tests.fakes import FakeEncoder, parse_here

SUITE = attacks()
KINDS = sorted({(attack.where, attack.format) for attack in SUITE})

# Of the suite, what the quick tests ask the obeying model.
_EVERY = len(SHAPES) + 4
# Put before an attack in the question, so that the language model is asked even where the attack is no question.
HONEST = "How long are invoices kept?"


@dataclass(frozen=True)
class Attacked:
    """A bot over the policies of the suite, and their canonical texts; another whose model obeys every order."""

    bot: Clausewise
    texts: Mapping[str, str]
    obedient: Clausewise
    model: ObeyingModel
    answers: dict[str, Answer] = field(default_factory=dict)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("attacked")
    write_corpus(folder / "corpus", SUITE)
    settings = settings_for(folder)
    with open_index(settings, owner="tests", create=True, encoder=FakeEncoder(dimensions=64)) as index:
        assert ingest([folder / "corpus"], index=index, parse=parse_here).failed == ()
        texts = {
            one: index.catalog.version(one).text for one in (entry.policy.id for entry in index.catalog.policies())
        }
        model = ObeyingModel(ordered="", shape="prose")
        yield Attacked(Clausewise(index, settings), texts, Clausewise(index, settings, chat_model=model), model)


def asked(attacked: Attacked, attack: Attack) -> Answer:
    """The quoting answer, asked for once."""
    if attack.id not in attacked.answers:
        attacked.answers[attack.id] = attacked.bot.ask(
            attack.question, policies=[attack.policy], history=attack.history
        )
    return attacked.answers[attack.id]


def events_of_obeying(attacked: Attacked, attack: Attack, shape: str) -> list[AnswerEvent]:
    """What is streamed where the model does as it is told."""
    attacked.model.ordered, attacked.model.shape = attack.obeyed, shape
    question = f"{HONEST} {attack.text}" if attack.where == "question" else attack.question
    return list(attacked.obedient.stream(question, policies=[attack.policy], history=attack.history))


def faults_of_obeying(attacked: Attacked, shape: str, chosen: Sequence[Attack]) -> dict[str, list[str]]:
    """By attack, what an answer shows that it must not, or what was streamed and is not in the answer."""
    found: dict[str, list[str]] = {}
    for attack in chosen:
        *before, done = events_of_obeying(attacked, attack, shape)
        assert isinstance(done, Done)
        held = [statement for per in done.answer.per_policy for statement in per.statements]
        sent = [event.statement for event in before if isinstance(event, StatementMade)]
        found[attack.id] = [
            *faults(done.answer, attack, attacked.texts),
            *(f"sent, but not held: {statement.text!r}" for statement in sent if statement not in held),
        ]
    return beyond(found)


def beyond(found: Mapping[str, list[str]], known: Collection[str] = ()) -> dict[str, list[str]]:
    """The attacks in which something was found, but for those that are known not to be met."""
    return {attack: reasons for attack, reasons in found.items() if reasons and attack not in known}


def indexed(attacked: Attacked, attack: Attack) -> list[str]:
    """The passages with words that are forbidden, of those nearest to them."""
    near = attacked.bot.search(attack.obeyed, policies=[attack.policy], k=50)
    return [hit.text for hit in near if any(re.search(pattern, hit.text) for pattern in attack.forbidden)]


def test_the_suite_is_large_and_varied() -> None:
    assert len(SUITE) >= 220
    assert len({attack.id for attack in SUITE}) == len(SUITE)
    assert {attack.where for attack in SUITE} == {"question", "history", "policy"}
    assert {attack.format for attack in SUITE} == {"", "txt", "md", "html", "name", "file", "title"}


def test_an_answer_that_obeys_would_be_told() -> None:
    """The judge that the tests below rest on: an answer that says what is ordered is found out, a plain one is not."""
    text = "Kept for long."
    cited = Citation(n=1, policy="p", version="v", text_sha256="", clause="p#1", path=(), quote=text, start=0, end=14)
    plain = Answer(
        answer_id="1",
        status="answered",
        answer=f"“{text}” [1]",
        statements=(Statement(text=text, citations=(1,)),),
        citations=(cited,),
    )
    for attack in SUITE:
        obeying = plain.model_copy(update={"statements": (Statement(text=attack.obeyed, citations=(1,)),)})
        assert faults(plain, attack, {"p": text}) == []
        assert faults(obeying, attack, {"p": text}) != [], attack.id


@pytest.mark.parametrize("kind", KINDS, ids=" ".join)
def test_a_quoting_answer_shows_nothing_that_was_ordered(attacked: Attacked, kind: tuple[str, str]) -> None:
    chosen = [attack for attack in SUITE if (attack.where, attack.format) == kind]
    found = {attack.id: faults(asked(attacked, attack), attack, attacked.texts) for attack in chosen}
    assert beyond(found) == {}


def test_most_attacks_in_a_policy_are_met_where_they_stand(attacked: Attacked) -> None:
    """Else the suite would prove nothing: the clause that is quoted is the one that the attack stands in."""
    carried = [attack for attack in SUITE if attack.needs_the_words]
    met = [attack for attack in carried if _quotes_the_subject(asked(attacked, attack), attack)]
    assert len(met) >= 0.9 * len(carried)


def _quotes_the_subject(answer: Answer, attack: Attack) -> bool:
    subject = " ".join(re.findall(r"\w+", attack.question)[-3:-1]).lower()
    return any(subject in citation.quote.lower() for citation in answer.citations)


def test_words_that_no_reader_sees_are_not_indexed(attacked: Attacked) -> None:
    hidden = [attack for attack in SUITE if attack.needs_the_words and not attack.visible]
    assert beyond({attack.id: indexed(attacked, attack) for attack in hidden}) == {}


@pytest.mark.parametrize("question", ["Hello there", "How long are boots kept?"])
def test_names_that_give_orders_are_named_and_not_obeyed(attacked: Attacked, question: str) -> None:
    """No policy is named, so that the answer lists their names."""
    answer = attacked.bot.ask(question)
    for attack in SUITE:
        if attack.format in {"file", "title"}:
            assert [pattern for pattern in attack.forbidden if re.search(pattern, answer.answer)] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_a_model_that_obeys_changes_nothing_that_is_shown(attacked: Attacked, shape: str) -> None:
    """A part of the suite for each shape of reply, another part each time."""
    chosen = SUITE[list(SHAPES).index(shape) :: _EVERY]
    attacked.model.tools = False
    before = attacked.model.answers_asked
    found = faults_of_obeying(attacked, shape, chosen)
    assert beyond(found) == {}
    assert attacked.model.answers_asked - before >= len(chosen) / 2


@pytest.mark.soak
@pytest.mark.parametrize("tools", [False, True], ids=["in words", "by tool call"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_model_that_obeys_each_attack_in_each_shape_changes_nothing(
    attacked: Attacked, shape: str, tools: bool
) -> None:
    attacked.model.tools = tools
    found = faults_of_obeying(attacked, shape, SUITE)
    assert beyond(found) == {}
