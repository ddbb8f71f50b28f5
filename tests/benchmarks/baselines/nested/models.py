"""One wide intake, its injuries, its flags and a line of the trail."""

from django.conf import settings
from django.db import models

from intake.questionnaire import INJURY, NONE, STORED

ASKED = {
    name: question for name, question in STORED.items() if not question.shown_if and "patient" in question.who
}


def _column(question):
    match question.kind:
        case "yes_no":
            return models.BooleanField(null=True, blank=True)
        case "one_of":
            choices = [(option.name, option.wording) for option in question.options]
            return models.CharField(max_length=20, choices=choices, null=True, blank=True)
        case "many_of":
            return models.JSONField(null=True, blank=True)
        case "number":
            return models.FloatField(null=True, blank=True)
        case "whole":
            return models.PositiveIntegerField(null=True, blank=True)
    return models.CharField(max_length=500, null=True, blank=True)


def _answers(name, questions):
    meta = type("Meta", (), {"abstract": True})
    columns = {question.name: _column(question) for question in questions}
    return type(name, (models.Model,), {"Meta": meta, "__module__": __name__, **columns})


class Intake(_answers("Answers", ASKED.values())):
    uuid = models.UUIDField(unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)
    unsure = models.JSONField(default=list)
    declined = models.JSONField(default=list)
    tier = models.CharField(max_length=10, default=NONE)

    def __str__(self):
        return str(self.uuid)


class Injury(_answers("InjuryAnswers", INJURY.values())):
    intake = models.ForeignKey(Intake, related_name="injuries", on_delete=models.CASCADE)

    def __str__(self):
        return f"injury of {self.intake_id}"


class Flag(models.Model):
    intake = models.ForeignKey(Intake, related_name="flags", on_delete=models.CASCADE)
    rule = models.CharField(max_length=40)
    tier = models.CharField(max_length=10)
    raised_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.rule


class AuditLog(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.act} {self.subject}"
