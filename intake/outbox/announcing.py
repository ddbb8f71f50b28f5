"""What is told outside, written in the act's own transaction."""

from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from intake.models import Clinic, OutboxMessage, Review
from intake.models.insert import insert
from intake.models.review import EMERGENCY

FLAGGED = "intake.flagged"
AMENDED = "intake.amended"
UNACKNOWLEDGED = "emergency.unacknowledged"
UNDECIDED = "emergency.undecided"
CLOSED = "review.closed"
TESTED = "receiver.tested"

EVENTS = (FLAGGED, AMENDED, UNACKNOWLEDGED, UNDECIDED, CLOSED)  # what a receiver may want
OF_A_REVIEW = (UNACKNOWLEDGED, CLOSED)  # their subject is a review, that of the others an intake
URGENT = (UNACKNOWLEDGED, UNDECIDED)


def announce(event: str, subject: UUID, clinic: Clinic) -> None:
    insert(
        OutboxMessage,
        {
            "clinic": clinic.pk,
            "uuid": uuid4(),
            "event": event,
            "subject": subject,
            "created_at": timezone.now(),
            "attempts": 0,
        },
    )


def of_an_emergency() -> Q:
    """The messages that tell of an emergency, as the records stand now: these may not wait long."""
    emergency = Review.objects.filter(EMERGENCY, record__submission_id=OuterRef("subject"))
    return Q(event__in=URGENT) | Q(Exists(emergency), event=FLAGGED)
