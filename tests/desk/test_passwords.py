"""A password is changed by who knows it, chosen again by a link, and whoever knew the old one is out."""

from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.management import CommandError, call_command
from django.test import Client

from intake.actions import sign_ins
from intake.models import User
from tests.api.given import trail
from tests.at_once import meeting
from tests.commands import run
from tests.desk.given import PHRASE, code_of, enrol, is_signed_in, sign_in, sign_in_twice
from tests.falling_over import without

PLACE = "/desk/password/"
NEW = "four plain quiet words"


def change(client, old=PHRASE, new=NEW, again=NEW):
    return client.post(PLACE, {"oldpassword": old, "password1": new, "password2": again})


def followed(link, phrase=NEW):
    """A browser that shows what a link leads to: choosing a password there, and whether it is taken."""
    browser = Client(raise_request_exception=False)
    form = browser.get(link.removeprefix("http://127.0.0.1:8000"), follow=True).redirect_chain[-1][0]
    typed = {"new_password1": phrase, "new_password2": phrase}
    return lambda: browser.post(form, typed).status_code == 302


def follow(link, phrase=NEW):
    return followed(link, phrase)()


def test_a_password_is_changed_by_who_knows_it_and_ends_all_else(ada, bo, north):
    here, elsewhere, colleague = sign_in(), sign_in(), sign_in("bo")

    assert change(here)["Location"] == "/desk/"

    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert ada.get("/me/").status_code == 401
    assert not is_signed_in(sign_in())
    assert is_signed_in(sign_in(password=NEW))
    assert is_signed_in(colleague)
    assert bo.get("/me/").status_code == 200
    assert trail(north).count("password-changed") == 1


@pytest.mark.parametrize(
    "wrong",
    [{"old": "not it"}, {"old": ""}, {"again": "another phrase"}, {"new": "short", "again": "short"}],
    ids=lambda wrong: " ".join(wrong),
)
def test_it_stays_where_the_old_one_or_the_new_one_does_not_fit(ada, wrong):
    client = sign_in()

    change(client, **wrong)

    assert is_signed_in(sign_in())
    assert ada.get("/me/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_chooses_the_password(ada, north):
    link, other = run("welcome", "ada"), "another five quiet words"

    both = meeting(followed(link), (sign_ins, "password_changed"), followed(link, other))

    assert both == [True, False]
    assert [is_signed_in(sign_in(password=phrase)) for phrase in (NEW, other)] == both
    assert trail(north).count("password-changed") == 1


@pytest.mark.parametrize("by", ["page", "link"])
def test_without_its_line_no_password_is_changed(ada, by):
    client = sign_in()
    client.raise_request_exception = False
    link = run("welcome", "ada")

    with without("intake_auditentry"):
        assert change(client).status_code == 503 if by == "page" else not follow(link)

    assert is_signed_in(sign_in())
    assert not is_signed_in(sign_in(password=NEW))
    # signing in ended the link, where it was a second later
    assert change(client)["Location"] == "/desk/" if by == "page" else follow(run("welcome", "ada"))


def test_the_old_one_is_tried_five_times_at_most(ada, north):
    client = sign_in()
    for number in range(5):
        change(client, old=f"guess {number}")

    change(client)

    assert not is_signed_in(sign_in(password=NEW))
    assert trail(north).count("signed-in") == 8  # the first, six tries here, and the one just now


SIGNED_IN = "/desk/signed-in/"


def test_one_sees_where_one_is_signed_in_and_ends_it_everywhere_else(ada, bo, north):
    here, elsewhere, colleague = sign_in_twice(), sign_in(), sign_in("bo")

    page = here.get(SIGNED_IN)

    assert [each.is_here for each in page.context["sessions"]].count(True) == 1
    assert len(page.context["sessions"]) == 2
    assert [(token.clinic.slug, token.role) for token in page.context["tokens"]] == [("north", "clinician")]
    assert here.post(SIGNED_IN)["Location"] == SIGNED_IN
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert ada.get("/me/").status_code == 401
    assert is_signed_in(colleague)
    assert bo.get("/me/").status_code == 200
    assert trail(north).count("signed-out-elsewhere") == 1


def test_only_who_has_just_proved_who_they_are_sees_or_ends_it(ada):
    here, elsewhere = sign_in(), sign_in()

    for answer in (here.get(SIGNED_IN), here.post(SIGNED_IN)):
        assert answer["Location"].startswith("/desk/password-again/")
    assert is_signed_in(elsewhere)


def test_the_operator_signs_one_out_everywhere(ada, bo, tablet, north):
    hers, his = sign_in(), sign_in("bo")

    call_command("sign_out", "ada")

    assert not is_signed_in(hers)
    assert ada.get("/me/").status_code == 401
    assert is_signed_in(his)
    assert bo.get("/me/").status_code == 200
    assert trail(north).count("signed-out-everywhere") == 1


def test_the_operator_signs_everybody_out_but_no_tablet(ada, bo, tablet):
    people = [sign_in(), sign_in("bo")]

    call_command("sign_out", "--everybody")

    assert not any(map(is_signed_in, people))
    assert [person.get("/me/").status_code for person in (ada, bo)] == [401, 401]
    assert tablet.get("/questionnaire/").status_code == 200


def test_one_who_forgot_it_chooses_another_and_still_needs_the_second_factor(ada, north):
    secret = enrol(User.objects.get(username="ada"))
    before = sign_in()
    before.post("/desk/second-factor/authenticate/", {"code": code_of(secret)})
    assert is_signed_in(before)

    link = run("welcome", "ada")

    assert is_signed_in(before)  # a link alone changes nothing
    assert follow(link)
    assert not is_signed_in(before)
    assert ada.get("/me/").status_code == 401
    assert not is_signed_in(sign_in(password=NEW))
    assert not follow_is_open(link)
    assert trail(north).count("password-changed") == 1


def follow_is_open(link):
    return (
        "Choose a password"
        in Client().get(link.removeprefix("http://127.0.0.1:8000"), follow=True).content.decode()
    )


def test_one_who_lost_the_second_factor_begins_anew_and_the_old_password_is_over(ada, north):
    enrol(User.objects.get(username="ada"))
    signed_in_by = ada.get("/me/").status_code

    link = run("welcome", "ada", forget_factors=True)

    assert signed_in_by == 200
    assert ada.get("/me/").status_code == 401
    assert not Authenticator.objects.exists()
    assert not is_signed_in(sign_in())
    assert follow(link)
    assert is_signed_in(sign_in(password=NEW))
    assert trail(north).count("second-factor-removed") == 1


def test_a_link_is_over_after_three_days(ada, monkeypatch):
    link = run("welcome", "ada")
    assert follow_is_open(link)

    monkeypatch.setattr(
        PasswordResetTokenGenerator, "_now", lambda self: datetime.now() + timedelta(days=3, seconds=5)
    )

    assert not follow_is_open(link)


def test_an_account_that_may_not_sign_in_gets_no_link(ada):
    User.objects.filter(username="ada").update(is_active=False)
    with pytest.raises(CommandError, match="account is closed"):
        run("welcome", "ada")


@pytest.mark.parametrize("command", ["sign_out", "welcome"])
def test_nobody_is_told_so(db, command):
    with pytest.raises(CommandError, match="No user has that name"):
        call_command(command, "nobody")
