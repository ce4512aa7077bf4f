"""Pages of the web as source roots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from ingest.content_types import in_utf8
from ingest.errors import FetchError, UnreadableFileError
from ingest.fetching import FetchedPage
from ingest.parsing import ParsedPolicy
from ingest.pipeline import IngestSummary, ingest
from tests.fakes import parse_here
from tests.ingest.library import Library

URL = "https://acme.example/legal/privacy"
PAGE = b"<title>Acme Privacy Policy</title><h2 id='keep'>Retention</h2><p>We keep your data for thirty days.</p>"


@dataclass
class Web:
    pages: Mapping[str, bytes]
    suffix: str = ".html"

    def __call__(self, url: str) -> FetchedPage:
        if url not in self.pages:
            raise FetchError("acme.example answered 404 Not Found; check the address")
        return FetchedPage(url, self.suffix, self.pages[url])


def ingest_pages(library: Library, *roots: str, web: Web, rebuild: bool = False) -> IngestSummary:
    with library.open(rebuild=rebuild) as index:
        return ingest(roots, index=index, parse=parse_here, fetch=web, rebuild=rebuild)


def test_a_page_becomes_a_policy_that_knows_its_address(library: Library) -> None:
    summary = ingest_pages(library, f"{URL}#keep", web=Web({URL: PAGE}))
    assert summary.added == ("acme.example-legal-privacy",)
    with library.open() as index, index.catalog.snapshot() as snapshot:
        (entry,) = snapshot.policies()
        version = snapshot.version(entry.policy.id)
        clauses = snapshot.clauses(entry.policy.id, version.id)
    assert (entry.policy.name, entry.root) == ("Acme Privacy Policy", URL)
    assert (version.source, version.source_url) == ("acme.example-legal-privacy.html", URL)
    assert [clause.anchor for clause in clauses if clause.title == "Retention"] == ["keep"]
    assert all(version.text[clause.start : clause.end].strip() for clause in clauses)


def test_a_page_that_did_not_change_is_left_and_one_that_did_replaces_its_version(library: Library) -> None:
    ingest_pages(library, URL, web=Web({URL: PAGE}))
    assert ingest_pages(library, URL, web=Web({URL: PAGE})).unchanged == ("acme.example-legal-privacy",)
    changed = PAGE.replace(b"thirty", b"ninety")
    assert ingest_pages(library, URL, web=Web({URL: changed})).changed == ("acme.example-legal-privacy",)
    with library.open() as index, index.catalog.snapshot() as snapshot:
        assert len(snapshot.versions("acme.example-legal-privacy")) == 1
    assert "ninety days" in library.text("acme.example-legal-privacy")


def test_a_page_that_is_another_kind_of_file_now_is_still_the_same_policy(library: Library) -> None:
    ingest_pages(library, URL, web=Web({URL: PAGE}))
    plain = Web({URL: b"Retention\n\nWe keep your data for thirty days.\n"}, suffix=".txt")
    assert ingest_pages(library, URL, web=plain).changed == ("acme.example-legal-privacy",)
    with library.open() as index, index.catalog.snapshot() as snapshot:
        assert [info.source for info in snapshot.versions("acme.example-legal-privacy")] == [
            "acme.example-legal-privacy.txt"
        ]


def test_a_page_that_cannot_be_had_keeps_what_was_known_of_it(library: Library) -> None:
    ingest_pages(library, URL, web=Web({URL: PAGE}))
    summary = ingest_pages(library, URL, web=Web({}))
    assert [(failure.file, failure.reason) for failure in summary.failed] == [
        (URL, "acme.example answered 404 Not Found; check the address")
    ]
    assert summary.removed == ()
    assert "thirty days" in library.text("acme.example-legal-privacy")


def test_other_roots_and_pages_are_left_alone(library: Library) -> None:
    other = "https://other.example/"
    web = Web({URL: PAGE, other: b"<p>We keep no data at all.</p>"})
    ingest_pages(library, URL, web=web)
    library.write("a.txt", "We share nothing.\n")
    assert library.ingest(library.corpus).added == ("a",)
    assert ingest_pages(library, other, web=web).added == ("other.example",)
    assert library.ingest().removed == ()
    assert library.state().policies.keys() == {"a", "acme.example-legal-privacy", "other.example"}


def test_a_rebuild_needs_no_network(library: Library) -> None:
    ingest_pages(library, URL, web=Web({URL: PAGE}))
    before = library.state()
    ingest_pages(library, web=Web({}), rebuild=True)
    assert library.state() == before


def test_an_address_that_is_none_stops_the_ingest_and_changes_nothing(library: Library) -> None:
    with pytest.raises(FetchError, match="ftp:// addresses are not fetched"):
        ingest_pages(library, URL, "ftp://acme.example/", web=Web({URL: PAGE}))
    with library.open() as index:
        assert index.catalog.policies() == []


def test_a_rebuild_reads_a_page_as_the_server_said_it_was_written(library: Library) -> None:
    """ISO 8859-7 and no word of it in the page, so that only the Content-Type tells."""
    page = "<title>Acme</title><p>Κρατάμε τα δεδομένα σας για τριάντα ημέρες.</p>".encode("iso8859-7")
    web = Web({URL: in_utf8(page, "text/html; charset=iso-8859-7", ".html")})
    ingest_pages(library, URL, web=web)
    ingest_pages(library, web=Web({}), rebuild=True)
    assert "τριάντα ημέρες" in library.text("acme.example-legal-privacy")


def test_a_version_that_cannot_be_made_anew_stays_as_it_was_and_is_told_of(library: Library) -> None:
    def parse(name: str, data: bytes) -> ParsedPolicy:
        if b"thirty" in data:
            raise UnreadableFileError("reading it took too long")
        return parse_here(name, data)

    other = "https://other.example/"
    ingest_pages(library, URL, other, web=Web({URL: PAGE, other: b"<p>We keep no data at all.</p>"}))
    with library.open(rebuild=True) as index:
        summary = ingest([], index=index, parse=parse, rebuild=True)
    (notice,) = summary.notices
    assert notice.startswith("acme.example-legal-privacy@")
    assert notice.endswith("stays as it was: reading it took too long")
    assert "thirty days" in library.text("acme.example-legal-privacy")
