"""Who the patient is, as far as the rules need it, and what brings them in."""

from intake.questionnaire.question import Code, one_of, options, whole

TITLE = "About you"

QUESTIONS = (
    whole(
        "age_years",
        "How old are you?",
        0,
        120,
        "years",
        core=True,
        code=Code("LOINC", "30525-0", "memory"),
    ),
    one_of(
        "sex_at_birth",
        "What sex were you given at birth?",
        options(female="Female", male="Male", intersex="Intersex", unknown="Not known"),
        core=True,
        code=Code("LOINC", "76689-9", "memory"),
    ),
    one_of(
        "main_reason",
        "What is the main thing that brings you in?",
        options(
            foot_pain="Foot pain",
            back_pain="Back pain",
            both="Both foot and back pain",
            trouble_walking="Trouble walking",
            numb_or_weak="A numb or weak leg or foot",
            injury="An injury",
            other="Something else",
        ),
        core=True,
    ),
)
