"""The tables: structure and constraints, no procedure."""

from intake.models.assessment import Assessment, Flag
from intake.models.clinic import Clinic, Membership
from intake.models.credential import Credential, Device, LimitCounter, User
from intake.models.intake_record import Injury, IntakeRecord, PastRevision, SetAside
from intake.models.journal import AuditEntry, OutboxMessage
from intake.models.patient import Patient, PatientIdentifier
from intake.models.released_version import ReleasedVersion
from intake.models.review import AskNowTask, Referral, Review

__all__ = [
    "AskNowTask",
    "Assessment",
    "AuditEntry",
    "Clinic",
    "Credential",
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
    "SetAside",
    "User",
]
