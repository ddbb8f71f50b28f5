"""Of callers at the same moment just the limit passes; a submission is never counted in the database."""

import time
from threading import Event
from uuid import uuid4

import pytest
from django.contrib.auth.backends import ModelBackend
from django.db import OperationalError, connection, transaction

from intake.actions.credentials import issue_token
from intake.gate import limits
from intake.models import LimitCounter, Membership
from tests.api.given import WELL, refused, trail
from tests.at_once import at_once
from tests.clock import Clock
from tests.conftest import Person, calling, employ
from tests.desk.given import SIGN_IN


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    return clock


@pytest.fixture
def at_most(settings):
    def set_limits(**calls):
        settings.LIMITS = settings.LIMITS | calls

    return set_limits


def statuses(answers):
    return [answer.status_code for answer in answers]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["read", "write", "sign_in", "code", "token", "password"])
def test_of_32_calls_at_the_same_moment_just_the_limit_pass(ada, nobody, clock, at_most, kind):
    at_most(**{kind: 10})
    call = {
        "read": lambda _: ada.get("/me/"),
        "write": lambda _: ada.post("/assessments/", {"answers": {}}),
        "sign_in": lambda _: nobody.post("/sign-in/", {"username": "ada"}),
        "code": lambda number: nobody.post("/devices/enrol/", {"code": f"GUESS{number}"}),
        "token": lambda number: Person(None, f"{number:043}").get("/me/"),
        "password": lambda number: calling().post(SIGN_IN, {"login": f"name {number}", "password": "x"}),
    }[kind]

    codes = statuses(at_once(32, call))

    assert codes.count(429) == 22
    assert len(set(codes)) == 2


def test_a_caller_past_the_limit_is_told_when_to_come_back(ada, clock, at_most):
    at_most(read=2)
    assert ada.get("/me/").status_code == 200
    clock.now += 13
    assert ada.get("/me/").status_code == 200

    answer = ada.get("/me/")

    refused(answer, 429, "too-many-calls")
    assert answer["Retry-After"] == "47"
    clock.now += 46
    assert ada.get("/me/").status_code == 429
    clock.now += 1
    assert ada.get("/me/").status_code == 200


def test_a_denial_counts_since_it_is_a_line_in_the_trail(tablet, north, clock, at_most):
    at_most(read=3)

    assert statuses(tablet.get("/worklist/") for _ in range(5)) == [403, 403, 403, 429, 429]
    assert len(trail(north)) == 3


def test_each_caller_and_each_kind_is_counted_by_itself(ada, bo, nobody, clock, at_most):
    at_most(read=1, write=1)
    assert ada.get("/me/").status_code == 200
    assert ada.get("/me/").status_code == 429

    assert bo.get("/me/").status_code == 200
    assert ada.post("/assessments/", {"answers": {}}).status_code == 200


def test_two_tokens_of_one_person_are_one_caller(ada, north, clock, at_most):
    at_most(read=1)
    place = Membership.objects.get(user__username="ada")
    other = Person(None, issue_token(north, "clinician", membership=place))

    assert statuses([ada.get("/me/"), other.get("/me/")]) == [200, 429]


@pytest.mark.parametrize("seconds", [limits.WINDOW, limits.AN_HOUR])
def test_calls_are_counted_from_the_first_of_them_to_the_second(db, clock, seconds):
    assert limits.count("ada", seconds) == (1, seconds)
    clock.now += seconds - 1
    assert limits.count("ada", seconds) == (2, 1)
    clock.now += 1

    assert limits.count("ada", seconds) == (1, seconds)


def test_a_call_that_comes_late_does_not_begin_the_window_anew(db, clock):
    limits.count("ada", 60)
    clock.now -= 1

    assert limits.count("ada", 60) == (2, 61)
    clock.now += 1
    assert limits.count("ada", 60) == (3, 60)


@pytest.mark.parametrize("seconds", [limits.WINDOW, limits.AN_HOUR])
def test_a_clock_set_back_locks_nobody_out(db, clock, seconds):
    limits.count("ada", seconds)
    clock.now -= seconds

    assert limits.count("ada", seconds) == (1, seconds)


@pytest.mark.parametrize(
    ("path", "kind"), [("/sign-in/", "sign_in"), ("/devices/enrol/", "code")], ids=["sign-in", "code"]
)
def test_guesses_are_counted_by_address_whatever_they_claim(db, clock, at_most, path, kind):
    at_most(**{kind: 2})

    def guess(address, claimed="10.0.0.1"):
        client = calling(REMOTE_ADDR=address, headers={"X-Forwarded-For": claimed})
        return client.post(f"/api/v1{path}", {}, content_type="application/json").status_code

    assert [guess("192.0.2.1"), guess("192.0.2.1", "10.0.0.2"), guess("192.0.2.1", "10.0.0.3")] == [
        400,
        400,
        429,
    ]
    assert guess("192.0.2.2") == 400


