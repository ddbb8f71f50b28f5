"""A sign-in that meets what ends all sign-ins: no token by an old password, or of a closed account, is left alive."""

import pytest
from django.contrib.admin.sites import site
from django.db import transaction

from intake.actions import credentials, second_factors, sign_ins
from intake.models import Credential, User
from tests.api.given import refused, trail
from tests.at_once import meeting
from tests.desk.given import enrol

pytestmark = pytest.mark.django_db(transaction=True)


def change_password(user):
    user.set_password("four plain quiet words")
    user.save()
    sign_ins.password_changed(user)


def close(user):
    user.is_active = False
    site.get_model_admin(User).save_model(None, user, None, True)


ENDS = pytest.mark.parametrize("end", [change_password, sign_ins.forget_factors, close])


def ending(end):
    """The act on Ada's account, in one transaction."""

    def act():
        with transaction.atomic():
            end(User.objects.get(username="ada"))

    return act


def signing_in(nobody):
    body = {"username": "ada", "password": "a long enough phrase", "clinic": "north"}
    return lambda: nobody.post("/sign-in/", body)


def living():
    return Credential.objects.filter(revoked_at=None).count()


@ENDS
def test_who_is_out_between_password_and_token_is_not_in(ada, nobody, north, end):
    answer, _ = meeting(signing_in(nobody), (credentials, "sign_in"), ending(end))

    refused(answer, 401, "sign-in-refused")
    assert living() == 0
    assert "signed-in" in trail(north)  # as refused


@ENDS
def test_a_token_that_is_being_given_ends_with_all_others(ada, nobody, end):
    answer, ended = meeting(signing_in(nobody), (credentials, "issue_token"), ending(end))

    assert (answer.status_code, ended) == (200, None)
    assert living() == 0


def test_factors_are_forgotten_while_they_are_changed(ada):
    enrol(User.objects.get(username="ada"))

    def change():
        with second_factors.changing(User.objects.get(username="ada")):
            second_factors.reseal()

    assert meeting(change, (second_factors, "reseal"), ending(sign_ins.forget_factors)) == [None, None]
