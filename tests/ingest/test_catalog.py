from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.catalog import CATALOG_FILE, Catalog
from ingest.errors import IndexMismatchError, IndexMissingError, IngestError, UnknownClauseError, UnknownPolicyError
from ingest.models import Clause, ClauseKind, Passage, Policy, Span, Version
from ingest.publishing import Publication, VersionRecord
from ingest.stems import stems
from ingest.vector_cache import StoredVectors
from ingest.versions import VersionInfo

TODAY = date(2024, 6, 15)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    opened = Catalog.open(tmp_path, create=True, today=lambda: TODAY)
    yield opened
    opened.close()


def record(
    *sentences: str, policy: str = "acme", effective: date | None = None, current: bool = True, language: str = "en"
) -> VersionRecord:
    """A version whose sentences are its clauses "1", "2" and so on, and its passages."""
    text = "\n".join(sentences)
    starts = [sum(len(one) + 1 for one in sentences[:at]) for at in range(len(sentences))]
    spans = [Span(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True)]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return VersionRecord(
        version=Version(
            policy_id=policy,
            id=effective.isoformat() if effective else sha256[:12],
            effective=effective,
            language=language,
            source=f"{policy}.txt",
            media_type="text/plain",
            sha256=sha256,
            text=text,
            source_url=None,
        ),
        clauses=tuple(
            Clause(
                key=str(number),
                label=str(number),
                title="",
                path=("Acme", "Data"),
                kind=ClauseKind.PARAGRAPH,
                start=span.start,
                end=span.end,
                body_start=span.start,
                parent=None,
                lead_in=Span(0, 1) if number == 2 else None,
            )
            for number, span in enumerate(spans, start=1)
        ),
        passages=tuple(
            Passage(
                clause=str(number),
                start=span.start,
                end=span.end,
                text=text[span.start : span.end],
                context="Acme",
                sentences=(span,),
            )
            for number, span in enumerate(spans, start=1)
        ),
        title="",
        current=current,
        entry={},
        pipeline=1,
        data=text.encode(),
    )


def put(catalog: Catalog, *records: VersionRecord) -> int:
    ids = sorted({one.version.policy_id for one in records})
    policies = tuple(Policy(id_, id_.title(), ("The Company",)) for id_ in ids)
    return catalog.publish(Publication(policies={"/corpus": policies}, versions=records))


def pairs(catalog: Catalog) -> list[tuple[str, str]]:
    return [(entry.policy.id, entry.live.id) for entry in catalog.policies()]


def words(catalog: Catalog, question: str) -> list[tuple[str, int]]:
    hits = catalog.match_words(stems(question, "en"), pairs(catalog), 10)
    return [(hit.policy, hit.passage) for hit in hits]


def test_what_was_published_is_read_back(catalog: Catalog) -> None:
    one = record("We keep data.", "We sell nothing. 🙂", effective=date(2024, 5, 1))
    assert put(catalog, one) == 1
    assert catalog.generation() == 1
    assert catalog.version("acme") == one.version
    assert tuple(catalog.clauses("acme", "2024-05-01")) == one.clauses
    assert tuple(catalog.passages("acme", "2024-05-01")) == one.passages
    [entry] = catalog.policies()
    assert entry.policy == Policy("acme", "Acme", ("The Company",))
    assert (entry.live.id, entry.clauses, entry.passages, entry.root) == ("2024-05-01", 2, 2, "/corpus")
    assert catalog.original(hashlib.sha256(one.data).hexdigest()) == one.data


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_unchanged(catalog: Catalog, text: str) -> None:
    before = frozenset(pairs(catalog))
    catalog.publish(Publication(removed_versions=before))
    put(catalog, record(text))
    assert catalog.version("acme").text == text
    assert catalog.passages(*pairs(catalog)[0])[0].text == text


def test_an_unknown_policy_is_told_with_those_of_like_names(catalog: Catalog) -> None:
    put(catalog, record("x", policy="velonoc"), record("y", policy="adweek.com"))
    with pytest.raises(UnknownPolicyError, match="no policy is named 'VeloNok'; near it are velonoc"):
        catalog.version("VeloNok")
    with pytest.raises(UnknownPolicyError, match=r"named 'zzz'; there are adweek\.com, velonoc"):
        catalog.version("zzz")


def test_an_empty_catalog_says_that_there_is_no_policy(catalog: Catalog) -> None:
    assert catalog.policies() == []
    with pytest.raises(UnknownPolicyError, match="there is none"):
        catalog.version("acme")


def test_a_day_before_the_first_version_is_told(catalog: Catalog) -> None:
    put(catalog, record("x", effective=date(2024, 5, 1)))
    with pytest.raises(UnknownPolicyError, match="no version in force on 2020-01-01; its first is of 2024-05-01"):
        catalog.version("acme", as_of=date(2020, 1, 1))


