"""Nerve root pain, and foot pain that may come from the back."""

from intake.triage.rules.family import code, family

RADICULAR = family(
    "Nerve root pain",
    code(
        "R12",
        "spine",
        "routine",
        title="Nerve root pain likely",
        sentence=(
            "At least two signs that pain or numbness in the leg comes from a nerve root in the low back."
        ),
        next_step=(
            "Test power, feeling, reflexes and straight leg raise at this visit, say that most settle within "
            "weeks, and see the patient again if it has not after about six; no imaging without a red flag."
        ),
        trigger="radicular",
    ),
    code(
        "R12s",
        "spine",
        "soon",
        title="Nerve root pain, lasting or severe",
        sentence=(
            "Signs of a nerve root in the low back, and it has lasted, is severe, stops work, is getting "
            "worse, or shows less power or reflex."
        ),
        next_step=(
            "Test power, feeling, reflexes and straight leg raise at this visit; a spinal opinion within "
            "about two weeks, with MRI where it would change treatment."
        ),
        trigger=(
            "radicular and (leg_symptom_days >= $long_leg_days or leg_pain_score >= $severe_score "
            "or work_limited is cannot_do or foot_treatment_failed or found(ankle_df_mrc_* <= 4) "
            "or found(ehl_mrc_* <= 4) or found(ankle_pf_mrc_* <= 4) or getting_worse "
            "or found(achilles_reflex_* in {absent, reduced}) "
            "or found(patellar_reflex_* in {absent, reduced}))"
        ),
        reading=(
            "Getting worse includes what was found to be worse since the last visit, worked out at filing. "
            "Failed treatment is that of the foot, the only one asked about."
        ),
    ),
    code(
        "R12r",
        "spine",
        "routine",
        title="Back pain with leg pain",
        sentence="Back pain now, with pain in the buttock, hip or leg.",
        next_step="A short nerve examination at this visit; no imaging for this alone.",
        trigger="adult and back_now and leg_pain",
        evidence=(
            "A nerve examination is owed to any back pain with leg pain (judgement). Imaging is not needed "
            "early without red flags [S105]."
        ),
        confidence="C",
    ),
    why=(
        "A squeezed or irritated nerve root in the low back is felt in the leg and foot. Most settle within "
        "weeks."
    ),
    evidence=(
        "Root areas: L4 inner shin and knee; L5 top of the foot, big toe and outer shin; S1 outer foot, "
        "little toe, sole, heel and calf [S42]. What patients draw overlaps the charts by 50 to 80% [S6]; "
        "with surgically proven compression of L5 only 22.4% drew pain on its front area [S5]: a site never "
        "excludes a root. Sole, heel and toes alone do not score, since the nerves of the sole do the same. "
        "A clinical model reached an area under the curve of 0.95 (0.93 to 0.98) against a clinician and "
        "0.82 (0.78 to 0.86) against MRI in 394 people [S37]. Leg pain on coughing had a diagnostic odds "
        "ratio of 2.28 (1.28 to 4.04) for compression and 2.50 (1.27 to 4.90) for herniation [S38]; history "
        "reached 0.65 to 0.66 [S39], another model 0.80 to 0.83 [S40]. Straight leg raise: sensitivity 0.92 "
        "(0.87 to 0.95), specificity 0.28 (0.18 to 0.40); crossed: 0.28 (0.22 to 0.35) and 0.90 (0.85 to "
        "0.94) [S107]; against nerve tests the likelihood ratios were 1.19 and 0.44 [S41]. No early imaging "
        "without red flags [S105]."
    ),
    confidence="B",
)

