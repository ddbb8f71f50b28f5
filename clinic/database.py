"""How one address, `sqlite:///…` or `postgresql://…`, becomes Django's description of the database."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# EXTRA also syncs the folder of the journal: without it a power cut can undo an intake that was acknowledged.
# What is erased is overwritten: else it would stay in the file until something else needs the place.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"
)
SQLITE = "clinic.sqlite"
ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
ELSEWHERE = {"service", "servicefile"}  # by which another file would say where the database is
AWAY = 5  # seconds to wait for a connection before the database counts as away


def describe(
    address: str,
    *,
    base: Path,
    connections: int,
    role: str = "",
    patience: int = 15,
    is_guarded: bool = False,
) -> dict:
    """Read the address. A relative SQLite path starts at `base`; `connections` bounds a process's pool.

    `patience` is how many seconds a statement may take on PostgreSQL, and how long a writer waits on SQLite.
    `role` is assumed on PostgreSQL by whoever logs in; see `clinic.roles`. `is_guarded`: over a network by TLS alone,
    from a server that proves its name, unless the address says otherwise.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise _not_understood() from None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and name and not parts.netloc:
        return _sqlite(name if name == ":memory:" else base / name, patience)
    # With an @ the name begins within a password that has a slash in it.
    is_postgresql = parts.scheme in ("postgresql", "postgres") and "@" not in parts.path
    if is_postgresql and name and ELSEWHERE.isdisjoint(dict(parse_qsl(parts.query))):
        settings = _limits(patience) | ({"role": role} if role else {})
        described = _postgresql(
            parts, name=name, port=port, connections=connections, patience=patience, settings=settings
        )
        if is_guarded and _may_be_over_a_network(described):
            described["OPTIONS"].setdefault("sslmode", "verify-full")
        return described
    raise _not_understood()


def named(described: dict) -> str:
    """The database that was described, for who has to look at it; never the password."""
    if described["ENGINE"] == SQLITE:
        return str(described["NAME"])
    port = f":{described['PORT']}" if described["PORT"] else ""
    return f"{described['NAME']} at {described['HOST'] or 'this machine'}{port}"


def _may_be_over_a_network(described: dict) -> bool:
    """Unless each of its hosts is surely here. Where none is named, PGHOST may name it; a socket needs no TLS."""
    named = [described["HOST"], described["OPTIONS"].get("hostaddr", "")]
    hosts = ",".join(filter(None, named)).split(",")
    return not all(host in ON_THIS_MACHINE or host.startswith("/") for host in hosts)


def _sqlite(path: Path | str, patience: int) -> dict:
    return {
        "ENGINE": SQLITE,
        "NAME": path,
        "CONN_MAX_AGE": None,  # a new connection reads the whole schema first, 2 ms or more
        "OPTIONS": {
            # A transaction that begins with a read and then writes is refused at once when another one wrote
            # meanwhile; taking the write lock first makes it wait its turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": min(patience, 60),
            "init_command": SQLITE_PRAGMAS,
        },
        # Tests need a file: a database in memory cannot be shared by threads and processes.
        "TEST": {"NAME": path if path == ":memory:" else path.with_name(f"test_{path.name}")},
    }


def _postgresql(
    parts: SplitResult, *, name: str, port: int | None, connections: int, patience: int, settings: dict
) -> dict:
    from clinic.patience import impatient_for  # psycopg need not be there for SQLite

    options = dict(parse_qsl(parts.query))
    asked = [options.pop("options")] if "options" in options else []  # before ours: the last of two holds
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
            "connect_timeout": AWAY,
            # What Django itself has for roles, `assume_role`, hangs where there is a pool.
            "options": " ".join([*asked, *(f"-c {setting}={value}" for setting, value in settings.items())]),
            "tcp_user_timeout": patience * 1_000,  # where a cable is cut, nobody says goodbye
            "pool": {
                "min_size": 1,
                "max_size": connections,
                "timeout": AWAY,
                "reconnect_timeout": AWAY,  # then the next caller tries anew, instead of after ever longer waits
                "connection_class": impatient_for(patience),
            },
            "server_side_binding": True,  # values apart from the text, so that a text can be prepared
            "prepare_threshold": 5,
            **options,
        },
    }


def _limits(patience) -> dict[str, int]:
    """What the server itself ends: a statement, a wait for a lock, and a transaction that nobody goes on with."""
    return {
        "statement_timeout": patience * 1_000,
        "lock_timeout": patience * 1_000 // 2,
        "idle_in_transaction_session_timeout": patience * 4_000,
    }


def _not_understood() -> ImproperlyConfigured:
    """Say what is allowed; the address itself stays unsaid, since it holds a password."""
    return ImproperlyConfigured(
        "AFOOT_DATABASE must be sqlite:///path or postgresql://user:password@host:port/name "
        "(?host=/folder for a socket; no ?service=)."
    )
