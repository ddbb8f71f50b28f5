"""What somebody meets who has just cloned this: `make run`, and the tour of the README as it stands in the file."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from io import StringIO
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.core.management import call_command

from intake.access import within
from intake.management.commands import demo
from intake.models import Clinic, Referral, Review
from tests.benchmarks.serving import serving
from tests.starting import address_of_the_test

ROOT = Path(__file__).parent.parent


def make_run(port, folder):
    """`make run` with the packages of these tests, on an SQLite file in the folder."""
    told = (
        f"BIN={Path(sys.executable).parent}",
        f"PORT={port}",
        f"AFOOT_DATABASE=sqlite:///{folder}/a.sqlite3",
    )
    return subprocess.Popen(
        ["make", "--old-file=.venv/runtime-installed", "run", *told],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("AFOOT_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("is_shared", [False, True], ids=["another program", "another Afoot"])
def test_a_port_that_is_taken_is_told_before_anything_begins(is_shared, tmp_path):
    with socket.create_server(("127.0.0.1", 0), reuse_port=is_shared) as other:
        port = other.getsockname()[1]
        ran = make_run(port, tmp_path)
        _, told = ran.communicate(timeout=60)

    assert ran.returncode != 0
    assert f"Port {port} of 127.0.0.1 is taken" in told
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_it_serves_on_a_free_port_and_ends_with_ctrl_c(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    ran = make_run(port, tmp_path)
    try:
        page = first_answer(f"http://127.0.0.1:{port}/")
        os.killpg(ran.pid, signal.SIGINT)
        printed, _ = ran.communicate(timeout=60)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(ran.pid, signal.SIGKILL)

    assert "Sign in" in page
    assert f"http://127.0.0.1:{port}/desk/" in printed


def first_answer(address):
    """What the server says, once it does."""
    for _ in range(2_400):
        with suppress(URLError), urlopen(address) as answer:
            return answer.read().decode()
        time.sleep(0.1)
    raise TimeoutError(address)


def tour():
    """The indented lines of the README's tour, their indentation with them."""
    told = (ROOT / "README.md").read_text().split("## From intake to closed review")[1].split("\n## ")[0]
    return "\n".join(line for line in told.splitlines() if line.startswith("    "))


@pytest.fixture
def served(transactional_db):
    """The demo clinic at a server: its port."""
    call_command("demo", stdout=StringIO())
    demo._kept().unlink()
    address = address_of_the_test()
    with serving("clinic.wsgi:application", settings="clinic.settings", address=address) as server:
        yield server.port


def test_the_tour_copied_from_the_file_ends_with_a_closed_review(served):
    if not shutil.which("curl"):
        pytest.skip("the tour calls curl")
    ran = subprocess.run(
        ["bash", "-e"],
        input=tour().replace(":8000", f":{served}").replace(".venv/bin/python", sys.executable),
        env=os.environ | {"AFOOT_DATABASE": address_of_the_test()},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert (ran.returncode, re.findall("urn:afoot:problem.*", ran.stdout)) == (0, []), ran.stderr
    with within(Clinic.objects.get()):
        closed = Review.objects.get(closed_at__isnull=False)
        assert {flag.outcome for flag in closed.record.flags.all()} == {"confirmed"}
        assert Referral.objects.get().review == closed
