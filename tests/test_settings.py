"""What the settings accept, and what production refuses to start with."""

import re
from base64 import b64encode

import pytest

from clinic import settings
from tests.starting import SAFE, SECRET, run

ROOT = settings.BASE_DIR
KNOWN = b64encode(settings.DEVELOPMENT_KEY).decode()


def start(**environment):
    return run("-c", "import clinic.settings", **environment)


def test_development_starts_with_nothing_set():
    assert start().returncode == 0


def test_a_command_waits_for_the_database_no_longer_than_a_server():
    shown = "from django.conf import settings; print(settings.AFOOT_DATABASE_PATIENCE)"
    assert run("manage.py", "shell", "-v", "0", "-c", shown).stdout == "15\n"


def test_production_starts_on_safe_settings():
    started = start(**SAFE)
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"AFOOT_SECRET_KEY": ""}, "AFOOT_SECRET_KEY is not set"),
        (
            {"AFOOT_SECRET_KEY": "afoot-development-secret-known-to-everyone-and-refused-in-production"},
            "AFOOT_SECRET_KEY is not set",
        ),
        ({"AFOOT_SECRET_KEY": SECRET}, "at least 50 characters"),
        ({"AFOOT_SECRET_KEY": "abab" * 20}, "must be a random text"),
        ({"AFOOT_ENCRYPTION_KEYS": ""}, "AFOOT_ENCRYPTION_KEYS is not set"),
        ({"AFOOT_ENCRYPTION_KEYS": f"a:{KNOWN}"}, "AFOOT_ENCRYPTION_KEYS is not set"),
        ({"AFOOT_SEARCH_KEY": ""}, "AFOOT_SEARCH_KEY is not set"),
        ({"AFOOT_SEARCH_KEY": KNOWN}, "AFOOT_SEARCH_KEY is not set"),
        ({"AFOOT_DEBUG": "1"}, "AFOOT_DEBUG must be off"),
        ({"AFOOT_ALLOWED_HOSTS": " , "}, "AFOOT_ALLOWED_HOSTS must name the hosts"),
        ({"AFOOT_ALLOWED_HOSTS": "*"}, "AFOOT_ALLOWED_HOSTS must name the hosts"),
    ],
)
def test_production_refuses_to_start(changed, sentence):
    refused = start(**SAFE | changed)
    assert refused.returncode != 0
    assert sentence in refused.stderr
    assert SECRET not in refused.stderr


def test_production_names_all_that_is_wrong_at_once():
    refused = start(AFOOT_ENV="production", AFOOT_DEBUG="1")
    for name in (*SAFE.keys() - {"AFOOT_ENV"}, "AFOOT_DEBUG"):
        assert name in refused.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AFOOT_ENV", "prod"),
        ("AFOOT_DEBUG", "yes"),
        ("AFOOT_BEHIND_TLS_PROXY", "on"),
        ("AFOOT_DATABASE_CONNECTIONS", "0"),
        ("AFOOT_DATABASE_CONNECTIONS", "many"),
        ("AFOOT_LOG_LEVEL", "quiet"),
        ("AFOOT_ENCRYPTION_KEYS", KNOWN),
        ("AFOOT_ENCRYPTION_KEYS", "a:"),
        ("AFOOT_ENCRYPTION_KEYS", "a:c2hvcnQ="),
        ("AFOOT_ENCRYPTION_KEYS", f"a:{KNOWN},a:{KNOWN}"),
        ("AFOOT_ENCRYPTION_KEYS", f"A%:{KNOWN}"),
        ("AFOOT_SEARCH_KEY", "A" * 43 + "="),
        ("AFOOT_SEARCH_KEY", "not base64"),
        ("AFOOT_PRIVATE_RECEIVERS", "everywhere"),
        ("AFOOT_PRIVATE_RECEIVERS", "10.1.2.3/16"),
        ("AFOOT_DATABASE", "mysql://localhost/afoot"),
        ("AFOOT_DATABASE_ROLE", "app -c fsync=off"),
    ],
)
def test_a_setting_that_is_not_understood_is_refused_by_name(name, value):
    refused = start(**{name: value})
    assert refused.returncode != 0
    assert f"ImproperlyConfigured: {name} must be" in refused.stderr


CHECK = ("check", "--deploy", "--fail-level", "WARNING")
TAKEN_AWAY = {
    "SECURE_HSTS_SECONDS": (0, "security.W004"),
    "SECURE_SSL_REDIRECT": (False, "security.W008"),
    "SECRET_KEY": ("short", "security.W009"),
    "SESSION_COOKIE_SECURE": (False, "security.W012"),
    "CSRF_COOKIE_SECURE": (False, "security.W016"),
    "DEBUG": (True, "security.W018"),
    "ALLOWED_HOSTS": ([], "security.W020"),
}
CHECK_WITHOUT = f"""
from django.conf import settings
from django.core.management import execute_from_command_line
for name, (value, told) in {TAKEN_AWAY}.items():
    setattr(settings, name, value)
execute_from_command_line(["manage.py", *{CHECK}])
"""


def test_production_passes_every_deployment_check():
    checked = run("manage.py", *CHECK, **SAFE)

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_the_deployment_checks_tell_of_each_setting_that_is_taken_away():
    checked = run("-c", CHECK_WITHOUT, **SAFE | {"DJANGO_SETTINGS_MODULE": "clinic.settings"})

    assert checked.returncode != 0
    assert {told for _, told in TAKEN_AWAY.values() if told not in checked.stderr} == set()


def test_no_deployment_check_is_silenced_without_its_reason():
    lines = (settings.BASE_DIR / "clinic" / "settings.py").read_text().splitlines()
    (at,) = [number for number, line in enumerate(lines) if "SILENCED_SYSTEM_CHECKS" in line]

    assert lines[at].strip() == 'SILENCED_SYSTEM_CHECKS = ["security.W021"]'
    assert lines[at - 1].strip().startswith("# The browsers' preload list is of whole domains")


def test_the_readme_tells_of_every_setting():
    settings_read = set(
        re.findall(r'environment\.\w+\(\s*"(AFOOT_\w+)"', (ROOT / "clinic/settings.py").read_text())
    )
    told = set(re.findall(r"^\| `(AFOOT_\w+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert told == settings_read
