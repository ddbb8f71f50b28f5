"""`python -m tests.benchmarks.measure part scale records`: one part, on AFOOT_DATABASE, as JSON."""

import signal
import sys
from dataclasses import replace
from importlib import import_module

import django
import msgspec


def main(part: str, scale: str, records: str) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C does: nothing is left running
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.benchmarks import machine
    from tests.benchmarks.scale import SCALES

    chosen = SCALES[scale]
    if int(records):
        chosen = replace(chosen, records=int(records), records_on_sqlite=int(records) // 10)
    call_command("migrate", verbosity=0)
    rows = list(import_module(f"tests.benchmarks.parts.{part}").measured(chosen))
    run_on = machine.described("" if part in ("judging", "mutation") else connection.vendor)
    sys.stdout.buffer.write(msgspec.json.encode({"run_on": run_on, "rows": rows}))


if __name__ == "__main__":
    main(*sys.argv[1:])
