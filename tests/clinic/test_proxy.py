"""Whose address a request from behind the proxy counts as."""

import pytest

from clinic.proxy import client_address


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
