"""Intakes filed over a real socket, against the baselines with the same bodies, one worker of each, in turns.

What is filed is filed by a tablet's token, judged by all rules, flagged, audited, and durable before it is answered.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from statistics import median
from uuid import uuid4

import msgspec
from django.conf import settings
from django.db import connection
from django.utils import timezone

from clinic.roles import as_owner
from clinic.starting import release_versions
from intake.access import within
from intake.actions.clinics import make_clinic
from intake.actions.credentials import issue_token
from intake.models import Assessment, AuditEntry, Device, Flag, IntakeRecord
from tests.benchmarks import clients
from tests.benchmarks.clients import Load, put_load
from tests.benchmarks.databases import beside
from tests.benchmarks.figures import Row
from tests.benchmarks.population import population
from tests.benchmarks.scale import Scale
from tests.benchmarks.serving import ROOT, THREADS, Server, environment, serving

CLINICS = 10  # a tablet each
BODIES = 2_000  # different forms, over and over under new ids
WARMING_UP = 1.5  # seconds of load before the first round: compiled rules, prepared statements, a filled pool
BASELINES = "tests.benchmarks.baselines"


@dataclass(slots=True)
class Contender:
    """A server with its endless row of requests, and what each round brought."""

    server: Server
    requests: Iterator[bytes]
    rounds: list[Load] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # microseconds a request, a figure a round

    def run(self, seconds: float) -> Load:
        before = self.server.cpu_seconds()
        load = put_load(self.server.port, self.requests, seconds=seconds)
        self.rounds.append(load)
        self.cpu.append((self.server.cpu_seconds() - before) / load.answered * 1e6)
        return load

    @property
    def rate(self) -> float:
        return median(load.rate for load in self.rounds)

    @property
    def slow_ms(self) -> float:
        return median(load.slow_ms for load in self.rounds)


def measured(scale: Scale) -> Iterator[Row]:
    bodies = filed_bodies(BODIES)
    with ExitStack() as servers:
        afoot = servers.enter_context(served_afoot())
        contenders = {
            "tablet": Contender(afoot, filings(bodies, tokens("device"))),
            "clinician": Contender(afoot, filings(bodies, tokens("clinician"))),
            "bare": Contender(*served_baseline(servers, "bare", bodies)),
        }
        if connection.vendor == "postgresql":
            contenders["nested"] = Contender(*served_baseline(servers, "nested", bodies))
        filed = take_turns(contenders, scale)
    check_that_all_was_done(filed)
    yield from rows(
        contenders, f"{scale.rounds} rounds of {scale.seconds:g} s, {clients.CONNECTIONS} connections"
    )


def filed_bodies(count: int) -> list[bytes]:
    """Forms of patients as a tablet sends them."""
    return [msgspec.json.encode(form.as_sent()) for form in islice(population(seed=1), count)]


def filings(
    bodies: list[bytes], secrets: list[str], path: str = "/api/v1/intakes/{}/", **more
) -> Iterator[bytes]:
    """PUT after PUT, each under an id of its own."""
    for body, secret in zip(cycle(bodies), cycle(secrets), strict=False):
        yield clients.request("PUT", path.format(uuid4()), body, secret, **more)


def tokens(role: str) -> list[str]:
    """A token of that role in each of a few clinics, made on the way."""
    release_versions()
    made = []
    for number in range(CLINICS):
        clinic = make_clinic(f"{role}-{number}".replace("_", "-"), f"Clinic {number}")
        owner = {}
        if role == "device":
            with within(clinic):
                owner["device"] = Device.objects.create(
                    clinic=clinic, uuid=uuid4(), name="Front desk", created_at=timezone.now()
                )
        made.append(issue_token(clinic, role, **owner))
    return made


served_afoot = partial(
    serving, "clinic.wsgi:application", settings="tests.benchmarks.unlimited", address=settings.AFOOT_DATABASE
)


def served_baseline(servers: ExitStack, name: str, bodies: list[bytes]) -> tuple[Server, Iterator[bytes]]:
    """A baseline on a database of its own beside ours, and the same requests for it."""
    address, settings_of_it = (
        beside(settings.AFOOT_DATABASE, f"filing-{name}"),
        f"{BASELINES}.{name}.settings",
    )
    secret = prepared_baseline(settings_of_it, address)
    server = servers.enter_context(
        serving(f"{BASELINES}.wsgi:application", settings=settings_of_it, address=address)
    )
    return server, filings(bodies, [secret], path="/intakes/{}/", scheme="Token")


def prepared_baseline(settings_of_it: str, address: str) -> str:
    """Make its tables, and a token where it asks for one."""
    command = [sys.executable, "-m", f"{BASELINES}.prepare"]
    env = environment(settings_of_it, address)
    made = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return made.stdout.strip()


def take_turns(contenders: dict[str, Contender], scale: Scale) -> int:
    """Round by round, each in turn; returns how many intakes were filed with Afoot, warming up included."""
    filed = 0
    for seconds in (WARMING_UP, *[scale.seconds] * scale.rounds):
        for name, contender in contenders.items():
            load = contender.run(seconds)
            filed += load.answered if name in ("tablet", "clinician") else 0
    for contender in contenders.values():
        del contender.rounds[0], contender.cpu[0]
    return filed


def check_that_all_was_done(filed: int) -> None:
    """What was answered with 201 is there: filed, judged, flagged and audited."""
    with as_owner():
        found = {
            "filed": IntakeRecord._base_manager.count(),
            "judged": Assessment._base_manager.count(),
            "flagged": Flag._base_manager.count(),
            "audited": AuditEntry._base_manager.filter(act="intake-filed").count(),
        }
    if (
        found["filed"] != filed
        or found["judged"] != filed
        or found["audited"] != filed
        or not found["flagged"]
    ):
        raise RuntimeError(f"{filed} were answered, but {found}")


def rows(contenders: dict[str, Contender], how: str) -> Iterator[Row]:
    how = f"{how}, one worker with {THREADS} threads each"
    bare, nested = contenders["bare"], contenders.get("nested")
    yield row_of_rates("Intakes filed by tablets", contenders["tablet"], bare, "bare view", how, least=0.4)
    if nested:
        yield row_of_rates(
            "Intakes filed by tablets", contenders["tablet"], nested, "nested serializers", how, least=10
        )
    yield row_of_rates(
        "Filed by clinicians, answered with findings", contenders["clinician"], bare, "bare view", how
    )
    named = {
        "a tablet's intake": "tablet",
        "a clinician's intake": "clinician",
        "nested serializers": "nested",
    }
    for label, name in named.items():
        if name in contenders:
            yield row_of_cpu(f"CPU of the worker, {label}", contenders[name], bare, how)


def row_of_rates(what, ours: Contender, theirs: Contender, named, how, *, least=None) -> Row:
    ratios = [one.rate / other.rate for one, other in zip(ours.rounds, theirs.rounds, strict=True)]
    return Row(
        what=what,
        figure=ours.rate,
        unit="/s",
        baseline=theirs.rate,
        baseline_is=named,
        ratio=median(ratios),
        least_ratio=least,
        how=f"{how}; 99 % under {ours.slow_ms:.0f} ms, baseline {theirs.slow_ms:.0f} ms",
    )


def row_of_cpu(what, ours: Contender, bare: Contender, how) -> Row:
    return Row(
        what=what,
        figure=median(ours.cpu),
        unit="µs",
        baseline=median(bare.cpu),
        baseline_is="bare view",
        ratio=median(one / other for one, other in zip(ours.cpu, bare.cpu, strict=True)),
        how=how,
    )
