"""`python -m tests.drill postgresql --intakes 1000000`: back up, erase somebody, restore, prove; timed.

Ends with 1 where a step failed, somebody who was erased came back, or the clinic waited for longer than the goal.
"""

import argparse
import os
import sys

import django

from tests.benchmarks.databases import databases
from tests.benchmarks.serving import environment


def main() -> int:
    asked = _arguments()
    with databases() as made:
        address = made.new(asked.database, "drill")
        os.environ.update(environment("clinic.settings", address))
        os.environ["AFOOT_TOMBSTONES"] = str(made.folder / "backups" / "tombstones")
        server = made.server if asked.database == "postgresql" else None
        if server:
            os.environ["AFOOT_PG_BIN"] = str(server.bin_path)
        django.setup()
        from tests.drill.run import Drill

        restored_at = made.new(asked.database, "restored")
        drill = Drill(made.folder / "backups", restored_at, server and server.get_pid())
        drill.prepare(asked.intakes)
        return drill.run()


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.drill", description=__doc__)
    parser.add_argument("database", choices=("sqlite", "postgresql"))
    parser.add_argument("--intakes", type=int, default=100_000)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
