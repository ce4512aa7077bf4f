from __future__ import annotations

from datetime import date

import pytest

from ingest.errors import ManifestError
from ingest.manifest import ManifestEntry, parse_manifest


def test_every_key_is_read() -> None:
    text = """
    [acme]
    file = "texts/acme.txt"
    name = "Acme"
    aliases = ["Acme Inc.", "Acme Inc."]
    effective = 2024-05-01
    language = "en"
    source_url = "https://acme.example/privacy"
    """
    assert parse_manifest(text, where="manifest.toml") == [
        ManifestEntry(
            policy_id="acme",
            file="texts/acme.txt",
            name="Acme",
            aliases=("Acme Inc.",),
            effective=date(2024, 5, 1),
            language="en",
            source_url="https://acme.example/privacy",
        )
    ]


def test_several_versions_share_the_policys_name() -> None:
    text = """
    [acme]
    name = "Acme"
    [[acme.version]]
    file = "old.txt"
    effective = 2020-01-01
    [[acme.version]]
    file = "new.txt"
    effective = "2024-01-01"
    """
    assert [
        (entry.policy_id, entry.name, entry.file, entry.effective) for entry in parse_manifest(text, where="m")
    ] == [
        ("acme", "Acme", "old.txt", date(2020, 1, 1)),
        ("acme", "Acme", "new.txt", date(2024, 1, 1)),
    ]


def test_an_empty_manifest_lists_nothing() -> None:
    assert parse_manifest("# nothing yet\n", where="m") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[acme", "m: not valid TOML"),
        ('title = "x"', "m: [title] is not a table"),
        ('["a b"]\nfile = "x.txt"', "m: [a b] is no policy id"),
        ("[acme]", "m: [acme] needs either file"),
        ('[acme]\nfile = "a.txt"\nfiel = "b.txt"', "unknown key fiel; known are aliases, effective, file"),
        ('[adweek.com]\nfile = "a.txt"', 'written in quotes: ["adweek.com"]'),
        ('[acme]\nfile = "../a.txt"', "'../a.txt' must be a path inside the manifest's folder"),
        ('[acme]\nfile = "/etc/passwd"', "must be a path inside"),
        ('[acme]\nfile = "a\\\\b.txt"', "must be a path inside"),
        ('[acme]\nfile = "C:/b.txt"', "must be a path inside"),
        ('[acme]\nfile = ""', "file must be a text that is not empty"),
        ("[acme]\nfile = 3", "file must be a text"),
        ('[acme]\nfile = "a.txt"\naliases = "Acme"', "aliases must be a list"),
        ('[acme]\nfile = "a.txt"\naliases = [""]', "aliases must be a list"),
        ('[acme]\nfile = "a.txt"\neffective = "soon"', "'soon' is no date"),
        ('[acme]\nfile = "a.txt"\neffective = 2024-05-01T10:00:00', "effective must be a date"),
        ('[acme]\nfile = "a.txt"\nlanguage = "English"', "language must be a code"),
        ('[acme]\nfile = "a.txt"\nsource_url = "acme.example"', "source_url must begin"),
        ('[acme]\nfile = "a.txt"\n[beta]\nfile = "./a.txt"', "a.txt is listed twice, under [acme] and [beta]"),
        ('[[acme.version]]\nfile = "a.txt"', "every [[acme.version]] needs an effective date"),
        ('[[acme.version]]\nfile = "a.txt"\neffective = 2024-01-01\nname = "A"', "unknown key name"),
        ('[acme]\nfile = "a.txt"\n[[acme.version]]\nfile = "b.txt"', "needs either file"),
        ('[acme]\nversion = "2"', "are written as [[acme.version]] tables"),
        ("[acme]\nversion = []", "are written as"),
    ],
)
def test_what_is_wrong_is_named(text: str, message: str) -> None:
    with pytest.raises(ManifestError) as caught:
        parse_manifest(text, where="m")
    assert message in str(caught.value)
