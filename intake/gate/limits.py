"""Limits: exact counters for sign-in, codes and tokens; for submissions a generous bucket in the process.

The counter is one UPSERT in its own short transaction, so of callers at the same moment just the limit
pass. No submission waits for a counter, and one refused here is safe to repeat.
"""

import time
from threading import Lock

from django.conf import settings
from django.db import connection
from rest_framework.exceptions import Throttled
from rest_framework.throttling import BaseThrottle

from intake.models import keys

WINDOW = 60  # seconds
AN_HOUR = 3600  # the longest for which tries of something are counted together
MINUTES_END = 10**8  # a counter that begins at a larger number counts tries, and begins at a second


class Limited(BaseThrottle):
    """By `view.limit_of(method)`: a key of `settings.LIMITS`, calls a minute per caller."""

    def allow_request(self, request, view):
        kind = view.limit_of(request.method)
        most = settings.LIMITS[kind]
        caller = f"{kind}:{self._caller(request, kind)}"
        if kind == "file":
            self.seconds = _BUCKETS.take(caller, most)
            return self.seconds == 0
        self.seconds = _left_of_window()
        return _count(caller) <= most

    def wait(self):
        return self.seconds

    def _caller(self, request, kind):
        if kind in ("sign_in", "code"):
            return request.META.get("REMOTE_ADDR", "")
        return str(request.user) if request.auth else request.META.get("REMOTE_ADDR", "")


def count_guess(request) -> None:
    """Count a token that is nobody's, by address. A good one is never counted here, nor held up by the bad ones."""
    if seconds := seconds_to_wait(request, "token"):
        raise Throttled(seconds)


def seconds_to_wait(request, kind: str) -> int:
    """Count one more call of this kind by its address; 0 where it may pass."""
    if _count(f"{kind}:{request.META.get('REMOTE_ADDR', '')}") <= settings.LIMITS[kind]:
        return 0
    return _left_of_window()


def _left_of_window() -> int:
    return WINDOW - int(time.time()) % WINDOW


def _count(caller: str) -> int:
    """Count one more call in this window, and say how many that makes; one that comes late counts in the next."""
    window = int(time.time()) // WINDOW
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_limitcounter (caller, calls_in, calls) VALUES (%s, %s, 1) "
            "ON CONFLICT (caller) DO UPDATE SET "
            "calls = CASE WHEN intake_limitcounter.calls_in - excluded.calls_in IN (0, 1) "
            "THEN intake_limitcounter.calls + 1 ELSE 1 END, "
            "calls_in = CASE WHEN intake_limitcounter.calls_in - excluded.calls_in = 1 "
            "THEN intake_limitcounter.calls_in ELSE excluded.calls_in END "
            "RETURNING calls",
            [_key(caller), window],
        )
        return cursor.fetchone()[0]


def tries(what: str, seconds: int) -> int:
    """Count one more try of something, and say how many that makes since the first one of these seconds."""
    now = int(time.time())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_limitcounter (caller, calls_in, calls) VALUES (%s, %s, 1) "
            "ON CONFLICT (caller) DO UPDATE SET "
            "calls = CASE WHEN intake_limitcounter.calls_in > excluded.calls_in - %s "
            "THEN intake_limitcounter.calls + 1 ELSE 1 END, "
            "calls_in = CASE WHEN intake_limitcounter.calls_in > excluded.calls_in - %s "
            "THEN intake_limitcounter.calls_in ELSE excluded.calls_in END "
            "RETURNING calls",
            [_key(what), now, seconds, seconds],
        )
        return cursor.fetchone()[0]


def forget(*what: str) -> None:
    """As if nobody had tried."""
    with connection.cursor() as cursor:
        for each in what:
            cursor.execute("DELETE FROM intake_limitcounter WHERE caller = %s", [_key(each)])


def remove_old_counters() -> None:
    """Those of minutes that are over, and of tries that no limit remembers; one that is used meanwhile stays."""
    now = int(time.time())
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM intake_limitcounter WHERE calls_in < %s OR calls_in BETWEEN %s AND %s",
            [now // WINDOW - 1, MINUTES_END, now - AN_HOUR],
        )


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
