"""What a server does once before its first request."""

import ctypes
import gc
import logging

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

log = logging.getLogger(__name__)

M_ARENA_MAX = -8  # in glibc's malloc.h


def make_ready() -> None:
    """What every server does before its first request, whatever it speaks."""
    refuse_undurable()
    release_versions()
    warm_up()


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


def release_versions() -> None:
    """Put what this code asks and judges by into the shared table; a database that is away stops nothing."""
    from intake.actions.versions import release_current

    try:
        release_current()
    except DatabaseError as error:
        log.error("the versions of this code are not released yet: %s", type(error).__name__)


def warm_up() -> None:
    """Load and compile once, before there are threads, what their first requests would each load and compile anew."""
    from django.urls import get_resolver

    from intake.questionnaire.reading import read
    from intake.triage.assess import assess

    get_resolver().url_patterns  # noqa: B018, imports every door
    assess(read({}))
    gc.collect()
    gc.freeze()  # what stays for good is not looked through again at each collection
    _spare_memory()


def _spare_memory():
    """glibc would give each thread an arena of its own, and keep the pages that compiling left free."""
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):  # not everywhere is glibc
        library.mallopt(M_ARENA_MAX, 1)
        library.malloc_trim(0)
