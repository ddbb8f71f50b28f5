"""The envelope, the answers in it, the injuries in those, and the flags on the way back."""

from rest_framework import serializers

from tests.benchmarks.baselines.nested.models import ASKED, AuditLog, Flag, Injury, Intake
from tests.benchmarks.baselines.nested.rules import flags_of


class InjurySerializer(serializers.ModelSerializer):
    class Meta:
        model = Injury
        exclude = ["id", "intake"]


class FlagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Flag
        fields = ["rule", "tier", "raised_at"]


class AnswersSerializer(serializers.ModelSerializer):
    injuries = InjurySerializer(many=True, required=False)

    class Meta:
        model = Intake
        fields = [*ASKED, "injuries"]


class IntakeSerializer(serializers.ModelSerializer):
    answers = AnswersSerializer(source="*")
    flags = FlagSerializer(many=True, read_only=True)

    class Meta:
        model = Intake
        fields = ["uuid", "created_at", "answers", "unsure", "declined", "tier", "flags"]
        read_only_fields = ["uuid", "tier"]

    def create(self, validated_data):
        injuries = validated_data.pop("injuries", [])
        raised = flags_of(validated_data)
        tier = raised[0][1] if raised else "none"
        intake = Intake.objects.create(tier=tier, **validated_data)
        for injury in injuries:
            Injury.objects.create(intake=intake, **injury)
        for rule, flag_tier in raised:
            Flag.objects.create(intake=intake, rule=rule, tier=flag_tier)
        AuditLog.objects.create(user=intake.created_by, act="created", subject=str(intake.uuid))
        return intake
