"""Policies as operators have them, in `tests/data/odd`: pages as a browser saves them, and two kinds of Markdown."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ingest.models import ClauseKind
from ingest.parsing import ParsedPolicy, parse_policy

ODD = Path(__file__).parent.parent / "data" / "odd"
NAMES = sorted(path.name for path in ODD.iterdir())


@cache
def parsed(name: str) -> ParsedPolicy:
    return parse_policy(name, (ODD / name).read_bytes())


def titles(name: str) -> list[str]:
    """The headings of the sections, indented by what they stand in."""
    policy = parsed(name)
    depth: dict[str | None, int] = {None: -1}
    shown = []
    for clause in policy.clauses:
        depth[clause.key] = depth[clause.parent] + 1
        if clause.kind is ClauseKind.SECTION:
            shown.append("  " * depth[clause.key] + f"{clause.label} {clause.title}".strip())
    return shown


def rows(name: str) -> list[tuple[str, ...]]:
    """Each table row's path below its section, and where it stands."""
    found = [clause for clause in parsed(name).clauses if clause.kind is ClauseKind.ROW]
    return [clause.path[-2:] for clause in found]


def quotable(name: str) -> str:
    return "\n".join(passage.text for passage in parsed(name).passages)


@pytest.mark.parametrize("name", NAMES)
def test_every_offset_is_exact_and_every_clause_lies_in_its_parent(name: str) -> None:
    policy = parsed(name)
    clauses = {clause.key: clause for clause in policy.clauses}
    for passage in policy.passages:
        assert policy.text[passage.start : passage.end] == passage.text
        assert clauses[passage.clause].start <= passage.start < passage.end <= clauses[passage.clause].end
    for clause in policy.clauses:
        assert clause.parent is None or clauses[clause.parent].span.contains(clause.span)


@pytest.mark.parametrize(
    ("name", "furniture"),
    [
        (
            "northquay.html",
            "Routes;Sign in;Accept all;Home;Contents;Related;Stay in touch;Jobs;Back to top",
        ),
        ("quillmarket.html", "Cart;Manage your choices;Imprint;Copyright"),
        ("osprey-bundle.html", "Forecast;Radar;Share on;Follow us"),
        ("blattwerk.html", "Warenkorb;Alle akzeptieren;Wir verwenden Cookies;Impressum;AGB"),
        ("tidelog.md", "TOC;last_updated;layout"),
        ("cairnkit.md", "Contents;Back to top;internal;logo"),
        ("ferngate.html", "Somebody;Page 1;MsoNormal"),
        ("saltmarsh.html", "basket;Keep looking;Log in;delivery;CONTENTS;Leave a reply;Your address;helpful;©;words"),
        ("windmere.md", "import;IMPORTANT;In short;ask legal;comment;export"),
    ],
)
def test_nothing_around_the_policy_can_be_quoted(name: str, furniture: str) -> None:
    assert [words for words in furniture.split(";") if words in quotable(name)] == []


@pytest.mark.parametrize(
    ("name", "outline"),
    [
        (
            "northquay.html",
            [
                "Northquay Ferries Privacy Policy", "1 Who we are", "2 What we collect", "  2.1 Cameras on board",
                "3 How long we keep it", "4 Your rights", "  How do I send a request?",
            ],
        ),
        (
            "quillmarket.html",
            ["PRIVACY NOTICE", "Information we process", "Who receives it", "Definitions", "Retention", "Children"],
        ),
        (
            "osprey-bundle.html",
            [
                "Osprey Weather Privacy Policy", "  Location", "  Advertising", "Osprey Weather Cookie Policy",
                "  Which cookies we set",
            ],
        ),
        (
            "blattwerk.html",
            [
                "Datenschutzerklärung der Blattwerk Gärtnerei GmbH", "1 Verantwortlicher",
                "2 Welche Daten wir verarbeiten", "3 Speicherdauer", "4 Ihre Rechte",
            ],
        ),
        ("tidelog.md", ["Tidelog Privacy Policy", "1 Scope", "2 What we log", "3 Contact"]),
        ("cairnkit.md", ["Cairnkit · Privacy Notice", "Telemetry", "Accounts", "Retention"]),
        ("ferngate.html", ["Ferngate Bank Privacy Notice", "1 What we hold", "2 How long we hold it"]),
        (
            "saltmarsh.html",
            [
                "Saltmarsh Tools Privacy Policy", "1 COLLECTION", "  What about visitors?", "2 RETENTION",
                "3 QUESTIONS", "Who reads my mail?", "May I have a copy?",
            ],
        ),
        ("windmere.md", ["Windmere Privacy Policy", "1 Collection", "2 Retention"]),
    ],
)  # fmt: skip
def test_the_sections_are_those_that_a_reader_sees(name: str, outline: list[str]) -> None:
    assert titles(name) == outline


