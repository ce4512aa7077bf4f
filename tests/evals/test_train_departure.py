from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.verification.departure import NAMES
from evals.train_departure import REJECTED_AT_MOST, Material, cross_validated, fitted, limit, main, report, written
from evals.verifier import Kind

DRAW = np.random.default_rng(3)


def made(n: int = 60) -> Material:
    """Statements of three files of which the unsupported ones have larger measures."""
    kinds: list[Kind] = ["supported" if at % 2 else "number_changed" for at in range(n)]
    values = DRAW.random((n, len(NAMES))) * 0.5 + np.array([0.4 * (kind != "supported") for kind in kinds])[:, None]
    files = [("copied-a", "shortened-b", "verifier_pairs_c")[at % 3] for at in range(n)]
    near = sum(kind == "supported" and not file.endswith("c") for kind, file in zip(kinds, files, strict=True))
    return Material(values, kinds, files, near)


def test_a_model_tells_statements_of_files_that_it_did_not_see() -> None:
    of = made()
    odds = cross_validated(of)
    assert odds[of.labels == 1].mean() > odds[of.labels == 0].mean()
    at_least = limit(of, odds)
    assert (odds[of.limiting] >= at_least).sum() <= REJECTED_AT_MOST * of.supported
    assert "kept to the words: number_changed: " in report(of, odds, at_least)


def test_what_is_written_is_what_was_fitted() -> None:
    of = made()
    model = fitted(of, np.ones(len(of.kinds), bool))
    read = json.loads(written(model, 0.5))
    assert tuple(read["names"]) == NAMES
    assert read["at_least"] == 0.5
    np.testing.assert_allclose(read["weights"], model.weights, atol=1e-5)


def pairs(path: Path) -> Path:
    said = [
        "  - supported: The harbour office keeps for three years the letters that you write.",
        "  - number_changed: Letters and the maps of the harbour office are three years old.",
    ]
    quote = "  - The harbour office keeps the letters that you write for three years, and burns maps."
    group = ["- company: Quay", "  quotes:", quote, "  said:", *said]
    path.write_text("\n".join(group * 4) + "\n", encoding="utf-8")
    return path


def test_the_command_writes_the_weights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "departure.json"
    files = [pairs(tmp_path / f"copied-{name}.yaml") for name in "ab"]
    assert main([*map(str, files), "--into", str(target)]) == 0
    assert len(json.loads(target.read_text())["centre"]) == len(NAMES)
    assert "supported statements weighed" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.yaml"), "--into", str(tmp_path / "x.json")]) == 2
    assert "none.yaml" in capsys.readouterr().err
