"""What somebody meets who has just cloned this: `make run`, and the tour of the README as it stands in the file."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def make_run(port, address):
    """`make run` with the packages of these tests."""
    told = (f"BIN={Path(sys.executable).parent}", f"PORT={port}", f"AFOOT_DATABASE={address}")
    return subprocess.run(
        ["make", "--old-file=.venv/runtime-installed", "run", *told],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("is_shared", [False, True], ids=["another program", "another Afoot"])
def test_a_port_that_is_taken_is_told_before_anything_begins(is_shared, tmp_path):
    with socket.create_server(("127.0.0.1", 0), reuse_port=is_shared) as other:
        port = other.getsockname()[1]
        ran = make_run(port, f"sqlite:///{tmp_path}/afoot.sqlite3")

    assert ran.returncode != 0
    assert f"Port {port} of 127.0.0.1 is taken" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []
