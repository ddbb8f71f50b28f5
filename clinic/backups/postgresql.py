"""PostgreSQL's own tools, at the address of the settings; a password travels in the environment alone."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection

from clinic.backups.manifest import NotWhole

COPY = re.compile(rb'^COPY (?:\w+\.)?"?(?P<table>\w+)"? \(')
OF_TLS = ("sslmode", "sslrootcert", "sslcert", "sslkey")  # in the environment PGSSLMODE and so on
END = b"\\.\n"


def dump(path: Path, snapshot: str) -> None:
    """All of the database in the custom format, at that snapshot. Fails where a row is hidden from the owner."""
    path.touch(mode=0o600)
    _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}", *_address())


def load(path: Path) -> None:
    """Into the empty database, in one transaction: all of it or nothing. What the application may, `migrate` grants."""
    how = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run("pg_restore", *how, *_address(), str(path))


def gather_statistics() -> None:
    """A dump has none, and until the server comes by itself each plan would be a guess."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def rows_in(path: Path) -> dict[str, int]:
    """The rows of each table in a dump, read from its beginning to its end."""
    counts, table = {}, None
    command = [_tool("pg_restore"), "--file=-", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as told:  # noqa: S603
        for line in told.stdout:
            if table is None:
                if found := COPY.match(line):
                    table = found["table"].decode()
                    counts[table] = 0
            elif line == END:
                table = None
            else:
                counts[table] += 1
    if told.returncode:
        raise NotWhole("pg_restore cannot read the copy.")
    return counts


def _address() -> list[str]:
    own = connection.settings_dict
    said = {"host": own["HOST"], "port": own["PORT"], "username": own["USER"]}
    return [f"--{name}={value}" for name, value in said.items() if value] + [f"--dbname={own['NAME']}"]


def _run(tool, *arguments):
    own = connection.settings_dict
    environment = os.environ | {"PGPASSWORD": own["PASSWORD"]} | guarded_as(own["OPTIONS"])
    command = [_tool(tool), *arguments, "--no-password"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode:
        said = (ran.stderr.strip().splitlines() or ["no reason given"])[0]
        raise NotWhole(f"{tool} ended with an error: {said}")


def guarded_as(options: dict) -> dict[str, str]:
    """The tools speak TLS as Afoot itself does, and never less."""
    return {f"PG{name.upper()}": options[name] for name in OF_TLS if name in options}


def _tool(name) -> str:
    found = shutil.which(name, path=settings.AFOOT_PG_BIN or None)
    if found is None:
        raise NotWhole(f"{name} is not on the PATH. AFOOT_PG_BIN names the folder that it is in.")
    return found
