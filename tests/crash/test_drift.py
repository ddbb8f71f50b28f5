"""A soak's arithmetic, on made-up samples: a leak is found, noise is none, and a short run tells nothing."""

from random import Random

import pytest

from tests.crash import drift
from tests.crash.drift import Finding

HOURS = 7  # what is left of eight when all is warm
EVERY = 30  # seconds


def held(hours, *, leak=0.0, noise=0.5, at_first=80.0):
    """Megabytes, a leak an hour and some noise."""
    rng = Random(1)
    moments = range(0, round(hours * drift.HOUR), EVERY)
    return [(at, at_first + leak * at / drift.HOUR + rng.gauss(0, noise)) for at in moments]


def opened(*counts):
    return [(number * EVERY, count) for number, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("leak", "is_held"), [(0, True), (0.5, True), (0.9, True), (1.1, False), (2, False), (50, False)]
)
def test_a_leak_of_a_megabyte_an_hour_is_found(leak, is_held):
    found = drift.memory("web", held(HOURS, leak=leak), limit=1)

    assert found.is_held is is_held
    assert drift.slope(held(HOURS, leak=leak)).an_hour == pytest.approx(leak, abs=0.1)


def test_memory_that_steps_up_and_stays_is_no_leak_once_warm():
    stepping = [(at, value + 6 * (at > 600)) for at, value in held(HOURS)]

    assert drift.memory("web", stepping[40:], limit=1).is_held is True


def test_a_slow_wave_is_not_taken_for_a_leak():
    waving = [(at, value + 3 * (at // drift.HOUR % 2)) for at, value in held(HOURS)]

    assert drift.memory("web", waving, limit=1).is_held is not False


@pytest.mark.parametrize(("leak", "is_held"), [(0, None), (4, None), (600, False)])
@pytest.mark.parametrize("noise", [0.01, 0.5])
def test_in_a_few_minutes_only_a_gross_leak_can_be_told(leak, is_held, noise):
    assert drift.memory("web", held(12 / 60, leak=leak, noise=noise), limit=1).is_held is is_held


def test_too_few_samples_tell_nothing():
    assert drift.slope(held(9 / 60)) is None
    assert drift.memory("web", held(9 / 60, leak=600), limit=1).is_held is None
    assert drift.files("web", opened(*[7] * 19)).is_held is None
    assert drift.waits("p99", [0.1] * 5, limit=0.2).is_held is None
    assert drift.waits("p99", [], limit=0.2).is_held is None


def test_files_that_stay_open_are_found():
    leaking = [20 + hour for hour in range(HOURS) for _ in range(drift.HOUR // EVERY)]

    assert drift.files("web", opened(*leaking)).is_held is False
    assert drift.files("web", opened(*[20, 20, 24, 20, 21] * 100)).is_held is True
    assert drift.files("web", opened(*[24] * 50, *[20] * 50)).is_held is True


def test_slower_answers_are_found_by_their_median():
    steady = [0.050, 0.052, 0.051, 0.049, 0.051, 0.200, 0.052, 0.050, 0.051]

    assert drift.waits("p99", steady, limit=0.2).is_held is True
    assert drift.waits("p99", [*steady[:6], 0.065, 0.064, 0.066], limit=0.2).is_held is False


@pytest.mark.parametrize(
    ("held", "code"),
    [
        ([True, True], 0),
        ([True, None], 2),
        ([None, False], 1),
        ([True, False], 1),
        ([], 2),
    ],
)
def test_what_is_not_known_is_not_held(held, code):
    assert drift.code([Finding("", "", "", each) for each in held]) == code


def test_a_finding_says_whether_its_goal_is_held():
    words = [str(drift.memory("web, memory", held(HOURS, leak=leak), limit=1)) for leak in (0, 5)]

    assert "< 1 MB/h" in words[0]
    assert words[0].split()[-2:] == ["MB/h", "held"]
    assert words[1].endswith("NOT HELD")
