"""Afoot's settings with the one mistake that the check for syncs must find: commits that wait for no disk."""

from tests.benchmarks.unlimited import *  # noqa: F403
from tests.benchmarks.unlimited import DATABASES

_options = DATABASES["default"]["OPTIONS"]
if "init_command" in _options:
    _options["init_command"] += "; PRAGMA synchronous=OFF"
else:
    _options["options"] += " -c synchronous_commit=off"
