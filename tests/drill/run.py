"""One drill: a clinic of so many intakes, its backup while it works, an erasure, and its way back."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from intake.access import CLINICIAN, MANAGER, Actor, within
from intake.actions.erasing import erase_patient
from intake.actions.filing import record_intake
from intake.models import Clinic, IntakeRecord, Patient
from intake.models.unhurried import unhurried
from tests.actions.given import WELL, envelope
from tests.benchmarks import loading
from tests.benchmarks.serving import ROOT
from tests.drill import trail

BACK_WITHIN = 15 * 60  # seconds
PAUSE = 0.05  # seconds between two filings, and between two looks


class Drill:
    def __init__(self, backups: Path, restored_at: str, postmaster: int | None):
        self.backups, self.restored_at, self.postmaster = backups, restored_at, postmaster

    def prepare(self, intakes: int) -> None:
        began = time.monotonic()
        call_command("migrate", verbosity=0)
        with unhurried():
            loading.fill(intakes, 1)
            self.clinic = Clinic.objects.get()
            trail.write(self.clinic)
        connections.close_all()
        _tell(f"{connection.vendor}: {intakes:,} intakes loaded in {time.monotonic() - began:.0f} s")

    def run(self) -> int:
        """Each command as the operator runs it; gives the code to end with."""
        with self._busy():
            self._command("backup", self.backups)
        (backup,) = (path for path in self.backups.iterdir() if path.is_dir())
        self._erase_somebody()
        back_again = self._command("restore", backup, database=self.restored_at)
        _tell(f"restored and proven in {back_again:.0f} s")
        self._command("prove", "--earlier", backup, database=self.restored_at)
        return 0 if back_again <= BACK_WITHIN else 1

    @contextmanager
    def _busy(self) -> Iterator[None]:
        """Somebody files and somebody looks all the time; says how long either had to wait."""
        ended = Event()
        waits = [_Waits("file", self._file, ended), _Waits("look", self._look, ended)]
        for one in waits:
            one.start()
        try:
            yield
        finally:
            ended.set()
            for one in waits:
                one.join()
                _tell(one)

    def _file(self):
        with within(self.clinic):
            record_intake(uuid4(), envelope(WELL), by=Actor("script", "drill", CLINICIAN, self.clinic))

    def _look(self):
        with within(self.clinic):
            IntakeRecord.objects.latest("pk")

    def _erase_somebody(self):
        """After the backup, so that only the list of tombstones knows."""
        with within(self.clinic):
            gone = IntakeRecord.objects.exclude(patient=None).latest("pk").patient.uuid
            erase_patient(gone, gone, "asked_by_patient", by=Actor("script", "drill", MANAGER, self.clinic))
            assert not Patient.objects.filter(uuid=gone).exists()

    def _command(self, *words, database=None) -> float:
        """Run it, say what it said and what memory it had at most; gives the seconds."""
        began, computed, megabytes = time.monotonic(), self._seconds_computed(), 0.0
        command = [sys.executable, "manage.py", *map(str, words)]
        environment = os.environ | ({"AFOOT_DATABASE": database} if database else {})
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        while process.poll() is None:
            megabytes = _most_megabytes(process.pid) or megabytes
            time.sleep(PAUSE)
        if process.returncode:
            raise SystemExit(f"{words[0]} failed")
        computed, took = self._seconds_computed() - computed, time.monotonic() - began
        _tell(f"{words[0]}: {took:.0f} s, {computed:.0f} s of computing, at most {megabytes:.0f} MB")
        return took

    def _seconds_computed(self) -> float:
        """By the commands so far and what they started, and by PostgreSQL, as far as its backends have ended."""
        own = os.times()
        return (
            own.children_user + own.children_system + (_seconds_of(self.postmaster) if self.postmaster else 0)
        )


def _seconds_of(process: int) -> float:
    """Of processor time, with all its children that have ended."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, after_name[11:15])) / os.sysconf("SC_CLK_TCK")


def _most_megabytes(process: int) -> float | None:
    """The most memory that was resident so far; none where it has ended."""
    status = Path(f"/proc/{process}/status").read_text()
    rows = dict(row.split(":", 1) for row in status.splitlines())
    return int(rows["VmHWM"].split()[0]) / 1024 if "VmHWM" in rows else None


class _Waits(Thread):
    """One thing done over and over, and how long it took at most; refused is who would be told to come back."""

    def __init__(self, name: str, once: Callable[[], None], ended: Event):
        super().__init__()
        self.what, self.once, self.ended = name, once, ended
        self.times, self.longest, self.refused = 0, 0.0, 0

    def run(self):
        while not self.ended.wait(PAUSE):
            began = time.monotonic()
            try:
                self.once()
            except DatabaseError:
                self.refused += 1
            self.times += 1
            self.longest = max(self.longest, time.monotonic() - began)
        connections.close_all()

    def __str__(self):
        return f"meanwhile, {self.what}: {self.times} times, {self.refused} refused, at most {self.longest:.2f} s"


def _tell(what):
    print(what, flush=True)
