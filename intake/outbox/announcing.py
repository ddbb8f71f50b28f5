"""What is told outside, written in the act's own transaction."""

from uuid import UUID, uuid4

from django.utils import timezone

from intake.models import Clinic, OutboxMessage
from intake.models.insert import insert

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
