"""Somebody at the pages in a real browser."""

from tests.desk.given import PHRASE


def sign_in(page):
    page.goto("/desk/sign-in/")
    page.get_by_label("User name").fill("ada")
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("button", name="Sign in").click()
