"""From clauses to passages."""

from __future__ import annotations

from ingest.loaders.markdown import parse_markdown
from ingest.loaders.text import parse_text
from ingest.models import Passage
from ingest.outline import outline
from ingest.passages import passages

PROSE = "We keep what you give us for as long as your account is open, and then we delete it."


def _passages(text: str, max_tokens: int = 200) -> list[Passage]:
    document = parse_text(text)
    return passages(document, outline(document), max_tokens=max_tokens, count_tokens=lambda piece: len(piece.split()))


def test_a_small_clause_is_one_passage_with_its_headings_as_context() -> None:
    text = f"1. Scope\n{PROSE}\n2. Use\nA. Ours\n{PROSE} You may object.\nB. Theirs\n{PROSE}"
    first, second, third = _passages(text)
    assert (first.clause, first.context, first.text) == ("1", "1. Scope", PROSE)
    assert (second.clause, second.context) == ("2.A", "2. Use > A. Ours")
    assert [text[s.start : s.end] for s in second.sentences] == [PROSE, "You may object."]
    assert third.clause == "2.B"


def test_an_item_is_quoted_whole_without_its_bullet_and_knows_its_lead_in() -> None:
    items = "- Logs: 30 days. Longer if the law says so.\n- Bills: 7 years"
    text = f"1. Storage\nWe keep data as follows:\n{items}\n2. Use\n{PROSE}"
    lead_in, logs, bills, _ = _passages(text)
    assert lead_in.text == "We keep data as follows:"
    assert logs.text == "Logs: 30 days. Longer if the law says so."
    assert logs.sentences == (logs.span,)
    assert bills.context == "1. Storage\nWe keep data as follows:"


def test_an_item_in_an_item_knows_all_that_leads_in() -> None:
    text = f"1. Use\nWe use data to:\n(a) serve you, which means:\n(i) to ship;\n(ii) to bill.\n2. End\n{PROSE}"
    assert [p.context for p in _passages(text) if p.clause == "1.a.ii"] == [
        "1. Use > (a) serve you, which means\nWe use data to:"
    ]


def test_a_table_row_knows_its_columns() -> None:
    text = f"1. Storage\n{PROSE}\n\nKind | Kept for\nLogs | 30 days\n\n2. Use\n{PROSE}"
    (row,) = [p for p in _passages(text) if p.clause == "1.logs"]
    assert (row.context, row.text) == ("1. Storage\nKind | Kept for", "Logs | 30 days")


def test_a_heading_alone_has_no_passage() -> None:
    text = f"1. Scope\n{PROSE}\n2. Use\nA. Ours\n{PROSE}\nB. Theirs\n{PROSE}\n3. End"
    assert [p.clause for p in _passages(text)] == ["1", "2.A", "2.B"]


def test_a_long_text_is_split_at_sentence_ends() -> None:
    text = f"1. Scope\n{' '.join([PROSE] * 10)}\n2. Use\n{PROSE}"
    found = [p for p in _passages(text, max_tokens=40) if p.clause == "1"]
    assert len(found) == 5
    assert all(p.text == f"{PROSE} {PROSE}" for p in found)


def test_no_passage_is_longer_than_a_thousand_characters() -> None:
    found = _passages(" ".join([PROSE] * 40))
    assert len(found) == 4
    assert all(len(p.text) <= 1_000 for p in found)


def test_an_endless_sentence_is_cut_at_semicolons_and_else_at_white_space() -> None:
    listed = "We keep " + "; ".join(f"data of kind {n} for {n} days" for n in range(100)) + "."
    found = _passages(listed)
    assert all(p.text.endswith((";", ".")) for p in found)
    assert " ".join(p.text for p in found) == listed
    words = "data " * 1_000
    assert all(p.text.endswith("data") for p in _passages(words))
    assert "".join(p.text for p in _passages("x" * 2_500)) == "x" * 2_500


def test_passages_come_in_reading_order() -> None:
    starts = [p.start for p in _passages(f"1. A\n{PROSE}\nWe keep:\n- this\n- that\n{PROSE}\n2. B\n{PROSE}")]
    assert starts == sorted(starts)


def test_tags_in_a_table_row_are_not_embedded_and_offsets_hold() -> None:
    text = "<table>\n<tr><th>Data</th><th>Kept</th></tr>\n<tr><td>Bills</td><td class=x>10 years</td></tr>\n</table>\n"
    document = parse_markdown(text)
    (row,) = passages(document, outline(document), count_tokens=len)
    assert row.text == "Bills</td><td class=x>10 years"
    assert row.embedded_text.split() == ["Data", "|", "Kept", "Bills", "10", "years"]
    assert row.embedded_text.endswith("10 years")
    assert len(row.embedded_text) == len(row.context) + 1 + len(row.text)
