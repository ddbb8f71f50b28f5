"""`python -m tests.webhooks.deliverer`: `manage.py deliver` with the times of a test, started anew whenever it dies.

Prints the id of each process that it starts. Each is a fork, so that one that was killed is back in milliseconds.
"""

import os
import signal
import sys
from datetime import timedelta

import django


def main() -> None:
    django.setup()
    _hurry()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    child = 0
    try:
        while True:
            child = os.fork()
            if not child:
                _deliver()
            print(child, flush=True)
            os.waitpid(child, 0)
    finally:
        if child:
            os.kill(child, signal.SIGKILL)


def _hurry():
    from intake import outside
    from intake.management.commands import deliver
    from intake.outbox import delivering

    outside.TOTAL = 0.8
    delivering.LEASE = timedelta(seconds=1)
    delivering.FIRST_WAIT, delivering.LONGEST_WAIT = timedelta(milliseconds=20), timedelta(milliseconds=200)
    delivering.REST = timedelta(milliseconds=50)
    deliver.EVERY = 0.05


def _deliver():
    from django.core.management import call_command

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    call_command("deliver")
    os._exit(0)


if __name__ == "__main__":
    main()
