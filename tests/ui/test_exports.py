"""What is taken away says what was shown, and does no harm where it is opened."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.values import answer, citation
from ui.conversation import Pasted, Scope, Turn
from ui.exports import copied, table_csv, table_markdown, transcript_json, transcript_markdown
from ui.troubles import Kind, Trouble

NAMES = {"acme": "Acme"}


def test_a_copied_answer_lists_its_sources() -> None:
    assert copied(answer(citation(1)), NAMES).splitlines()[-1] == (
        "[1] Acme, version of 1 January 2025, Retention › Logs (acme#retention.logs): “We keep logs for 90 days.”"
    )


def test_a_transcript_has_questions_answers_and_quotes_and_leaves_markdown_alone() -> None:
    turns = [
        Turn("How\n*long*?", Scope(), answer=answer(citation(1))),
        Turn("And?", Scope(), trouble=Trouble(Kind.BUSY, "Too many questions at once", "Wait.")),
        Turn("Then?", Scope()),
    ]
    text = transcript_markdown(turns, NAMES)
    assert "## How \\*long\\*?" in text
    assert "   > We keep logs for 90 days." in text
    assert "*Too many questions at once.*" in text
    assert "*Stopped before the answer came.*" in text


def test_a_transcript_as_data_holds_the_whole_answers() -> None:
    whole = answer(citation(1))
    scope = Scope(("acme",), date(2025, 1, 2))
    told = json.loads(
        transcript_json([Turn("How long?", scope, answer=whole), Turn("?", Scope(pasted=Pasted("P", "t")))])
    )
    assert told["conversation"][0]["answer"] == whole.model_dump(mode="json")
    assert told["conversation"][0]["as_of"] == "2025-01-02"
    assert told["conversation"][1]["pasted"] == "P"


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    lines = list(csv.reader(io.StringIO(table_csv(["a"], [["=1+1"], ["-5"], ["plain, with comma"]]))))
    assert lines == [["a"], ["'=1+1"], ["'-5"], ["plain, with comma"]]


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=4))
def test_a_markdown_table_has_a_line_a_row_whatever_is_in_it(cells: list[list[str]]) -> None:
    written = table_markdown(["a", "b"], cells)
    assert len(written.split("\n")) == len(cells) + 3
    assert all(line.replace("\\|", "").count("|") == 3 for line in written.split("\n") if line)
