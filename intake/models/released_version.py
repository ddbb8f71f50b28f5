"""Every questionnaire, rule set and set of parameters ever served or used, by the digest of its content."""

from django.db import models

from intake.models.tenancy import one_of

KINDS = ("questionnaire", "ruleset", "parameters")


class ReleasedVersion(models.Model):
    """Shared by all clinics; a form is read, and a verdict replayed, by the row that it names."""

    digest = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=16)
    body = models.JSONField()
    released_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("kind", KINDS, "released_kind_allowed"),
            models.UniqueConstraint(fields=["digest", "kind"], name="released_of_its_kind"),
        ]

    def __str__(self):
        return f"{self.kind} {self.digest}"


def by_digest() -> models.ForeignKey:
    """A reference to one. No version is ever deleted and no row is sought by it, so it needs no index."""
    return models.ForeignKey(
        ReleasedVersion, on_delete=models.PROTECT, to_field="digest", db_index=False, related_name="+"
    )
