"""Many at the same moment: real threads, each with a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connections


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
