"""What clauses are about, by nearness and by words, and what that says of a policy."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import cli_index
from bot.coverage import (
    FEATURES,
    SILENT_BELOW,
    THRESHOLD,
    TaggedVersion,
    Weights,
    clause_features,
    covered_practices,
    cues,
    first_words,
    load_weights,
    practice_names,
    tag_clauses,
)
from bot.errors import QuestionError
from bot.models import CoveredPractice, PracticeName
from bot.tags import Tagger, prototype_texts, taxonomy
from bot.units import Units
from ingest.errors import UnknownPolicyError
from ingest.models import Span
from tests.bot.conftest import Run
from tests.bot.small_policies import bot_over, units_of
from tests.fakes import FakeEncoder

TEXT = """# Acme

## How long we keep data

- Invoices: seven years.
- Log files: ninety days.

## Sale

We never sell your data.

## Security

Connections are encrypted.
"""
# By the words alone: in the sentence, in the heading, in the lead-in, above.
BY_WORDS = Weights(
    np.tile(np.array([0, 0, 3, 3, 3, 3], np.float32), (24, 1)), np.full(24, -2, np.float32)
)  # fmt: skip


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    encoder = FakeEncoder()
    return Tagger(np.stack([one.vector for one in encoder.encode(prototype_texts())]))


@pytest.fixture(scope="module")
def units() -> Units:
    return units_of(TEXT)


@pytest.fixture(scope="module")
def tagged(units: Units, tagger: Tagger) -> TaggedVersion:
    return tag_clauses(units, tagger.of_sentences(units), weights=BY_WORDS)


def practices_of(tagged: TaggedVersion, units: Units, *, pinned: bool = False) -> dict[str, CoveredPractice]:
    return {one.practice: one for one in covered_practices(tagged, units.version, pinned=pinned)}


def test_an_item_is_about_what_the_heading_above_it_says(tagged: TaggedVersion, units: Units) -> None:
    found = practices_of(tagged, units)["retention"]
    assert [one.quote for one in found.clauses] == ["Invoices: seven years.", "Log files: ninety days."]
    assert not found.silent
    assert found.strength == pytest.approx(sum(one.score for one in found.clauses), abs=2e-3)


def test_quotes_stand_at_their_offsets_and_ids_name_the_version_where_it_is_not_in_force(
    tagged: TaggedVersion, units: Units
) -> None:
    for pinned, owner in ((False, "acme"), (True, "acme@v1")):
        for practice in practices_of(tagged, units, pinned=pinned).values():
            for one in practice.clauses:
                assert units.version.text[one.start : one.end] == one.quote
                assert one.clause == f"{owner}#{one.key}"


def test_every_practice_is_listed_and_what_no_clause_is_about_is_silent(tagged: TaggedVersion, units: Units) -> None:
    found = practices_of(tagged, units)
    assert tuple(found) == practice_names() == get_args(PracticeName)
    assert {name for name, one in found.items() if not one.silent} == {"retention", "sale", "security"}
    assert all((one.score, one.strength, one.clauses) == (0, 0, ()) for one in found.values() if one.silent)


def test_where_all_are_doubtful_the_likeliest_stands_alone(units: Units, tagger: Tagger) -> None:
    odds = float(np.log(THRESHOLD / (1 - THRESHOLD))) - 0.5
    weights = Weights(np.tile(np.array([0, 0.1, 0, 0, 0, 0], np.float32), (24, 1)), np.full(24, odds, np.float32))
    found = practices_of(tag_clauses(units, tagger.of_sentences(units), weights=weights), units)
    assert all(one.doubtful and len(one.clauses) == 1 for one in found.values())
    assert all(SILENT_BELOW <= one.score < THRESHOLD for one in found.values())


def test_a_span_is_about_a_practice_where_a_clause_in_it_is(tagged: TaggedVersion, units: Units) -> None:
    sale = units.version.text.index("We never sell")
    assert tagged.about(Span(sale, sale + 5), ["sale", "breach"])
    assert not tagged.about(Span(sale, sale + 5), ["retention"])


def test_features_are_of_clauses_that_have_text_of_their_own(units: Units, tagger: Tagger) -> None:
    clauses, features = clause_features(units, tagger.of_sentences(units))
    assert [one.key for one in clauses] == [key for key in units.clauses if key in {p.clause for p in units.passages}]
    assert features.shape == (len(clauses), len(taxonomy().tags), len(FEATURES))
    assert features[:, :, FEATURES.index("rival")].max(axis=1) == pytest.approx(0)
    invoices = features[0, practice_names().index("retention")]
    assert dict(zip(FEATURES, invoices, strict=True)) | {"near": 0, "rival": 0} == {
        "near": 0, "rival": 0, "words": 0, "heading": 0, "lead_in": 0, "above": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("practice", "yes", "no"),
    [
        ("collection", "we collect your name", "we share the information we collect"),
        ("sale", "we do not sell your data", "if our company is sold, the sale of the business moves your data"),
        ("breach", "we tell you of a data breach", "this is a breach of contract"),
        ("cookies", "we set cookies", "your tracking number is in the email"),
        ("transfers", "our servers are in germany", "our servers are fast"),
        ("rectification", "you can correct your details", "we may update this privacy policy"),
        ("legal-basis", "the basis is our legitimate interest", "you may object to legitimate interests"),
        ("contact", "write to dpo@acme.example", "we write programs"),
    ],
)
def test_words_tell_a_practice_from_what_sounds_like_it(practice: str, yes: str, no: str) -> None:
    known = cues()[practice_names().index(practice)]
    assert known.in_sentence(yes)
    assert not known.in_sentence(no)


def test_a_heading_on_use_is_not_one_on_collection() -> None:
    known = cues()[practice_names().index("collection")]
    assert known.in_heading("what we collect")
    assert not known.in_heading("how we use the data we collect")


def test_nearer_and_more_words_never_make_a_clause_less_likely() -> None:
    weights = load_weights()
    assert weights.features.shape == (len(practice_names()), len(FEATURES))
    assert (weights.features[:, [FEATURES.index(one) for one in ("near", "words", "heading")]] > 0).all()


@given(st.text(alphabet="ab \n", min_size=1, max_size=400), st.integers(0, 50))
def test_first_words_begin_with_the_sentence_and_end_within_it(text: str, start: int) -> None:
    sentence = Span(min(start, len(text) - 1), len(text))
    shown = first_words(text, sentence)
    assert sentence.contains(shown)
    assert shown.start == sentence.start
    assert len(shown) <= 160


def test_the_bot_tells_the_coverage_and_filters_a_search_by_it(tmp_path: Path) -> None:
    with bot_over(tmp_path, {"acme.md": TEXT}) as bot:
        found = bot.coverage("acme")
        by_name = {one.practice: one for one in found.practices}
        assert [one.key for one in by_name["sale"].clauses] == ["sale"]
        assert by_name["do-not-track"].silent
        assert bot.coverage("acme") == found
        hits = bot.search("data", policies=["acme"], practices=["sale"])
        assert [hit.text for hit in hits] == ["We never sell your data."]
        assert len(bot.search("data", policies=["acme"])) > 1
        with pytest.raises(QuestionError, match="no practice is named 'selling'"):
            bot.search("data", practices=["selling"])
        with pytest.raises(UnknownPolicyError):
            bot.coverage("birch")
        with pytest.raises(UnknownPolicyError):
            bot.coverage("acme", version="1999-01-01")


def test_the_command_tells_a_line_a_practice_or_one_json_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clausewise: Run
) -> None:
    with bot_over(tmp_path, {"acme.md": TEXT}) as bot:
        monkeypatch.setattr(cli_index, "open_bot", lambda index, command: nullcontext(bot))
        lines = clausewise("coverage", "acme").out.splitlines()
        version = lines[0].partition("@")[2]
        assert len(lines) >= 1 + len(practice_names())
        assert any(line.startswith("Do not track signals") and line.endswith("silent") for line in lines)
        assert any("#sale" in line and "We never sell your data." in line for line in lines)
        told = json.loads(clausewise("coverage", f"acme@{version}", "--json").out)
        assert [one["practice"] for one in told["practices"]] == list(practice_names())
        assert clausewise("coverage", "birch").code == 2
        assert clausewise("coverage", f"acme@{version}", "--as-of", "2025-01-01").code == 2
