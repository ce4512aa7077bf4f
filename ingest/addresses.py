"""Which network addresses a page may be fetched from. Pure.

A page's address is chosen by whoever writes a link or runs a name server, so nothing of it is trusted: only addresses
of the public Internet are allowed, and the networks that a setting names.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Translators put an IPv4 address into the last 32 bits of this prefix (RFC 6052).
_NAT64 = ip_network("64:ff9b::/96")
# Where clouds tell a machine its own secrets, though the address looks public. Others are link-local or private.
_METADATA = frozenset(map(ip_address, ("168.63.129.16", "169.254.169.254", "100.100.100.200", "fd00:ec2::254")))
# Addresses that lead to another one inside them: 6to4 and Teredo tunnels, and a translator's local prefix.
_TUNNELS = tuple(map(ip_network, ("2002::/16", "2001::/32", "64:ff9b:1::/48")))


def parse_networks(text: str) -> tuple[Network, ...]:
    """Networks or single addresses, set apart by commas: "127.0.0.0/8, ::1". Raises ValueError."""
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def refusal(address: Address, *, allowed: Iterable[Network] = ()) -> str | None:
    """What kind of address it is that no page may come from; None for one that is fine.

    An IPv4 address in the clothes of IPv6 (`::ffff:127.0.0.1`, NAT64) is judged as that IPv4 address.
    """
    plain = _unwrapped(address)
    if isinstance(plain, IPv6Address) and plain.scope_id is not None:
        return "of one network interface"
    if any(plain in network for network in allowed):
        return None
    kinds = {
        "a cloud's metadata service": plain in _METADATA,
        "unspecified": plain.is_unspecified,
        "loopback": plain.is_loopback,
        "link-local": plain.is_link_local,
        "multicast": plain.is_multicast,
        "a tunnel": any(plain in network for network in _TUNNELS),
        "private": plain.is_private,
        "reserved": plain.is_reserved or not plain.is_global,
    }
    return next((kind for kind, holds in kinds.items() if holds), None)


def _unwrapped(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 and address.scope_id is None else address
