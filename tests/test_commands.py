"""What the operator types: each command does what it prints, and says plainly what it will not do."""

import json
import os
import re
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from intake.access import within
from intake.management.commands import demo
from intake.management.commands.assess import judge_lines
from intake.models import Assessment, AuditEntry, Clinic, Device, Membership, User
from intake.triage.rules import RULESET_VERSION
from intake.triage.rules.rule import TIERS
from tests.clinic.given import an_empty_database
from tests.commands import run

ROOT = Path(__file__).parent.parent
FOOT_DROP = {"foot_drop_self": True, "foot_drop_days": 3, "back_pain_status": "now", "leg_pain_present": True}


# assess


def judged(*lines):
    out = BytesIO()
    judge_lines(BytesIO(b"\n".join(lines)), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def as_line(answers, **more):
    return json.dumps({"answers": answers, **more}).encode()


def test_a_line_of_answers_becomes_a_line_with_its_verdict():
    (verdict,) = judged(as_line(FOOT_DROP, unsure=["saddle_numbness"]))

    assert (verdict["tier"], verdict["spinal_evaluation"]) == ("urgent", "urgent")
    assert verdict["ruleset"] == RULESET_VERSION
    drop = next(flag for flag in verdict["flags"] if flag["rule"] == "R04")
    assert (drop["tier"], drop["pathway"]) == ("urgent", "spine")
    assert "foot_drop_self" in drop["because"]
    assert drop["title"]
    cauda = next(undecided for undecided in verdict["undecided"] if undecided["rule"] == "R01")
    assert "saddle_numbness" in cauda["ask"]


def test_a_line_tells_its_scores_in_words():
    (verdict,) = judged(as_line(FOOT_DROP | {"age_years": 70, "leg_pain_present": True}))

    sugioka = next(score for score in verdict["scores"] if score["score"] == "sugioka")
    assert all(sugioka[part] for part in ("title", "cutoffs", "sources", "note"))
    assert [item["name"] for item in sugioka["counted"]] == ["age_60"]


@pytest.mark.parametrize(
    "broken",
    [
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"answers": {}, "answers": {}}',
        b'{"answers": {"age_years": NaN}}',
        b'{"answers": {"age_years": 200}}',
        b'{"answers": {"no_such_question": 1}}',
        b'{"answers": {}, "patient": "Nora"}',
        b'{"unsure": []}',
    ],
)
def test_a_broken_line_becomes_an_error_in_its_place(broken):
    before, error, after = judged(as_line(FOOT_DROP), broken, as_line({}))
    assert before["tier"] == "urgent"
    assert set(error) == {"error", "errors"}
    assert error["error"]
    assert after["tier"] == "none"


def test_empty_lines_are_passed_over():
    assert len(judged(b"", as_line({}), b"   ", b"")) == 1


def test_an_error_repeats_nothing_that_was_sent():
    (error,) = judged(as_line({"age_years": "Canaryquince", "Canaryquince": 1}, unsure=["Canaryquince"]))
    assert "Canaryquince" not in json.dumps(error)
    assert {fault["pointer"] for fault in error["errors"]} == {
        "/answers/age_years",
        "/answers/?",
        "/unsure/0",
    }


def test_assess_needs_no_database():
    lines = as_line(FOOT_DROP) + b"\nnot json\n" + as_line({})
    env = os.environ | {"AFOOT_DATABASE": "postgresql://nobody@127.0.0.1:1/nowhere"}
    ran = subprocess.run(
        [sys.executable, ROOT / "manage.py", "assess"], input=lines, env=env, capture_output=True, check=True
    )
    verdicts = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [verdict.get("tier", "error") for verdict in verdicts] == ["urgent", "error", "none"]


# rules


def test_the_rule_book_is_the_one_that_the_rules_print():
    kept = (ROOT / "docs" / "rules.md").read_text()
    assert kept.strip() == run("rules"), "stale: manage.py rules > docs/rules.md"


# token


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("clinician", "/worklist/", 200),
        ("front_desk", "/queue/", 200),
        ("manager", "/audit/", 200),
        ("device", "/questionnaire/", 200),
        ("device", "/worklist/", 403),
    ],
)
def test_a_printed_token_opens_what_its_role_may(north, role, path, status):
    token = run("token", clinic="north", role=role)
    answer = Client(headers={"Authorization": f"Bearer {token}"}).get(f"/api/v1{path}")
    assert answer.status_code == status


@pytest.mark.django_db
def test_there_is_no_token_for_a_clinic_that_is_not_there():
    with pytest.raises(CommandError, match="no clinic nowhere"):
        run("token", clinic="nowhere", role="manager")


# clinic


def make_clinic(slug="east", manager="mo", **more):
    return run("clinic", slug, name="East Street", manager=manager, **more)


@pytest.mark.django_db
def test_a_new_clinics_first_manager_chooses_a_password_by_a_link_that_works_once():
    # given a new clinic and the link that was printed
    link = make_clinic(time_zone="Europe/Oslo", address="https://afoot.example.org")
    path = link.removeprefix("https://afoot.example.org")
    clinic = Clinic.objects.get(slug="east")
    assert (clinic.name, clinic.time_zone, clinic.is_demo) == ("East Street", "Europe/Oslo", False)
    with within(clinic):
        assert AuditEntry.objects.values_list("actor", "act", "subject").get() == (
            "system:clinic",
            "clinic-made",
            "east",
        )

    # when the manager follows it
    browser, phrase = Client(), "four plain quiet words"
    page = browser.get(path, follow=True)
    assert page.status_code == 200
    form = page.redirect_chain[-1][0]
    chosen = browser.post(form, {"new_password1": phrase, "new_password2": phrase}, follow=True)
    assert chosen.status_code == 200

    # then the password signs in as manager of that clinic
    assert signs_in("mo", phrase, "east") == "manager"

    # and the link is over
    again = Client().get(path, follow=True)
    assert "This link has expired" in again.content.decode()
    assert "new_password1" not in again.content.decode()


