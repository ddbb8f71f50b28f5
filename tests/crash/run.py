"""One run of the crash test: a clinic, two servers, clients, and the kills between them."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from threading import Event

from django.core.management import call_command
from django.db import connection

from clinic.starting import release_versions
from intake.actions.clinics import make_clinic
from intake.actions.credentials import issue_token
from tests.benchmarks.databases import Databases
from tests.benchmarks.parts.filing import filed_bodies
from tests.crash import reconciling, synced
from tests.crash.clients import Client, Told
from tests.crash.victims import Postmaster, Web, one_kill

SERVERS, CLIENTS = 2, 8
FORMS = 200  # different ones, over and over under new ids
BETWEEN = (0.1, 0.6)  # seconds of load before a kill
BITES_WITHIN = 1  # second after it is back
RECOVERS_WITHIN = 60
ENOUGH = 100  # answers that nobody foresaw: something else is wrong
LEAST_SHARE_WITH_BITE = 0.3


class Run:
    client = Client

    def __init__(self, vendor: str, made: Databases, address: str, settings: str, stack: ExitStack):
        call_command("migrate", verbosity=0)
        release_versions()
        self.clinic = make_clinic("crash", "Crash")
        token = issue_token(self.clinic, "clinician")
        connection.close()
        self.server = made.server if vendor == "postgresql" else None
        self.address, self.told, self.stopped = address, Told(), Event()
        self.webs = [Web(address, settings) for _ in range(SERVERS)]
        with ThreadPoolExecutor() as starting:
            list(starting.map(Web.start, self.webs))
        for web in self.webs:
            stack.callback(web.end)
        self.bodies = filed_bodies(FORMS)
        random.shuffle(self.bodies)
        self.clients = [
            self.client(
                self.webs[number % SERVERS].slot,
                token,
                cycle(self.bodies[number:]),
                self.told,
                self.stopped,
            )
            for number in range(CLIENTS)
        ]

    def synced(self, count: int) -> bool:
        """Whether every acknowledgement came after a sync; true with a word where nobody can tell."""
        client, bodies = self.clients[0], cycle(self.bodies)
        synced.submit(client, bodies, 1)  # the first one also writes what all others find
        if self.server is None:
            (worker,) = self.webs[0].server.workers()
            path = Path(self.address.removeprefix("sqlite:///"))
            unsynced = synced.on_sqlite(client, bodies, count, worker=worker, path=path)
        else:
            unsynced = synced.on_postgresql(client, bodies, count, server=self.server)
        told = "not looked at: strace cannot trace here" if unsynced is None else f"{unsynced} of {count}"
        print(f"acknowledged before it was synced: {told}", flush=True)
        return not unsynced

    def killed(self, count: int) -> int:
        """Kill under load, reconcile, say what came of it, and give the code to end with."""
        for client in self.clients:
            client.start()
        postmaster = Postmaster(self.server) if self.server else None
        kills = [self._kill(number, postmaster) for number in range(count)]
        self.stopped.set()
        for client in self.clients:
            client.join()
        return self._judge(kills, reconciling.differences(self.clinic, self.told.acknowledged))

    def _kill(self, number, postmaster) -> tuple[str, float, float]:
        """The kind, the moment, and the seconds until its victim acknowledged again."""
        time.sleep(random.uniform(*BETWEEN))
        kind, web, at = one_kill(self.webs, postmaster, number)
        return kind, at, self._acknowledged_after(at if web is None else time.monotonic(), web) - at

    def _acknowledged_after(self, moment, web) -> float:
        """When the server, or any where the database was killed, acknowledges again."""
        until = time.monotonic() + RECOVERS_WITHIN
        while time.monotonic() < until and len(self.told.unforeseen) < ENOUGH:
            for at, slot in reversed(self.told.recently_acknowledged()):
                if at > moment and (web is None or slot is web.slot):
                    return at
            time.sleep(0.01)
        raise RuntimeError(f"nothing is acknowledged any more: {self.told.unforeseen[-1:]}")

    def _had_bite(self, at, waited) -> bool:
        hurt = (*self.told.broken_at, *self.told.unavailable_at)
        return any(at <= moment <= at + waited + BITES_WITHIN for moment in hurt)

    def _judge(self, kills, differences) -> int:
        had_bite = sum(self._had_bite(at, waited) for _, at, waited in kills)
        kinds = Counter(kind for kind, _, _ in kills)
        named = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        print(f"{len(kills)} kills ({named}), {had_bite} with bite")
        print(
            f"{len(self.told.acknowledged)} acknowledged; {len(self.told.broken_at)} answers lost, of which "
            f"{self.told.stored_unheard} were stored unheard; {len(self.told.unavailable_at)} times 503"
        )
        for kind in kinds:
            _print_recovery(kind, [waited for each, _, waited in kills if each == kind])
        for wrong, count in differences.items():
            print(f"{count} {wrong}")
        for answer in self.told.unforeseen[:10]:
            print(f"unforeseen: {answer}")
        if any(differences.values()) or self.told.unforeseen:
            return 1
        return 2 if had_bite < max(1, LEAST_SHARE_WITH_BITE * len(kills)) else 0


def _print_recovery(kind, waits):
    p99 = quantiles(waits, n=100, method="inclusive")[98] if len(waits) > 1 else waits[0]
    print(f"recovery after {kind}: median {median(waits):.1f} s, p99 {p99:.1f} s, at most {max(waits):.1f} s")
