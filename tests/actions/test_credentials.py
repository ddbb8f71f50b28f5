"""Bearer tokens and enrolment codes: for whom they stand, and when they are over."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from intake.access import Actor, within
from intake.actions.clinics import add_staff
from intake.actions.credentials import (
    CODE_LIFE,
    CODE_SIGNS,
    DEVICE_TOKEN_LIFE,
    STAFF_TOKEN_LIFE,
    actor_of,
    add_device,
    enrol_device,
    hashed,
    issue_token,
    revoke_device,
    sign_in,
    sign_out,
)
from intake.actions.sign_ins import end_tokens_of
from intake.errors import NoCredential, NotAllowed, NotThere, SignInRefused
from intake.models import AuditEntry, Credential, Device, Membership, User
from tests.api.furnished import undone

pytestmark = pytest.mark.usefixtures("in_north")


def life_of(secret):
    credential = Credential.objects.get(secret_hash=hashed(secret))
    return credential.expires_at - credential.created_at


def end(secret, *, seconds_ago=0):
    """Bring the end of a credential forward to now, or to a moment ago."""
    over = timezone.now() - timedelta(seconds=seconds_ago)
    Credential.objects.filter(secret_hash=hashed(secret)).update(expires_at=over)


def acts():
    return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))


@pytest.fixture
def eve(north):
    """A member of staff who works in two roles."""
    user = add_staff(north, "eve", "clinician", "a long enough phrase")
    return add_staff(north, user.username, "manager")


# Tokens


def test_a_secret_is_kept_as_a_hash_alone(north):
    token = issue_token(north, "clinician")
    kept = Credential.objects.get(secret_hash=hashed(token))
    assert len(token) >= 43
    assert token not in "".join(str(value) for value in vars(kept).values())


def test_a_token_stands_for_a_person_in_one_role_of_one_clinic(ada, north):
    assert actor_of(ada.token) == Actor("staff", ada.actor.id, "clinician", north)


def test_a_scripts_token_stands_for_its_role(north):
    actor = actor_of(issue_token(north, "manager"))
    assert (actor.kind, actor.role, actor.clinic) == ("script", "manager", north)


@pytest.mark.parametrize("secret", ["", "x", "A" * 43, hashed("x"), "ÄÖÜ", "\x00"])
def test_an_unknown_secret_stands_for_nobody(north, secret):
    with pytest.raises(NoCredential):
        actor_of(secret)


def test_the_hash_of_a_token_is_no_token(ada):
    with pytest.raises(NoCredential):
        actor_of(hashed(ada.token))


def test_a_token_ends_at_its_time(ada):
    end(ada.token, seconds_ago=-5)
    assert actor_of(ada.token).id == ada.actor.id
    end(ada.token)
    with pytest.raises(NoCredential):
        actor_of(ada.token)


def test_signing_in_gives_a_shifts_token(eve, north):
    token, place = sign_in(eve, "north", "manager")
    assert actor_of(token) == Actor("staff", str(eve.uuid), "manager", north)
    assert place.clinic == north
    assert life_of(token) == STAFF_TOKEN_LIFE
    assert acts() == ["signed-in"]


@pytest.mark.parametrize(
    ("clinic", "role"),
    [("south", ""), ("north", "front_desk"), ("nowhere", ""), ("", ""), ("north", "device")],
)
def test_signing_in_is_for_the_places_that_a_person_has(eve, south, clinic, role):
    with pytest.raises(SignInRefused):
        sign_in(eve, clinic, role)
    assert not Credential.objects.exists()


def test_signing_out_ends_this_token_and_no_other(ada, north):
    user = User.objects.get(uuid=ada.actor.id)
    other, _ = sign_in(user, "north", "")

    sign_out(ada.token, by=ada.actor)

    with pytest.raises(NoCredential):
        actor_of(ada.token)
    assert actor_of(other).id == ada.actor.id
    assert acts() == ["signed-in", "signed-out"]


def test_an_inactive_person_has_no_token_any_more(ada):
    User.objects.filter(uuid=ada.actor.id).update(is_active=False)
    with pytest.raises(NoCredential):
        actor_of(ada.token)


def test_a_person_who_lost_the_place_has_no_token_any_more(ada, eve):
    token, _ = sign_in(eve, "north", "manager")
    Membership.objects.filter(user=eve, role="manager").delete()
    with pytest.raises(NoCredential):
        actor_of(token)
    assert actor_of(ada.token).id == ada.actor.id


@pytest.mark.parametrize("change", ["clinic", "role"])
def test_a_token_stands_for_nobody_where_its_place_is_another_one(ada, south, change):
    with undone():  # of another clinic it could not be kept
        place = Membership.objects.filter(user__uuid=ada.actor.id)
        place.update(**{change: {"clinic": south, "role": "manager"}[change]})
        with pytest.raises(NoCredential):
            actor_of(ada.token)
    assert actor_of(ada.token) == ada.actor


def test_the_tokens_of_a_place_that_was_another_one_do_not_come_back(ada, eve, south):
    others, _ = sign_in(eve, "north", "manager")
    place = Membership.objects.get(user__uuid=ada.actor.id)
    end_tokens_of(place)
    for clinic in (south, place.clinic):
        Membership.objects.filter(pk=place.pk).update(clinic=clinic)
        with pytest.raises(NoCredential):
            actor_of(ada.token)
    assert actor_of(others).id == str(eve.uuid)


# Devices


@pytest.fixture
def announced(bo):
    """A tablet that the desk announced: its id and its one-time code."""
    device, _, code = add_device(uuid4(), "Front desk", by=bo.actor)
    return device.uuid, code


def test_a_code_is_easy_to_type_and_hard_to_guess(announced):
    assert re.fullmatch(f"[{CODE_SIGNS}]{{12}}", announced[1])
    assert len(CODE_SIGNS) ** 12 > 10**18
    assert life_of(announced[1]) == CODE_LIFE == timedelta(minutes=10)


def test_a_code_is_traded_once_for_the_devices_token(announced, north):
    device_id, code = announced

    token, device = enrol_device(code)

    assert actor_of(token) == Actor("device", str(device_id), "device", north)
    assert life_of(token) == DEVICE_TOKEN_LIFE
    assert device.enrolled_at is not None
    with pytest.raises(NoCredential):
        enrol_device(code)
    assert acts() == ["device-announced", "device-enrolled"]


def test_a_code_is_over_after_ten_minutes(announced):
    end(announced[1])
    with pytest.raises(NoCredential):
        enrol_device(announced[1])
    assert Device.objects.get().enrolled_at is None


def test_a_code_is_no_token_and_a_token_no_code(announced, ada):
    with pytest.raises(NoCredential):
        actor_of(announced[1])
    with pytest.raises(NoCredential):
        enrol_device(ada.token)


def test_announcing_again_gives_a_new_code_and_ends_the_old(announced, bo):
    device_id, old = announced

    device, is_new, code = add_device(device_id, "Front desk", by=bo.actor)

    assert not is_new
    assert Device.objects.get() == device
    with pytest.raises(NoCredential):
        enrol_device(old)
    assert enrol_device(code)[1] == device


def test_a_revoked_device_is_over_at_once_and_for_good(announced, bo):
    device_id, code = announced
    token, _ = enrol_device(code)
    _, _, another = add_device(device_id, "Front desk", by=bo.actor)

    for _ in range(2):
        assert revoke_device(device_id, by=bo.actor).revoked_at is not None

    for over in (lambda: actor_of(token), lambda: enrol_device(another)):
        with pytest.raises(NoCredential):
            over()
    with pytest.raises(NotThere):
        add_device(device_id, "Front desk", by=bo.actor)
    assert acts().count("device-revoked") == 1


def test_another_clinics_device_is_not_there(announced, dee):
    manager = Actor("staff", "x", "manager", dee.actor.clinic)
    with within(dee.actor.clinic), pytest.raises(NotThere):
        revoke_device(announced[0], by=manager)


def test_two_clinics_may_announce_the_same_id(announced, dee):
    manager = Actor("staff", "x", "manager", dee.actor.clinic)
    with within(dee.actor.clinic):
        _, is_new, code = add_device(announced[0], "Theirs", by=manager)
    assert is_new
    assert actor_of(enrol_device(code)[0]).clinic == dee.actor.clinic
    assert Device.objects.get().enrolled_at is None


@pytest.mark.parametrize("who", ["ada", "tablet"])
def test_only_the_desk_and_the_manager_enrol_devices(request, announced, who):
    by = request.getfixturevalue(who).actor
    for act in (lambda: add_device(uuid4(), "Mine", by=by), lambda: revoke_device(announced[0], by=by)):
        with pytest.raises(NotAllowed):
            act()
