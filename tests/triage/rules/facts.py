"""A named fact under the default thresholds, and the answers by which a fact is known not to hold."""

from intake.questionnaire import NOTATION
from intake.triage import logic
from intake.triage.parameters import defaults

NO_BACK_PAIN = {"back_pain_status": "none"}
NO_LEG_PAIN = {"leg_pain_present": "no"}
NO_WEAKNESS = {"leg_weakness": "no", "foot_drop_self": "no", "gait_problem": "no"}
NO_NERVE_SYMPTOM = {"numbness_present": "no"} | NO_WEAKNESS
NO_CAUDA_EQUINA = {"bladder_change": "none", "bowel_change": "none", "saddle_numbness": "no"}


def fact(name: str) -> logic.Condition:
    return logic.bind(NOTATION.fact(name), defaults())
