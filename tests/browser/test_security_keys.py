"""Staff enrol a security key in a real browser and sign in with it, or are told on the page why it was not taken."""

import re
from urllib.parse import urlsplit

from tests.browser.given import sign_in
from tests.desk.given import PHRASE

CODE = re.compile(r"\b\d{8}\b")


def say_the_password_again(page):
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("button", name="Confirm").click()


def go_and_add(page, name):
    page.goto("/desk/second-factor/webauthn/add/")
    if "password-again" in page.url:
        say_the_password_again(page)
    page.get_by_label("A name").fill(name)
    page.wait_for_load_state()  # its scripts too
    page.get_by_role("button", name="Add").click()


def enrol(page, name="Blue key"):
    """Add a first key; the recovery codes that come with it."""
    sign_in(page)
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Add a key").click()
    go_and_add(page, name)
    page.get_by_role("heading", name="Recovery Codes").wait_for()
    codes = CODE.findall(page.get_by_label("Unused codes").input_value())
    page.get_by_label("I have saved my recovery codes").check()
    return codes


def use_key(page):
    page.get_by_role("button", name="Use a security key").wait_for()
    page.wait_for_load_state()
    page.get_by_role("button", name="Use a security key").click()


def sign_out(page):
    page.goto("/desk/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()


def is_at_the_desk(page):
    """Whether the desk opens; where it does not, one is back at the first step."""
    page.goto("/desk/")
    is_open = urlsplit(page.url).path == "/desk/"
    if not is_open:
        page.context.clear_cookies()
    return is_open


def test_a_key_is_asked_for_beside_the_password_and_opens_the_desk(ada, page, key):
    enrol(page)
    sign_out(page)

    sign_in(page)
    page.get_by_role("heading", name="Second factor").wait_for()
    assert not is_at_the_desk(page)

    sign_in(page)
    use_key(page)
    page.get_by_role("heading", name="Signed in as ada").wait_for()


def test_a_recovery_code_opens_the_desk_once_where_the_key_is_lost(ada, page, key):
    codes = enrol(page)
    assert len(codes) == 10
    sign_out(page)
    key.pull_out()

    for does_it_open in (True, False):
        sign_in(page)
        page.get_by_label("recovery code").fill(codes[0])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Signed in as ada" if does_it_open else "Second factor").wait_for()
        assert is_at_the_desk(page) is does_it_open
        if does_it_open:
            sign_out(page)


def test_a_key_is_renamed_and_removed_and_its_name_is_text_alone(ada, page, key):
    enrol(page, "<img src=x onerror=alert(1)>")
    page.goto("/desk/second-factor/webauthn/")
    page.get_by_role("heading", name="<img src=x onerror=alert(1)>").wait_for()

    page.get_by_role("link", name="Rename").click()
    page.get_by_label("Name").fill("Green key")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Green key").wait_for()
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove").click()

    page.get_by_text("You have not added any.").wait_for()


def test_one_who_signed_in_long_ago_is_asked_for_the_key_or_the_password(ada, page, key, settings):
    enrol(page)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    page.goto("/desk/second-factor/recovery-codes/generate/")
    page.get_by_role("heading", name="Is it still you?").wait_for()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300

    page.get_by_role("link", name="Use a security key").click()
    use_key(page)

    page.get_by_role("button", name="Generate").wait_for()


def test_a_key_that_is_enrolled_already_is_told_so(ada, page, key):
    enrol(page)

    go_and_add(page, "The same again")

    page.get_by_role("alert").get_by_text("enrolled already").wait_for()


def test_a_key_of_somebody_else_is_told_so(ada, page, key):
    enrol(page)
    sign_out(page)
    key.pull_out()
    key.plug_in()

    sign_in(page)
    use_key(page)

    page.get_by_role("alert").get_by_text("Try again").wait_for()
    assert not is_at_the_desk(page)


def test_at_a_bare_number_it_says_why_no_key_can_be_used(ada, page, key, address):
    page.goto(f"{address}/desk/sign-in/".replace("localhost", "127.0.0.1"))
    page.get_by_label("User name").fill("ada")
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Add a key").click()
    say_the_password_again(page)

    page.get_by_role("button", name="Add").click()

    page.get_by_role("alert").get_by_text("at localhost").wait_for()


def test_no_other_page_complains_either(ada, page, key):
    for path in ("", "welcome/MQ/over/", "welcome/done/", "sign-in/"):
        assert page.goto(f"/desk/{path}").status == 200
    enrol(page)
    for path in (
        *("", "sign-out/", "second-factor/", "second-factor/totp/activate/", "second-factor/webauthn/"),
        *(
            "second-factor/recovery-codes/",
            "second-factor/recovery-codes/generate/",
            "password-again/",
            "password/",
            "signed-in/",
        ),
    ):
        assert page.goto(f"/desk/{path}").status == 200
        assert page.title().endswith("· Afoot")
        assert page.get_by_role("heading", level=1).count() == 1
