from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ManifestError, UnreadableFileError
from ingest.sources import SourceRoot, default_policy_id, read_bytes, read_root

SUFFIXES = {".txt", ".md"}


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def read(path: Path) -> SourceRoot:
    return read_root(path, suffixes=SUFFIXES)


def test_a_folder_gives_its_files_by_name_subfolders_too(tmp_path: Path) -> None:
    root = read(write(tmp_path, b_txt="", a_md="", deep__er__c_TXT=""))
    assert [(file.name, file.policy_id) for file in root.files] == [
        ("a.md", "a"),
        ("b.txt", "b"),
        ("deep/er/c.TXT", "c"),
    ]


def test_hidden_files_and_other_formats_are_ignored_and_listed(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").touch()
    (tmp_path / ".hidden.txt").touch()
    (tmp_path / "notes.docx").touch()
    root = read(tmp_path)
    assert root.files == ()
    assert root.ignored == (".git/", ".hidden.txt", "notes.docx")


def test_of_a_package_only_the_documents_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "acme.txt").touch()
    (tmp_path / "__init__.py").touch()
    (tmp_path / "acme.txt").touch()
    root = read(tmp_path)
    assert [file.name for file in root.files] == ["acme.txt"]
    assert root.ignored == ()


def test_the_manifests_files_come_first_in_its_order(tmp_path: Path) -> None:
    manifest = '[z]\nfile = "m.txt"\n[acme]\nfile = "gone.txt"\n'
    root = read(write(tmp_path, a_txt="", m_txt="", manifest_toml=manifest))
    assert [(file.name, file.policy_id) for file in root.files] == [
        ("m.txt", "z"),
        ("gone.txt", "acme"),
        ("a.txt", "a"),
    ]


def test_a_manifest_in_a_subfolder_speaks_of_that_folder(tmp_path: Path) -> None:
    root = read(write(tmp_path, sub__manifest_toml='[acme]\nfile = "a.txt"\n', sub__a_txt="", a_txt=""))
    assert [(file.name, file.policy_id) for file in root.files] == [("sub/a.txt", "acme"), ("a.txt", "a")]


def test_two_manifests_cannot_share_a_policy(tmp_path: Path) -> None:
    entry = '[acme]\nfile = "a.txt"\n'
    write(tmp_path, manifest_toml=entry, sub__manifest_toml=entry)
    with pytest.raises(ManifestError, match=r"\[acme\] is in another manifest"):
        read(tmp_path)


def test_a_single_file_is_its_own_root_with_its_manifest_entry(tmp_path: Path) -> None:
    write(tmp_path, a_txt="", b_txt="", manifest_toml='[acme]\nfile = "a.txt"\nname = "Acme"\n')
    root = read(tmp_path / "a.txt")
    assert [(file.name, file.policy_id) for file in root.files] == [("a.txt", "acme")]
    assert root.path == (tmp_path / "a.txt").resolve()
    assert [file.policy_id for file in read(tmp_path / "b.txt").files] == ["b"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, secret_txt="")
    folder = write(tmp_path / "corpus", real_txt="x")
    for name, target in {"out.txt": "../secret.txt", "in.txt": "real.txt", "no.txt": "none"}.items():
        (folder / name).symlink_to(target)
    reasons = {}
    for file in read(folder).files:
        try:
            reasons[file.name] = read_bytes(Path(file.location), within=folder.resolve(), max_bytes=9).decode()
        except UnreadableFileError as exc:
            reasons[file.name] = str(exc).split(":")[0].split(" of ")[0]
    assert reasons == {
        "in.txt": "x",
        "no.txt": "cannot be read",
        "out.txt": "is a link that leads out",
        "real.txt": "x",
    }


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"there is no file or folder .*nowhere"):
        read(tmp_path / "nowhere")


def test_an_unreadable_manifest_is_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_bytes(b"\xff\xfe[")
    with pytest.raises(ManifestError, match=r"manifest\.toml cannot be read"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("name", "policy_id"),
    [
        ("adweek.com.txt", "adweek.com"),
        ("deep/velonoc.md", "velonoc"),
        ("Acme & Co (2024).txt", "Acme---Co--2024-"),
        ("Datenschutzerkla\u0308rung.txt", "Datenschutzerkl-rung"),
    ],
)
def test_the_id_is_the_files_name_without_its_last_extension(name: str, policy_id: str) -> None:
    assert default_policy_id(name) == policy_id


def test_an_id_that_differs_from_the_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").touch()
    assert read(tmp_path).notices == ("a b.txt: its policy id is a-b, as other characters cannot stand in an id",)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    write(tmp_path, a_txt="12345")
    assert read_bytes(tmp_path / "a.txt", within=tmp_path, max_bytes=5) == b"12345"
    with pytest.raises(UnreadableFileError, match="larger than 4 bytes"):
        read_bytes(tmp_path / "a.txt", within=tmp_path, max_bytes=4)


def test_a_file_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read: No such file"):
        read_bytes(tmp_path / "a.txt", within=tmp_path, max_bytes=5)
