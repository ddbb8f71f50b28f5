"""Triage as a first version would have it: a handful of plain lines, where Afoot judges by all its rules."""


def flags_of(answers):
    """(rule, tier) of each that holds, the most urgent first."""
    raised = []
    bladder_or_bowel = answers.get("bladder_change") or answers.get("bowel_change")
    if answers.get("saddle_numbness") and (answers.get("back_pain_status") == "now" or bladder_or_bowel):
        raised.append(("cauda-equina", "emergency"))
    if answers.get("foot_drop_self") or answers.get("leg_weakness"):
        raised.append(("weakness", "urgent"))
    if answers.get("foot_hot_red_swollen") and answers.get("diabetes"):
        raised.append(("hot-diabetic-foot", "urgent"))
    if answers.get("fever_chills") and answers.get("back_pain_status") == "now":
        raised.append(("infection", "urgent"))
    if answers.get("leg_pain_present") and answers.get("numbness_present"):
        raised.append(("radicular", "soon"))
    if answers.get("back_pain_status") == "now" and answers.get("foot_pain_present"):
        raised.append(("foot-and-back", "routine"))
    return raised
