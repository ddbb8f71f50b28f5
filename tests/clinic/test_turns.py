"""SQLite's one writer: who waits for it has a turn soon, however busy the others are."""

import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, transaction

from clinic.sqlite.turns import turns_at
from intake.models import Clinic

LASTS = 0.005  # seconds, as a filing does
THREADS = 4

BUSY = f"""
import sys, time
from threading import Thread
from clinic.sqlite.turns import turns_at

had = open(sys.argv[1] + "s", "ab", buffering=0)

def follow_on_one_another():
    while True:
        assert turns_at(sys.argv[1]).take(60)
        had.write(b".")
        time.sleep({LASTS})
        turns_at(sys.argv[1]).give_back()

for _ in range({THREADS}):
    Thread(target=follow_on_one_another).start()
print("busy", flush=True)
"""


@pytest.fixture
def path(tmp_path):
    database = tmp_path / "afoot.sqlite3"
    database.touch(0o660)
    return str(database)


@pytest.fixture
def busy(path):
    with subprocess.Popen([sys.executable, "-c", BUSY, path], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_a_busy_process_lets_another_have_its_turn(path, busy):
    had, before_us = Path(f"{path}s"), 0
    for _ in range(50):
        asked = had.stat().st_size
        assert turns_at(path).take(10)
        before_us += had.stat().st_size - asked
        turns_at(path).give_back()
        time.sleep(LASTS)
    assert before_us < 5 * 50  # its own threads would follow on one another for ever


def test_a_turn_ends_with_the_process_that_was_killed_in_it(path, busy):
    busy.kill()
    busy.wait()
    assert turns_at(path).take(0.1)
    turns_at(path).give_back()


def test_a_turn_is_had_by_one_thread(path):
    others = []

    def ask():
        others.append(turns_at(path).take(0.05))

    # given a thread that has its turn
    assert turns_at(path).take(1)

    # when another asks
    asking = Thread(target=ask)
    asking.start()
    asking.join()

    # then it waits as long as it wants, and has none
    assert others == [False]
    turns_at(path).give_back()
    assert turns_at(path).take(1)
    turns_at(path).give_back()


def test_whose_the_database_is_may_take_turns_too(path):
    os.chmod(path, 0o664)
    if os.geteuid() == 0:
        os.chown(path, 4321, 4321)
    assert turns_at(path).take(1)
    turns_at(path).give_back()

    of, beside = os.stat(path), os.stat(f"{path}-turn")
    assert (beside.st_mode, beside.st_uid, beside.st_gid) == (of.st_mode, of.st_uid, of.st_gid)


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_read_it_may_change_though_somebody_writes_without_a_turn(north):
    if connection.vendor != "sqlite":
        pytest.skip("what SQLite does")
    this = Clinic.objects.filter(pk=north.pk)

    def rename():
        this.update(name="Second")  # outside of any transaction
        connection.close()

    second = Thread(target=rename)
    with transaction.atomic():
        assert this.get().name == north.name
        second.start()
        second.join(0.5)
        this.update(name="First")
        assert this.get().name == "First"
    second.join()

    assert this.get().name == "Second"