def test_bad_tokens_are_limited_by_address_and_hold_up_no_good_one(ada, tablet, clock, at_most):
    at_most(token=2)
    guessing = calling(headers={"Authorization": f"Bearer {'x' * 43}"})

    codes = [guessing.get("/api/v1/me/", REMOTE_ADDR="127.0.0.1").status_code for _ in range(4)]

    assert codes == [401, 401, 429, 429]
    assert guessing.get("/api/v1/me/", REMOTE_ADDR="192.0.2.1").status_code == 401
    assert ada.get("/me/").status_code == 200
    assert tablet.put(f"/intakes/{uuid4()}/", {"answers": WELL}).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_no_submission_waits_for_a_counter_that_is_held(tablet):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite locks no single row")
    tablet.get("/questionnaire/")
    held, done = Event(), Event()

    def hold(_):
        with transaction.atomic():
            assert list(LimitCounter.objects.select_for_update())
            held.set()
            assert done.wait(20)

    def submit(_):
        held.wait(20)
        begun = time.perf_counter()
        answer = tablet.put(f"/intakes/{uuid4()}/", {"answers": WELL})
        done.set()
        return answer.status_code, time.perf_counter() - begun

    code, seconds = at_once(2, lambda number: (hold, submit)[number](number))[1]

    assert code == 201
    assert seconds < 5


@pytest.mark.django_db(transaction=True)
def test_sixty_sign_ins_in_sixteen_threads_reach_the_password_five_times_at_most(
    ada, nobody, at_most, monkeypatch
):
    at_most(sign_in=1_000)
    checked, check = [], ModelBackend.authenticate
    monkeypatch.setattr(
        ModelBackend, "authenticate", lambda *args, **more: checked.append(1) or check(*args, **more)
    )
    guess = {"username": "ada", "clinic": "north"}

    def try_some(thread):
        return [
            nobody.post("/sign-in/", guess | {"password": f"guess {n}"}).status_code
            for n in range(thread, 60, 16)
        ]

    codes = [code for tries in at_once(16, try_some) for code in tries]

    assert codes == [401] * 60
    assert len(checked) <= 5
    refused(nobody.post("/sign-in/", guess | {"password": "a long enough phrase"}), 401, "sign-in-refused")


def test_submissions_have_a_bucket_that_refills(tablet, clock, at_most, monkeypatch):
    at_most(file=60)
    monkeypatch.setattr(limits, "_BUCKETS", limits._Buckets())
    sent = uuid4()

    def put():
        return tablet.put(f"/intakes/{sent}/", {"answers": WELL})

    assert {answer.status_code for answer in (put() for _ in range(60))} == {200, 201}
    answer = put()
    refused(answer, 429, "too-many-calls")
    assert answer["Retry-After"] == "1"
    clock.now += 1
    assert statuses([put(), put()]) == [200, 429]


def test_no_submission_waits_for_a_counter(tablet, monkeypatch):
    monkeypatch.setattr(limits, "count", lambda *_: pytest.fail("a submission was counted"))

    assert tablet.put(f"/intakes/{uuid4()}/", {"answers": WELL}).status_code == 201


def test_buckets_are_exact_for_callers_at_the_same_moment():
    buckets = limits._Buckets()

    waits = at_once(32, lambda _: buckets.take("tablet", 10))

    assert waits.count(0) == 10


def test_without_counters_reads_and_guesses_wait_and_submissions_pass(ada, nobody, monkeypatch):
    def away(*_):
        raise OperationalError("the table is away")

    monkeypatch.setattr(limits, "count", away)

    refused(ada.get("/me/"), 503, "unreachable")
    refused(nobody.post("/sign-in/", {}), 503, "unreachable")
    assert ada.put(f"/intakes/{uuid4()}/", {"answers": WELL}).status_code == 201


def test_the_limits_of_an_address_are_those_of_its_network(ada, clock, at_most):
    at_most(token=3, password=3)
    ends = [f"2001:db8:1:2::{number}" for number in range(4)]

    guessing = calling(headers={"Authorization": f"Bearer {'x' * 43}"})
    tokens = [guessing.get("/api/v1/me/", REMOTE_ADDR=end) for end in ends]
    passwords = [
        calling(REMOTE_ADDR=end).post(SIGN_IN, {"login": f"name {end}", "password": "not it"}) for end in ends
    ]

    assert statuses(tokens) == [401, 401, 401, 429]
    assert statuses(passwords) == [200, 200, 200, 429]


def test_two_tablets_of_one_id_in_two_clinics_have_a_limit_each(bo, south, nobody, clock, at_most):
    # given tablets that the desks of two clinics announced under the same id
    enrolled, same = [], uuid4()
    for desk in (bo, employ(south, "sue", "front_desk")):
        code = desk.put(f"/devices/{same}/", {"name": "Front desk"}).json()["code"]
        enrolled.append(Person(None, nobody.post("/devices/enrol/", {"code": code}).json()["token"]))

    # when one has sent as much as it may
    at_most(file=2, read=2)
    calls = {
        "file": lambda tablet: tablet.put(f"/intakes/{uuid4()}/", {"answers": WELL}),
        "read": lambda tablet: tablet.get("/questionnaire/"),
    }
    left = {
        kind: [statuses([call(tablet) for _ in range(3)]) for tablet in enrolled]
        for kind, call in calls.items()
    }

    # then the other may as much
    assert left == {"file": [[201, 201, 429]] * 2, "read": [[200, 200, 429]] * 2}