def test_history_is_read_by_its_day_or_its_id(catalog: Catalog) -> None:
    old = record("old", effective=date(2020, 1, 1), current=False)
    put(catalog, old, record("new", effective=date(2024, 1, 1)))
    assert catalog.version("acme").text == "new"
    assert catalog.version("acme", as_of=date(2021, 1, 1)).text == "old"
    assert catalog.version("acme", version_id="2020-01-01").text == "old"
    with pytest.raises(UnknownPolicyError, match="no version of acme is named '2020-01-02'; near it are 2020-01-01"):
        catalog.version("acme", version_id="2020-01-02")


def test_words_are_found_by_their_stems_best_first(catalog: Catalog) -> None:
    put(catalog, record("We retain billing data.", "Retention of data.", "We sell nothing.", "Nothing else."))
    assert words(catalog, "retaining billing") == [("acme", 0)]
    assert words(catalog, "selling") == [("acme", 2)]


def test_only_the_versions_that_are_named_are_searched(catalog: Catalog) -> None:
    put(catalog, record("data", policy="acme"), record("data", policy="beta"))
    [acme, beta] = pairs(catalog)
    assert [hit.policy for hit in catalog.match_words(["data"], [beta], 9)] == ["beta"]
    assert {hit.policy for hit in catalog.match_words(["data"], [acme, beta], 9)} == {"acme", "beta"}
    assert catalog.match_words(["data"], [], 9) == []
    assert catalog.match_words(["data"], [acme], 0) == []
    with pytest.raises(UnknownPolicyError):
        catalog.match_words(["data"], [("acme", "nope")], 9)


@pytest.mark.parametrize("word", ["OR", "NOT", "NEAR", "stems", "*", '"', 'a"b', "a OR b", "stems:x", "-x", "^x", "("])
def test_nothing_in_a_question_is_read_as_search_syntax(catalog: Catalog, word: str) -> None:
    put(catalog, record("We keep data."))
    assert catalog.match_words([word], pairs(catalog), 9) == []


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_breaks_the_search(catalog: Catalog, question: str) -> None:
    if not catalog.policies():
        put(catalog, record("We keep data."))
    words(catalog, question)
    catalog.match_words([question], pairs(catalog), 9)


