"""An answer from a table row stands under the section's heading; its citation names the columns too."""

from __future__ import annotations

from pathlib import Path

from tests.bot.small_policies import bot_over

ROWS = "| Data | Kept for |\n|---|---|\n| Bills | seven years |\n| Log files | ninety days |\n"
TABLE = f"# Periods\n\n{ROWS}\n# Sale\n\nNone.\n"


def test_a_row_is_cited_with_its_columns_and_shown_under_its_section(tmp_path: Path) -> None:
    with bot_over(tmp_path, {"acme.md": TABLE}) as bot:
        answer = bot.ask("How long are log files kept?", policies=["acme"])
    row = next(one for one in answer.citations if "ninety days" in one.quote)
    assert row.path == ("Periods", "Data | Kept for", "Log files")
    assert answer.answer.startswith("acme, Periods:")
