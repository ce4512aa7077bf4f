"""Each measure of an answer, on tiny policies, with the value worked out by hand."""

from __future__ import annotations

from bot.models import Answer, Statement
from evals.goldset import Question
from evals.measures import answers, citations
from evals.support import locate
from tests.evals.answers import citation, quoting, silent
from tests.evals.policies import FAX, LOGS, corpus, gold

LOGS_ANSWER = quoting(citation("We keep logs for six months."))


def question(entry: str) -> Question:
    return gold(entry).questions[0]


def logs() -> Question:
    return question(LOGS)


def refusal(status: str) -> Answer:
    return Answer.model_validate({"answer_id": "r", "status": status, "answer": "That is another matter."})


def test_an_answer_with_every_fact_is_right() -> None:
    assert answers.correctness(logs(), LOGS_ANSWER).value == 1.0


def test_facts_ignore_case_and_fold_white_space() -> None:
    shouted = LOGS_ANSWER.model_copy(update={"answer": "FOR SIX\n MONTHS"})
    assert answers.correctness(logs(), shouted).value == 1.0


def test_what_is_wrong_with_an_answer_is_told() -> None:
    both = quoting(citation("We keep bills for seven years."))
    assert answers.correctness(logs(), both).reasons == ("the fact '(six|6) months' is missing",)
    old = LOGS_ANSWER.model_copy(update={"answer": "six months, it was one year"})
    assert answers.correctness(logs(), old).reasons == ("it has what is forbidden: 'one year'",)
    assert answers.correctness(logs(), silent()).reasons == ("the status is silent, not answered",)
    assert answers.correctness(logs(), None) == answers.Correctness(0.0, ("there is no answer",))


def test_partial_facts_are_a_share_and_silence_has_none() -> None:
    two = question(
        LOGS.replace("['(six|6) months']", "['(six|6) months', 'logs', 'disks', 'tapes']").replace(
            "six months.", "six months: logs, disks, tapes."
        )
    )
    assert answers.facts_found(two, LOGS_ANSWER) == 2 / 4
    assert answers.facts_found(two, silent()) == 0.0
    assert answers.facts_found(two, None) == 0.0
    assert answers.facts_found(question(FAX), silent()) is None


def test_both_ways_of_silence_are_right_for_both_and_are_told_apart() -> None:
    fax, recipe = question(FAX), question(FAX.replace("status: silent", "status: out_of_scope"))
    for asked in (fax, recipe):
        for status in ("silent", "out_of_scope"):
            assert answers.correctness(asked, refusal(status)).value == 1.0
    assert answers.right_silence(fax, refusal("silent")) == 1.0
    assert answers.right_silence(fax, refusal("out_of_scope")) == 0.0
    assert answers.right_silence(logs(), silent()) is None


def test_unclear_is_not_silence() -> None:
    assert answers.correctness(question(FAX), refusal("unclear")).value == 0.0
    unclear = question(FAX.replace("status: silent", "status: unclear"))
    assert answers.correctness(unclear, refusal("unclear")).value == 1.0
    assert answers.correctness(unclear, silent()).value == 0.0


def test_precision_of_silence_looks_at_silent_answers_and_recall_at_silent_gold() -> None:
    assert answers.silence_precision(logs(), silent()) == 0.0
    assert answers.silence_precision(question(FAX), silent()) == 1.0
    assert answers.silence_precision(question(FAX), LOGS_ANSWER) is None
    assert answers.silence_recall(question(FAX), LOGS_ANSWER) == 0.0
    assert answers.silence_recall(question(FAX), None) == 0.0
    assert answers.silence_recall(logs(), silent()) is None


def test_a_citation_of_a_policy_that_was_not_asked_is_wrong() -> None:
    bolt = quoting(citation("We keep logs for two weeks.", policy="bolt", version="2024-01-01"))
    assert answers.wrong_policy(logs(), bolt) == 1.0
    assert answers.wrong_policy(logs(), LOGS_ANSWER) == 0.0
    nobody = question(FAX.replace("policy: acme", "policy: null"))
    assert answers.wrong_policy(nobody, bolt) is None
    trap = question(FAX.replace("policy: acme", "policy: null\n    about: []"))
    assert answers.wrong_policy(trap, bolt) == 1.0


