"""The patient's health, medicines and past, which the staff confirm."""

from functools import partial

from intake.questionnaire.question import Code, Option, Question, days, many_of, one_of, options, yes_no

TITLE = "Your health"

_CONFIRMED = ("patient", "staff")
_yes_no = partial(yes_no, who=_CONFIRMED)
_one_of = partial(one_of, who=_CONFIRMED)
_many_of = partial(many_of, who=_CONFIRMED)
_days = partial(days, who=_CONFIRMED)

_CORE = (
    yes_no(
        "fever_chills",
        "Have you had a fever, chills or shakes in the last 2 weeks?",
        core=True,
    ),
    Question(
        name="health_list",
        kind="checklist",
        wording="Have you ever had any of these? Tap all that fit.",
        options=(
            Option("cancer", "Cancer", "cancer_history"),
            Option("weak_bones", "Weak or thin bones", "osteoporosis"),
            Option("diabetes", "Diabetes", "diabetes"),
            Option("neuropathy", "Nerve damage in the feet", "neuropathy_dx"),
            Option("gout", "Gout", "gout_dx"),
            Option("blood_clot", "A blood clot in a leg or lung", "clot_history"),
            Option("artery_disease", "Narrow or blocked leg arteries", "pad_dx"),
            Option("irregular_heartbeat", "An uneven heartbeat", "atrial_fib"),
            Option("aneurysm", "A bulge in a large artery (aneurysm)", "aneurysm_known"),
            Option("low_immunity", "A weak immune system", "immunosuppressed"),
            Option("psoriasis", "Psoriasis", "psoriasis"),
            Option("bowel_or_eye_inflammation", "An inflamed bowel or eye", "ibd_or_uveitis"),
            Option("none", "None of these"),
        ),
        who=_CONFIRMED,
        core=True,
    ),
    Question(
        name="med_list",
        kind="checklist",
        wording="Do you take any of these? Tap all that fit.",
        options=(
            Option("steroid_pills_3mo", "Steroid pills for 3 months or longer", "steroid_3mo"),
            Option("blood_thinner", "A blood thinner", "anticoagulant"),
            Option("immune_medicine", "Medicine that weakens the immune system", "immunosuppressed"),
            Option("none", "None of these"),
        ),
        who=_CONFIRMED,
        core=True,
    ),
)

_CANCER_AND_BONE = (
    _yes_no("cancer_history", "Have you ever had cancer?", code=Code("SNOMED CT", "363346000", "memory")),
    _yes_no(
        "cancer_active",
        "Do you have cancer now, or treatment for it?",
        follows="cancer_history",
    ),
    _one_of(
        "cancer_type",
        "What kind of cancer is or was it?",
        options(
            breast="Breast",
            prostate="Prostate",
            lung="Lung",
            kidney="Kidney",
            thyroid="Thyroid",
            blood_or_marrow="Blood or bone marrow",
            bowel="Bowel",
            melanoma="Melanoma",
            skin_other="Skin, but not melanoma",
            other="Another kind",
        ),
        follows="cancer_history",
    ),
    _yes_no(
        "osteoporosis",
        "Has a doctor said that you have weak or thin bones?",
        help="The medical name is osteoporosis.",
        code=Code("SNOMED CT", "64859006", "memory"),
    ),
    _yes_no("steroid_3mo", "Have you taken steroid pills for 3 months or longer?"),
)

_SPINE_OR_NERVE = (
    "back_ever or leg_pain_present or numbness_present or leg_weakness or foot_drop_self or neck_pain"
)

_BONE_INFECTION_AND_HABITS = (
    _yes_no(
        "prior_fragility_fracture",
        "Have you broken a bone as an adult from a small bump or fall?",
        when=_SPINE_OR_NERVE,
    ),
    _yes_no(
        "weight_loss_unexplained",
        "Have you lost over 10 lb (4.5 kg) in 6 months without trying?",
        when=_SPINE_OR_NERVE,
    ),
    _yes_no("night_sweats", "Do you wake at night soaked in sweat?", when=_SPINE_OR_NERVE),
    _yes_no("immunosuppressed", "Is your immune system weak, from illness or from medicine?"),
    _yes_no(
        "infection_recent",
        "Have you had an infection in the last 3 months?",
        help="Of the skin, blood, urine, chest or bone.",
        when=_SPINE_OR_NERVE,
    ),
    _yes_no(
        "dialysis_or_line",
        "Are you on dialysis, or do you have a long-term drip line?",
        when=_SPINE_OR_NERVE,
    ),
    _one_of(
        "iv_drug_use",
        "Have you ever injected drugs?",
        options(never="Never", past="In the past, not now", current="Yes, now"),
        help="We ask because it can let germs reach the back. You can talk to a person in private instead.",
        when=_SPINE_OR_NERVE,
    ),
    _yes_no("alcohol_heavy", "Do you often drink a lot of alcohol?", when=_SPINE_OR_NERVE),
    _yes_no("smoker", "Do you smoke?"),
)

