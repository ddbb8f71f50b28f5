"""`python -m tests.benchmarks`: measure the parts that are asked for, each in a process and database of its own."""

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache

import msgspec

from tests.benchmarks import figures
from tests.benchmarks.databases import databases
from tests.benchmarks.scale import SCALES
from tests.benchmarks.serving import ROOT, environment

PARTS = {  # the databases that each is measured on
    "filing": ("postgresql", "sqlite"),
    "judging": ("",),
    "mutation": ("",),
    "memory": ("postgresql",),
    "history": ("postgresql",),
    "worklist": ("postgresql", "sqlite"),
    "reports": ("postgresql",),
}
LOADED_WITHIN = "3600"  # seconds that a statement may take, far more than any does that serves people
ON_A_HISTORY = ("history", "worklist", "reports")


class Measured(msgspec.Struct):
    """What the process of a part answers."""

    run_on: str
    rows: list[figures.Row]


def main() -> None:
    asked = _arguments()
    with databases() as made:
        new = cache(made.new)  # so that one load of a history is the same for each part that reads it
        for part in asked.parts:
            for vendor in PARTS[part]:
                name = "history" if part in ON_A_HISTORY else f"{part}-afoot"
                _measure(part, vendor, new(vendor or "sqlite", name), asked)


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), help=f"any of {', '.join(PARTS)}; else all")
    parser.add_argument("--scale", choices=SCALES, default="full")
    parser.add_argument(
        "--records", type=int, default=0, help="load so many instead, a tenth of them on SQLite"
    )
    parser.add_argument("--keep", action="store_true", help="keep the figures of a small scale too")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - PARTS.keys():
        parser.error(f"there is no part {', '.join(unknown)}")
    return asked


def _measure(part, vendor, address, asked) -> None:
    name = " · ".join(filter(None, [part, {"postgresql": "PostgreSQL", "sqlite": "SQLite"}.get(vendor)]))
    print(f"\n## {name}\n", flush=True)
    command = [sys.executable, "-m", "tests.benchmarks.measure", part, asked.scale, str(asked.records)]
    settings = environment("tests.benchmarks.unlimited", address)
    if part in ON_A_HISTORY:
        settings["AFOOT_DATABASE_PATIENCE"] = LOADED_WITHIN
    measured = msgspec.json.decode(_answer_of(command, settings), type=Measured)
    print(f"{measured.run_on}\n\n{figures.table(measured.rows)}", flush=True)
    if asked.keep or asked.scale == "full":
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        figures.keep(name, day=today, run_on=measured.run_on, rows=measured.rows)


def _answer_of(command, settings) -> bytes:
    """What it prints; where this run is broken off, it is given the time to end what it started."""
    process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE)
    try:
        answer, _ = process.communicate()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed, see above")
    return answer


if __name__ == "__main__":
    main()
