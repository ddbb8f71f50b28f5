"""What a server does once before its first request."""

import logging

from django.db import DatabaseError

log = logging.getLogger(__name__)


def release_versions() -> None:
    """Put what this code asks and judges by into the shared table; a database that is away stops nothing."""
    from intake.actions.versions import release_current

    try:
        release_current()
    except DatabaseError as error:
        log.error("the versions of this code are not released yet: %s", type(error).__name__)
