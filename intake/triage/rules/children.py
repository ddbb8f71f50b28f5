"""Children and teenagers: signs of spine, hip and joint that adult patterns would miss."""

from intake.triage.rules.family import code, family

CHILDREN = family(
    "Children and teenagers",
    code(
        "R24e",
        "foot",
        "emergency",
        title="Child with fever and a limp",
        sentence="A child has a fever and limps or cannot walk as usual.",
        next_step=(
            "Send to the emergency department now: an infected joint or disc has to be ruled out today."
        ),
        trigger="age_years < $child_age and fever_now and gait_types has {limp, cannot_walk_usual}",
        evidence="Fever with a limp stands for an infected joint or disc until shown otherwise (judgement).",
        reading="An age that nobody stated leaves this rule not known, and staff ask now.",
    ),
    code(
        "R24u",
        "spine",
        "urgent",
        title="Child with worsening nerve signs or constant night back pain",
        sentence=(
            "A child has weakness, a changing foot or unsteady walking that gets worse or comes with a "
            "bladder or bowel change; or back pain all night or with loss of walking; or a small child has "
            "stopped walking."
        ),
        next_step=(
            "A full examination of spine, nerves and skin of the low back today; a children's spinal or "
            "neurology opinion within 24 to 72 hours, and the emergency department the same day if it is "
            "getting worse."
        ),
        trigger=(
            "age_years < $child_age and (((motor or foot_deformity_progressive or cord_gait) "
            "and (getting_worse or ces_now)) or (back_now and back_pain_night_constant) or (back_now "
            "and gait_types has {cannot_walk_usual}) or (age_years < 6 "
            "and gait_types has {cannot_walk_usual} and unless(foot_injury_recent)))"
        ),
        reading=(
            "An age that nobody stated leaves this rule not known, and staff ask now. Getting worse includes "
            "what was found to be worse since the last visit, worked out at filing."
        ),
    ),
    code(
        "R24h",
        "own_doctor",
        "urgent",
        title="Child with a limp and hip, thigh or knee pain",
        sentence=(
            "A child or teenager limps or cannot walk as usual, with pain in the groin, thigh or knee: the "
            "hip may have slipped."
        ),
        next_step=(
            "No weight on the leg from now on; X-rays of both hips and an orthopaedic opinion within 24 to "
            "72 hours, through the child's own doctor or the emergency department."
        ),
        trigger=(
            "age_years >= 4 and age_years < $child_age and gait_types has {limp, cannot_walk_usual} "
            "and leg_pain_path has {groin, thigh_front, knee}"
        ),
        evidence=(
            "A slipped growth plate of the hip is mostly seen from 8 to 15 years, with a limp and pain in "
            "hip, groin, thigh or knee, and is often missed [S115]."
        ),
        confidence="B",
    ),
    code(
        "R24",
        "spine",
        "soon",
        title="Child with a spinal sign in foot, gait or bladder",
        sentence=(
            "A child has one foot changing shape, new toe walking, lasting odd walking, weakness, a bladder "
            "or bowel change, lasting back pain, or brisk reflexes."
        ),
        next_step=(
            "Examine spine, reflexes and the skin of the low back at this visit; a children's spinal opinion "
            "within about two weeks."
        ),
        trigger=(
            "age_years < $child_age and ((foot_deformity_progressive "
            "and unless(foot_deformity_side is both)) or (gait_types has {toe_walk} "
            "and unless(toe_walk_since_start) and unless(heel)) "
            "or (gait_types has {wide_unsteady, stiff, high_step, foot_slap_drag} "
            "and gait_duration_days > 30) or motor or ces_hard or (back_now "
            "and back_pain_duration_days >= $long_leg_days) or umn)"
        ),
        reading=(
            "Toe walking since the first steps, or with heel pain as in Sever's disease, is no sign of the "
            "spine. Both feet changing shape alike are left out only where that is known."
        ),
    ),
    code(
        "R24r",
        "spine",
        "routine",
        title="Child whose walking has changed",
        sentence=(
            "A child's walking has been different for over a month, and neither pain nor injury of the foot "
            "is known to explain it."
        ),
        next_step=(
            "Look at the spine, the reflexes and the skin of the low back at this visit; an ordinary "
            "referral if the reason stays open."
        ),
        trigger=(
            "age_years < $child_age and gait_problem and gait_duration_days > 30 "
            "and unless(foot_pain_present) and unless(foot_injury_recent) and unless(toe_walk_since_start)"
        ),
    ),
    why=(
        "In a child back pain, a changing foot or a changed gait may have a serious cause, and adult scores "
        "do not apply."
    ),
    evidence="Case reports [S56]; the ages and windows are judgement.",
    confidence="C",
)
