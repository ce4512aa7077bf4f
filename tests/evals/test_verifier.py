from __future__ import annotations

from pathlib import Path

import pytest

import evals
from evals.errors import EvalError
from evals.verifier import Kind, Pair, Share, main, read_pairs, score, table

PAIRS = Path(__file__).parents[1] / "bot" / "data"
GOLD = Path(evals.__file__).parent / "gold" / "pairs"
UNREAD = ("notices", "software", "records")
FILES = ("dev", "second", "third", "fresh", "fourth", "fifth", "sixth")
# Floors a little below what was measured last (docs/evals.md), on pairs that it was made on.
KNOWN: dict[Kind, float] = {
    "number_changed": 0.98,
    "modality_changed": 0.97,
    "negation_flipped": 0.97,
    "subject_swapped": 0.86,
    "over_generalised": 0.88,
    "stitched": 0.93,
}


@pytest.fixture(scope="module")
def known() -> dict[Kind, Share]:
    return score([one for name in FILES for one in read_pairs(PAIRS / f"verifier_pairs_{name}.yaml")])


@pytest.mark.slow
@pytest.mark.parametrize("kind", KNOWN)
def test_unsupported_statements_are_rejected(known: dict[Kind, Share], kind: Kind) -> None:
    assert known[kind].n >= 110
    assert known[kind].value >= KNOWN[kind]


@pytest.mark.slow
def test_few_supported_statements_are_rejected(known: dict[Kind, Share]) -> None:
    """These are freely reworded; of statements that keep to the clause's own words, as the prompt asks, fewer are."""
    assert known["supported"].n >= 1200
    assert known["supported"].value < 0.10


@pytest.mark.slow
def test_statements_as_the_prompt_asks_for_them_are_told_apart() -> None:
    """By pairs that nobody who works on the verifier has read, and that nothing was fitted to."""
    shares = score([one for name in UNREAD for one in read_pairs(GOLD / f"copied-{name}.yaml")])
    for kind in ("number_changed", "negation_flipped", "modality_changed"):
        assert shares[kind].n >= 300
        assert shares[kind].value >= 0.98
    assert shares["supported"].value < 0.05


def pair(statement: str, *, kind: Kind = "supported", supported: bool = True) -> Pair:
    return Pair(id=statement, kind=kind, quotes=("We keep logs.",), statement=statement, supported=supported)


def test_shares_are_of_what_was_rejected() -> None:
    pairs = [
        pair("We keep logs."),
        pair("We never keep logs.", kind="negation_flipped", supported=False),
        pair("We do keep logs.", kind="negation_flipped", supported=False),
    ]
    shares = score(pairs)
    assert (shares["supported"], shares["negation_flipped"]) == (Share(0, 1), Share(1, 2))
    assert "| negation flipped | 2 | 1 | 0.500 | 0.095 to 0.905 |" in table(shares)


def test_a_file_that_is_no_list_of_pairs_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "pairs.yaml"
    wrong.write_text("- {id: a, kind: odd}\n")
    assert main([str(wrong)]) == 2
    assert "pairs.yaml is not a list of statement-quote pairs" in capsys.readouterr().err


def test_an_id_that_stands_twice_is_told(tmp_path: Path) -> None:
    twice = tmp_path / "pairs.yaml"
    twice.write_text("- {id: a, kind: supported, quotes: [x], statement: x, supported: true}\n" * 2)
    with pytest.raises(EvalError, match="ids twice: a"):
        read_pairs(twice)
