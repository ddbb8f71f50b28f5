"""What is new since the patient's last visit: worked out at filing and amending, never accepted from outside."""

from intake.questionnaire.question import days, yes_no

TITLE = "Since the last visit"

_RECORD = ("record",)

QUESTIONS = (
    days(
        "days_since_last_visit",
        "How many days have passed since the last visit?",
        help="From the filing of the patient's latest earlier record to the filing of this one.",
        who=_RECORD,
    ),
    yes_no(
        "mrc_fell_since_last",
        "Has a muscle grade fallen since the last visit?",
        help="Yes where some MRC grade was recorded at both visits and is lower now.",
        who=_RECORD,
    ),
    yes_no(
        "weakness_new_since_last",
        "Is there weakness now that was not there at the last visit?",
        help="Yes where a leg is weak or a foot drops now, and just that was known to be absent then.",
        who=_RECORD,
    ),
)
