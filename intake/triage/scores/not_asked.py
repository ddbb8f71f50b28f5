"""What published scores ask and our questionnaire does not hold: named here, and never taken for a *no*.

A score reads these names like any answer. Nobody can give one, so each stays not known and is shown as missing.
"""

from intake.questionnaire import QUESTIONS
from intake.questionnaire.question import Question, yes_no
from intake.triage import logic

NOT_ASKED: dict[str, Question] = {
    question.name: question
    for question in (
        yes_no("night_pain_eased_by_getting_up", "Does getting up ease the back pain at night?"),
        yes_no("hla_b27_positive", "Is the blood test for HLA-B27 positive?"),
        yes_no("paralysis_or_plaster", "Is the leg paralysed, or was it lately in plaster?"),
        yes_no("bed_rest_over_3_days", "More than three days in bed?"),
        yes_no("tender_deep_veins", "Is it tender along the deep veins of the leg?"),
        yes_no("whole_leg_swollen", "Is the whole leg swollen?"),
        yes_no("calf_over_3_cm_larger", "Is this calf more than 3 cm larger round than the other?"),
        yes_no("pitting_in_this_leg", "Does a press leave a dent in this leg only?"),
        yes_no("collateral_veins", "Are surface veins filled that are not varicose?"),
        yes_no("other_diagnosis_as_likely", "Is another diagnosis at least as likely?"),
    )
}
NEVER_KNOWN = logic.OneOf("not_known", (True,))

if _asked := QUESTIONS.keys() & {*NOT_ASKED, NEVER_KNOWN.name}:
    raise ValueError(f"asked by now: {', '.join(sorted(_asked))}")
