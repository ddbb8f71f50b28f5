"""Behind TLS the receiver proves the name that it was called by, though an address was called."""

import ssl

import pytest

from intake import outside
from tests.webhooks.given import why
from tests.webhooks.listening import certificate, listening


@pytest.fixture
def secured(tmp_path, monkeypatch, named):
    """A listener behind TLS as receiver.example.org, which this machine trusts, and the names it was asked for."""
    files, asked = certificate(tmp_path, "receiver.example.org"), []
    monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    outside._trust.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    context.sni_callback = lambda connection, name, _: asked.append(name)
    with listening(wrap=lambda line: context.wrap_socket(line, server_side=True)) as listener:
        yield listener, asked
    outside._trust.cache_clear()


def url_by_name(listener, name, named):
    named[name] = [["127.0.0.1"]]
    return listener.url.replace("http://127.0.0.1", f"https://{name}")


def test_the_name_is_asked_for_and_proved_though_an_address_is_called(secured, named):
    listener, asked = secured

    assert outside.post(url_by_name(listener, "receiver.example.org", named), {}, b"{}") == 204

    assert asked == ["receiver.example.org"]
    assert listener.heard[0].headers["host"].startswith("receiver.example.org:")


def test_a_certificate_of_another_name_is_refused_before_anything_is_sent(secured, named):
    listener, _ = secured
    assert why(url_by_name(listener, "other.example.org", named)) == "bad-certificate"
    assert listener.heard == []


def test_a_certificate_that_nobody_vouches_for_is_refused(secured, named, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    outside._trust.cache_clear()
    assert why(url_by_name(secured[0], "receiver.example.org", named)) == "bad-certificate"


def test_plain_http_at_a_port_that_expects_tls(secured, named):
    named["127.0.0.1"] = [["127.0.0.1"]]
    assert why(secured[0].url) in ("no-answer", "no-connection")
