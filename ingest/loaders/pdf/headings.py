"""Which paragraphs of a PDF are headings, and how deep: by the size and weight of letters and by numbers. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.loaders.headings_by_look import LookedAt, heading_levels, reads_as_heading
from ingest.loaders.pdf.paragraphs import Paragraph, Typography

_LARGER = 1.06


def find_headings(paragraphs: Sequence[tuple[Paragraph | None, str]], typography: Typography) -> dict[int, int]:
    """The level of each paragraph that is a heading, by its index. Each comes with its text."""
    return heading_levels(
        [
            LookedAt(index, round(2 * paragraph.first.size) / 2, paragraph.bold, paragraph.marker)
            for index, (paragraph, text) in enumerate(paragraphs)
            if paragraph is not None and _stands_out(paragraph, typography) and reads_as_heading(text, paragraph.marker)
        ]
    )


def _stands_out(paragraph: Paragraph, typography: Typography) -> bool:
    larger = paragraph.first.size > _LARGER * typography.size
    return larger or (paragraph.bold and not typography.bold and paragraph.first.size >= typography.size / _LARGER)
