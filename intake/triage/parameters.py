"""The thresholds that a clinic may set: its default, its limits, its basis, and what it costs.

The limits keep a clinic from setting a threshold to where an emergency rule falls silent or a published
figure is no longer followed. No two limits cross, so that *recent* always ends before *old* begins.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from intake.triage.logic import Number


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """One threshold. `basis` is *judgement* or its sources; `trade_off` what another value costs."""

    name: str
    default: Number
    low: Number
    high: Number
    unit: str
    basis: str
    trade_off: str

    def fault(self, value: object) -> str:
        """What is wrong with this value; empty where it can be used."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"{self.name} must be a number"
        if isinstance(self.default, int) and not isinstance(value, int):
            return f"{self.name} must be a whole number"
        if not self.low <= value <= self.high:
            return f"{self.name} must be from {self.low} to {self.high} {self.unit}"
        return ""


JUDGEMENT = "judgement"

_SPECS = (
    ParameterSpec(
        "ces_recent_days",
        14,
        14,
        90,
        "days",
        "[S96, S98]",
        "A bladder, bowel or saddle change counts as new up to here, and after it only where it gets worse "
        "or nobody said how it goes. The English national pathway uses 14 days [S96], a local one acts up "
        "to 90 [S98]. Longer sends more people to the emergency department.",
    ),
    ParameterSpec(
        "ces_old_days",
        365,
        180,
        1825,
        "days",
        JUDGEMENT,
        "A settled problem older than this goes to the patient's own doctor, as with years of stress "
        "leakage. Longer gives the spine more visits that find nothing.",
    ),
    ParameterSpec(
        "pvr_ml",
        200,
        50,
        200,
        "mL",
        "[S11, S97]",
        "Urine left after voiding from which the bladder counts as affected. Less than this does not rule "
        "out cauda equina [S97]. Lower sends more people to the emergency department.",
    ),
    ParameterSpec(
        "bilateral_recent_days",
        42,
        28,
        180,
        "days",
        JUDGEMENT,
        "Pain or numbness in both legs counts as new up to here. Longer catches a slow onset and sends more "
        "people with a narrow spinal canal.",
    ),
    ParameterSpec(
        "acute_days",
        14,
        7,
        42,
        "days",
        JUDGEMENT,
        "Weakness, a bleed or back pain counts as acute up to here. Longer makes more of them urgent.",
    ),
    ParameterSpec(
        "stroke_days",
        7,
        2,
        28,
        "days",
        JUDGEMENT,
        "Painless weakness of one side counts as a possible stroke up to here. Longer sends more palsies of "
        "the fibular nerve to the emergency department.",
    ),
    ParameterSpec(
        "stroke_age",
        50,
        18,
        60,
        "years",
        JUDGEMENT,
        "Painless weakness of one side counts as a possible stroke from here. Younger sends more palsies of "
        "the fibular nerve to the emergency department.",
    ),
    ParameterSpec(
        "rising_days",
        28,
        28,
        56,
        "days",
        "[S101]",
        "Numbness of both feet that gets worse counts as a possible Guillain-Barré syndrome up to here. The "
        "low point mostly comes within 2 weeks [S101], by definition within 4. Longer sends more slow "
        "neuropathies.",
    ),
    ParameterSpec(
        "settled_days",
        84,
        42,
        180,
        "days",
        JUDGEMENT,
        "Weakness older than this, steady and already seen, waits for two weeks instead of days. Shorter "
        "may let a slow loss of power wait.",
    ),
    ParameterSpec(
        "longterm_days",
        365,
        180,
        1095,
        "days",
        JUDGEMENT,
        "Weakness older than this, steady and already seen, is routine, as an old drop with a brace. "
        "Shorter may leave a cause unlooked for.",
    ),
    ParameterSpec(
        "high_energy_days",
        7,
        3,
        30,
        "days",
        JUDGEMENT,
        "A crash, fall or blow counts as fresh up to here. Longer images people who would have shown a "
        "break by now; shorter misses those who come late.",
    ),
    ParameterSpec(
        "new_back_days",
        84,
        42,
        180,
        "days",
        JUDGEMENT,
        "Back pain counts as new up to here for fracture, cancer, infection and aneurysm; older pain does "
        "where it gets worse. Longer looks at more ordinary back pain.",
    ),
    ParameterSpec(
        "fracture_age",
        70,
        50,
        75,
        "years",
        "[S1, S31]",
        "Age from which bone counts as fragile. One study found over 70 [S1], one in older adults 75 [S31]. "
        "Younger takes more X-rays.",
    ),
    ParameterSpec(
        "severe_score",
        7,
        5,
        8,
        "points",
        JUDGEMENT,
        "Pain from here on counts as severe. Lower flags more people.",
    ),
    ParameterSpec(
        "elder_injury_age",
        65,
        50,
        65,
        "years",
        "[S30]",
        "A minor mechanism of injury is no comfort from here on [S30]. Younger sends more to trauma imaging.",
    ),
    ParameterSpec(
        "new_cancer_age",
        50,
        40,
        60,
        "years",
        JUDGEMENT,
        "New back pain from this age on counts as one sign of cancer. Younger asks for more blood tests.",
    ),
    ParameterSpec(
        "infection_back_days",
        30,
        14,
        90,
        "days",
        JUDGEMENT,
        "Back pain with a strong risk of infection is looked at without a fever up to here. Longer catches "
        "slow infections and sends more mechanical pain.",
    ),
    ParameterSpec(
        "fever_c",
        38.0,
        37.5,
        38.5,
        "°C",
        JUDGEMENT,
        "A temperature from here on is a fever. Lower sends more colds.",
    ),
    ParameterSpec(
        "long_leg_days",
        42,
        28,
        84,
        "days",
        JUDGEMENT,
        "Leg or foot symptoms have lasted from here on. Shorter refers people who would have settled.",
    ),
    ParameterSpec(
        "injury_link_days",
        365,
        90,
        1825,
        "days",
        JUDGEMENT,
        "An injury to the back older than this gives a routine look only. Longer blames more old injuries.",
    ),
    ParameterSpec(
        "claudication_age",
        50,
        45,
        65,
        "years",
        JUDGEMENT,
        "Symptoms on walking count as those of a narrow canal from here on. Younger excuses more both-sided "
        "leg pain from an urgent look.",
    ),
    ParameterSpec(
        "short_walk_min",
        5,
        2,
        15,
        "minutes",
        JUDGEMENT,
        "Walking for less than this is a short walk. Longer makes more of them soon.",
    ),
    ParameterSpec(
        "falls_many",
        2,
        1,
        4,
        "falls",
        JUDGEMENT,
        "From this many falls in six months on a narrow canal is soon. Fewer makes more of them soon.",
    ),
    ParameterSpec(
        "child_age",
        18,
        16,
        21,
        "years",
        JUDGEMENT,
        "Adult patterns (R12 to R15, R17, R19, R22, R23) do not apply below this age; the rules of R24 do.",
    ),
    ParameterSpec(
        "teen_back_days",
        14,
        7,
        42,
        "days",
        JUDGEMENT,
        "Back pain of a young athlete is looked at from here on. Shorter sees more strains.",
    ),
    ParameterSpec(
        "ibp_age",
        45,
        40,
        50,
        "years",
        "[S51]",
        "Inflammatory back pain begins below this age. Older refers more wear and tear.",
    ),
    ParameterSpec(
        "ibp_days",
        90,
        60,
        120,
        "days",
        "[S51]",
        "Inflammatory back pain has lasted for longer than this. Shorter refers people who would have "
        "settled.",
    ),
    ParameterSpec(
        "foot_injury_days",
        10,
        10,
        42,
        "days",
        "[S66]",
        "A foot injury is fresh up to here, the limit of the Ottawa rule [S66]. Longer takes more X-rays "
        "outside of what that rule was tested on.",
    ),
    ParameterSpec(
        "compartment_days",
        3,
        2,
        7,
        "days",
        JUDGEMENT,
        "Severe pain after an injury counts as rising pressure up to here. Longer sends more to the "
        "emergency department.",
    ),
    ParameterSpec(
        "skin_temp_c",
        2.0,
        1.0,
        2.5,
        "°C",
        "[S60]",
        "A foot warmer than the other by this much counts as hot. Lower offloads more feet that are well.",
    ),
    ParameterSpec(
        "standing_hours",
        6,
        3,
        12,
        "hours",
        JUDGEMENT,
        "Standing for this long a day may load the back through the feet. Fewer hours blame more jobs.",
    ),
    ParameterSpec(
        "sshq_any",
        1,
        1,
        2,
        "items",
        "from memory [M7], against [S69]",
        "How many of the first four questions on leg symptoms in standing the second pattern needs. One "
        "source prints one more [S69]; the original paper is to be read. More misses narrow canals.",
    ),
    ParameterSpec(
        "sshq_other",
        2,
        2,
        3,
        "items",
        "from memory [M7], against [S69]",
        "How many of the last six questions that pattern needs. One source prints one more [S69]; the "
        "original paper is to be read. More misses narrow canals.",
    ),
    ParameterSpec(
        "sugioka_cutoff",
        5,
        5,
        7,
        "points",
        "[S74, S75], against [S73]",
        "From how many points on the score of Sugioka speaks for a narrow canal. A review and a worked case "
        "use 5 [S74, S75], one table prints 7 [S73]. More misses narrow canals.",
    ),
)

PARAMETERS: dict[str, ParameterSpec] = {spec.name: spec for spec in _SPECS}


def defaults() -> dict[str, Number]:
    return {name: spec.default for name, spec in PARAMETERS.items()}


def checked(overrides: Mapping[str, Number]) -> dict[str, Number]:
    """A clinic's values over the defaults; every unknown name and unusable value in one ValueError."""
    faults = [fault for name, value in overrides.items() if (fault := _fault(name, value))]
    if faults:
        raise ValueError("; ".join(faults))
    return defaults() | dict(overrides)


def _fault(name, value):
    spec = PARAMETERS.get(name)
    return spec.fault(value) if spec else f"no parameter {name}"