@pytest.mark.parametrize(
    ("name", "columns", "first_cells"),
    [
        (
            "northquay.html",
            "Record | Kept for | Why",
            ["Bookings", "Camera films", "Lost property reports", "Newsletter address"],
        ),
        ("quillmarket.html", "Carrier | Country", ["Snailpost", "Swiftbox"]),
        (
            "osprey-bundle.html",
            "Cookie | Purpose | Expires",
            ["osprey_place", "osprey_unit", "ad_seen", "ad_clicked"],
        ),
        ("blattwerk.html", "Datenart | Speicherdauer", ["Rechnungen", "Zugriffsdaten", "Newsletter-Adresse"]),
        ("tidelog.md", "Data | Kept | Shared with", ["Tracks", "Crash logs"]),
        ("cairnkit.md", "Record | Period", ["Telemetry events", "Account data"]),
        ("ferngate.html", "Papers | Kept for", ["Account statements", "Refused applications"]),
        ("saltmarsh.html", "What | How long", ["Orders", "Connections"]),
        ("windmere.md", "Record | Kept for", ["Sightings", "Sign-ins\xa0and errors"]),
    ],
)
def test_no_table_row_is_lost_and_each_knows_its_columns(name: str, columns: str, first_cells: list[str]) -> None:
    assert rows(name) == [(columns, cell) for cell in first_cells]


@pytest.mark.parametrize(
    ("name", "title", "effective", "language"),
    [
        ("northquay.html", "Privacy Policy | Northquay Ferries", date(2025, 3, 14), "en"),
        ("quillmarket.html", "Quillmarket - Privacy Notice", date(2024, 5, 1), "en"),
        ("osprey-bundle.html", "Legal - Osprey Weather", date(2025, 1, 3), "en"),
        ("blattwerk.html", "Datenschutzerklärung – Blattwerk Gärtnerei GmbH", date(2024, 5, 1), "de"),
        ("tidelog.md", "Tidelog Privacy Policy", date(2024, 9, 30), "en"),
        ("cairnkit.md", "Cairnkit · Privacy Notice", date(2023, 6, 2), "en"),
        ("ferngate.html", "Ferngate Bank Privacy Notice", date(2023, 10, 9), "en"),
        ("saltmarsh.html", "Privacy | Saltmarsh Tools", date(2024, 6, 14), "en"),
        ("windmere.md", "Windmere Privacy Policy", date(2024, 2, 11), "en"),
    ],
)
def test_what_a_file_says_of_itself_is_found(name: str, title: str, effective: date, language: str) -> None:
    policy = parsed(name)
    assert (policy.title, policy.effective, policy.language) == (title, effective, language)


def test_items_keep_their_lists_and_labels() -> None:
    keys = {name: {clause.key for clause in parsed(name).clauses} for name in NAMES}
    assert {"4.a", "4.b", "4.c", "2.passenger-details.a-wheelchair-place"} <= keys["northquay.html"]
    assert {"retention.3", "retention.4", "definitions.wallet"} <= keys["quillmarket.html"]
    location = "osprey-weather-privacy-policy.location"
    assert {f"{location}.1.i", f"{location}.1.ii", f"{location}.2.i", f"{location}.2.ii"} <= keys["osprey-bundle.html"]
    assert {"4.1", "4.2", "2.bestelldaten"} <= keys["blattwerk.html"]
    assert {"2.boat-data.1", "2.boat-data.2"} <= keys["tidelog.md"]
    assert {"accounts.1", "accounts.2"} <= keys["cairnkit.md"]
    assert {"1.your-name-and", "1.a-copy-of-a-document.passport-or-identity"} <= keys["ferngate.html"]
    assert {"1.1", "1.2", "1.2.their-names", "1.3"} <= keys["windmere.md"]


def test_what_a_page_hides_until_it_is_asked_for_can_be_quoted() -> None:
    for answer in ("Visitors who order nothing", "Two people in our office", "within a fortnight"):
        assert answer in quotable("saltmarsh.html")
