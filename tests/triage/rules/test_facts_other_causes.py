"""The named facts of what else may weaken a leg: an injured foot, or the fibular nerve at the knee."""

from tests.triage.rules.facts import NO_BACK_PAIN, NO_LEG_PAIN, fact
from tests.triage.rules.given import given

INJURED_FOOT = {
    "foot_injury_recent": "yes",
    "back_pain_status": "none",
    "numbness_present": "no",
    "foot_drop_self": "no",
}
FIBULAR_ONLY = (
    {
        "ankle_inversion_mrc_left": "5",
        "hip_abduction_mrc_left": "5",
        "tinel_fibular": "positive",
    }
    | NO_BACK_PAIN
    | NO_LEG_PAIN
)


def test_an_injured_foot_explains_weakness_without_back_pain_numbness_or_a_drop(spec):
    spec(
        fact("foot_injury_explains"),
        given(
            INJURED_FOOT,
            """
            foot_injury_recent | back_pain_status | numbness_present | foot_drop_self | verdict
            -------------------+------------------+------------------+----------------+--------
            yes                | none             | no               | no             | yes
            no                 | none             | no               | no             | no
            yes                | past             | no               | no             | no
            yes                | now              | no               | no             | no
            yes                | none             | yes              | no             | no
            yes                | none             | no               | yes            | no
                               | none             | no               | no             | ?
            yes                |                  | no               | no             | ?
            yes                | none             |                  | no             | ?
            yes                | none             | no               |                | ?
            """,
        ),
    )


def test_a_cause_at_the_fibular_nerve_is_told_or_found(spec):
    spec(
        fact("fibular_cause"),
        """
        fibular_pressure | tinel_fibular | fibular_head_tender | verdict
        -----------------+---------------+---------------------+--------
        yes              |               |                     | yes
        no               | positive      |                     | yes
        no               |               | yes                 | yes
        no               | negative      | no                  | no
        no               | not_done      |                     | no
        no               |               | no                  | no
                         | negative      | no                  | ?
        """,
    )


def test_the_fibular_nerve_is_proven_by_its_tap_without_back_or_leg_pain(spec):
    spec(
        fact("fibular_proven"),
        given(
            FIBULAR_ONLY,
            """
            tinel_fibular | back_pain_status | leg_pain_present | verdict
            --------------+------------------+------------------+--------
            positive      | none             | no               | yes
            negative      | none             | no               | no
            not_done      | none             | no               | no
                          | none             | no               | no
            positive      | past             | no               | no
            positive      | now              | no               | no
            positive      | none             | yes              | no
            positive      |                  | no               | ?
            positive      | none             |                  | ?
            """,
        ),
    )


def test_the_fibular_nerve_is_proven_only_where_the_foot_turns_in_and_the_hip_lifts_fully(spec):
    spec(
        fact("fibular_proven"),
        given(
            {"tinel_fibular": "positive"} | NO_BACK_PAIN | NO_LEG_PAIN,
            """
            ankle_inversion_mrc_left | hip_abduction_mrc_left | verdict
            -------------------------+------------------------+--------
            5                        | 5                      | yes
            4                        | 5                      | no
            5                        | 4                      | no
                                     | 5                      | no
            5                        |                        | no
            """,
        ),
    )
    spec(
        fact("fibular_proven"),
        given(
            {"tinel_fibular": "positive"} | NO_BACK_PAIN | NO_LEG_PAIN,
            """
            ankle_inversion_mrc_right | hip_abduction_mrc_right | verdict
            --------------------------+-------------------------+--------
            5                         | 5                       | yes
            4                         | 5                       | no
            5                         | 4                       | no
            """,
        ),
    )
