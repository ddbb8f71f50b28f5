"""The foot itself: what must not be sent to the spine, and the default for plain foot pain."""

from intake.triage.rules.family import code, family

HOT_DIABETIC_FOOT = family(
    "Hot foot with diabetes or neuropathy: Charcot",
    code(
        "F03",
        "foot",
        "urgent",
        title="Charcot foot suspected",
        sentence=(
            "One foot is hot or swollen, or warmer than the other, in someone with diabetes or neuropathy."
        ),
        next_step=(
            "Take the weight off the foot and X-ray it today; the foot service sees it within 24 to 48 hours."
        ),
        trigger=(
            "(diabetes or neuropathy_dx) and (foot_hot_red_swollen or foot_swelling "
            "or found(skin_temp_diff_c >= $skin_temp_c)) and unless(foot_hot_side is both)"
        ),
        reading="Heat on both sides excuses only where it is known.",
    ),
    why=(
        "A hot or swollen foot in someone with diabetes or numb feet may be breaking down inside while it "
        "hardly hurts."
    ),
    evidence=(
        "Same-day offloading and X-ray, and a foot service within 24 to 48 hours, are advised; 1 in 4 is "
        "first misread, with a mean delay of 7 months [S59]. A guideline and a pathway agree on urgency "
        "[S60, S108]."
    ),
    confidence="A",
)

FOOT_INFECTION = family(
    "Foot infection",
    code(
        "F04e",
        "foot",
        "emergency",
        title="Severe foot infection suspected",
        sentence=(
            "Fever with a red, hot or open foot, black skin, or spreading redness in someone with diabetes, "
            "poor defences or artery disease."
        ),
        next_step="Send to the emergency department now.",
        trigger=(
            "(fever_now and (foot_hot_red_swollen or foot_wound)) or foot_infection_signs has {black_skin} "
            "or (foot_infection_signs has {spreading_redness} and at_risk_foot)"
        ),
    ),
    code(
        "F04",
        "foot",
        "urgent",
        title="Foot infection or a wound at risk",
        sentence="Pus, spreading redness or bad smell, or an open sore on a foot that is hot or at risk.",
        next_step=(
            "Clean the wound, see how deep it goes and how far the redness reaches, and take the weight off "
            "the foot today; the foot service within 24 to 72 hours, with antibiotics as the clinician "
            "decides."
        ),
        trigger=(
            "foot_infection_signs has {pus, spreading_redness, bad_smell} or (foot_wound and (at_risk_foot "
            "or neuropathy_dx or foot_hot_red_swollen))"
        ),
    ),
    why="An infected foot can spread within hours in someone whose defences or circulation are poor.",
    evidence=(
        "An infection is called by two or more local signs, and signs of general illness make it severe and "
        "a matter for the hospital [S109]; its grades of severity are from memory [M18] and withheld until a "
        "clinician has checked them. When to refer a diabetic foot is set out in a national guideline [S110]."
    ),
    confidence="A",
)

FOOT_INJURY = family(
    "Foot or ankle injury",
    code(
        "F07e",
        "foot",
        "emergency",
        title="Open or bent foot injury",
        sentence="A deep cut, or the foot or ankle points the wrong way.",
        next_step="Send to the emergency department now; cover the wound and keep the leg still.",
        trigger="foot_injury_open_or_bent",
        evidence="An open or displaced injury is an emergency on sight (judgement).",
    ),
    code(
        "F07",
        "foot",
        "urgent",
        title="Fracture of foot or ankle possible",
        sentence=(
            "A fresh injury, and the patient cannot take four steps, a bone is tender, the feet may be numb, "
            "or it was a fall from a height."
        ),
        next_step=(
            "X-ray the foot or ankle today, at the latest within 24 to 72 hours, and put no weight on it "
            "until then."
        ),
        trigger=(
            "foot_injury_recent and unless(foot_injury_days > $foot_injury_days) "
            "and (unable_four_steps in {not_now, not_both} or found(malleolar_tender) "
            "or found(fifth_mt_base_tender) or found(navicular_tender) or diabetes or neuropathy_dx "
            "or injury(trauma_type is fall_over_3ft and unless(trauma_days_ago > $foot_injury_days)))"
        ),
        confidence="A",
        reading="An injury of unstated date counts as fresh.",
    ),
    why="A broken or open foot comes before every other thought about it.",
    evidence=(
        "In adults the Ottawa rule had a negative likelihood ratio of 0.08 [S66], a sensitivity of 99.4% "
        "(97.9 to 99.8) and a specificity of 35.3% [S67]. It was not tested under 18, in pregnancy, after 10 "
        "days or with numb feet; so diabetes or neuropathy alone is enough for an X-ray."
    ),
    confidence="C",
)

