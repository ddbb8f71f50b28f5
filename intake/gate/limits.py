"""Limits: exact counters for sign-in, codes and tokens; for submissions a generous bucket in the process.

The counter is one UPSERT in its own short transaction, so of callers at the same moment just the limit
pass. No submission waits for a counter, and one refused here is safe to repeat.
"""

import time
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from rest_framework.exceptions import Throttled
from rest_framework.throttling import BaseThrottle

from intake.models import keys

WINDOW = 60  # seconds
AN_HOUR = 3600  # the longest for which calls are counted together


class Counted(NamedTuple):
    """Calls of one kind since the first of them, and the seconds until they are forgotten."""

    calls: int
    seconds_left: int


class Limited(BaseThrottle):
    """By `view.limit_of(method)`: a key of `settings.LIMITS`, calls a minute per caller."""

    def allow_request(self, request, view):
        kind = view.limit_of(request.method)
        most = settings.LIMITS[kind]
        caller = f"{kind}:{self._caller(request, kind)}"
        if kind == "file":
            self.seconds = _BUCKETS.take(caller, most)
            return self.seconds == 0
        counted = count(caller, WINDOW)
        self.seconds = counted.seconds_left
        return counted.calls <= most

    def wait(self):
        return self.seconds

    def _caller(self, request, kind):
        if kind in ("sign_in", "code") or not request.auth:
            return request.META.get("REMOTE_ADDR", "")
        return f"{request.user.clinic.pk}:{request.user}"  # ids are unique within a clinic alone


def count_guess(request) -> None:
    """Count a token that is nobody's, by address. A good one is never counted here, nor held up by the bad ones."""
    if seconds := seconds_to_wait(request, "token"):
        raise Throttled(seconds)


def seconds_to_wait(request, kind: str) -> int:
    """Count one more call of this kind by its address; 0 where it may pass."""
    counted = count(f"{kind}:{request.META.get('REMOTE_ADDR', '')}", WINDOW)
    return 0 if counted.calls <= settings.LIMITS[kind] else counted.seconds_left


def count(what: str, seconds: int) -> Counted:
    """Count one more call, and say how many that makes since the first one of these seconds.

    One of a moment before it, that comes late, is of the same; a first one that is further ahead was counted before
    the clock was set back, and holds nobody up.
    """
    now = int(time.time())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_limitcounter AS kept (caller, calls_in, calls) VALUES (%s, %s, 1) "
            "ON CONFLICT (caller) DO UPDATE SET "
            "calls = CASE WHEN ABS(excluded.calls_in - kept.calls_in) < %s THEN kept.calls + 1 ELSE 1 END, "
            "calls_in = CASE WHEN ABS(excluded.calls_in - kept.calls_in) < %s "
            "THEN kept.calls_in ELSE excluded.calls_in END "
            "RETURNING calls, calls_in",
            [_key(what), now, seconds, seconds],
        )
        calls, began = cursor.fetchone()
    return Counted(calls, began + seconds - now)


def forget(*what: str) -> None:
    """As if nobody had tried."""
    with connection.cursor() as cursor:
        for each in what:
            cursor.execute("DELETE FROM intake_limitcounter WHERE caller = %s", [_key(each)])


def remove_old_counters() -> None:
    """Those that no limit remembers; one that is used meanwhile stays."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM intake_limitcounter WHERE calls_in < %s", [int(time.time()) - AN_HOUR])


def _key(caller: str) -> str:
    """Keyed, since the name that was typed, which may be a password, is in some."""
    return keys.keyed_hash(keys.NO_CLINIC, "caller", caller)


class _Buckets:
    """Token buckets in this process: each holds a minute's worth and refills steadily."""

    MOST = 10_000

    def __init__(self):
        self._lock, self._buckets = Lock(), {}

    def take(self, caller: str, most: int) -> int:
        """0 where the call may pass, else the seconds to wait."""
        now = time.monotonic()
        with self._lock:
            if len(self._buckets) > self.MOST:
                self._buckets.clear()
            left, at = self._buckets.get(caller, (float(most), now))
            left = min(float(most), left + (now - at) * most / WINDOW)
            passes = left >= 1
            self._buckets[caller] = (left - 1 if passes else left, now)
        return 0 if passes else max(1, round(WINDOW / most))


_BUCKETS = _Buckets()