_SPINE_HIP_AND_SURGERY = (
    _many_of(
        "spine_dx",
        "Has a doctor ever found any of these in your back?",
        options(
            sciatica="Sciatica (a pinched nerve to the leg)",
            disc_problem="A disc problem",
            spinal_stenosis="A narrow spinal canal (stenosis)",
            slipped_vertebra="A slipped bone in the spine",
            facet_arthritis="Arthritis of the small back joints",
            none="None of these",
        ),
        when="foot_pain_present or back_ever or leg_pain or neuro_any",
    ),
    _yes_no("spine_surgery_past", "Have you ever had surgery on your back or neck?"),
    _yes_no(
        "spine_procedure_3mo",
        "In the last 3 months, did you have a shot or surgery on your back?",
        help="An epidural, as for pain or birth, counts too.",
        when=_SPINE_OR_NERVE,
    ),
    # Not a follow-up of the one above: the days since an older procedure are no contradiction to its no.
    _days(
        "spine_procedure_days",
        "How many days ago was the last shot or surgery on your back?",
        when="spine_procedure_3mo",
    ),
    _yes_no(
        "hip_surgery_or_injection_6mo",
        "In the last 6 months, did you have surgery or a shot in the hip?",
        help="A shot in the buttock counts too.",
        when=_SPINE_OR_NERVE,
    ),
    _yes_no("hip_replacement_past", "Have you ever had a hip replaced?", when=_SPINE_OR_NERVE),
    _yes_no(
        "surgery_recent_12wk",
        "Have you had any surgery in the last 12 weeks?",
        when="foot_pain_present or leg_pain_present or foot_swelling",
    ),
)

_PREGNANCY_AND_PELVIS = (
    # The text's fourth value, unsure, is the silence `unsure` that every question has.
    _one_of(
        "pregnant",
        "Are you pregnant?",
        options(yes="Yes", no="No", na="This does not apply to me"),
        code=Code("LOINC", "82810-3", "memory"),
    ),
    _yes_no("childbirth_3mo", "Have you given birth in the last 3 months?", when=_SPINE_OR_NERVE),
    _yes_no("pelvic_mass", "Has a doctor ever found a growth in your pelvis?", when=_SPINE_OR_NERVE),
)

_NERVES_AND_VESSELS = (
    _yes_no("diabetes", "Do you have diabetes?", code=Code("SNOMED CT", "73211009", "memory")),
    _yes_no("neuropathy_dx", "Has a doctor said that you have nerve damage in your feet?"),
    _yes_no("pad_dx", "Has a doctor said that your leg arteries are narrow or blocked?"),
    _yes_no(
        "atrial_fib",
        "Has a doctor said that you have an uneven heartbeat?",
        help="The medical name is atrial fibrillation.",
    ),
    _yes_no("aneurysm_known", "Has a doctor found a bulge in a large artery (an aneurysm)?"),
    _yes_no("clot_history", "Have you ever had a blood clot in a leg or lung?"),
    _yes_no("anticoagulant", "Do you take a blood thinner?"),
)

_JOINTS_AND_INFLAMMATION = (
    _yes_no("psoriasis", "Do you have psoriasis, or did you ever?"),
    _yes_no("ibd_or_uveitis", "Have you ever had an inflamed bowel or an inflamed eye?"),
    _yes_no(
        "family_spa",
        "Does a close relative have an inflamed spine?",
        help="The medical name is spondyloarthritis.",
    ),
    _yes_no("arthritis_past", "Have you ever had hot, swollen joints from arthritis?"),
    _yes_no(
        "enthesitis_past",
        "Have you ever had an inflamed spot where a tendon joins the bone?",
        help="Such as at the back of the heel. The medical name is enthesitis.",
    ),
    _yes_no("gout_dx", "Has a doctor said that you have gout?"),
)

QUESTIONS = (
    _CORE
    + _CANCER_AND_BONE
    + _BONE_INFECTION_AND_HABITS
    + _SPINE_HIP_AND_SURGERY
    + _PREGNANCY_AND_PELVIS
    + _NERVES_AND_VESSELS
    + _JOINTS_AND_INFLAMMATION
)