@given(st.text(st.characters(categories=["L", "N"], max_codepoint=0x52F), min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_of_a_text_is_found_again(catalog: Catalog, word: str) -> None:
    catalog.publish(Publication(removed_versions=frozenset(pairs(catalog))))
    put(catalog, record(f"before {word} after"))
    assert words(catalog, word) == [("acme", 0)]


def test_a_removed_version_is_nowhere_any_more(catalog: Catalog) -> None:
    put(catalog, record("We keep data."))
    [gone] = pairs(catalog)
    catalog.publish(Publication(removed_policies=frozenset({"acme"})))
    put(catalog, record("We sell nothing."))
    assert words(catalog, "keep data") == []
    with pytest.raises(UnknownPolicyError):
        catalog.passages(*gone)
    with pytest.raises(KeyError):
        catalog.original(hashlib.sha256(b"We keep data.").hexdigest())


def test_no_row_is_left_of_what_was_removed(catalog: Catalog, tmp_path: Path) -> None:
    put(catalog, record("We keep data."))
    catalog.publish(Publication(removed_policies=frozenset({"acme"})))
    with sqlite3.connect(tmp_path / CATALOG_FILE) as raw:
        for table in ("policy", "version", "clause", "passage", "original", "root", "passage_words"):
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_a_reader_finishes_on_what_it_began_with(catalog: Catalog) -> None:
    put(catalog, record("old"))
    with catalog.snapshot() as reader:
        [(policy_id, version_id)] = [(entry.policy.id, entry.live.id) for entry in reader.policies()]
        catalog.publish(Publication(removed_versions=frozenset({(policy_id, version_id)})))
        put(catalog, record("new"))
        assert reader.version(policy_id, version_id=version_id).text == "old"
        assert reader.generation() == 1
    assert catalog.version("acme").text == "new"
    assert catalog.generation() == 3


def test_a_publish_that_fails_half_way_changes_nothing(catalog: Catalog) -> None:
    put(catalog, record("old"))
    broken = record("new")
    with pytest.raises(Exception, match="UNIQUE"):
        catalog.publish(Publication(removed_versions=frozenset(pairs(catalog)), versions=(broken, broken)))
    assert catalog.version("acme").text == "old"
    assert catalog.generation() == 1
    assert words(catalog, "old") == [("acme", 0)]


def test_a_clause_is_found_by_its_id_with_or_without_a_version(catalog: Catalog) -> None:
    put(
        catalog,
        record("We kept data.", effective=date(2020, 1, 1), current=False),
        record("We keep data.", "We sell nothing.", effective=date(2024, 1, 1)),
    )
    now = catalog.resolve_clause("acme#2")
    assert now.version.text[now.clause.start : now.clause.end] == "We sell nothing."
    then = catalog.resolve_clause("acme@2020-01-01#1")
    assert then.version.text[then.clause.start : then.clause.end] == "We kept data."


@pytest.mark.parametrize(
    ("clause_id", "message"),
    [
        ("acme", "not a clause id: 'acme'; it reads POLICY#CLAUSE"),
        ("acme#", "not a clause id"),
        ("#1", "not a clause id"),
        ("acme#9", "no clause of acme@2024-01-01 is named '9'; there are 1"),
    ],
)
def test_what_is_no_clause_is_told(catalog: Catalog, clause_id: str, message: str) -> None:
    put(catalog, record("x", effective=date(2024, 1, 1)))
    with pytest.raises(UnknownClauseError) as caught:
        catalog.resolve_clause(clause_id)
    assert message in str(caught.value)


def test_a_clause_of_an_unknown_version_is_an_unknown_version(catalog: Catalog) -> None:
    put(catalog, record("x"))
    with pytest.raises(UnknownPolicyError):
        catalog.resolve_clause("acme@1999-01-01#1")


def vectors_of(seed: int) -> StoredVectors:
    random = np.random.default_rng(seed)
    return StoredVectors(
        vector=random.normal(size=4).astype(np.float32),
        tokens=random.integers(-127, 127, size=(3, 4)).astype(np.int8),
        offsets=np.arange(6, dtype=np.int32).reshape(3, 2),
    )


def test_vectors_are_kept_by_model_and_text(catalog: Catalog) -> None:
    catalog.put_encoded("m", {"a": vectors_of(1), "b": vectors_of(2)})
    catalog.put_encoded("m", {"a": vectors_of(3)})
    found = catalog.encoded("m", ["a", "a", "absent"])
    assert found.keys() == {"a"}
    assert np.array_equal(found["a"].vector, vectors_of(3).vector)
    assert np.array_equal(found["a"].tokens, vectors_of(3).tokens)
    assert np.array_equal(found["a"].offsets, vectors_of(3).offsets)
    assert catalog.encoded("other", ["a"]) == {}
    assert catalog.encoded_keys("m") == {"a", "b"}


def test_vectors_that_no_passage_uses_are_dropped(catalog: Catalog) -> None:
    put(catalog, record("We keep data."))
    with catalog.snapshot() as snapshot:
        [used] = snapshot.embedded(*pairs(catalog)[0])
    catalog.put_encoded("m", {used: vectors_of(1), "unused": vectors_of(2)})
    catalog.put_encoded("old", {used: vectors_of(1)})
    assert catalog.drop_unused_vectors("m") == 2
    assert catalog.encoded_keys("m") == {used}
    assert catalog.encoded_keys("old") == frozenset()


def test_a_catalog_that_cannot_be_written_is_told(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.schema.BUSY_TIMEOUT_MS", 1)
    with sqlite3.connect(tmp_path / CATALOG_FILE) as other:
        other.execute("BEGIN IMMEDIATE")
        second = Catalog.open(tmp_path)
        with pytest.raises(IngestError, match=r"catalog\.db cannot be written: database is locked"):
            put(second, record("x"))
        second.close()
        other.rollback()


def test_a_missing_catalog_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="run: clausewise ingest PATH"):
        Catalog.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_catalog_of_another_release_is_refused(catalog: Catalog, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / CATALOG_FILE) as raw:
        raw.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(IndexMismatchError, match="has schema 99, this release reads 2"):
        Catalog.open(tmp_path)


def test_a_file_that_is_no_catalog_is_refused(tmp_path: Path) -> None:
    (tmp_path / CATALOG_FILE).write_text("not a database, but long enough to be taken for one")
    with pytest.raises(IndexMismatchError, match="is not a catalog of ours"):
        Catalog.open(tmp_path)


def test_policies_lists_all_versions_the_oldest_first(catalog: Catalog) -> None:
    put(
        catalog,
        record("new", effective=date(2024, 1, 1)),
        record("old", effective=date(2020, 1, 1), current=False),
    )
    [entry] = catalog.policies()
    assert [(info.id, info.current) for info in entry.versions] == [("2020-01-01", False), ("2024-01-01", True)]
    assert isinstance(entry.live, VersionInfo)
    assert entry.live.id == "2024-01-01"


def test_the_listing_is_read_once_a_publish(catalog: Catalog) -> None:
    put(catalog, record("Logs are kept."))
    with catalog.snapshot() as before, catalog.snapshot() as same:
        assert same.listing() is before.listing()
    put(catalog, record("Copies are kept.", policy="beta"))
    with catalog.snapshot() as after:
        assert list(after.listing().entries) == ["acme", "beta"]


def test_the_listing_tells_where_a_versions_passages_are(catalog: Catalog) -> None:
    put(catalog, record("Logs are kept.", "Copies are not."), record("One.", policy="beta"))
    with catalog.snapshot() as snapshot:
        rows = {pair[0]: content for pair, content in snapshot.listing().contents.items()}
    assert rows["acme"].last - rows["acme"].first == 1
    assert rows["beta"].first == rows["beta"].last > rows["acme"].last
