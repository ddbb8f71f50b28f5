"""What a web worker holds in memory after many requests: it is the operator's bill, and a leak shows here first."""

from collections.abc import Iterator
from itertools import cycle, islice

from tests.benchmarks import clients
from tests.benchmarks.clients import put_load
from tests.benchmarks.figures import Row
from tests.benchmarks.parts.filing import BODIES, filed_bodies, filings, served_afoot, tokens
from tests.benchmarks.scale import Scale

AT_FIRST = 100  # requests, after which everything that is loaded once is loaded
LISTS = ("/api/v1/worklist/", "/api/v1/intakes/", "/api/v1/questionnaire/", "/api/v1/rules/")
A_LIST_AFTER = 9  # filings


def measured(scale: Scale) -> Iterator[Row]:
    requests = _work_of_a_day(tokens("device"), tokens("clinician"))
    with served_afoot() as server:
        put_load(server.port, requests, at_most=AT_FIRST)
        at_first, _ = server.megabytes()
        put_load(server.port, requests, at_most=scale.requests - AT_FIRST)
        resident, proportional = server.megabytes()
    yield Row(
        what=f"Memory of a web worker after {scale.requests:,} requests",
        figure=resident,
        unit="MB",
        baseline=at_first,
        baseline_is=f"after {AT_FIRST}",
        ratio=resident / at_first,
        most=120,
        how=f"resident; {proportional:.0f} MB with what is shared divided; nine filings to a list, once",
    )


def _work_of_a_day(tablets: list[str], clinicians: list[str]) -> Iterator[bytes]:
    """Nine filings, by tablets and clinicians in turn, then one of the lists that clinicians look at."""
    filed = filings(filed_bodies(BODIES), [*tablets, *clinicians])
    for path, token in zip(cycle(LISTS), cycle(clinicians), strict=False):
        yield from islice(filed, A_LIST_AFTER)
        yield clients.request("GET", path, token=token)
