"""Start Afoot in a process of its own: on settings that production takes, on the database of the test."""

import os
import subprocess
import sys
from base64 import b64encode
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

SECRET = "8k2Qz-Wm4xVr7TnYb3LpHs6JdGf9CeUa5-oRiXtNvMqBwEyZ"
SAFE = {
    "AFOOT_ENV": "production",
    "AFOOT_SECRET_KEY": SECRET + "Kp1",
    "AFOOT_ALLOWED_HOSTS": "afoot.example.org",
    "AFOOT_ENCRYPTION_KEYS": f"y26:{b64encode(bytes(range(32))).decode()}",
    "AFOOT_SEARCH_KEY": b64encode(bytes(range(32, 64))).decode(),
}


def run(*command, **environment):
    """Run Python in a process whose environment says of Afoot only what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AFOOT_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, *command],
        env=kept | {"AFOOT_DATABASE": "sqlite:///:memory:"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def address_of_the_test() -> str:
    parts = urlsplit(os.environ["AFOOT_DATABASE"])
    name = connection.settings_dict["NAME"]
    return f"sqlite:///{name}" if parts.scheme == "sqlite" else urlunsplit(parts._replace(path=f"/{name}"))
