"""What the patient can and cannot do, and what the feet carry: work, sport and shoes."""

from intake.questionnaire.question import number, one_of, options, text, whole, yes_no

TITLE = "Daily life, activity and shoes"

QUESTIONS = (
    one_of(
        "work_limited",
        "Does this keep you from work?",
        options(no="No", a_little="A little", a_lot="A lot", cannot_do="I cannot work"),
        help="Work at home and school count too.",
        core=True,
    ),
    one_of(
        "hobby_limited",
        "Does this keep you from things you enjoy?",
        options(no="No", a_little="A little", a_lot="A lot", cannot_do="I cannot do them"),
        core=True,
    ),
    whole("standing_hours_day", "How many hours a day are you on your feet?", 0, 24, "hours"),
    yes_no("running_regular", "Do you run often?"),
    number("running_km_week", "How far do you run in a week?", 0, 400, "km"),
    yes_no("activity_increase_recent", "Did you do a lot more on your feet in the last 6 weeks?"),
    one_of(
        "shoe_type",
        "Which shoes do you wear most?",
        options(
            trainer="Sneakers or trainers",
            flat="Flat shoes",
            high_heel="High heels",
            safety_boot="Work or safety boots",
            sandal="Sandals",
            barefoot="I mostly go barefoot",
            mixed="A mix of these",
        ),
    ),
    yes_no("shoe_change_recent", "Did you change the kind of shoes you wear lately?"),
    yes_no("orthotic_use", "Do you wear inserts in your shoes?"),
    yes_no("leg_length_diff", "Is one of your legs longer than the other?", who=("patient", "clinician")),
    text("work_type", "What kind of work do you do?"),
    text("pain_goal", "What do you want to get back to?"),
)