REFERRED_FOOT_PAIN = family(
    "Foot pain that may be referred",
    code(
        "R13",
        "spine",
        "routine",
        title="Foot pain that may come from the back",
        sentence=(
            "Foot pain in someone who has or had back pain, and it changes with movements of the back or has "
            "not answered to treatment of the foot."
        ),
        next_step=(
            "Examine back and nerves together with the foot at this visit; an ordinary referral if the foot "
            "gives no cause."
        ),
        trigger=(
            "adult and back_ever and (foot_pain_present or foot_symptom_days >= $long_leg_days) "
            "and ((foot_treatment_failed and (foot_pain_quality has {burning, electric, pins_needles} "
            "or numb_new or (not foot_tender_spot and not foot_pain_first_steps))) or foot_worse_back_moves) "
            "and unless(found(tinel_tarsal is positive))"
        ),
    ),
    why="Some foot pain is felt in the foot and made in the back, and then treating the foot alone fails.",
    evidence=(
        "No accuracy has been published; the combination is judgement. Low back pain was found in 74% of "
        "people with plantar heel pain and 37% of matched controls (odds ratio 5.2) [S7], in 88.5% against "
        "33% with a painful heel spur in a small study [S43]; the S1 root is listed among the causes [S44]. "
        "The link is modest and says nothing about direction."
    ),
    confidence="C",
)

KNOWN_SPINAL_DIAGNOSIS = family(
    "Foot pain with a known spinal diagnosis",
    code(
        "R27",
        "spine",
        "routine",
        title="Foot pain with a spinal diagnosis on record",
        sentence="The foot hurts, and a doctor has already found something in the back.",
        next_step=(
            "Ask at this visit what was found and when, do a nerve examination, and only then decide about "
            "the foot."
        ),
        trigger=(
            "foot_pain_present "
            "and spine_dx has {sciatica, disc_problem, spinal_stenosis, slipped_vertebra, facet_arthritis} "
            "and unless(foot_injury_explains)"
        ),
    ),
    code(
        "R27s",
        "spine",
        "soon",
        title="Spinal diagnosis with nerve signs or worsening",
        sentence=(
            "A doctor has already found something in the back, and now there are nerve symptoms or it is "
            "getting worse."
        ),
        next_step=(
            "Ask what was found and when, and examine power, feeling and reflexes at this visit; a spinal "
            "opinion within about two weeks."
        ),
        trigger=(
            "(foot_pain_present or neuro_focal) "
            "and spine_dx has {sciatica, disc_problem, spinal_stenosis, slipped_vertebra, facet_arthritis} "
            "and (neuro_focal or getting_worse) and unless(weak_settled)"
        ),
        reading=(
            "Getting worse includes what was found to be worse since the last visit, worked out at filing."
        ),
    ),
    why=(
        "Sciatica, a disc problem, a narrow canal, a slipped vertebra or a worn facet joint can be felt in "
        "the foot, so a foot with one of these behind it is not treated alone."
    ),
    evidence=(
        "Judgement: the starting point of this service. No accuracy has been published for a diagnosis that "
        "the patient reports."
    ),
    confidence="C",
)

FOOT_BACK_AND_GAIT = family(
    "Foot pain, back pain and trouble walking",
    code(
        "R28",
        "spine",
        "routine",
        title="Foot and back pain with a changed gait",
        sentence=(
            "Foot pain and back pain together with a limp, a short walking distance, or a foot that is "
            "lifted high or slaps."
        ),
        next_step=(
            "Look at spine, nerves and gait together with the foot at this visit; an ordinary referral if "
            "the spine is involved."
        ),
        trigger=(
            "adult and foot_pain_present and back_now "
            "and (gait_types has {limp, short_distance, high_step, foot_slap_drag}) "
            "and unless(back_pain_started_after_foot) and unless(leg_length_diff) "
            "and unless(foot_injury_recent) and unless(forefoot)"
        ),
    ),
    why=(
        "Foot pain, back pain and difficulty walking together are looked at in one visit. R23 shows the "
        "other direction, from foot to back; both may show, and the direction is for the clinician."
    ),
    evidence="Judgement; no accuracy has been published.",
    confidence="C",
    reading=(
        "A start in the foot, a leg-length difference, an injury or a sore forefoot excuses only where it is "
        "known."
    ),
)