def test_the_old_version_is_wrong_unless_it_was_asked() -> None:
    old = quoting(citation("We keep logs for one year.", version="2023-01-01"))
    now = corpus()
    assert answers.wrong_version(logs(), old, locate(logs(), now).located, now) == 1.0
    assert answers.wrong_version(logs(), LOGS_ANSWER, locate(logs(), now).located, now) == 0.0
    assert answers.wrong_version(question(FAX), old, (), now) == 1.0
    then = question(FAX.replace("policy: acme", "policy: acme\n    as_of: 2023-06-01"))
    assert answers.wrong_version(then, old, (), now) == 0.0
    assert answers.wrong_version(question(FAX.replace("unanswerable", "version")), old, (), now) is None


def test_exactness_counts_every_quote_shown() -> None:
    right = citation("We keep logs for six months.")
    shifted = right.model_copy(update={"start": right.start + 1, "end": right.end + 1})
    other_text = right.model_copy(update={"text_sha256": "0"})
    assert citations.exactness(quoting(right), corpus()) == 1.0
    assert citations.exactness(quoting(right, shifted), corpus()) == 1 / 2
    assert citations.exactness(quoting(other_text), corpus()) == 0.0
    assert citations.exactness(silent().model_copy(update={"related": (shifted,)}), corpus()) == 0.0
    assert citations.exactness(silent(), corpus()) is None


def test_citation_recall_is_the_share_of_statements_that_their_quotes_support() -> None:
    supports = citations.verifier(corpus())
    right = citation("We do not sell data.")
    invented = Statement(text="We do sell data.", citations=(1,))
    answer = quoting(right).model_copy(update={"statements": (*quoting(right).statements, invented)})
    assert citations.citation_recall(quoting(right), supports) == 1.0
    assert citations.citation_recall(answer, supports) == 1 / 2
    assert citations.citation_recall(silent(), supports) is None


def test_a_citation_that_can_be_spared_and_supports_nothing_alone_is_imprecise() -> None:
    supports = citations.verifier(corpus())
    first, second = citation("We keep logs"), citation("for six months.", n=2)
    joined = Statement(text="We keep logs for six months.", citations=(1, 2))
    answer = quoting(first, second).model_copy(update={"statements": (joined,)})
    assert citations.citation_precision(answer, supports) == 1.0
    spare = citation("We do not sell data.", n=3)
    padded = joined.model_copy(update={"citations": (1, 2, 3)})
    more = quoting(first, second, spare).model_copy(update={"statements": (padded,)})
    assert citations.citation_precision(more, supports) == 2 / 3


def test_a_statement_without_citations_supports_nothing() -> None:
    supports = citations.verifier(corpus())
    bare = quoting(citation("We do not sell data."))
    statements = tuple(one.model_copy(update={"citations": ()}) for one in bare.statements)
    dropped = bare.model_copy(update={"citations": (), "statements": statements})
    assert citations.citation_recall(dropped, supports) == 0.0
    assert citations.citation_precision(dropped, supports) == 0.0


def test_gold_recall_and_precision_go_by_the_supporting_words_and_their_clause() -> None:
    support = locate(logs(), corpus()).located
    bills, selling = citation("We keep bills for seven years.", n=2), citation("We do not sell data.", n=3)
    answer = quoting(citation("We keep logs for six months."), bills, selling)
    assert citations.gold_recall(logs(), answer, support) == 1.0
    assert citations.gold_precision(answer, support) == 2 / 3
    assert citations.gold_recall(logs(), quoting(bills), support) == 0.0
    assert citations.gold_recall(logs(), None, support) == 0.0
    assert citations.gold_precision(silent(), support) is None


def test_length_is_that_of_the_quotes() -> None:
    assert answers.quote_characters(quoting(citation("We keep logs"), citation("for six", n=2))) == 12 + 7
    assert answers.quote_characters(silent()) is None
