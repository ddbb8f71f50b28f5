"""The tables: structure and constraints, no procedure."""

from intake.models.alarm import Alarm
from intake.models.assessment import Assessment, Flag
from intake.models.clinic import Clinic, Membership
from intake.models.credential import Credential, Device, LimitCounter, User
from intake.models.intake_record import Injury, IntakeRecord, PastRevision, SetAside
from intake.models.journal import AuditEntry, AuditSeal, OutboxMessage
from intake.models.patient import Patient, PatientIdentifier, SearchHash
from intake.models.receiver import Delivery, WebhookReceiver
from intake.models.released_version import ReleasedVersion
from intake.models.review import AskNowTask, Referral, Review
from intake.models.tombstone import Tombstone

__all__ = [
    "Alarm",
    "AskNowTask",
    "Assessment",
    "AuditEntry",
    "AuditSeal",
    "Clinic",
    "Credential",
    "Delivery",
    "Device",
    "Flag",
    "Injury",
    "IntakeRecord",
    "LimitCounter",
    "Membership",
    "OutboxMessage",
    "PastRevision",
    "Patient",
    "PatientIdentifier",
    "Referral",
    "ReleasedVersion",
    "Review",
    "SearchHash",
    "SetAside",
    "Tombstone",
    "User",
    "WebhookReceiver",
]
