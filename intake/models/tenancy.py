"""Everything belongs to one clinic: how a table says so, and how a query is kept inside it."""

from contextvars import ContextVar

from django.db import IntegrityError, models

from intake.errors import OutsideClinic
from intake.models.composite_key import CompositeKey

current_clinic: ContextVar[int | None] = ContextVar("current_clinic", default=None)


class ClinicManager(models.Manager):
    """Only the rows of the clinic that `access.within` has entered; outside of it, an error."""

    use_in_migrations = False

    def get_queryset(self):
        clinic = current_clinic.get()
        if clinic is None:
            raise OutsideClinic
        return super().get_queryset().filter(clinic_id=clinic)


class SameClinic(CompositeKey):
    """A composite foreign key (clinic, parent) to `table` (clinic, id): no child under another clinic's parent."""

    def __init__(self, *, column: str, table: str, name: str):
        self.column = column
        super().__init__(columns=("clinic_id", column), table=table, referred=("clinic_id", "id"), name=name)

    def deconstruct(self):
        path, _, _ = super().deconstruct()
        return path, (), {"name": self.name, "column": self.column, "table": self.table}


def refers_to_nothing(error: IntegrityError) -> bool:
    """Whether what a row refers to is not there (any more). Said at the commit, since the keys are deferred."""
    return getattr(error.__cause__, "sqlstate", None) == "23503" or "FOREIGN KEY" in str(error)


class ClinicOwned(models.Model):
    """A row of one clinic. The plain `_base_manager` is for Django's own needs only.

    No index for the clinic alone: each table has one that begins with it and goes on.
    """

    clinic = models.ForeignKey("intake.Clinic", on_delete=models.PROTECT, db_index=False, related_name="+")

    objects = ClinicManager()

    class Meta:
        abstract = True


def parent(to: str, **more) -> models.ForeignKey:
    """A reference within the clinic; the database holds it by `SameClinic`, not by the single column."""
    defaults = {"on_delete": models.CASCADE, "db_constraint": False}
    return models.ForeignKey(to, **(defaults | more))


def addressable(field: str, name: str) -> models.UniqueConstraint:
    """An address is unique with its clinic: two clinics may choose the same one."""
    return models.UniqueConstraint(fields=["clinic", field], name=name)


def referable(name: str) -> models.UniqueConstraint:
    """What children of the same clinic refer to."""
    return models.UniqueConstraint(fields=["clinic", "id"], name=name)


def one_of(field: str, values, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": list(values)}), name=name)
