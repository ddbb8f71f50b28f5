"""What the figures were measured on: never the machine's name, only what makes a figure high or low."""

import os
import platform
import sqlite3
import tempfile
import time
from pathlib import Path
from statistics import median

import django


def described(vendor: str) -> str:
    """One line: processor, cores, what a sync of the disk takes, and the versions."""
    parts = [
        f"{_processor()}, {len(os.sched_getaffinity(0))} cores shared by application, database and clients",
        f"a sync of its disk {_sync_ms():.1f} ms",
        f"Python {platform.python_version()}",
        f"Django {django.get_version()}",
    ]
    return ", ".join([*parts, _database(vendor)] if vendor else parts)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _sync_ms() -> float:
    """What a durable commit waits for, at the least."""
    taken = []
    with tempfile.TemporaryFile() as file:
        for _ in range(50):
            began = time.perf_counter()
            os.write(file.fileno(), b"x" * 4096)
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - began)
    return median(taken) * 1000


def _database(vendor) -> str:
    if vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
