"""Many at the same moment: real threads, each with a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Event, Thread
from types import ModuleType
from typing import Any

import pytest
from django.db import connections

A_WHILE = 0.3  # seconds: who waits for the other by then waits for a lock


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Call `act(number)` in `count` threads that all start together; what one raises is its result."""
    results: list[Any] = [None] * count
    start = Barrier(count)

    def one(number):
        start.wait()
        try:
            results[number] = act(number)
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def meeting(
    first: Callable[[], Any],
    step: tuple[ModuleType, str],
    second: Callable[[], Any],
    *,
    once_done: Callable[..., bool] | None = None,
) -> list[Any]:
    """Two acts: the second begins when the first comes to a step, which waits until the second is over or waits too.

    `once_done` waits behind the step instead of before it, at the call whose arguments it says yes to.
    """
    standing, over = Event(), Event()
    original = getattr(*step)

    def wait():
        if not standing.is_set():
            standing.set()
            over.wait(A_WHILE)

    def waiting(*args, **more):
        if once_done is None:
            wait()
        result = original(*args, **more)
        if once_done is not None and once_done(*args, **more):
            wait()
        return result

    def call(number):
        if number == 0:
            return first()
        assert standing.wait(10), f"nobody came to {step[1]}"
        try:
            return second()
        finally:
            over.set()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(*step, waiting)
        return at_once(2, call)
