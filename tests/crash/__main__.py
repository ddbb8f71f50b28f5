"""`python -m tests.crash sqlite --kills 200`: kill servers under load, then reconcile what was acknowledged.

Before that, one by one, whether each acknowledgement came after a sync. With `--hours 8` instead a soak at half of
the machine's capacity, with a worker killed every five minutes. Ends with 1 where an acknowledged intake is not
stored whole and once or was not synced, or memory, files or waits grew; with 2 where the run proved nothing.
"""

import argparse
import os
import random
import sys
from contextlib import ExitStack

import django

from tests.benchmarks.databases import databases
from tests.benchmarks.serving import environment

SYNCED = 30  # acknowledgements


def main() -> int:
    asked = _arguments()
    random.seed(asked.seed)
    settings = "tests.crash.careless" if asked.careless else "tests.benchmarks.unlimited"
    with ExitStack() as stack:
        made = stack.enter_context(databases())
        address = made.new(asked.database, "crash")
        os.environ.update(environment(settings, address))
        django.setup()
        from tests.crash.run import Run
        from tests.crash.soak import Schedule, Soak

        if asked.hours:
            soak = Soak(asked.database, made, address, settings, stack)
            return soak.soaked(Schedule(asked.hours, asked.kill_every))
        run = Run(asked.database, made, address, settings, stack)
        is_synced = run.synced(SYNCED)
        return (0 if is_synced else 1) or (run.killed(asked.kills) if asked.kills else 0)


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("database", choices=("sqlite", "postgresql"))
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--hours", type=float, default=0, help="of a soak")
    parser.add_argument("--kill-every", type=float, default=300, help="seconds, in a soak")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument(
        "--careless", action="store_true", help="on settings that lose intakes: must end with 1"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
