"""What the patient says about the foot and ankle."""

from intake.questionnaire.question import SIDE, Code, days, many_of, one_of, options, score, yes_no

TITLE = "Your foot and ankle"

_PAIN = (
    yes_no(
        "foot_pain_present",
        "Do you have pain in your foot or ankle?",
        core=True,
        code=Code("SNOMED CT", "47933007", "seen"),
    ),
    one_of("foot_pain_side", "Which foot hurts?", SIDE, follows="foot_pain_present", core=True),
    many_of(
        "foot_pain_sites",
        "Where on the foot does it hurt? Touch each place on the picture.",
        options(
            big_toe="Big toe",
            lesser_toes="Other toes",
            ball="Ball of the foot",
            arch_sole="Arch or sole",
            outer_edge="Outer edge",
            top="Top of the foot",
            heel_bottom="Under the heel",
            heel_back="Back of the heel",
            ankle="Ankle",
            whole_foot="The whole foot",
        ),
        follows="foot_pain_present",
        core=True,
    ),
    days(
        "foot_symptom_days",
        "How long has your foot bothered you?",
        help="If nothing is wrong with your foot, put 0.",
        core=True,
    ),
    score(
        "foot_pain_score",
        "How bad was the foot pain at its worst this week?",
        help="0 is no pain. 10 is the worst pain.",
        follows="foot_pain_present",
        core=True,
        code=Code("LOINC", "72514-3", "seen"),
    ),
    one_of(
        "foot_pain_onset",
        "Did the foot pain start all at once or bit by bit?",
        options(sudden="All at once", gradual="Bit by bit"),
        follows="foot_pain_present",
        core=True,
    ),
)

_HEAT_COLD_AND_WOUNDS = (
    yes_no("foot_hot_red_swollen", "Is one foot hot or red now?", core=True),
    yes_no(
        "foot_cold_pale_blue",
        "Is your foot cold, white, grey or blue next to the other foot?",
        core=True,
    ),
    yes_no("foot_swelling", "Is your foot or ankle swollen?"),
    one_of(
        "foot_hot_side",
        "Which foot is hot, red or swollen?",
        SIDE,
        follows="foot_hot_red_swollen or foot_swelling",
    ),
    one_of(
        "foot_cold_onset",
        "When did the cold or the change of colour start?",
        options(sudden_under_2_weeks="All at once, in the last 2 weeks", longer="Longer ago, or bit by bit"),
        follows="foot_cold_pale_blue",
    ),
    yes_no("foot_wound", "Do you have an open sore or ulcer on your foot?"),
    many_of(
        "foot_infection_signs",
        "Do you see any of these on your foot?",
        options(
            none="None of these",
            pus="Pus",
            spreading_redness="Redness that spreads",
            bad_smell="A bad smell",
            black_skin="Black skin",
        ),
        when="foot_wound or foot_hot_red_swollen or diabetes",
    ),
)

_HOW_THE_PAIN_BEHAVES = (
    many_of(
        "foot_pain_quality",
        "What does the foot pain feel like?",
        options(
            aching="Aching",
            sharp="Sharp",
            burning="Burning",
            throbbing="Throbbing",
            electric="Like an electric shock",
            pins_needles="Pins and needles",
            cramp="Cramp",
            cold="Cold",
        ),
        follows="foot_pain_present",
    ),
    yes_no(
        "foot_pain_first_steps",
        "Is the foot pain worst with your first steps after rest?",
        follows="foot_pain_present",
    ),
    yes_no(
        "foot_stiff_after_rest",
        "Is your foot stiff for over 30 minutes after rest, then better as you move?",
        when="foot_pain_present",
    ),
    yes_no(
        "foot_tender_spot",
        "Can you press one spot on your foot and bring on the pain?",
        when="foot_pain_present",
    ),
    yes_no(
        "foot_pain_worse_standing",
        "Does standing or walking make the foot pain worse?",
        follows="foot_pain_present",
    ),
    yes_no("foot_relief_sitting", "Does sitting help your foot?", when="foot_pain_present"),
    yes_no(
        "foot_worse_back_moves",
        "Does bending, sitting long, coughing or sneezing change the pain in your foot?",
        help="Think of the foot pain, not the back pain.",
        follows="foot_pain_present",
        when="back_ever",
    ),
    yes_no("foot_pain_night", "Does the foot pain wake you at night?", follows="foot_pain_present"),
    yes_no(
        "foot_rest_pain_hang_relief",
        "At night, does it help to hang your leg down?",
        when="foot_pain_night",
    ),
    yes_no(
        "foot_treatment_failed",
        "Have you tried shoes, inserts, rest or shots for 6 weeks with no help?",
        when="foot_symptom_days >= 42",
    ),
)

# Asked about the last 6 weeks, so what is said of an older injury is no contradiction.
_RECENT_INJURY = "foot_injury_recent"

_INJURY = (
    yes_no(
        "foot_injury_recent",
        "Did you hurt this foot in the last 6 weeks?",
        when="foot_pain_onset is sudden or trauma_recent or leg_weakness or foot_hot_red_swollen",
    ),
    days("foot_injury_days", "How many days ago did you hurt your foot?", when=_RECENT_INJURY),
    one_of(
        "unable_four_steps",
        "Could you take 4 steps right after you hurt your foot, and can you now?",
        options(
            able="Yes, both times",
            not_then="Not then, but I can now",
            not_now="I could then, but not now",
            not_both="No, not then and not now",
        ),
        when=_RECENT_INJURY,
    ),
    yes_no(
        "foot_injury_open_or_bent",
        "Is there a cut to the bone, or is the foot or ankle bent wrong?",
        help="Bent wrong means that it points the wrong way.",
        when=_RECENT_INJURY,
    ),
    yes_no(
        "heel_pop_felt",
        "Did you feel a pop or a kick at the back of the ankle?",
        when="foot_injury_recent or foot_pain_onset is sudden",
    ),
    one_of(
        "tiptoe_self",
        "Can you go up on tiptoe on the bad leg?",
        options(able="Yes", unable="No, the leg cannot do it", too_painful="No, it hurts too much"),
        when="leg_weakness or foot_pain_sites has {heel_bottom, heel_back, ankle}",
    ),
    yes_no(
        "cast_or_tight_wrap",
        "Are you in a cast, splint or tight wrap that hurts?",
        when="foot_injury_recent or surgery_recent_12wk",
    ),
)

_CALF_AND_SHAPE = (
    yes_no(
        "calf_swollen_tender",
        "Is one calf swollen, or clearly sore when you squeeze it?",
        when="leg_pain_present or foot_swelling or clot_history",
    ),
    yes_no(
        "calf_strain",
        "Did the calf trouble start in a sprint, a jump or a stretch?",
        follows="calf_swollen_tender",
    ),
    yes_no(
        "foot_deformity_progressive",
        "Is one foot changing shape, such as a higher arch or curled toes?",
        when="age_years < 20 or gait_problem",
    ),
    one_of(
        "foot_deformity_side",
        "Which foot is changing shape?",
        SIDE,
        follows="foot_deformity_progressive",
    ),
)

QUESTIONS = _PAIN + _HEAT_COLD_AND_WOUNDS + _HOW_THE_PAIN_BEHAVES + _INJURY + _CALF_AND_SHAPE
