"""Whose address a request from behind the proxy counts as."""

import pytest

from clinic.proxy import client_address, client_network
from tests.starting import run


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("10.9.9.9, 203.0.113.7", "203.0.113.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("unknown", "127.0.0.1"),
        ("203.0.113.7, ", "127.0.0.1"),
        (None, "127.0.0.1"),
    ],
)
def test_the_last_address_counts(rf, forwarded, address):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    seen = client_address(lambda request: request.META["REMOTE_ADDR"])
    assert seen(rf.get("/", headers=headers)) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::ffff:cb00:7107", "203.0.113.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::"),
        ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::"),
        ("2001:db8:1:3::7", "2001:db8:1:3::"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
        ("a socket", "a socket"),
    ],
)
def test_who_calls_over_ipv6_counts_as_the_network(rf, address, network):
    seen = client_network(lambda request: request.META["REMOTE_ADDR"])
    assert seen(rf.get("/", REMOTE_ADDR=address)) == network


def test_behind_a_proxy_the_network_is_that_of_the_client():
    shown = "from clinic.settings import MIDDLEWARE; print(*MIDDLEWARE[:2])"
    assert run("-c", shown, AFOOT_BEHIND_TLS_PROXY="1").stdout.split() == [
        "clinic.proxy.client_address",
        "clinic.proxy.client_network",
    ]
