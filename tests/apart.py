"""The long drills run in a process and on a database of their own: `python -m tests.crash` and such."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Apart:
    """Drills on one database; what they print is shown."""

    database: str
    capsys: pytest.CaptureFixture

    def run(self, module: str, *arguments) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", f"tests.{module}", self.database, *map(str, arguments)]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        with self.capsys.disabled():
            print(f"\n{ran.stdout}{ran.stderr[-2_000:]}")
        return ran


@pytest.fixture
def apart(request, capsys):
    return Apart(request.config.getoption("database"), capsys)
