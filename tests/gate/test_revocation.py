"""Of a thousand requests that begin after a tablet was revoked, not one passes, whoever else is calling."""

import time
from threading import Event
from uuid import uuid4

import pytest

from tests.api.given import WELL
from tests.at_once import at_once

THREADS = 8
LET_IN = {200, 201, 304}


def calls_around_a_revocation(cy, tablet, each):
    """Every call of eight threads, as (when it began, status); and when the revocation was acknowledged."""
    revoked, let_in = [], Event()

    def work(thread):
        if thread == THREADS:
            assert let_in.wait(60)
            assert cy.post(f"/devices/{tablet.actor.id}/revoke/").status_code == 200
            revoked.append(time.perf_counter())
            return []
        calls = []
        while len(calls) < each or not revoked:
            begun = time.perf_counter()
            if len(calls) % 10:
                answer = tablet.get("/questionnaire/", **{"If-None-Match": "*"})
            else:
                answer = tablet.put(f"/intakes/{uuid4()}/", {"answers": WELL})
            calls.append((begun, answer.status_code))
            if answer.status_code in LET_IN:
                let_in.set()
        begun_after = [call for call in calls if call[0] > revoked[0]]
        for _ in range(max(0, each - len(begun_after))):
            calls.append((time.perf_counter(), tablet.get("/questionnaire/").status_code))
        return calls

    found = at_once(THREADS + 1, work)
    return [call for calls in found for call in calls], revoked[0]


def hold(cy, tablet, settings, requests):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)

    calls, revoked = calls_around_a_revocation(cy, tablet, requests // THREADS)

    before = [status for begun, status in calls if begun < revoked]
    after = [status for begun, status in calls if begun > revoked]
    assert LET_IN & {*before}
    assert len(after) >= requests
    assert {*after} == {401}


@pytest.mark.django_db(transaction=True)
def test_no_request_after_a_revocation_passes(cy, tablet, settings):
    hold(cy, tablet, settings, 160)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_none_of_a_thousand_requests_after_a_revocation_passes(cy, tablet, settings):
    hold(cy, tablet, settings, 1_000)
