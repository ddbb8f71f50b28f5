"""One drill: years of intakes, two servers and their clients, and migrations that come and go meanwhile."""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle
from statistics import quantiles
from threading import Event

from django.core.management import call_command
from django.db import DatabaseError, connection

from clinic.roles import as_owner
from intake.access import within
from intake.actions.clinics import make_clinic
from intake.actions.credentials import issue_token
from intake.models import AuditEntry
from tests.benchmarks import loading
from tests.benchmarks.databases import Databases
from tests.benchmarks.parts.filing import filed_bodies
from tests.benchmarks.serving import ROOT, environment, serving
from tests.migrating import stored
from tests.migrating.clients import Answer, Client, Told
from tests.migrating.release import OURS

SERVED_BY, MIGRATED_BY = "tests.benchmarks.unlimited", "tests.migrating.next_release"
SERVERS, CLIENTS, FORMS = 2, 8, 200
OF_A_CLINIC = 5_000  # intakes
NEXT, THIS, BEFORE = "next_6_validated", OURS[-1], OURS[-2]
LONGEST_WAIT = 2.0  # seconds, for a lock
PATIENCE = 15  # seconds that a server waits for SQLite's lock
APPLIED = re.compile(r"(\w+)\.\.\. OK \((.+)s\)")


class Drill:
    def __init__(self, vendor: str, made: Databases, address: str, records: int):
        self.vendor, self.address = vendor, address
        self.told, self.stopped = Told(), Event()
        self.wrong, self.tries, self.migrating = [], 0, []
        self.watched = made.server.get_uri(database="drill") if vendor == "postgresql" else ""
        call_command("migrate", verbosity=0)
        began = time.monotonic()
        loading.fill(records, max(1, records // OF_A_CLINIC))
        print(f"{records:,} intakes loaded in {time.monotonic() - began:.0f} s", flush=True)
        self.filing, self.amending = make_clinic("drill-files", "Drill"), make_clinic("drill-amends", "Drill")
        self.verdicts = stored.verdicts_of_before()

    def run(self, seconds: float) -> list[str]:
        """Serve all the while and migrate forward and back; what was wrong with it, a sentence each."""
        with self._work_going_on():
            time.sleep(seconds)
            with self._locks_watched():
                with self._a_look_in_the_way():
                    self._migrate(NEXT)
                self._go_on_for(seconds, NEXT)
                self._migrate(THIS)
                self._go_on_for(seconds, THIS)
        for release in (BEFORE, THIS):  # this code serves on nothing older than its own
            self._migrate(release)
        self._judge()
        return self.wrong

    @contextmanager
    def _work_going_on(self) -> Iterator[None]:
        """Two servers, whose code is from before whatever is migrated to meanwhile, and their clients."""
        clients = self._clients(filed_bodies(FORMS))
        with ExitStack() as stack, ThreadPoolExecutor() as starting:
            served = [
                serving("clinic.wsgi:application", settings=SERVED_BY, address=self.address)
                for _ in range(SERVERS)
            ]
            servers = list(starting.map(stack.enter_context, served))
            for number, client in enumerate(clients):
                client.call_at(servers[number % SERVERS].port)
            yield
            self.stopped.set()
            for client in clients:
                client.join()

    def _clients(self, bodies) -> list[Client]:
        """One half files; the other amends what it filed, in a clinic of its own."""
        files, amends = (issue_token(clinic, "clinician") for clinic in (self.filing, self.amending))
        connection.close()
        tokens = [files] * (CLIENTS // 2) + [amends] * (CLIENTS // 2)
        return [
            Client(token, cycle(bodies[number:]), self.told, self.stopped, amends=token is amends)
            for number, token in enumerate(tokens)
        ]

    @contextmanager
    def _locks_watched(self) -> Iterator[None]:
        """On PostgreSQL; SQLite does not tell."""
        if self.vendor == "sqlite":
            yield
            return
        from tests.migrating.waits import Watcher

        self.watcher = Watcher(self.watched)
        self.watcher.start()
        yield
        self.watcher.end()

    @contextmanager
    def _a_look_in_the_way(self) -> Iterator[None]:
        """Somebody reads a report when the migration begins; on SQLite readers are in nobody's way for long."""
        if self.vendor == "sqlite":
            yield
            return
        from tests.migrating.waits import LongLook

        look = LongLook(self.watched, self.watcher)
        look.start()
        look.is_under_way.wait()
        yield
        look.end()

    def _migrate(self, release: str) -> None:
        """In a process of its own, as an operator does."""
        named = f"{'&' if '?' in self.address else '?'}application_name=migration"
        address = self.address + (named if self.vendor == "postgresql" else "")
        command = [
            sys.executable,
            "manage.py",
            "migrate",
            "intake",
            release,
            "--verbosity",
            "2",
            "--no-color",
        ]
        settings = environment(MIGRATED_BY, address)
        began = time.monotonic()
        ran = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
        ended, tries = time.monotonic(), ran.stderr.count("Trying again")
        self.tries += tries
        self.migrating.append((began, ended))
        self._hold(ran.returncode == 0, f"migrating to {release} failed: {ran.stderr[-500:]}")
        took = ", ".join(f"{name} {seconds} s" for name, seconds in APPLIED.findall(ran.stdout))
        waits = [each.seconds for each in self.told.between(began, ended)]
        print(
            f"to {release}: {ended - began:.1f} s, {tries} times busy ({took}); "
            f"{len(waits):,} answers meanwhile, the longest {max(waits, default=0):.2f} s",
            flush=True,
        )

    def _go_on_for(self, seconds, release):
        done = time.monotonic()
        time.sleep(seconds)
        filed = [
            each
            for each in self.told.between(done, time.monotonic())
            if each.is_good and each.method == "PUT"
        ]
        self._hold(filed, f"nothing was filed by servers from before {release}")
        self._hold(self._refuses_change(), f"the audit trail can be changed after {release}")

    def _refuses_change(self) -> bool:
        try:
            with within(self.filing), as_owner():
                AuditEntry.objects.filter(act="intake-filed").update(act="nothing")
        except DatabaseError:
            connection.close()
            return True
        return False

    def _judge(self) -> None:
        answers = self.told.answers
        bad = [each for each in answers if not each.is_good]
        waits = quantiles([each.seconds for each in answers], n=1000)
        print(
            f"{len(answers):,} answers, {len(bad)} bad; half in {waits[499]:.3f} s, 99 % in {waits[989]:.2f} s, "
            f"the longest {max(each.seconds for each in answers):.2f} s"
        )
        unforeseen = [each for each in bad if not self._is_excused(each)]
        self._hold(not unforeseen, f"{Counter(each.status for each in unforeseen)}, such as {unforeseen[:1]}")
        if self.vendor == "postgresql":
            longest = self.watcher.longest
            print(
                "longest waits for a lock: "
                + ", ".join(f"{who} {each:.2f} s" for who, each in longest.items())
            )
            self._hold(
                longest["afoot"] <= LONGEST_WAIT, f"a caller waited {longest['afoot']:.1f} s for a lock"
            )
            self._hold(self.tries, "nothing was in the way of any migration")
        self.wrong += stored.faults(self.told, self.filing, self.amending)
        self._hold(stored.verdicts_of_before() == self.verdicts, "verdicts from before have changed")

    def _is_excused(self, answer: Answer) -> bool:
        """SQLite has one lock for everything: whoever waited for a rebuilt table as long as anybody may is told 503."""
        return (
            self.vendor == "sqlite"
            and answer.status == 503
            and any(
                began <= answer.at + answer.seconds <= ended + PATIENCE for began, ended in self.migrating
            )
        )

    def _hold(self, holds, otherwise: str) -> None:
        if not holds:
            self.wrong.append(otherwise)
