"""A soak: half of what the machine can do, for hours, with a worker killed every five minutes."""

import time
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import quantiles

from tests.crash import drift, reconciling
from tests.crash.clients import PacedClient
from tests.crash.drift import HOUR, Finding
from tests.crash.run import Run
from tests.crash.sampling import Sampler, since
from tests.crash.victims import Loop

LOADED, MEASURED = 5, 20  # seconds, before the rate is measured and while it is
SETTLES = 5  # seconds after a kill, until what waited is worked off
WARM = 1 / 8  # of the run: the first hour of eight
LEAST_WARM = 120  # seconds, in which a server still fills its caches
SAMPLES = 10  # between two kills
KILLED = "web that is killed"
SLOPE, DRIFT = 1.0, 0.20  # MB an hour; of the p99


@dataclass(frozen=True, slots=True)
class Schedule:
    hours: float
    kill_every: float  # seconds

    @property
    def kills(self) -> int:
        return max(1, round(self.hours * HOUR / self.kill_every))


class Soak(Run):
    """One server loses its worker again and again; the other and the loops beside it live through all of it."""

    client = PacedClient

    def __init__(self, vendor, made, address, settings, stack: ExitStack):
        super().__init__(vendor, made, address, settings, stack)
        self.killed_one, self.living_one = self.webs
        self.loops = {name: Loop(name, address, settings) for name in ("deliver", "seal")}
        for loop in self.loops.values():
            stack.callback(loop.end)

    def soaked(self, schedule: Schedule) -> int:
        for client in self.clients:
            client.start()
        self._slow_down_to(self._capacity() / 2)
        sampler = Sampler(self._processes, schedule.kill_every / SAMPLES)
        sampler.start()
        began = time.monotonic()
        windows = [self._window(schedule.kill_every) for _ in range(schedule.kills)]
        sampler.end()
        ended = self._ended()
        self.stopped.set()
        for client in self.clients:
            client.join()
        warm = began + max(LEAST_WARM, WARM * schedule.hours * HOUR)
        findings = [
            self._finding_of_kills(windows),
            self._finding_of_intakes(ended),
            *self._findings_of(sampler, warm),
            drift.waits(
                "wait, p99 between the kills",
                [window.p99 for window in windows if window.killed_at >= warm and window.p99],
                limit=DRIFT,
            ),
        ]
        for finding in findings:
            print(finding, flush=True)
        return drift.code(findings)

    def _capacity(self) -> float:
        """Submissions a second that these clients get through when each sends its next one at once."""
        time.sleep(LOADED)
        self.told.take_waits()
        time.sleep(MEASURED)
        return len(self.told.take_waits()) / MEASURED

    def _slow_down_to(self, rate) -> None:
        print(f"half capacity: {rate:.0f} intakes/s", flush=True)
        for client in self.clients:
            client.apart = len(self.clients) / rate

    def _processes(self) -> dict[str, int]:
        found = {"web": self.living_one.server.process, KILLED: self.killed_one.server.process}
        found |= {name: loop.process.pid for name, loop in self.loops.items()}
        if self.server is not None:
            found["PostgreSQL"] = self.server.get_pid()
        return found

    def _window(self, seconds) -> "Window":
        """So long between kills, and then the kill."""
        time.sleep(max(0.0, seconds - SETTLES))
        at = time.monotonic()
        self.killed_one.kill_worker()
        self.killed_one.come_back()
        back = self._acknowledged_after(time.monotonic(), self.killed_one)
        time.sleep(SETTLES)
        waits = self.told.take_waits()
        steady = [wait for due, wait in waits if due + wait < at or due > back + SETTLES]
        p99 = quantiles(steady, n=100)[98] if len(steady) > 1 else 0.0
        print(f"{len(waits)} intakes, p99 {p99 * 1000:.1f} ms, worker away for {back - at:.1f} s", flush=True)
        return Window(at, back - at, p99)

    def _ended(self) -> list[str]:
        """Who is no more though nobody killed it; a server comes back, else its clients would wait for ever."""
        ended = [name for name, loop in self.loops.items() if loop.has_ended()]
        if not self.living_one.server.workers():
            self.living_one.come_back()
            ended.append("web")
        return ended

    def _finding_of_kills(self, windows) -> Finding:
        had_bite = sum(self._had_bite(window.killed_at, window.away) for window in windows)
        measured = f"{had_bite} of {len(windows)} with bite"
        return Finding("kills", measured, "one or more", True if had_bite else None)

    def _finding_of_intakes(self, ended) -> Finding:
        differences = reconciling.differences(self.clinic, self.told.acknowledged)
        wrong = [f"{count} {what}" for what, count in differences.items() if count]
        wrong += [f"unforeseen: {answer}" for answer in self.told.unforeseen[:3]]
        wrong += [f"{name} ended" for name in ended]
        measured = "; ".join(wrong) or f"{len(self.told.acknowledged):,}, all stored once and whole"
        return Finding("acknowledged", measured, "nothing lost", not wrong)

    def _findings_of(self, sampler, warm) -> list[Finding]:
        """Of whom nobody killed. PostgreSQL opens one more file for each gigabyte of a table, which is not judged."""
        found = []
        for name, series in sampler.megabytes.items():
            if name == KILLED:
                print(f"{name}: at most {max(value for _, value in series):.1f} MB", flush=True)
                continue
            found.append(drift.memory(f"{name}, memory", since(series, warm), limit=SLOPE))
            if name != "PostgreSQL":
                found.append(drift.files(f"{name}, files", since(sampler.files[name], warm)))
        return found


@dataclass(frozen=True, slots=True)
class Window:
    killed_at: float
    away: float  # seconds
    p99: float  # seconds, of what was not due around the kill
