"""A heading without a body is quoted where it says something, and stays a heading where it only names something."""

from __future__ import annotations

import pytest

from ingest.parsing import parse_policy

BODY = "Mail is kept for as long as you have an account with us, and no longer."


def passages_of(name: str, text: str) -> list[str]:
    return [passage.text for passage in parse_policy(name, text.encode()).passages]


@pytest.mark.parametrize(
    "statement",
    [
        "We never sell your data",
        "You may ask us for a copy",
        "Your data is never sold to anybody",
        "All payments are handled by Brio Bank",
        "Mosaics are never sold. (See also the section on sales.)",
        "Nobody reads your mail (not even we)",
    ],
)
def test_a_statement_set_as_a_heading_is_found(statement: str) -> None:
    html = f"<h1>Policy</h1><h2>{statement}</h2><h2>Mail</h2><p>{BODY}</p><h2>{statement}</h2>"
    assert passages_of("a.html", html).count(statement) == 2
    assert statement in passages_of("a.md", f"# Policy\n\n## **{statement}**\n\n## Mail\n\n{BODY}\n")
    assert statement in passages_of("a.txt", f"Policy\n\nMail\n\n{BODY}\n\n{statement}\n\nLogs\n\n{BODY}\n")


@pytest.mark.parametrize(
    "title", ["Your Rights", "How we use it", "Final provisions", "Do you sell data?", "WE AND YOU"]
)
def test_a_title_is_no_text(title: str) -> None:
    assert passages_of("a.html", f"<h1>Policy</h1><h2>{title}</h2><h2>Mail</h2><p>{BODY}</p>") == [BODY]


def test_a_statement_above_a_body_or_sections_of_its_own_is_their_heading() -> None:
    sold = f"<h2>We never sell your data</h2><p>{BODY}</p>"
    rights = f"<h2>You have these rights</h2><h3>Mail</h3><p>{BODY}</p>"
    parsed = parse_policy("a.html", f"<h1>Policy</h1>{sold}{rights}".encode())
    assert [clause.title for clause in parsed.clauses if clause.kind == "section"] == [
        "Policy",
        "We never sell your data",
        "You have these rights",
        "Mail",
    ]
