"""`python -m tests.migrating postgresql --records 1000000`: migrate forward and back while a clinic works.

Ends with 1 where a caller was refused or waited long, or anything acknowledged is not stored as it was told.
"""

import argparse
import os
import sys

import django

from tests.benchmarks.databases import databases
from tests.benchmarks.serving import environment

LOADED_WITHIN = "3600"  # seconds that a statement may take


def main() -> int:
    asked = _arguments()
    with databases() as made:
        address = made.new(asked.database, "drill")
        os.environ.update(environment("tests.benchmarks.unlimited", address))
        os.environ["AFOOT_DATABASE_PATIENCE"] = LOADED_WITHIN
        django.setup()
        from tests.migrating.drill import Drill

        wrong = Drill(asked.database, made, address, asked.records).run(asked.seconds)
    print("\n".join(wrong))
    return 1 if wrong else 0


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.migrating", description=__doc__)
    parser.add_argument("database", choices=("sqlite", "postgresql"))
    parser.add_argument("--records", type=int, default=20_000, help="loaded before")
    parser.add_argument("--seconds", type=float, default=5, help="of load before, between and after")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
