"""A cache that only knows whether a key is new, so that a code of a second factor works once, in all workers."""

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from intake.gate import limits

REMEMBERED = 600  # seconds: longer than a code is valid, whatever the clocks say


class Once(BaseCache):
    """What is asked for is never there; what is added is new once."""

    def __init__(self, _, params):
        super().__init__(params)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return limits.count(f"once:{self.make_key(key, version)}", REMEMBERED).calls == 1

    def get(self, key, default=None, version=None):
        return default

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Nothing is kept."""

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return False

    def delete(self, key, version=None):
        return False

    def clear(self):
        """Nothing is kept."""
