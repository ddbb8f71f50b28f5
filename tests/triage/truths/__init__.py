"""The examples of the clinical text: an answer set, then codes with their verdict.

What is not among the answers was not asked. Every engine must agree with each of them.
"""

from tests.triage.truths import back_and_gait, emergencies, foot_and_vessels, injury_cancer_infection

TRUTHS: list[tuple[dict, dict[str, str]]] = [
    *emergencies.TRUTHS,
    *injury_cancer_infection.TRUTHS,
    *back_and_gait.TRUTHS,
    *foot_and_vessels.TRUTHS,
]
