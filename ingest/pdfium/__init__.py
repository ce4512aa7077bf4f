"""A program of its own around PDFium: a PDF on standard input, its words and their places on standard output.

PDFium is C++ that reads whatever a stranger wrote, so it is kept apart: when it crashes, hangs or wants all memory,
only its process ends. `ingest.loaders.pdf.pages` starts it and says what went wrong. Nothing else of ours is imported
here, so that it starts at once.
"""
