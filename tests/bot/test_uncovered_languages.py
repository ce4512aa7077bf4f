"""Policies in a language that the embedding model does not know: a notice, a warning, and more weight for words."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.pipeline import Clausewise
from bot.questions import plain_question
from bot.retrieval import UNCOVERED_WORDS_FACTOR, WEIGHTS, encode, rank
from bot.settings import load_settings
from ingest.index import open_index
from ingest.pipeline import ingest
from tests.bot.small_policies import RETENTION, units_of
from tests.fakes import FakeEncoder, parse_here

GERMAN = """# Datenschutzerklärung der Muster GmbH

Stand: 1. Mai 2024

## Speicherdauer

Rechnungen bewahren wir zehn Jahre lang auf. Protokolle löschen wir nach neunzig Tagen.

## Weitergabe

Wir verkaufen Ihre personenbezogenen Daten nicht und geben sie nur an unsere Dienstleister weiter.
"""


def test_words_weigh_more_where_the_model_does_not_know_the_language() -> None:
    units, query = units_of(RETENTION), encode(plain_question("log files"), FakeEncoder())
    known = rank(units, query, word_scores={4: 2.0})
    unknown = rank(units, query, word_scores={4: 2.0}, is_covered=False)
    words = WEIGHTS["words"] * known.parts["words"] + WEIGHTS["coverage"] * known.parts["coverage"]
    assert np.allclose(unknown.scores - known.scores, (UNCOVERED_WORDS_FACTOR - 1) * words, atol=1e-5)


def test_ingest_tells_of_it_and_answers_warn(tmp_path: Path) -> None:
    (tmp_path / "muster.md").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "acme.md").write_text(RETENTION, encoding="utf-8")
    settings = load_settings(index=tmp_path / "index", embeddings="minilm")
    with open_index(settings, owner="test", create=True, encoder=FakeEncoder()) as index:
        (notice,) = ingest([tmp_path], index=index, parse=parse_here).notices
        bot = Clausewise(index, settings)
        english = bot.ask("How long are log files kept?", policies=["acme"])
        german = bot.ask("How long are log files kept?", policies=["muster"])
        jokes = [bot.ask("tell me a joke", policies=[policy]).status for policy in ("acme", "muster")]
    assert notice.startswith("muster: the embedding model does not know its language (de)")
    assert english.warnings == ()
    assert [one for one in german.warnings if "muster (de)" in one and "found mostly by their words" in one]
    # What is off topic is told by English examples: beside a policy that the model cannot read they tell nothing.
    assert jokes == ["out_of_scope", "silent"]
