from __future__ import annotations

from ingest.language import detect_language, is_covered


def test_a_long_enough_text_is_recognised() -> None:
    german = "Wir speichern Ihre personenbezogenen Daten nur so lange, wie es für den jeweiligen Zweck nötig ist. "
    assert detect_language(german * 3) == "de"


def test_a_short_text_counts_as_english() -> None:
    assert detect_language("Datenschutz") == "en"


def test_white_space_does_not_make_a_text_long() -> None:
    assert detect_language("Datenschutz" + "\n" * 500) == "en"


def test_the_default_model_knows_english_alone_and_of_others_all_is_taken_to_be_known() -> None:
    assert is_covered("en", embeddings="minilm")
    assert not is_covered("de", embeddings="minilm")
    assert is_covered("de", embeddings="openai:text-embedding-3-large")
