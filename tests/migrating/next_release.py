"""The settings of a next release, which brings migrations that expand busy tables; its code is this code."""

from clinic.settings import *  # noqa: F403

MIGRATION_MODULES = {"intake": "tests.migrating.release"}
