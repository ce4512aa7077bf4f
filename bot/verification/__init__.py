"""Whether a written statement says no more than its quotes. Pure: no model, no file, no network.

`find_quote` finds a claimed quote in the text; `check_statement` compares a statement with the quotes that it cites.
"""

from bot.verification.quotes_found import find_quote
from bot.verification.rejection import Kind, Rejection
from bot.verification.verdict import check_statement

__all__ = ["Kind", "Rejection", "check_statement", "find_quote"]
