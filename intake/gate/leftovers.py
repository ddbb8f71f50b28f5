"""What sign-ins and calls leave behind: of no use once it is over, and removed then."""

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from intake.gate import limits


def remove() -> None:
    """Counters and misses that hold nobody up any more, and sessions that have ended."""
    limits.remove_old_counters()
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()
    SessionStore.clear_expired()
