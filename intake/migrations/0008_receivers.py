"""Who is told of events, and what became of each telling."""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from intake.models.tenancy import SameClinic

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
CLINIC = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "intake.clinic"}
PARENT = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "deliveries", "db_constraint": False}
WAITING = Q(delivered_at=None, dead_at=None)


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_sealed_trail")]

    operations = [
        migrations.AddConstraint(
            model_name="outboxmessage",
            constraint=models.UniqueConstraint(fields=("clinic", "id"), name="outbox_referable"),
        ),
        migrations.CreateModel(
            name="WebhookReceiver",
            fields=[
                ("id", ID),
                ("uuid", models.UUIDField()),
                ("url", models.CharField(max_length=500)),
                ("events", models.JSONField()),
                ("is_active", models.BooleanField(default=True)),
                ("secret", models.TextField()),
                ("old_secret", models.TextField(default="")),
                ("old_secret_until", models.DateTimeField(null=True)),
                ("rests_until", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("clinic", models.ForeignKey(**CLINIC)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "uuid"), name="receiver_address"),
                    models.UniqueConstraint(fields=("clinic", "id"), name="receiver_referable"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", ID),
                ("uuid", models.UUIDField(default=uuid.uuid4)),
                ("record", models.UUIDField()),
                ("is_urgent", models.BooleanField(default=False)),
                ("waiting_since", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField()),
                ("claimed_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("status", models.CharField(default="", max_length=24)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("dead_at", models.DateTimeField(null=True)),
                ("alarmed_at", models.DateTimeField(null=True)),
                ("clinic", models.ForeignKey(**CLINIC)),
                ("message", models.ForeignKey(to="intake.outboxmessage", **PARENT)),
                ("receiver", models.ForeignKey(to="intake.webhookreceiver", db_index=False, **PARENT)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "uuid"), name="delivery_address"),
                    models.UniqueConstraint(fields=("clinic", "message", "receiver"), name="delivery_once"),
                    SameClinic(
                        column="message_id", table="intake_outboxmessage", name="delivery_message_same_clinic"
                    ),
                    SameClinic(
                        column="receiver_id",
                        table="intake_webhookreceiver",
                        name="delivery_receiver_same_clinic",
                    ),
                    models.CheckConstraint(
                        condition=Q(delivered_at=None) | Q(dead_at=None), name="delivery_is_not_both"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["receiver", "id"], name="delivery_by_receiver"),
                    models.Index(
                        fields=["receiver", "-is_urgent", "message"], name="delivery_next", condition=WAITING
                    ),
                    models.Index(
                        fields=["receiver", "record", "message"], name="delivery_in_order", condition=WAITING
                    ),
                ],
            },
        ),
    ]
