"""Who waits for whom in PostgreSQL, looked at every few milliseconds; and a look that is in a migration's way."""

import time
from collections import Counter
from threading import Event, Thread

import psycopg

EVERY = 0.05  # seconds
GOES_ON_FOR = 2.0  # seconds that the long look takes once a migration waits for it
MIGRATION = "migration"  # application_name
WAITING = """
    SELECT a.application_name, max(extract(epoch FROM clock_timestamp() - l.waitstart))::float8
    FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid) WHERE NOT l.granted GROUP BY 1
"""


class Watcher(Thread):
    """The longest wait for a lock, by application; what a migration's index waits for holds up nobody."""

    def __init__(self, address: str):
        super().__init__(daemon=True)
        self.address, self.longest, self.stopped = address, Counter(), Event()
        self.migration_waits = Event()

    def run(self):
        with psycopg.connect(self.address, autocommit=True) as connection:
            while not self.stopped.wait(EVERY):
                for application, seconds in connection.execute(WAITING):
                    self.longest[application] = max(self.longest[application], seconds or 0)
                    if application == MIGRATION:
                        self.migration_waits.set()

    def end(self) -> None:
        self.stopped.set()
        self.join()


class LongLook(Thread):
    """A report that reads the busiest table, begun before the migration and ended long after it had to wait."""

    def __init__(self, address: str, watcher: Watcher):
        super().__init__(daemon=True)
        self.address, self.watcher, self.stopped, self.is_under_way = address, watcher, Event(), Event()

    def run(self):
        self.watcher.migration_waits.clear()
        with psycopg.connect(self.address, application_name="report") as connection:
            connection.execute("SELECT FROM intake_intakerecord LIMIT 1")
            self.is_under_way.set()
            while not (self.watcher.migration_waits.is_set() or self.stopped.wait(EVERY)):
                pass
            time.sleep(GOES_ON_FOR)

    def end(self) -> None:
        self.stopped.set()
        self.join()
