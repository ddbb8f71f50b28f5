"""Many who write at the same moment all are served: nobody is told that the database is locked."""

import time
from collections import Counter
from functools import partial
from uuid import uuid4

import pytest

from intake.access import within
from intake.models import IntakeRecord
from tests.api.given import WELL
from tests.at_once import at_once
from tests.benchmarks.serving import serving
from tests.starting import address_of_the_test
from tests.transport.talking import submit

WRITERS = 32


def hold(north, codes, count):
    assert {**Counter(codes)} == {201: count}
    with within(north):
        assert IntakeRecord.objects.count() == count


@pytest.mark.django_db(transaction=True)
def test_thirty_two_writers_at_the_same_moment_are_all_served(ada, north):
    def write(_):
        return [ada.put(f"/intakes/{uuid4()}/", {"answers": WELL}).status_code for _ in range(2)]

    hold(north, [code for codes in at_once(WRITERS, write) for code in codes], 2 * WRITERS)


@pytest.mark.long
def test_thirty_two_writers_at_two_servers_for_a_minute(transactional_db, tablet, north):
    unlimited = partial(
        serving,
        "clinic.wsgi:application",
        settings="tests.benchmarks.unlimited",
        address=address_of_the_test(),
    )
    with unlimited() as first, unlimited() as second:
        ports, until = (first.port, second.port), time.monotonic() + 60

        def write(number):
            codes = []
            while time.monotonic() < until:
                codes += [code for code, _ in submit(ports[number % 2], tablet.token)]
            return codes

        codes = [code for told in at_once(WRITERS, write) for code in told]
    assert len(codes) > 10 * WRITERS
    hold(north, codes, len(codes))
