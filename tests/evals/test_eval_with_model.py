"""The evaluation of a language model's answers, over a server that speaks OpenAI's interface."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.cli import app
from tests.bot.openai_stub import Exchange, openai_stub, replying
from tests.bot.scripted_model import reply
from tests.evals.test_eval_cli import GOLD, POLICY

pytestmark = [pytest.mark.model, pytest.mark.usefixtures("socket_enabled")]

SELLING = "We do not sell your personal data to anybody."
KEEPING = "We keep delivery addresses for six months."


def half_right(exchange: Exchange) -> None:
    """The truth about selling, and a figure of its own about keeping."""
    asked = exchange.body["messages"][1]["content"].partition("<question>")[2]
    about = ("Brambleway does not sell your personal data.", SELLING) if "sell" in asked else ("For 9 months.", KEEPING)
    replying(reply((about[0], [(1, about[1])])))(exchange)


def test_only_what_a_model_says_truly_is_scored_as_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "brambleway.txt").write_text(POLICY)
    (tmp_path / "gold.yaml").write_text(GOLD)
    with openai_stub(half_right) as stub:
        monkeypatch.setenv("CLAUSEWISE_MODEL_BASE_URL", stub.address)
        done = CliRunner().invoke(app, ["--gold", "gold.yaml", "--model", "openai:m", "--as", "json"])
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    told = json.dumps(report)
    assert "9 months" not in told
    assert "Brambleway does not sell your personal data." in told
    assert len(stub.requests) == 3  # one for each question, one to repair what did not hold