HOT_FOOT = family(
    "Hot red foot without injury",
    code(
        "F08",
        "foot",
        "urgent",
        title="Hot red foot: gout or infected joint",
        sentence=(
            "A foot is hot and red, and neither an injury nor plain known gout of the big toe explains it."
        ),
        next_step=(
            "Examine the joint today, with blood tests or joint fluid within 24 hours where it may be "
            "infected; fever goes to the emergency department."
        ),
        trigger=(
            "foot_hot_red_swollen and unless(foot_injury_recent) and unless(gout_dx "
            "and foot_pain_sites has {big_toe} and not fever_chills and not at_risk_foot)"
        ),
        reading=(
            "Known gout excuses only in the big toe and only where fever, diabetes, poor defences and artery "
            "disease are all known to be absent."
        ),
    ),
    code(
        "F08s",
        "foot",
        "soon",
        title="Hot red foot",
        sentence="A foot is hot and red.",
        next_step=(
            "Examine it at this visit, treat known gout, and see it again within about two weeks, at once if "
            "fever comes."
        ),
        trigger="foot_hot_red_swollen",
    ),
    why=(
        "A hot red foot without injury is gout until an infected joint has been ruled out, and that cannot "
        "wait."
    ),
    evidence="Teaching on gout and the infected joint [S68]; what lets known gout wait is judgement.",
    confidence="C",
)

ACHILLES = family(
    "Achilles tendon",
    code(
        "F09",
        "foot",
        "urgent",
        title="Torn Achilles tendon suspected",
        sentence=(
            "A pop or kick was felt at the heel, or rising on tiptoe was lost suddenly with pain at the back "
            "of the heel or ankle."
        ),
        next_step=(
            "Squeeze the calf today, with the foot pointed down in a boot or splint if it does not move; an "
            "orthopaedic or foot surgery opinion within 24 to 72 hours."
        ),
        trigger=(
            "heel_pop_felt or (tiptoe_self is unable and foot_pain_onset is sudden "
            "and foot_pain_sites has {heel_back, ankle} and unless(back_now))"
        ),
    ),
    why="A torn Achilles tendon is missed when the patient can still walk, and early treatment matters.",
    evidence="The calf squeeze test decides at the bedside (judgement; no accuracy read).",
    confidence="C",
)

STRESS_FRACTURE = family(
    "Stress fracture",
    code(
        "F10",
        "foot",
        "routine",
        title="Stress fracture possible",
        sentence=(
            "One tender spot on the foot for weeks, in someone who runs or has recently done more on the "
            "feet."
        ),
        next_step="Press and hop-test at this visit, lower the load, and X-ray or MRI by ordinary referral.",
        trigger=(
            "foot_tender_spot and (activity_increase_recent or running_regular) and foot_symptom_days >= 14"
        ),
    ),
    why="One sore spot after more load on the feet may be a bone that is cracking.",
    evidence="Judgement; no accuracy read.",
    confidence="C",
)

COMPARTMENT = family(
    "Rising pressure in the foot",
    code(
        "F11",
        "foot",
        "emergency",
        title="Rising pressure in foot or leg suspected",
        sentence=(
            "Very severe pain after a fresh injury or under a cast or tight wrap, with numbness or a cold, "
            "pale foot."
        ),
        next_step=(
            "Send to the emergency department now; a clinician splits the cast or opens the wrap at once."
        ),
        trigger=(
            "((foot_injury_recent and foot_injury_days <= $compartment_days) or cast_or_tight_wrap) "
            "and foot_pain_score >= 8 and (numbness_present or foot_cold_pale_blue)"
        ),
        reading=(
            "After an injury its date has to be known as fresh, and where it is open the rule is not known "
            "and staff ask now; a painful cast or wrap needs no date."
        ),
    ),
    why="Swelling in a closed space, or under a tight cast, starves muscle and nerve within hours.",
    evidence=(
        "What each sign is worth is from memory [M19] and withheld until a clinician has checked it. The "
        "window is judgement."
    ),
    confidence="C",
)

FOOT_PAIN = family(
    "Plain foot pain",
    code(
        "D00",
        "foot",
        "routine",
        title="Foot pain",
        sentence="The foot hurts; it is cared for as a foot unless another flag says more.",
        next_step="Examine and treat the foot at this visit and give the safety-net card.",
        trigger="foot_pain_present",
    ),
    why="The default: a foot that hurts is cared for as a foot. It is shown only where no other rule holds.",
    evidence=(
        "Judgement. Where foot pain lies does not tell the nerve root [S5, S6], and flat feet alone drive no "
        "flag either way [S8]."
    ),
    confidence="C",
)
