from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from ingest.addresses import parse_networks, refusal


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1", "64:ff9b::5db8:d70e", "::ffff:8.8.8.8"])
def test_public_addresses_are_fine_also_behind_a_translator(address: str) -> None:
    assert refusal(ip_address(address)) is None


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("127.8.9.10", "loopback"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("64:ff9b::7f00:1", "loopback"),
        ("0.0.0.0", "unspecified"),
        ("::", "unspecified"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("64:ff9b::c0a8:101", "private"),
        ("fd12:3456::1", "private"),
        ("100.64.0.1", "reserved"),
        ("240.0.0.1", "private"),
        ("::127.0.0.1", "reserved"),
        ("169.254.1.1", "link-local"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "of one network interface"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("2002:7f00:1::", "a tunnel"),
        ("2001:0:4136:e378::1", "a tunnel"),
        ("64:ff9b:1::1", "a tunnel"),
        ("169.254.169.254", "a cloud's metadata service"),
        ("::ffff:169.254.169.254", "a cloud's metadata service"),
        ("168.63.129.16", "a cloud's metadata service"),
        ("100.100.100.200", "a cloud's metadata service"),
        ("fd00:ec2::254", "a cloud's metadata service"),
    ],
)
def test_addresses_that_lead_inwards_are_refused_in_any_clothes(address: str, kind: str) -> None:
    assert refusal(ip_address(address)) == kind


def test_a_network_that_is_allowed_is_allowed_alone() -> None:
    allowed = parse_networks("10.0.0.0/8, ::1")
    assert allowed == (ip_network("10.0.0.0/8"), ip_network("::1/128"))
    assert refusal(ip_address("10.1.2.3"), allowed=allowed) is None
    assert refusal(ip_address("::ffff:10.1.2.3"), allowed=allowed) is None
    assert refusal(ip_address("::1"), allowed=allowed) is None
    assert refusal(ip_address("192.168.1.1"), allowed=allowed) == "private"
    assert refusal(ip_address("169.254.169.254"), allowed=allowed) == "a cloud's metadata service"
