"""What the patient says about the back and neck."""

from intake.questionnaire.question import Code, days, many_of, one_of, options, score, whole, yes_no

TITLE = "Your back and neck"

_PAIN = (
    one_of(
        "back_pain_status",
        "Do you have back pain?",
        options(now="Yes, now", past="Not now, but in the last 6 months", none="No"),
        core=True,
        code=Code("SNOMED CT", "279039007", "seen"),
    ),
    many_of(
        "back_region",
        "Where is your back pain? Touch each place on the picture.",
        options(
            low="Lower back",
            middle="Middle back",
            upper="Upper back",
            neck="Neck",
            buttock="Buttock",
            tailbone="Tailbone",
        ),
        follows="back_ever",
    ),
    score(
        "back_pain_score",
        "How bad was the back pain at its worst this week?",
        help="0 is no pain. 10 is the worst pain.",
        follows="back_ever",
    ),
    days("back_pain_duration_days", "How long have you had this back pain?", follows="back_ever"),
    one_of(
        "back_pain_onset",
        "Did the back pain start all at once or bit by bit?",
        options(sudden="All at once", gradual="Bit by bit"),
        follows="back_ever",
    ),
    one_of(
        "back_pain_course",
        "Is the back pain getting better, the same or worse?",
        options(better="Better", same="The same", worsening="Worse"),
        follows="back_ever",
    ),
    whole(
        "back_pain_onset_age",
        "How old were you when the back pain first began?",
        0,
        120,
        "years",
        follows="back_ever",
    ),
    yes_no(
        "back_pain_started_after_foot",
        "Did the back pain start after the foot problem?",
        follows="back_ever",
        when="foot_pain_present",
    ),
)

_HOW_THE_PAIN_BEHAVES = (
    yes_no(
        "back_pain_cough_sneeze",
        "Does it hurt your back when you cough or sneeze?",
        follows="back_ever",
    ),
    yes_no(
        "back_pain_night_wakes",
        "Does back pain wake you in the second half of the night?",
        follows="back_ever",
    ),
    yes_no(
        "back_pain_night_constant",
        "Does your back hurt all night, and lying down does not ease it?",
        follows="back_ever",
    ),
    yes_no("back_better_moving", "Does moving help your back pain?", follows="back_ever"),
    yes_no("back_better_resting", "Does rest help your back pain?", follows="back_ever"),
    yes_no(
        "back_pain_worse_extension",
        "Is the back pain worse when you lean back?",
        follows="back_ever",
    ),
    yes_no(
        "back_pain_worse_flexion",
        "Is the back pain worse when you bend forward or sit?",
        follows="back_ever",
    ),
    yes_no(
        "pain_moves_to_center",
        "When you repeat one movement, does leg pain move up toward your back?",
        when="back_ever",
    ),
    whole(
        "morning_stiff_min",
        "How many minutes are you stiff after you wake up?",
        0,
        1440,
        "minutes",
        when="back_ever",
    ),
    yes_no("alternating_buttock_pain", "Does pain in your buttock switch sides?", when="back_ever"),
    yes_no(
        "nsaid_helps_48h",
        "Do pills like ibuprofen help the pain a lot within 2 days?",
        when="back_ever",
    ),
)

_NECK_AND_SPORT = (
    yes_no(
        "neck_pain",
        "Do you have neck pain?",
        when="back_ever or hand_clumsy or balance_worse or trauma_recent or cancer_history",
    ),
    yes_no(
        "sport_extension",
        "Do you do a sport that bends your back backward a lot?",
        help="Such as gymnastics, dance, diving or wrestling. Also football on the line, or cricket bowling.",
        when="age_years >= 8 and age_years <= 24",
    ),
)

QUESTIONS = _PAIN + _HOW_THE_PAIN_BEHAVES + _NECK_AND_SPORT
