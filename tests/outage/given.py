"""Calls as a server makes them, through the whole application: connections are given back after each."""

import io
import json
import os
import signal
import sqlite3
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.db import connection

BRIEF = 0.2  # seconds


application = cache(get_wsgi_application)  # made once, as a server does: it looks through all static files


class Answer:
    def __init__(self, status, headers, body):
        self.status_code, self.headers, self.body = int(status.split()[0]), dict(headers), body

    def json(self):
        return json.loads(self.body)


def ask(path, token="", method="GET", body=None, cookie="") -> Answer:
    """One call by the bearer of a token or of a cookie, or by nobody."""
    sent = b"" if body is None else json.dumps(body).encode()
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(sent)),
        "CONTENT_TYPE": "application/json",
        "HTTP_IF_MATCH": '"1"',
        "HTTP_COOKIE": cookie,
        "wsgi.input": io.BytesIO(sent),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }
    if token:
        environ["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    began = []
    response = application()(environ, lambda status, headers: began.extend([status, headers]))
    try:
        return Answer(*began, b"".join(response))
    finally:
        response.close()


def postmaster() -> int:
    """The process that starts the backends of PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


@contextmanager
def sqlite_opened_with(pragmas="", *, timeout=BRIEF):
    """Connections to SQLite are opened like this for a while."""
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    options.update(timeout=timeout, init_command=f"{before['init_command']}; {pragmas}")
    connection.close()
    try:
        yield
    finally:
        connection.close()
        options.clear()
        options.update(before)


@contextmanager
def another_sqlite(begin):
    """Another process is at it and holds its lock."""
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute(begin)
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def all_connections_taken():
    """Nobody gets a connection from the pool."""
    connection.close()
    pool = connection.pool
    pool.open()
    before, pool.timeout = pool.timeout, BRIEF / 10
    taken = [pool.getconn(timeout=5) for _ in range(pool.max_size)]
    try:
        yield
    finally:
        for one in taken:
            pool.putconn(one)
        pool.timeout = before


@contextmanager
def database_away():
    """Whatever is asked of the database, no answer comes."""
    if connection.vendor == "postgresql":
        with all_connections_taken():
            yield
    else:
        with sqlite_opened_with(timeout=0.01), another_sqlite("BEGIN EXCLUSIVE"):
            yield


def is_told_to_come_back(answer) -> bool:
    return (
        answer.status_code == 503
        and answer.headers.get("Retry-After") == "5"
        and answer.headers["Content-Type"] == "application/problem+json"
        and answer.json()["type"] == "urn:afoot:problem:unreachable"
    )


@contextmanager
def all_connections_new():
    """Whoever connects from here on is a backend that the postmaster starts now."""
    connection.close()
    connection.close_pool()
    try:
        yield
    finally:
        connection.close()
        connection.close_pool()


@contextmanager
def stopped(*pids):
    """Processes that stand still: they neither answer nor end."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
