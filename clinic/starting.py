"""What a server does once before its first request."""

import logging

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

log = logging.getLogger(__name__)


def release_versions() -> None:
    """Put what this code asks and judges by into the shared table; a database that is away stops nothing."""
    from intake.actions.versions import release_current

    try:
        release_current()
    except DatabaseError as error:
        log.error("the versions of this code are not released yet: %s", type(error).__name__)


def refuse_undurable() -> None:
    """Stop a production start where a power cut would undo what was acknowledged."""
    from intake import durability

    if not settings.PRODUCTION:
        return
    try:
        wrong = durability.faults()
    except DatabaseError as error:
        log.error("whether the database is durable is not known yet: %s", type(error).__name__)
        return
    if wrong:
        raise ImproperlyConfigured("Production refuses to start. " + " ".join(wrong))
