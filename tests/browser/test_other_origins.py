"""A page of another origin achieves nothing with the cookies of one who is signed in, and shows no page of ours.

`localhost` at another port is another origin but the same site, so that SameSite lets its cookies through there.
"""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.contrib.sessions.models import Session

from intake.models import Patient
from tests.api.given import trail
from tests.browser.conftest import PATIENCE
from tests.browser.given import sign_in
from tests.desk.given import PHRASE

ID = "0190a000-0000-4000-8000-00000000a0a0"
PAGES = (  # and what a form would send them
    ("/desk/sign-out/", {}),
    ("/desk/sign-in/", {"login": "bo", "password": PHRASE}),
    ("/desk/password-again/", {"password": PHRASE}),
    ("/desk/second-factor/recovery-codes/generate/", {}),
)
OF_THE_API = ("/api/v1/sign-out/", "/api/v1/assessments/", f"/api/v1/patients/{ID}/merge/")
FETCH = """async ([url, method, mode, headers, body]) => {
    try {
        await fetch(url, {method, mode, headers, body, credentials: "include"})
        return "answered"
    } catch (refused) { return refused.name }
}"""


class Foreign(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *_):
        """Nothing."""


@pytest.fixture(params=["127.0.0.1", "localhost"], ids=["another-site", "the-same-site"])
def foreign(request):
    """The address of a page that is not ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{request.param}:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def tab(chromium, address, ada, bo, foreign):
    """A tab at the foreign page, of a browser in which Ada is signed in."""
    context = chromium.new_context(base_url=address)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    sign_in(tab)
    tab.get_by_role("heading", name="Signed in as ada").wait_for()
    tab.goto(foreign)
    yield tab
    context.close()


def send_form(tab, action, fields, enctype="application/x-www-form-urlencoded"):
    """What is answered to a form of the foreign page that sends itself."""
    inputs = "".join(f"<input name='{name}' value='{value}'>" for name, value in fields.items())
    tab.set_content(f"<form method=post action='{action}' enctype='{enctype}'>{inputs}</form>")
    with tab.expect_navigation() as arrived:
        tab.evaluate("document.forms[0].submit()")
    return arrived.value


def is_still_ada(tab):
    tab.goto("/desk/")
    return tab.get_by_role("heading", name="Signed in as ada").is_visible()


def is_sent_along(request):
    return "sessionid=" in request.all_headers().get("cookie", "")


def test_a_form_of_another_origin_does_nothing(tab, address, north, foreign):
    before = trail(north)
    for path, fields in PAGES:
        tab.goto(foreign)
        answer = send_form(tab, address + path, fields)
        assert answer.status == 403, path
        assert is_sent_along(answer.request) == ("localhost" in foreign)
    for path in OF_THE_API:
        tab.goto(foreign)
        answer = send_form(tab, address + path, {'{"answers": {}, "x': '": 1}'}, "text/plain")
        assert answer.status == 401, path

    assert is_still_ada(tab)
    assert trail(north) == before == ["signed-in"]
    assert Session.objects.count() == 1


def test_a_script_of_another_origin_reads_and_does_nothing(tab, address, north, caplog):
    before = trail(north)
    caplog.clear()
    calls = [
        *(("GET", mode, {}, None) for mode in ("cors", "no-cors")),
        *(("POST", mode, {"Content-Type": "text/plain"}, "{}") for mode in ("cors", "no-cors")),
        ("POST", "cors", {"Content-Type": "application/json"}, "{}"),
        ("PUT", "cors", {"Content-Type": "application/json"}, '{"family_name": "A", "given_name": "B"}'),
        ("POST", "cors", {"X-CSRFToken": "a" * 32}, ""),
        ("GET", "cors", {"Authorization": "Bearer x"}, None),
    ]
    paths = [path for path, _ in PAGES] + ["/desk/", "/api/v1/me/", f"/api/v1/patients/{ID}/", *OF_THE_API]

    read = {tab.evaluate(FETCH, [address + path, *call]) for path in paths for call in calls}

    assert read == {"TypeError"}  # without CORS too, since each answer is for its own origin alone
    # they did arrive, but for those about which a browser asks first
    lines = [record.msg for record in caplog.records if record.name == "clinic.request_lines"]
    answers = {(line["method"], line["status"]) for line in lines}
    assert {method for method, _ in answers} == {"GET", "POST", "OPTIONS"}
    assert {code for method, code in answers if method == "POST"} == {401, 403, 405}
    assert is_still_ada(tab)
    assert trail(north) == before
    assert not Patient._base_manager.exists()


def test_no_page_of_ours_shows_in_a_foreign_frame(tab, address, foreign):
    for path in ("/desk/", "/desk/sign-in/", "/desk/second-factor/", "/desk/sign-out/", "/api/v1/docs/"):
        tab.goto(foreign)
        tab.set_content("<iframe></iframe>")
        with tab.expect_event("requestfailed") as failed:
            tab.evaluate("url => { document.querySelector('iframe').src = url }", address + path)
        assert failed.value.failure == "net::ERR_BLOCKED_BY_RESPONSE", path


def test_a_link_from_another_site_does_not_open_the_desk_as_ada(tab, address, foreign):
    cookies = {cookie["name"]: cookie for cookie in tab.context.cookies()}
    assert {"sessionid", "csrftoken"} <= cookies.keys()
    assert {cookie["sameSite"] for cookie in cookies.values()} == {"Strict"}
    assert cookies["sessionid"]["httpOnly"]
    tab.set_content(f"<a href='{address}/desk/'>Look</a>")

    tab.get_by_role("link").click()

    known = "localhost" in foreign
    tab.get_by_role("heading", name="Signed in as ada" if known else "Sign in").wait_for()
