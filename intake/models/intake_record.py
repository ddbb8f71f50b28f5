"""One patient's intake: the current revision in typed columns, earlier ones whole, and what could not be filed."""

from django.db import models
from django.db.models import Q

from intake.models.answers import SECTION_MODELS, answers_model, checks
from intake.models.encrypted import EncryptedDate, EncryptedJSON, EncryptedText
from intake.models.patient import Patient
from intake.models.released_version import by_digest
from intake.models.tenancy import ClinicOwned, SameClinic, addressable, one_of, parent, referable
from intake.questionnaire import INJURY, MOST_INJURIES, STORED

SOURCES = ("api", "command_line", "fhir", "tablet")


class IntakeRecord(*SECTION_MODELS, ClinicOwned):
    """The answers stand flat under their names. `unsure` and `declined` keep two kinds of silence apart,
    a NULL named in neither was not asked; `said_by` names whose word an answer is where it is not the sender's.
    """

    # chosen by the sender and unique with its clinic: a replay is harmless
    submission_id = models.UUIDField()
    content_digest = models.CharField(max_length=64)  # of revision 1 as sent, for telling a replay; keyed
    revision = models.PositiveIntegerField(default=1)
    patient = parent(Patient, null=True, on_delete=models.PROTECT, related_name="intakes")
    source = models.CharField(max_length=20)
    filed_by = models.CharField(max_length=80)  # kind and id, never a name
    received_at = models.DateTimeField()
    revised_at = models.DateTimeField()  # when the current revision was made
    answered_at = models.CharField(max_length=40, default="")  # the sender's clock and zone, as said
    questionnaire = by_digest()
    typed_family_name = EncryptedText(row=["submission_id"], default="")
    typed_given_name = EncryptedText(row=["submission_id"], default="")
    typed_birth_date = EncryptedDate(row=["submission_id"], null=True)
    typed_identifier_system = EncryptedText(row=["submission_id"], default="")
    typed_identifier_value = EncryptedText(row=["submission_id"], default="")
    is_maybe_another_person = models.BooleanField(default=False)  # stated age and birth date differ
    unsure = models.JSONField(default=list)
    declined = models.JSONField(default=list)
    said_by = models.JSONField(default=dict)
    injury_count = models.SmallIntegerField(null=True)  # NULL = not asked, 0 = none

    class Meta:
        constraints = [
            addressable("submission_id", "intake_submission_once"),
            referable("intake_referable"),
            SameClinic(column="patient_id", table="intake_patient", name="intake_patient_same_clinic"),
            one_of("source", SOURCES, "intake_source_allowed"),
            models.CheckConstraint(
                condition=Q(injury_count__range=(0, MOST_INJURIES)), name="intake_injury_count_allowed"
            ),
            *checks(STORED.values(), "intake"),
        ]
        indexes = [
            models.Index(fields=["clinic", "patient", "-received_at"], name="intake_by_patient"),
            models.Index(fields=["clinic", "received_at"], name="intake_by_day"),
            models.Index(  # those amended, for the reconciler; it costs a filing nothing
                fields=["clinic", "revised_at"], name="intake_amended_by_day", condition=Q(revision__gt=1)
            ),
        ]

    def __str__(self):
        return f"intake {self.submission_id}"


InjuryAnswers = answers_model("InjuryAnswers", INJURY.values())


class Injury(InjuryAnswers, ClinicOwned):
    """One injury of the current revision, in the order it was told."""

    record = parent(IntakeRecord, db_index=False, related_name="injuries")
    position = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "record", "position"], name="injury_position_once"),
            SameClinic(column="record_id", table="intake_intakerecord", name="injury_record_same_clinic"),
            *checks(INJURY.values(), "injury"),
        ]
        indexes = [models.Index(fields=["record"], name="injury_by_record")]

    def __str__(self):
        return f"injury {self.position} of intake {self.record_id}"


class PastRevision(ClinicOwned):
    """A superseded revision, whole, as read; never judged again."""

    record = parent(IntakeRecord, related_name="past_revisions")
    revision = models.PositiveIntegerField()
    body = EncryptedJSON(row=["record", "revision"])
    filed_by = models.CharField(max_length=80)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "record", "revision"], name="past_revision_once"),
            SameClinic(column="record_id", table="intake_intakerecord", name="past_revision_same_clinic"),
        ]

    def __str__(self):
        return f"revision {self.revision} of intake {self.record_id}"


class SetAside(ClinicOwned):
    """What could not be filed: other content under a used id, or what a tablet sent and was refused.

    `body` is the envelope of the former; of the latter the text as received, and why it was refused.
    """

    submission_id = models.UUIDField()
    content_digest = models.CharField(max_length=64)
    body = EncryptedJSON(row=["submission_id", "content_digest"])
    filed_by = models.CharField(max_length=80)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "submission_id", "content_digest"], name="set_aside_once"
            )
        ]

    def __str__(self):
        return f"copy of intake {self.submission_id}"
