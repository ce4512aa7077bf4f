from __future__ import annotations

import pytest

from ingest.errors import FetchError
from ingest.urls import is_url, page_policy_id, parse_url


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("https://acme.example/privacy#cookies", "https://acme.example/privacy"),
        ("HTTP://ACME.example:8080/a/../b?x=1", "http://acme.example:8080/b?x=1"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443/"),
    ],
)
def test_an_address_is_read_in_one_way_and_loses_its_fragment(text: str, read: str) -> None:
    assert str(parse_url(text)) == read


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0x7f.1", "127.1", "127.0.0.1.", "0x7f.0.0.0x1", "1.2.3.4.5", "evil.0x1"],
)
def test_a_number_written_in_an_odd_way_is_no_host(host: str) -> None:
    with pytest.raises(FetchError, match="odd way"):
        parse_url(f"http://{host}/")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ftp://acme.example/privacy", "ftp:// addresses are not fetched"),
        ("file:///etc/passwd", "file:// addresses are not fetched"),
        ("https:///privacy", "has no host"),
        ("https://ac me.example/", "is no host name"),
        ("https://ac%6de.example/", "is no host name"),
        ("https://acme.example\\@other.example/", "user name|is no host name"),
        ("http://[fe80::1%25eth0]/", "interface|host name"),
        ("http://[fe80::1%eth0]/", "interface|host name"),
        ("http://[::1", "not an address"),
        ("https://acme.example:99999/", "impossible port"),
        ("http://0177.0.0.1/", "not an address: Invalid IPv4 address"),
        ("http://１２７.０.０.１/", "not an address"),
        ("https://acme.example/" + "a" * 2_000, "too long"),
    ],
)
def test_what_is_wrong_with_an_address_is_told(text: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        parse_url(text)


def test_credentials_are_refused_and_not_repeated() -> None:
    with pytest.raises(FetchError, match=r"acme\.example holds a user name or password") as caught:
        parse_url("https://jo:secret@acme.example/privacy")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "policy_id"),
    [
        ("https://www.acme.example/", "acme.example"),
        ("https://acme.example/legal/privacy.html", "acme.example-legal-privacy"),
        ("http://127.0.0.1:8080/p", "127.0.0.1-8080-p"),
        ("https://acme.example/show?doc=privacy&v=2.1", "acme.example-show-doc-privacy-v-2.1"),
        ("https://acme.example/über uns/", "acme.example--ber-uns"),
    ],
)
def test_a_page_gives_its_policy_a_readable_id(text: str, policy_id: str) -> None:
    assert page_policy_id(parse_url(text)) == policy_id


def test_a_path_is_no_address() -> None:
    assert is_url("https://acme.example")
    assert is_url("ftp://acme.example")
    assert not is_url("corpus/https.txt")
    assert not is_url("C:/policies")
