"""A new password is none that was stolen before nor our own words, and otherwise whatever one likes."""

from hashlib import sha1

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from intake.actions.clinics import add_staff
from intake.gate.passwords import is_listed
from intake.models import User
from tests.starting import SAFE, run


def is_taken(password, user=None) -> bool:
    try:
        validate_password(password, user)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "password",
    [
        "four plain quiet words",
        "my foot hurts on tuesdays",
        "830174629105",  # of any signs, even of digits alone
        "ααββγγδδεεζζ",
        " spaces at both ends ",
        "aaaabbbbccccddddeeeeffff",
        "x9" * 32,
        "📎🧦🪴🛶🧭🪁🧲🪀🎐🪅🧸🪆",
        "a long phrase " * 20,
    ],
)
def test_whatever_one_likes(password):
    assert is_taken(password)


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevensigns",
        "password1234",  # among the commonest
        "123456789012",
        "afoot-clinic-2026",
        "Clinic20261128",
        "Foot&AnkleClinic1",
        "qwertyqwerty1",
        "CHANGEME-changeme",
        "SpinePain!2026",
    ],
)
def test_what_anybody_would_try_here(password):
    assert not is_taken(password)


def test_the_names_of_the_persons_clinics_and_of_the_person(north, south):
    user = add_staff(north, "florence", "clinician")

    assert not is_taken("North-Street-2026", user)
    assert not is_taken("florence-florence", user)
    assert is_taken("North-Street-2026", add_staff(south, "bo", "front_desk"))
    assert is_taken("north of the quiet river", user)


@pytest.fixture
def stolen(tmp_path, settings):
    """A list of a hundred passwords that were stolen, as such lists are spelt."""
    lines = sorted(
        f"{sha1(f'stolen phrase {number}'.encode()).hexdigest().upper()}:{number}" for number in range(100)
    )
    (tmp_path / "stolen.txt").write_text("\r\n".join(lines))
    settings.AFOOT_STOLEN_PASSWORDS = str(tmp_path / "stolen.txt")
    return settings.AFOOT_STOLEN_PASSWORDS


def test_each_stolen_one_is_found_and_no_other(stolen):
    assert all(is_listed(f"stolen phrase {number}", stolen) for number in range(100))
    assert not any(is_listed(f"stolen phrase {number}", stolen) for number in range(100, 300))
    assert not is_taken("stolen phrase 7")
    assert is_taken("stolen phrase 101")


def test_where_the_list_is_out_of_reach_no_password_is_taken(settings):
    settings.AFOOT_STOLEN_PASSWORDS = "/gone"

    assert not is_taken("a phrase that nobody ever stole")


def test_in_a_list_of_nothing_nothing_is_found(tmp_path):
    (tmp_path / "empty.txt").touch()

    assert not is_listed("stolen phrase 7", str(tmp_path / "empty.txt"))


def test_a_password_is_taken_exactly_as_it_was_typed(db):
    user = User(username="ada")
    user.set_password(" Spaces  and Case ")

    assert user.check_password(" Spaces  and Case ")
    for other in ("Spaces  and Case", " spaces  and case ", " Spaces and Case ", " Spaces  and Cas"):
        assert not user.check_password(other)


HASHER = (
    "import django; django.setup(); from django.contrib.auth.hashers import make_password; "
    "print(make_password('x'))"
)


def test_production_keeps_passwords_by_a_slow_hash():
    made = run("-c", HASHER, DJANGO_SETTINGS_MODULE="clinic.settings", **SAFE).stdout.split("$")

    assert made[0] == "pbkdf2_sha256"
    assert int(made[1]) >= 600_000