def signs_in(username, password, clinic):
    """The role that a sign-in over the API gives."""
    answer = Client().post(
        "/api/v1/sign-in/",
        {"username": username, "password": password, "clinic": clinic},
        content_type="application/json",
    )
    return answer.json().get("role")


@pytest.mark.django_db
def test_a_weak_password_leaves_the_link_open():
    path = make_clinic().removeprefix("http://127.0.0.1:8000")
    browser = Client()
    form = browser.get(path, follow=True).redirect_chain[-1][0]
    for weak in ("short", "password1234", "123456789012"):
        browser.post(form, {"new_password1": weak, "new_password2": weak})
    assert not User.objects.get(username="mo").has_usable_password()
    assert "Choose a password" in Client().get(path, follow=True).content.decode()


@pytest.mark.django_db
def test_a_link_for_another_or_of_another_key_is_over():
    path = make_clinic().removeprefix("http://127.0.0.1:8000")
    for wrong in (
        path[:-2] + ("a" if path[-2] != "a" else "b") + "/",
        path.replace("/welcome/", "/welcome/MQ"),
    ):
        assert "This link has expired" in Client().get(wrong, follow=True).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"slug": "East Street"}, "short name"),
        ({"slug": "north"}, "A clinic has that short name"),
        ({"manager": "ada"}, "An account has that user name"),
        ({"time_zone": "Oslo"}, "IANA name"),
    ],
)
def test_a_clinic_that_cannot_be_made_leaves_nothing(ada, wrong, told):
    with pytest.raises(CommandError, match=told):
        make_clinic(**wrong)
    assert Clinic.objects.count() == 1
    assert Membership.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["zzz", "afoot.example", "ftp://afoot.example", "https://", "https://a:b", "https://a/?b", "https://a/b"],
)
@pytest.mark.parametrize("command", [("welcome", "ada"), ("clinic", "east", "--name=East", "--manager=mo")])
def test_a_link_is_printed_for_a_web_address_alone(ada, command, address):
    with pytest.raises(CommandError, match="must be http or https://, a host"):
        run(*command, f"--address={address}")
    assert not Clinic.objects.filter(slug="east").exists()


@pytest.mark.django_db
def test_a_link_has_one_slash_behind_the_host(ada):
    assert run("welcome", "ada", "--address=https://afoot.example/").startswith("https://afoot.example/desk/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "told"), [([], "required: --address"), (["--address=http://a.example"], "must be https://")]
)
def test_production_has_to_be_told_the_address_of_a_link(ada, settings, address, told):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match=told):
        run("welcome", "ada", *address)
    assert run("welcome", "ada", "--address=https://a.example").startswith("https://a.example/desk/")


# demo


@pytest.fixture
def kept():
    """Where the demo keeps the sign-ins of the database that the test runs on."""
    path = demo._kept()
    yield path
    path.unlink(missing_ok=True)


@pytest.mark.django_db
def test_the_demo_is_made_once_with_cases_of_every_tier(kept):
    first = run("demo", address="http://127.0.0.1:9000")
    again = run("demo", address="http://127.0.0.1:9000")

    assert first == again
    assert "http://127.0.0.1:9000/desk/" in first
    clinic = Clinic.objects.get()
    assert clinic.is_demo
    with within(clinic):
        assert set(Assessment.objects.values_list("tier", flat=True)) == set(TIERS)
        assert Assessment.objects.count() >= 24


@pytest.mark.django_db
def test_the_demos_sign_ins_work_and_are_its_owners_alone_to_read(kept):
    run("demo")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    for role, password in json.loads(kept.read_text())["passwords"].items():
        assert signs_in(role, password, "demo") == role


@pytest.mark.django_db
def test_the_demos_curl_shows_an_intake_with_its_flags(kept):
    told = run("demo")
    token = told.split("Bearer ")[1].split("'")[0]
    body = told.split("-d '")[1].split("'")[0]
    answer = Client(headers={"Authorization": f"Bearer {token}"}).put(
        f"/api/v1/intakes/{uuid4()}/", body, content_type="application/json"
    )
    assert answer.status_code == 201
    assert "R04" in {flag["rule"] for flag in answer.json()["assessment"]["flags"]}


@pytest.mark.django_db
def test_there_is_no_demo_in_production(kept, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        run("demo", address="https://a.example")
    assert not Clinic.objects.exists()


@pytest.mark.django_db
def test_a_demo_without_its_sign_ins_says_what_to_do(kept):
    run("demo")
    kept.unlink()
    with pytest.raises(CommandError, match=re.escape(str(connection.settings_dict["NAME"]))):
        run("demo")


def test_the_demo_of_another_database_has_sign_ins_of_its_own(transactional_db, kept):
    told = run("demo")
    with an_empty_database():
        call_command("migrate", verbosity=0)
        elsewhere = demo._kept()
        try:
            assert run("demo") != told
        finally:
            elsewhere.unlink()

    assert elsewhere != kept
    assert run("demo") == told
    for path in (kept, elsewhere):
        assert subprocess.run(["git", "check-ignore", "-q", ROOT / path.name], cwd=ROOT).returncode == 0


@pytest.mark.django_db
def test_the_demos_tablet_is_an_enrolled_one(kept):
    run("demo")
    with within(Clinic.objects.get()):
        assert Device.objects.get().enrolled_at is not None
