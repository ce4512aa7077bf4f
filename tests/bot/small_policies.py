"""Small policies in memory and on disk, with the fake encoder: real outline, real passages, real stores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
from langchain_core.language_models import BaseChatModel

from bot.pipeline import Clausewise
from bot.retrieval import Ranking
from bot.settings import Settings, load_settings
from bot.units import Units, lay_out
from ingest.encoder import Encoder
from ingest.evidence import VersionEvidence
from ingest.index import open_index
from ingest.models import Version
from ingest.parsing import parse_policy
from ingest.pipeline import ingest
from tests.fakes import FakeEncoder, parse_here

RETENTION = """# Acme Privacy Policy

## Retention

We keep your data as follows:

- Billing records: kept for seven years.
- Marketing data: kept until you withdraw consent.
- Log files: kept for ninety days.

## Sale

We never sell your data. We do not rent it either.

## Security

Connections are encrypted.
"""


def units_of(text: str, *, encoder: Encoder | None = None, effective: date | None = None) -> Units:
    """The units of a Markdown text, as policy "acme"."""
    encoder = encoder or FakeEncoder()
    parsed = parse_policy("acme.md", text.encode())
    encoded = encoder.encode([passage.embedded_text for passage in parsed.passages])
    version = Version("acme", "v1", effective, "en", "acme.md", "text/markdown", parsed.sha256, parsed.text)
    return lay_out(
        VersionEvidence(
            version=version,
            clauses=parsed.clauses,
            passages=parsed.passages,
            vectors=np.stack([one.vector for one in encoded]),
            tokens=tuple(one.tokens for one in encoded),
            offsets=tuple(one.offsets for one in encoded),
        )
    )


def scored(units: Units, scores: Mapping[str, float]) -> Ranking:
    """A ranking where the sentences that hold these words have these scores, and all others 0."""
    text = units.version.text
    values = np.zeros(len(units.sentences), np.float32)
    for words, score in scores.items():
        [found] = [one for one in units.sentences if words in text[one.span.start : one.span.end]]
        values[found.index] = score
    order = tuple(int(index) for index in np.argsort(-values, kind="stable"))
    return Ranking(units, values, {"whole_tokens": values}, np.zeros((0, len(values)), np.float32), order)


def settings_for(folder: Path, **overrides: object) -> Settings:
    return load_settings(**{"index": folder / "index", "embeddings": "fake", **overrides})


@contextmanager
def bot_over(
    folder: Path,
    texts: Mapping[str, str],
    *,
    encoder: Encoder | None = None,
    chat_model: BaseChatModel | None = None,
    **overrides: object,
) -> Iterator[Clausewise]:
    """A bot over an index of these files, by name; a `manifest.toml` may be among them."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for name, text in texts.items():
        (corpus / name).write_text(text, encoding="utf-8")
    settings = settings_for(folder, **overrides)
    with open_index(settings, owner="tests", create=True, encoder=encoder or FakeEncoder(dimensions=64)) as index:
        ingest([corpus], index=index, parse=parse_here)
        yield Clausewise(index, settings, chat_model)
