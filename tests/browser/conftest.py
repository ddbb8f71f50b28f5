"""A real browser at a real socket: Debian's Chromium, a fresh profile each time, and a security key that is plugged in.

A developer's machine without Chromium skips these tests; CI does not.
"""

import os
from pathlib import Path

import pytest
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ALONE = (  # says nothing to anybody but the server of the test
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000  # ms
TOLD = 'Cleared data types: "cache"'  # what signing out asked for
TOUCHED_AT_ONCE = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def chromium():
    """The browser, for the tests of one file."""
    if not CHROMIUM.exists() and os.environ.get("CI") != "true":
        pytest.skip("these tests need Chromium: apt-get install --no-install-recommends chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv(
            "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
        )  # Playwright's loop seems to run in the thread of the test
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=ALONE)
        yield browser
        browser.close()


class Server(LiveServerThread):
    """Serves on a thread of its own; files by whitenoise, as in production."""

    def __init__(self):
        super().__init__("localhost", static_handler=lambda application: application)


@pytest.fixture
def address(transactional_db):
    """Where Afoot is served. `localhost`, since a browser gives no key to a bare number."""
    server = Server()
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture
def page(chromium, address):
    """An empty tab; whatever the browser complained about fails the test."""
    context = chromium.new_context(base_url=address)
    context.set_default_timeout(PATIENCE)
    page, complaints = context.new_page(), []
    page.on("console", lambda line: TOLD not in line.text and complaints.append(f"{page.url}: {line.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    yield page
    context.close()
    assert complaints == []


class Key:
    """A security key that can be pulled out, and another one plugged in."""

    def __init__(self, page):
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        self.plug_in()

    def plug_in(self):
        made = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCHED_AT_ONCE})
        self.id = made["authenticatorId"]

    def pull_out(self):
        self.cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.id})


@pytest.fixture
def key(page):
    return Key(page)
