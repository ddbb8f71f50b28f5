"""Records of every kind, what a round finds of them, and how to falsify one by hand."""

from intake.actions import reconciling
from intake.models import Alarm, Assessment
from tests.actions.given import SCIATICA, WELL, latest

HALF_ASKED = {"age_years": 52, "back_pain_status": "now", "leg_pain_below_knee": True}
DECLINED = {name: value for name, value in WELL.items() if name != "saddle_numbness"}
PLAIN = WELL | {"foot_pain_present": True}
INJURED = SCIATICA | {
    "trauma_recent": True,
    "injuries": [{"trauma_type": "mvc", "trauma_days_ago": 3, "trauma_body": ["low_back"]}],
}


def found():
    """What a round finds, by record: the clinic's alarms say the same."""
    (north,) = [each for each in reconciling.reconcile() if each.clinic.slug == "north"]
    return {str(submission_id): list(parts) for submission_id, parts in north.differ.items()}


def alarms():
    return {alarm.subject: alarm.detail for alarm in Alarm.objects.filter(kind="differs-on-reconciling")}


def edit(model, **change):
    return lambda record: model.objects.filter(record=record).update(**change)


def lose(model, **wanted):
    return lambda record: model.objects.filter(record=record, **wanted).delete()


def find(**change):
    """Other findings than the rules gave."""

    def falsify(record):
        Assessment.objects.filter(record=record).update(findings=latest(record).findings | change)

    return falsify


def find_of_each_flag(**change):
    return lambda record: find(flags=[flag | change for flag in latest(record).findings["flags"]])(record)
