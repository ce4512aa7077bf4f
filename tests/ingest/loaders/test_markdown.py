from datetime import date

import pytest

from ingest.loaders.markdown import parse_markdown
from ingest.models import Block


def blocks_of(text: str) -> list[tuple[str, str]]:
    return [(str(block.kind), text[block.start : block.end]) for block in parse_markdown(text).blocks]


def only(text: str) -> Block:
    (block,) = parse_markdown(text).blocks
    return block


@pytest.mark.parametrize(
    ("line", "level", "shown"),
    [
        ("# Privacy Policy", 1, "Privacy Policy"),
        ("### 7. Data Retention ###", 3, "7. Data Retention"),
        ("##   **Your rights**", 2, "Your rights"),
        ("## [Cookies](#top)", 2, "Cookies"),
        ('## <a name="c"></a>Cookies', 2, "Cookies"),
        ("## C# and *us*", 2, "C# and *us*"),
        ("Privacy Policy\n==============", 1, "Privacy Policy"),
        ("Cookies\n---", 2, "Cookies"),
        ("> ## Quoted", 2, "Quoted"),
    ],
)
def test_a_heading_begins_and_ends_with_its_visible_words(line: str, level: int, shown: str) -> None:
    block = only(line)
    assert (block.kind, block.level, line[block.start : block.end]) == ("heading", level, shown)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("## Cookies {#cookies}", "cookies"),
        ("## Cookies ## {#cookies .wide}", "cookies"),
        ("## Cookies\n{: #cookies}", "cookies"),
        ('<a id="cookies"></a>\n## Cookies', "cookies"),
        ('<a name="cookies"></a>\n\nWe use cookies.', "cookies"),
        ('## <span id="cookies"></span>Cookies', "cookies"),
        ("## Cookies {.wide}", None),
    ],
)
def test_an_anchor_is_kept_and_not_shown(text: str, anchor: str | None) -> None:
    block = only(text)
    assert block.anchor == anchor
    assert text[block.start : block.end] in ("Cookies", "We use cookies.")


def test_an_escaped_number_is_the_headings_label() -> None:
    assert only("## 7\\. Retention").label == "7"


def test_a_rule_under_wrapped_prose_makes_no_heading() -> None:
    assert blocks_of("We keep logs for twelve\nmonths and mail for three.\n---\n") == [
        ("paragraph", "We keep logs for twelve\nmonths and mail for three.")
    ]


@pytest.mark.parametrize("line", ["**Data Retention**", "__Data Retention__", "**Data Retention:**", "**4. Cookies.**"])
def test_a_line_that_is_all_bold_is_a_heading_of_unknown_level(line: str) -> None:
    block = only(line)
    assert (block.kind, block.level) == ("heading", 0)
    assert line[block.start : block.end].strip("*_:") in ("Data Retention", "4. Cookies.")


@pytest.mark.parametrize("line", ["**We never sell your data.**", "**Label:** text", "**One** and **two**"])
def test_a_bold_sentence_or_label_is_a_paragraph(line: str) -> None:
    assert blocks_of(line) == [("paragraph", line)]


def test_a_line_in_capitals_is_a_heading() -> None:
    assert blocks_of("DATA RETENTION\n\nWE NEVER SELL DATA.") == [
        ("heading", "DATA RETENTION"),
        ("paragraph", "WE NEVER SELL DATA."),
    ]


