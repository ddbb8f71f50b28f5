"""The one table: the body as it came."""

from django.db import models


class Intake(models.Model):
    uuid = models.UUIDField(primary_key=True)
    body = models.TextField()

    class Meta:
        db_table = "bare_intake"

    def __str__(self):
        return str(self.uuid)
