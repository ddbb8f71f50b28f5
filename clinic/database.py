"""How one address, `sqlite:///…` or `postgresql://…`, becomes Django's description of the database."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# EXTRA also syncs the folder of the journal: without it a power cut can undo an intake that was acknowledged.
SQLITE_PRAGMAS = "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON"


def describe(address: str, *, base: Path, connections: int) -> dict:
    """Read the address. A relative SQLite path starts at `base`; `connections` bounds a process's pool."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise _not_understood() from None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and name and not parts.netloc:
        return _sqlite(name if name == ":memory:" else base / name)
    if parts.scheme in ("postgresql", "postgres") and name:
        return _postgresql(parts, name=name, port=port, connections=connections)
    raise _not_understood()


def _sqlite(path: Path | str) -> dict:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A transaction that begins with a read and then writes is refused at once when another one wrote
            # meanwhile; taking the write lock first makes it wait its turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        },
        # Tests need a file: a database in memory cannot be shared by threads and processes.
        "TEST": {"NAME": path if path == ":memory:" else path.with_name(f"test_{path.name}")},
    }


def _postgresql(parts: SplitResult, *, name: str, port: int | None, connections: int) -> dict:
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""  # `?host=` is how libpq spells a socket's folder
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": "afoot",
            "connect_timeout": 5,
            "pool": {"min_size": 1, "max_size": connections, "timeout": 10},
            "server_side_binding": True,  # values apart from the text, so that a text can be prepared
            "prepare_threshold": 5,
            **options,
        },
    }


def _not_understood() -> ImproperlyConfigured:
    """Say what is allowed; the address itself stays unsaid, since it holds a password."""
    return ImproperlyConfigured(
        "AFOOT_DATABASE must be sqlite:///path or postgresql://user:password@host:port/name "
        "(?host=/folder for a socket)."
    )
