"""Vessels: the cold foot, the starved foot, the clot and the aorta."""

from intake.triage.rules.family import code, family

COLD_FOOT = family(
    "Cold foot: blocked artery",
    code(
        "F01",
        "vascular",
        "emergency",
        title="Blocked leg artery suspected",
        sentence=(
            "A foot is cold, white, grey or blue and not known to have been so for long, or comes with new "
            "weakness or numbness; or no pulse is felt in a foot that hurts suddenly or is newly numb."
        ),
        next_step=(
            "Send to the emergency department now and phone the vascular team: the limb is lost in hours."
        ),
        trigger=(
            "(foot_cold_pale_blue and unless(foot_cold_onset is longer)) or (foot_cold_pale_blue "
            "and (leg_weakness_days <= $acute_days or numbness_days <= $acute_days)) "
            "or (found(pulses_* is absent) and (foot_pain_onset is sudden or numb_new))"
        ),
        reading="A colour change of unstated onset counts as sudden.",
    ),
    why=(
        "A suddenly blocked artery costs the limb within hours. Irregular heartbeat, an aneurysm and artery "
        "disease make it likelier, and patients may call it sciatica."
    ),
    evidence=(
        "Clinical teaching on sudden limb ischaemia [S57]; that it is mistaken for sciatica is a teaching "
        "source [S58]. The windows are judgement."
    ),
    confidence="C",
)

STARVED_FOOT = family(
    "Starved foot: poor circulation",
    code(
        "F02",
        "vascular",
        "urgent",
        title="Rest pain or wound with poor circulation",
        sentence=(
            "Pain at night that eases when the leg hangs down, in someone at risk, or an open sore on a foot "
            "with poor circulation."
        ),
        next_step=(
            "Feel the pulses and measure the ankle-arm pressure ratio today; a vascular opinion within 24 to "
            "72 hours."
        ),
        trigger=(
            "(foot_rest_pain_hang_relief and (age_years >= 50 or smoker or diabetes or pad_dx)) "
            "or (foot_wound and (pad_dx or found(pulses_* is absent)))"
        ),
    ),
    code(
        "F02s",
        "vascular",
        "soon",
        title="Long-cold foot with a risk to the vessels",
        sentence=(
            "A foot has been cold or discoloured for long in someone with artery disease or diabetes, or who "
            "smokes."
        ),
        next_step=(
            "Feel the pulses and measure the ankle-arm pressure ratio at this visit; a vascular opinion "
            "within about two weeks."
        ),
        trigger="foot_cold_pale_blue and foot_cold_onset is longer and (pad_dx or smoker or diabetes)",
    ),
    why=(
        "Pain at rest that hanging the leg eases, or a wound on a foot with poor circulation, threatens the "
        "foot."
    ),
    evidence="Clinical teaching on limb ischaemia [S57]; the risk factors asked for are judgement.",
    confidence="C",
)

CLOT = family(
    "Clot in the calf",
    code(
        "F05",
        "vascular",
        "emergency",
        title="Clot in the calf suspected",
        sentence=(
            "One calf is swollen, or clearly sore when squeezed, and a strain does not safely explain it."
        ),
        next_step=(
            "Send to the emergency department today for a Wells score and a scan. Chest pain or short "
            "breath: call an ambulance."
        ),
        trigger=(
            "calf_swollen_tender and unless(calf_strain and not clot_history and not surgery_recent_12wk "
            "and not cancer_history and not foot_swelling)"
        ),
        reading=(
            "A strain excuses only where past clots, recent surgery, cancer and a swollen foot are all known "
            "to be absent."
        ),
    ),
    code(
        "F05u",
        "vascular",
        "urgent",
        title="Sore or swollen calf",
        sentence="One calf is swollen, or clearly sore when squeezed; a strain may explain it.",
        next_step=(
            "Examine both calves and score Wells today; a scan within 24 to 72 hours unless the strain is "
            "certain."
        ),
        trigger="calf_swollen_tender",
    ),
    why="A clot in the calf can travel to the lungs, and it can hide behind back and leg pain.",
    evidence=(
        "A scan is due within 4 hours of the request where the Wells score is 2 or more [S114]. A narrow "
        "canal on MRI has hidden a clot [S62]. Wells 0 or less went with about 5% of clots, 1 to 2 with 17%, "
        "3 or more with 53% [S63, S64]. That any swollen calf is an emergency until explained is judgement: "
        "a missed clot costs more than a scan."
    ),
    confidence="C",
)

AORTA = family(
    "Aorta",
    code(
        "F06",
        "vascular",
        "emergency",
        title="Torn or leaking aorta suspected",
        sentence=(
            "A ripping pain in back or belly, a beating lump with pain, a faint with new back pain, or new "
            "back pain with a known aneurysm."
        ),
        next_step=(
            "Call an ambulance now: this is for the emergency department, and no test at the clinic may "
            "delay it."
        ),
        trigger=(
            "(sudden_tearing_pain or (belly_pulsing and (back_now or leg_pain)) or (collapse_or_faint "
            "and back_now and unless(back_pain_duration_days > $new_back_days)) or (aneurysm_known "
            "and new_back and unless(back_pain_course is better))) and (age_years >= 50 or aneurysm_known "
            "or pad_dx)"
        ),
        reading=(
            "The age or a history of aneurysm or artery disease has to be known; where all are open the rule "
            "is not known and staff ask now."
        ),
    ),
    code(
        "F06u",
        "vascular",
        "urgent",
        title="Beating lump in the belly",
        sentence="The patient feels a beating lump in the belly.",
        next_step=(
            "Feel the belly today, and an ultrasound of the aorta within 24 to 72 hours; pain or a faint "
            "goes to the emergency department the same day."
        ),
        trigger="belly_pulsing",
    ),
    why="A torn or leaking aorta can pass for back pain.",
    evidence="Case reports [S65]; the combination and the ages are judgement.",
    confidence="C",
)