def test_a_bold_first_line_is_the_heading_of_the_lines_below_it() -> None:
    assert blocks_of("**Data Retention**\nWe keep logs.") == [
        ("heading", "Data Retention"),
        ("paragraph", "We keep logs."),
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    assert blocks_of("We keep\nlogs for\n  a year.\n\nAnd mail.") == [
        ("paragraph", "We keep\nlogs for\n  a year."),
        ("paragraph", "And mail."),
    ]


def test_list_items_begin_at_their_markers_and_know_their_depth_and_number() -> None:
    text = "3. Three\n   wrapped\n\n   - deep\n     1) deeper\n4. Four\n"
    found = [(block.level, block.label, text[block.start : block.end]) for block in parse_markdown(text).blocks]
    assert found == [
        (0, "3", "3. Three\n   wrapped"),
        (1, None, "- deep"),
        (2, "1", "1) deeper"),
        (0, "4", "4. Four"),
    ]


def test_a_further_paragraph_of_an_item_follows_it_one_level_deeper() -> None:
    text = "- We keep logs.\n\n  For a year.\n"
    item, paragraph = parse_markdown(text).blocks
    assert (item.kind, item.level, paragraph.kind, paragraph.level) == ("item", 0, "paragraph", 1)
    assert text[paragraph.start : paragraph.end] == "For a year."


def test_a_list_indented_too_little_still_nests_in_the_one_before() -> None:
    text = "1. We share with:\n  - banks\n  - couriers\n2. We keep logs.\n"
    assert [block.level for block in parse_markdown(text).blocks] == [0, 1, 1, 0]


def test_deep_indentation_is_no_code() -> None:
    assert blocks_of("Text.\n\n        (a) We keep logs.\n") == [
        ("paragraph", "Text."),
        ("paragraph", "(a) We keep logs."),
    ]


def test_markers_that_markdown_does_not_know_begin_items() -> None:
    assert blocks_of("We keep:\n(a) logs, and\n(b) mail for a year\n(see below).\n") == [
        ("paragraph", "We keep:"),
        ("item", "(a) logs, and"),
        ("item", "(b) mail for a year\n(see below)."),
    ]
    assert blocks_of("We keep\n• logs\n• mail") == [("paragraph", "We keep"), ("item", "• logs"), ("item", "• mail")]


def test_a_reference_at_a_line_start_is_no_item() -> None:
    assert blocks_of("as said in article 6 paragraph 1\n(b) of the law.") == [
        ("paragraph", "as said in article 6 paragraph 1\n(b) of the law.")
    ]


def test_a_heading_in_a_numbered_item_takes_its_number() -> None:
    block = only("2. ## Retention")
    assert (block.kind, block.level, block.label) == ("heading", 2, "2")


def test_table_rows_carry_the_header_as_plain_text_and_the_rule_is_no_row() -> None:
    text = "| **Data** | [Kept](#k) for |\n|:--|--:|\n| Logs | 1 year |\n| | |\n Mail | 3 months \n"
    document = parse_markdown(text)
    assert [text[row.start : row.end] for row in document.blocks] == ["| Logs | 1 year |", "Mail | 3 months"]
    assert {row.header for row in document.blocks} == {("Data", "Kept for")}


def test_table_lines_without_a_rule_are_rows_too() -> None:
    assert blocks_of("| Logs | 1 year |\n| Mail | 3 months |") == [
        ("row", "| Logs | 1 year |"),
        ("row", "| Mail | 3 months |"),
    ]


def test_a_definition_list_gives_an_item_a_term() -> None:
    assert blocks_of("Controller\n: The company that\n  decides.\n\nProcessor\n: Its helper.\n") == [
        ("item", "Controller\n: The company that\n  decides."),
        ("item", "Processor\n: Its helper."),
    ]


def test_footnotes_quotes_and_fenced_prose_are_paragraphs() -> None:
    text = "Text[^1].\n\n> Quoted\n> words\n>\n> More\n\n[^1]: A note.\n\n```\nFenced\n\nprose\n```\n"
    assert blocks_of(text) == [
        ("paragraph", "Text[^1]."),
        ("paragraph", "Quoted\n> words"),
        ("paragraph", "More"),
        ("paragraph", "A note."),
        ("paragraph", "Fenced"),
        ("paragraph", "prose"),
    ]


@pytest.mark.parametrize(
    "furniture",
    [
        "<!-- a note\n\nover lines -->",
        "---",
        "* * *",
        "![logo](logo.png)",
        "[![build](b.svg)](https://ci.example) ![stars](s.svg)",
        "- [Cookies](#cookies)\n- [Rights](#rights)\n  1. [Access](#access)",
        "## Table of Contents\n\n1. [Cookies](#cookies)\n2. [Rights](#rights)",
        "[Back to top](#top)",
        "[[toc]]",
        "* TOC\n{:toc}",
        "{% include nav.html %}",
        "<br>",
        "<script>\nvar x = 1;\n</script>",
        "<nav><a href='/'>Home</a></nav>",
        "[ref]: https://acme.example",
    ],
)
def test_what_is_no_prose_is_no_block(furniture: str) -> None:
    assert blocks_of(f"Before.\n\n{furniture}\n\nAfter.\n") == [("paragraph", "Before."), ("paragraph", "After.")]


def test_a_list_that_links_elsewhere_is_kept() -> None:
    assert len(blocks_of("- [Acme](https://acme.example)\n- [Cookies](#cookies)\n")) == 2


def test_a_comment_that_never_ends_hides_nothing() -> None:
    assert blocks_of("<!-- open\n\nWe keep logs.\n")[-1] == ("paragraph", "We keep logs.")


def test_front_matter_gives_title_and_date_and_no_block() -> None:
    document = parse_markdown("---\ntitle: 'Acme Privacy'\nlast_updated: 2024-05-01\ntags:\n  - legal\n---\nText.\n")
    assert (document.title, document.effective) == ("Acme Privacy", date(2024, 5, 1))
    assert [document.text[block.start : block.end] for block in document.blocks] == ["Text."]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert blocks_of("---\n\nWe keep logs.\n\n---\n\nMail.\n") == [
        ("paragraph", "We keep logs."),
        ("paragraph", "Mail."),
    ]


def test_html_tables_lists_and_headings_become_blocks() -> None:
    text = (
        '<h2 id="r">Retention</h2>\n<p>We keep:</p>\n<ol type="a" start="2">'
        "<li>logs<ul><li>old</li></ul></li><li>mail</li></ol>\n"
        "<table>\n<tr><th>Data</th><th>Kept</th></tr>\n\n<tr><td>Logs</td>\n<td>1 year</td></tr>\n</table>\n"
    )
    found = [
        (str(block.kind), block.level, block.label, text[block.start : block.end])
        for block in parse_markdown(text).blocks
    ]
    assert found == [
        ("heading", 2, None, "Retention"),
        ("paragraph", 0, None, "We keep:"),
        ("item", 0, "b", "logs"),
        ("item", 1, None, "old"),
        ("item", 0, "c", "mail"),
        ("row", 0, None, "Logs</td>\n<td>1 year"),
    ]
    blocks = parse_markdown(text).blocks
    assert (blocks[0].anchor, blocks[-1].header) == ("r", ("Data", "Kept"))


def test_markdown_inside_an_html_cell_belongs_to_the_row() -> None:
    assert blocks_of("<table><tr><td>\n\nWe keep **logs**\n\n</td><td>a year</td></tr></table>") == [
        ("row", "We keep **logs**\n\n</td><td>a year")
    ]


def test_a_summary_is_the_heading_of_its_details() -> None:
    assert blocks_of("<details>\n<summary>Who sees it?</summary>\n\nOnly us.\n\n</details>") == [
        ("heading", "Who sees it?"),
        ("paragraph", "Only us."),
    ]


def test_a_lone_container_tag_does_not_hide_the_markdown_below_it() -> None:
    assert blocks_of('<div class="legal">\n## Cookies\n- one\n</div>') == [("heading", "Cookies"), ("item", "- one")]


def test_nesting_without_end_is_read_as_plain_text_with_a_notice() -> None:
    document = parse_markdown(">" * 5_000 + " We keep logs.")
    assert "nested" in document.notices[0]
    assert document.media_type == "text/markdown"


@pytest.mark.parametrize(
    "code",
    [
        "import Tabs from '@theme/Tabs';\nimport './style.css';",
        "export const year = 2024;",
        "{/* ask legal\nabout this */}",
        "{::comment}\nask legal\n{:/comment}",
        "{% comment %} ask legal {% endcomment %}",
        '<a href="https://acme.example"><img src="logo.png" alt="Acme"></a>',
        '<p align="center">\n<a href="#data">Data</a> •\n<a href="#rights">Rights</a>\n</p>',
    ],
)
def test_code_and_comments_of_other_dialects_are_no_text(code: str) -> None:
    assert blocks_of(f"{code}\n\nWe keep it.\n\n{code}\n") == [("paragraph", "We keep it.")]


def test_the_word_import_may_begin_a_sentence() -> None:
    assert len(blocks_of("import duties are paid by you.\n\nexport rules apply.")) == 2


def test_an_alerts_name_is_no_text_of_it() -> None:
    assert blocks_of("> [!NOTE]\n> We keep it.\n\n> [!WARNING]\n>\n> We share it.") == [
        ("paragraph", "We keep it."),
        ("paragraph", "We share it."),
    ]


def test_a_title_block_is_the_title_and_no_text() -> None:
    document = parse_markdown("% Privacy Notice of Gull\n% Legal\n% 2024\n\nWe keep it.\n")
    assert (document.title, len(document.blocks)) == ("Privacy Notice of Gull", 1)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1. one\n1. two\n1. three", ["1", "2", "3"]),
        ("3. one\n3. two", ["3", "4"]),
        ("1. one\n   1. inner\n   1. inner\n1. two", ["1", "1", "2", "2"]),
        ("1. one\n2. two\n4. four", ["1", "2", "4"]),
    ],
)
def test_items_that_are_numbered_alike_are_counted_as_the_page_does(text: str, labels: list[str]) -> None:
    assert [block.label for block in parse_markdown(text).blocks] == labels
