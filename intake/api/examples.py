"""The examples of the OpenAPI schema: real bodies, by the shape that takes them. Tests send every one."""

EXAMPLES: dict[str, dict[str, dict]] = {
    "SignIn": {
        "A clinician": {
            "username": "clinician",
            "password": "a pass phrase of one's own",
            "clinic": "demo",
            "role": "clinician",
        }
    },
    "IntakeEnvelope": {
        "A foot that drops after a car crash": {
            "answers": {
                "age_years": 52,
                "back_pain_status": "now",
                "leg_pain_present": True,
                "leg_pain_below_knee": True,
                "foot_drop_self": True,
                "foot_drop_days": 3,
                "bladder_change": ["none"],
                "trauma_recent": True,
                "injuries": [
                    {
                        "trauma_type": "mvc",
                        "trauma_days_ago": 10,
                        "trauma_body": ["low_back"],
                        "foot_start_vs_trauma": "within_2wk",
                    }
                ],
            },
            "unsure": ["saddle_numbness"],
            "declined": ["sexual_change"],
            "identity": {"family_name": "Example", "given_name": "Ada", "birth_date": "1974-02-03"},
            "answered_at": "2026-01-31T09:30:00+01:00",
        },
        "Heel pain and nothing else": {
            "answers": {
                "age_years": 44,
                "foot_pain_present": True,
                "foot_pain_sites": ["heel_bottom"],
                "foot_pain_first_steps": True,
                "back_pain_status": "none",
            }
        },
    },
    "Answered": {
        "A back that hurts and a numb saddle": {
            "answers": {"age_years": 61, "back_pain_status": "now", "saddle_numbness": True},
            "unsure": ["bladder_change"],
        }
    },
    "Amendment": {
        "A clinician adds an examination": {
            "answers": {"ankle_df_mrc_left": 3, "ankle_df_mrc_right": 5},
            "said_by": {"ankle_df_mrc_left": "clinician"},
        },
        "What was asked face to face": {"answers": {"saddle_numbness": False}, "said_by": {}},
    },
    "ThresholdsProposed": {"A longer time for what is recent": {"parameters": {"ces_recent_days": 30}}},
    "Link": {"The patient": {"patient": "0190a000-0000-7000-8000-00000000ada0"}},
    "PatientDetails": {
        "A new patient": {
            "family_name": "Example",
            "given_name": "Ada",
            "birth_date": "1974-02-03",
            "identifiers": [{"system": "urn:example:mrn", "value": "0001"}],
        }
    },
    "PatientCorrection": {"A new telephone number": {"phone": "+00 000 000"}},
    "PatientSearch": {"By name and birth date": {"name": "exam", "birth_date": "1974-02-03"}},
    "Merge": {"Two entries, one person": {"into": "0190a000-0000-7000-8000-00000000b0b0"}},
    "Erasure": {
        "At the patient's own wish": {
            "patient": "0190a000-0000-7000-8000-00000000b0b0",
            "reason": "asked_by_patient",
        }
    },
    "Nothing": {"No fields": {}},
    "ReferralRequest": {"With a word to the spine clinic": {"note": "Foot drop for three days."}},
    "Closing": {
        "The foot that dropped after the car crash": {
            "outcomes": {
                "R04": "confirmed",
                "R11u": "confirmed",
                "R11": "confirmed",
                "R11r": "confirmed",
                "R12r": "other_cause",
            },
            "note": "L5 root, operated.",
        }
    },
    "DeviceName": {"A tablet": {"name": "Front desk, left"}},
    "EnrolmentCode": {"As shown at the desk": {"code": "2345ABCD6789"}},
    "ReceiverDetails": {
        "The clinic's integration engine": {
            "url": "https://receiver.example.org/afoot",
            "events": ["intake.flagged", "emergency.unacknowledged"],
        }
    },
    "ReceiverChange": {"Switch it off": {"is_active": False}},
    "ClinicChange": {
        "A longer window, and one back to its default": {
            "parameters": {"ces_recent_days": 21, "pvr_ml": None}
        }
    },
}
