"""`manage.py assess`: judge answers, one JSON object a line in and out, without a database."""

import sys
from io import BufferedIOBase

import msgspec
from django.core.management.base import BaseCommand

from intake.actions.judging import findings_as_json
from intake.errors import Refused
from intake.gate.strict_json import loads, read
from intake.questionnaire import reading
from intake.questionnaire.envelope import AnswersEnvelope
from intake.triage.assess import Outcome, assess
from intake.triage.scores import spoken


class Command(BaseCommand):
    help = "Read one JSON object per line on standard input, write its verdict on one line each."
    requires_system_checks = []

    def handle(self, *args, **options):
        judge_lines(sys.stdin.buffer, sys.stdout.buffer)


def judge_lines(lines: BufferedIOBase, out: BufferedIOBase) -> None:
    """A line that cannot be read becomes `{"error": …}` in its place."""
    for line in lines:
        if line.strip():
            out.write(msgspec.json.encode(_judged(line)) + b"\n")
            out.flush()


def _judged(line: bytes) -> dict:
    try:
        sent = read(loads(line), AnswersEnvelope)
        return _as_line(assess(reading.read(sent.answers, sent.unsure, sent.declined)))
    except Refused as refusal:
        return {"error": str(refusal), "errors": refusal.faults}


def _as_line(outcome: Outcome) -> dict:
    found = findings_as_json(outcome)
    return {
        "tier": outcome.tier,
        "spinal_evaluation": outcome.spinal_evaluation,
        **found,
        "scores": spoken.shown(found["scores"]),
        "ruleset": outcome.ruleset,
    }
