"""The sample policies, indexed once for a test run of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bot.pipeline import Clausewise
from bot.settings import Settings
from evals.corpus import Corpus, read_corpus
from evals.goldset import GoldSet
from evals.suite import default_gold
from evals.system import InProcess, System
from ingest.index import open_index
from ingest.pipeline import ingest
from tests.fakes import parse_here

SAMPLES = Path(__file__).parents[2] / "corpus"


@dataclass(frozen=True)
class Samples:
    """The bot over the sample policies, and the gold that goes with them."""

    gold: GoldSet
    system: System
    corpus: Corpus


@pytest.fixture
def parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `evals` indexes is parsed in this process: one of its own needs a second to start."""
    monkeypatch.setattr("evals.indexing.ingest", partial(ingest, parse=parse_here))


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Samples]:
    settings = Settings(index=tmp_path_factory.mktemp("eval") / "index")
    with open_index(settings, owner="tests", create=True) as index:
        ingest([SAMPLES], index=index, parse=parse_here)
        gold = next(one for one in default_gold() if one.name == "sample")
        yield Samples(gold, InProcess(Clausewise(index, settings)), read_corpus(index.catalog))
