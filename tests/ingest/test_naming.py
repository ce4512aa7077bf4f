from __future__ import annotations

import pytest

from ingest.models import Clause, ClauseKind
from ingest.naming import organisation_in, owner_of, title_of


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("Acme Privacy Policy", "Acme"),
        ("Acme's Privacy Notice", "Acme"),
        ("ACME GmbH – Privacy Statement", "ACME GmbH"),
        ("Acme Online Privacy Policy", "Acme"),
        ("Privacy Policy of Acme & Sons", "Acme & Sons"),
        ("Privacy Policy for the Acme App", "Acme App"),
        ("Privacy Notice | Acme", "Acme"),
        ("Privacy Policy", ""),
        ("Our Privacy Policy", ""),
        ("Website Privacy Notice", ""),
        ("Global Customer Privacy Notice", ""),
        ("Privacy Policy - Effective 2024", ""),
        ("1. What we collect", ""),
        ("Acme | Privacy Policy | Legal", "Acme"),
        ("Privacy Policy - Home", ""),
        ("Legal - Acme Weather", "Acme Weather"),
        ("Your data – and us", ""),
        ("Privacy policy for patients and visitors", ""),
        ("Acme's Privacy & Cookie Policy", "Acme"),
        ("Datenschutzerklärung der Muster GmbH", "Muster GmbH"),
        ("Datenschutzerklärung für unsere Webseite", ""),
        ("Politique de confidentialité d'Exemple", "Exemple"),
        ("Política de privacidad de Ejemplo", "Ejemplo"),
        ("Notre politique de confidentialité", ""),
        ("", ""),
    ],
)
def test_whose_policy_a_title_says_it_is(title: str, owner: str) -> None:
    assert owner_of(title) == owner


def heading(title: str, *, label: str = "", kind: ClauseKind = ClauseKind.SECTION) -> Clause:
    return Clause(key=title, label=label, title=title, path=(title,), kind=kind, start=0, end=9, body_start=9)


def test_the_first_heading_that_names_an_owner_is_the_title() -> None:
    assert title_of([heading("Home"), heading("Acme  Privacy\nPolicy")]) == "Acme Privacy Policy"


def test_a_numbered_section_is_no_title() -> None:
    assert title_of([heading("Changes to Acme Privacy Policy", label="9")]) == ""


def test_a_heading_far_down_is_no_title() -> None:
    assert title_of([heading("What we do")] * 9 + [heading("Acme Privacy Policy")]) == ""


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Acme  data\nhandling", "Acme data handling"),
        ("Acme", "Acme"),
        ("Privacy Policy", "Beta Privacy Policy"),
        ("Our Legal Notices", "Beta Privacy Policy"),
        (" ", "Beta Privacy Policy"),
        (None, "Beta Privacy Policy"),
    ],
)
def test_a_title_that_the_format_states_goes_first_unless_it_is_anybodys(stated: str | None, title: str) -> None:
    assert title_of([heading("Beta Privacy Policy")], stated=stated) == title


def test_no_clauses_no_title() -> None:
    assert title_of([]) == ""


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ('Acme Inc. ("Acme", "we", "us" or "our") runs this site.', "Acme Inc."),
        ("This policy explains how Acme Corp. and its affiliates (“Acme,” “we”) use data.", "Acme Corp."),
        ("1. Scope\nAt 3Com, Ltd. (“us”) we care.", "3Com, Ltd."),
        ("Welcome. The Bank of Example (the “Bank”, “we”) keeps data.", "Bank of Example"),
        ("Die Muster GmbH (im Folgenden „wir“) verarbeitet Daten.", "Muster GmbH"),
        ("This Privacy Policy (“we”) is short.", ""),
        ("Our affiliates (“we”) and Acme (a company) keep data.", ""),
        ("We keep data. " * 400 + 'Acme Inc. ("we")', ""),
    ],
)
def test_who_a_text_says_we_are(text: str, organisation: str) -> None:
    assert organisation_in(text) == organisation


@pytest.mark.parametrize("stated", ["Document1", "Untitled document", "index", "privacy_final.docx"])
def test_a_title_that_a_program_gave_says_nothing(stated: str) -> None:
    heading = Clause("a", "", "Acme Privacy Policy", ("Acme Privacy Policy",), ClauseKind.SECTION, 0, 30, 20)
    assert title_of([heading], stated=stated) == "Acme Privacy Policy"
