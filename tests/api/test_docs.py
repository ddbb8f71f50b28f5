"""`/docs/`: the page to read the API by loads nothing from any other host."""

from html.parser import HTMLParser

import pytest


class Loaded(HTMLParser):
    """What a page loads, and from where."""

    def __init__(self):
        super().__init__()
        self.sources = []

    def handle_starttag(self, tag, attrs):
        self.sources += [
            value for name, value in attrs if name in ("src", "href", "srcset", "data", "spec-url")
        ]


@pytest.fixture
def page(client):
    loaded = Loaded()
    loaded.feed(client.get("/api/v1/docs/").content.decode())
    return loaded


def test_the_page_names_our_own_files_alone(page):
    assert len(page.sources) == 2
    for source in page.sources:
        assert "//" not in source


def test_what_the_page_loads_may_load_nothing_from_outside(client):
    # Redoc fetches its maker's mark from a host of theirs unless it is forbidden to.
    policy = client.get("/api/v1/docs/")["Content-Security-Policy"]
    policy = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert policy["default-src"] == "'self'"
    assert not any("http" in rule or "*" in rule for rule in policy.values())


def test_the_script_of_the_page_is_served_here(client, page):
    script = next(source for source in page.sources if source.endswith(".js"))

    answer = client.get(script)

    assert answer.status_code == 200
    assert "javascript" in answer["Content-Type"]
    assert sum(map(len, answer.streaming_content)) > 100_000


def test_the_page_is_for_everyone(client):
    answer = client.get("/api/v1/docs/", headers={"Accept": "text/html"})

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
