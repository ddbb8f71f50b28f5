"""What clinicians examine: gait, strength, reflexes, feeling, tests of nerve, spine, foot and vessels."""

from functools import partial

from intake.questionnaire.question import Code, each_side, many_of, number, one_of, options, whole, yes_no
from intake.questionnaire.sections.gait import GAIT_TYPES
from intake.questionnaire.sections.leg_and_nerve import NUMBNESS_SITES

TITLE = "Examination"

_VITALS = ("clinician", "staff")
_CLINICIAN = ("clinician",)
_yes_no = partial(yes_no, who=_CLINICIAN)
_one_of = partial(one_of, who=_CLINICIAN)
_many_of = partial(many_of, who=_CLINICIAN)
_whole = partial(whole, who=_CLINICIAN)
_number = partial(number, who=_CLINICIAN)

_TEST = options(negative="Negative", positive="Positive", not_done="Not done")
_WALK = options(able="Able", unable="Unable", painful="Painful", not_done="Not done")
_REFLEX = options(absent="Absent", reduced="Reduced", normal="Normal", brisk="Brisk")

_MRC = "MRC grade: 5 normal, 3 against gravity only, 0 no contraction. Enter 4-minus and 4-plus as 4."
_HINDFOOT = _MRC + " Hold the foot at neutral, or the calf helps."


def _strength(name, movement, how=_MRC):
    return each_side(_whole, name, f"{movement} strength, {{side}}?", 0, 5, "grade", help=how)


_TEMPERATURE = (
    number(
        "temp_c",
        "Body temperature?",
        30,
        45,
        "°C",
        who=_VITALS,
        code=Code("LOINC", "8310-5", "memory"),
    ),
    number(
        "skin_temp_diff_c",
        "Skin temperature difference between the feet?",
        0,
        20,
        "°C",
        help="Hottest point of one foot against the same point of the other.",
        who=_VITALS,
    ),
)

_VESSELS = (
    *each_side(
        _one_of,
        "pulses",
        "Foot pulses, {side}?",
        options(normal="Normal", weak="Weak", absent="Absent"),
        help="Dorsalis pedis and posterior tibial.",
    ),
    *each_side(
        _number,
        "abi",
        "Ankle-brachial index, {side}?",
        0,
        3,
        "ratio",
        help="0.90 or less is abnormal.",
    ),
)

_WALKING = (
    _many_of(
        "gait_observed",
        "Gait as observed?",
        GAIT_TYPES + options(wide_base="Wide base", trendelenburg="Trendelenburg"),
    ),
    *each_side(
        _one_of,
        "heel_walk",
        "Heel walk, {side}?",
        _WALK,
        help="With light support, forefoot kept off the floor. Unable is a positive test (L5, also L4).",
    ),
    *each_side(
        _one_of,
        "toe_walk",
        "Toe walk, {side}?",
        _WALK,
        help="Or 10 single-leg heel rises. Tests S1.",
    ),
    _one_of("romberg", "Romberg?", _TEST),
)

_STRENGTH = (
    *_strength("ankle_df_mrc", "Ankle dorsiflexion"),
    *_strength("ehl_mrc", "Big toe extension (EHL)"),
    *_strength("ankle_pf_mrc", "Ankle plantarflexion"),
    *_strength("ankle_inversion_mrc", "Ankle inversion", _HINDFOOT),
    *_strength("ankle_eversion_mrc", "Ankle eversion", _HINDFOOT),
    *_strength("hip_abduction_mrc", "Hip abduction"),
    *_strength("knee_ext_mrc", "Knee extension"),
)

_NERVE_TENSION = (
    *each_side(_one_of, "slr", "Straight leg raise, {side}?", _TEST, help="Positive: brings on leg pain."),
    *each_side(
        _whole,
        "slr_angle",
        "Straight leg raise, angle at leg pain, {side}?",
        0,
        120,
        "degrees",
        help="0 flat, 90 upright.",
    ),
    _one_of("crossed_slr", "Crossed straight leg raise?", _TEST, help="Positive: brings on leg pain."),
    *each_side(
        _one_of, "femoral_stretch", "Femoral stretch, {side}?", _TEST, help="Positive: brings on leg pain."
    ),
)

_REFLEXES = (
    *each_side(_one_of, "achilles_reflex", "Achilles reflex, {side}?", _REFLEX),
    *each_side(_one_of, "patellar_reflex", "Patellar reflex, {side}?", _REFLEX),
    _one_of("babinski", "Babinski?", _TEST),
    _one_of("clonus", "Clonus?", _TEST),
    _one_of("hoffmann", "Hoffmann?", _TEST),
    _one_of("inverted_supinator", "Inverted supinator sign?", _TEST),
    _one_of("umn_signs_any", "Any upper motor neuron sign?", _TEST),
)

_FEELING = (
    _many_of("sensory_loss_sites", "Where is feeling lost?", NUMBNESS_SITES, help="Light touch or pin."),
    *each_side(
        _whole,
        "monofilament_felt",
        "Monofilament sites felt, {side}?",
        0,
        10,
        "sites",
        help="Of 10. Fewer than 8 is abnormal (judgement).",
    ),
    _one_of(
        "perianal_sensation",
        "Perianal sensation?",
        options(normal="Normal", reduced="Reduced", absent="Absent", not_done="Not done"),
        help="Examination never delays referral.",
    ),
    _one_of(
        "anal_tone",
        "Anal tone?",
        options(normal="Normal", reduced="Reduced", not_done="Not done"),
        help="Examination never delays referral.",
    ),
    _whole(
        "post_void_residual_ml",
        "Urine left after voiding?",
        0,
        3000,
        "mL",
        help="If a scanner exists. 200 mL or more makes cauda equina syndrome more likely; "
        "less does not exclude it.",
    ),
)

_LOCAL_SIGNS = (
    _one_of("tinel_tarsal", "Tinel at the tarsal tunnel?", _TEST),
    _one_of("tinel_fibular", "Tinel at the fibular head?", _TEST),
    _yes_no("fibular_head_tender", "Fibular head tender?"),
    _one_of("mulder", "Mulder click?", _TEST),
    _one_of("windlass", "Windlass test?", _TEST),
    _one_of("calcaneal_squeeze", "Calcaneal squeeze?", _TEST),
    _yes_no("midline_spine_tender", "Midline spine tender?"),
    _yes_no("spinous_step", "Step between spinous processes?"),
    _yes_no("malleolar_tender", "Malleolus tender?"),
    _yes_no("fifth_mt_base_tender", "Base of the fifth metatarsal tender?"),
    _yes_no("navicular_tender", "Navicular tender?"),
    _whole("leg_length_diff_mm", "Difference in leg length?", 0, 100, "mm"),
)

QUESTIONS = (
    _TEMPERATURE + _VESSELS + _WALKING + _STRENGTH + _NERVE_TENSION + _REFLEXES + _FEELING + _LOCAL_SIGNS
)
