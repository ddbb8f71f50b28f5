"""A clock in place of the module `time`."""


class Clock:
    """Stands still until it is moved; 1,000,000,020 s is the beginning of a minute."""

    def __init__(self):
        self.now = 1_000_000_020

    def time(self):
        return self.now

    monotonic = time
