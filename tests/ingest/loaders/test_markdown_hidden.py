"""Comments and hidden elements in Markdown stand in no block, and what stands around them does."""

from __future__ import annotations

import pytest

from ingest.loaders.markdown import parse_markdown


def blocks_of(text: str) -> list[tuple[str, str]]:
    document = parse_markdown(text)
    return [(str(block.kind), document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- EVIL words. -->",
        "<!-- EVIL\nwords. -->",
        '<span style="display:none">EVIL words.</span>',
        "<span style='color:white'>EVIL <span>words</span>.</span>",
        "<span hidden>EVIL words.</span>",
        "<b class=sr-only>EVIL words.</b>",
        "<span hidden>EVIL words.",
    ],
)
def test_what_is_hidden_after_a_sentence_is_in_no_block(hidden: str) -> None:
    assert blocks_of(f"We keep logs. {hidden}\n\nWe keep mail.") == [
        ("paragraph", "We keep logs."),
        ("paragraph", "We keep mail."),
    ]
    if hidden.endswith(">"):
        assert blocks_of(f"- We keep logs. {hidden} We keep mail.\n- We sell none.") == [
            ("item", "- We keep logs."),
            ("paragraph", "We keep mail."),
            ("item", "- We sell none."),
        ]


def test_a_comment_between_items_belongs_to_none() -> None:
    assert blocks_of("- Logs: a year.\n<!-- - Mail: a week. -->\n- Mail: a day.\n") == [
        ("item", "- Logs: a year."),
        ("item", "- Mail: a day."),
    ]


def test_a_hidden_element_around_paragraphs_hides_them() -> None:
    text = "We keep logs.\n\n<div hidden>\n\nEVIL words.\n\n<div>\n\n- More.\n\n</div>\n</div>\n\nWe keep mail.\n"
    assert blocks_of(text) == [("paragraph", "We keep logs."), ("paragraph", "We keep mail.")]


def test_a_sentence_with_hidden_words_in_its_middle_is_not_cut_in_two() -> None:
    """Its second half would say the opposite."""
    text = "We keep logs. We never <!-- really? --> sell your data. We keep mail."
    assert blocks_of(text) == [("paragraph", "We keep logs."), ("paragraph", "We keep mail.")]


def test_a_heading_and_a_row_keep_their_kind() -> None:
    text = "## Data <!-- a -->\n\n| Data | Kept |\n|---|---|\n| Logs <!-- b --> | 9 days |\n"
    assert blocks_of(text) == [("heading", "Data"), ("row", "| Logs"), ("row", "| 9 days |")]


@pytest.mark.parametrize(
    "seen",
    [
        '<span style="color:red">We keep mail.</span>',
        "<br hidden> We keep mail.",
        "<!-- We keep mail.",
        "<div id=hidden>We keep mail.</div>",
        "<details><summary>More</summary>We keep mail.</details>",
    ],
)
def test_what_is_not_hidden_is_in_a_block(seen: str) -> None:
    assert any("We keep mail." in text for _, text in blocks_of(f"We keep logs.\n\n{seen}\n"))
