"""How long each step of a backup, a restore or a proof took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Steps(dict[str, float]):
    """Seconds by step, in the order in which they were taken."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self[name] = time.monotonic() - began

    @property
    def seconds(self) -> float:
        return sum(self.values())

    def __str__(self):
        return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.items())
