"""The data dictionary: what every question must have, and who is asked it when."""

import re

import pytest

from intake.questionnaire import NONE, NOTATION, SECTIONS, TITLES
from intake.questionnaire import QUESTIONS as BY_NAME
from intake.triage import logic
from tests.questionnaire.shown_if import SHOWN_IF, SHOWN_TO

EVERY = tuple(question for section in SECTIONS.values() for question in section)

CORE = [
    "age_years",
    "sex_at_birth",
    "main_reason",
    "foot_pain_present",
    "foot_pain_side",
    "foot_pain_sites",
    "foot_symptom_days",
    "foot_pain_score",
    "foot_pain_onset",
    "foot_hot_red_swollen",
    "foot_cold_pale_blue",
    "back_pain_status",
    "leg_pain_present",
    "leg_pain_below_knee",
    "numbness_present",
    "leg_weakness",
    "foot_drop_self",
    "gait_problem",
    "bladder_change",
    "bowel_change",
    "saddle_numbness",
    "trauma_recent",
    "fever_chills",
    "health_list",
    "med_list",
    "work_limited",
    "hobby_limited",
]

INJURY = [
    "trauma_type",
    "trauma_days_ago",
    "trauma_body",
    "trauma_back_pain_after",
    "foot_start_vs_trauma",
    "trauma_seen",
    "trauma_imaging",
]

CONTRADICTS_A_NO = {
    "foot_pain_sites": "foot_pain_present",
    "foot_cold_onset": "foot_cold_pale_blue",
    "back_pain_score": "back_ever",
    "leg_pain_below_knee": "leg_pain_present",
    "numbness_sites": "numbness_present",
    "leg_weakness_days": "leg_weakness",
    "foot_drop_days": "foot_drop_self",
    "gait_types": "gait_problem",
    "toe_walk_since_start": "gait_types has {toe_walk}",
    "cancer_type": "cancer_history",
}

WELCOME_IN_ANY_CASE = [
    "foot_treatment_failed",
    "foot_injury_recent",
    "foot_injury_days",
    "heel_pop_felt",
    "tiptoe_self",
    "calf_swollen_tender",
    "foot_infection_signs",
    "spine_dx",
    "neck_pain",
    "sexual_change",
    "ces_onset_days",
    "hand_clumsy",
    "balance_worse",
    "neuro_course",
    "falls_6mo",
    "belly_pulsing",
    "leg_symptom_walking",
    "leg_symptom_standing",
    "surgery_recent_12wk",
    "face_arm_speech",
    "weakness_seen",
    "iv_drug_use",
    "spine_procedure_days",
    "sport_extension",
    "sshq_q1",
]

CODES = {
    "age_years": ("LOINC", "30525-0", "memory"),
    "sex_at_birth": ("LOINC", "76689-9", "memory"),
    "foot_pain_present": ("SNOMED CT", "47933007", "seen"),
    "foot_pain_score": ("LOINC", "72514-3", "seen"),
    "back_pain_status": ("SNOMED CT", "279039007", "seen"),
    "foot_drop_self": ("SNOMED CT", "6077001", "seen"),
    "pregnant": ("LOINC", "82810-3", "memory"),
    "cancer_history": ("SNOMED CT", "363346000", "memory"),
    "osteoporosis": ("SNOMED CT", "64859006", "memory"),
    "diabetes": ("SNOMED CT", "73211009", "memory"),
    "temp_c": ("LOINC", "8310-5", "memory"),
}

each_question = pytest.mark.parametrize("question", EVERY, ids=lambda question: question.name)


def asked_of(who):
    return [question for question in EVERY if who in question.who]


def names_read(question):
    return logic.names(NOTATION.read(question.shown_if)) if question.shown_if else frozenset()


def test_each_question_is_asked_once():
    assert len(BY_NAME) == len(EVERY)


def test_every_section_has_a_title_and_questions():
    assert list(TITLES) == list(SECTIONS)
    assert all(TITLES.values())
    assert all(SECTIONS.values())


def test_the_core_is_asked_of_everyone_in_the_order_of_the_clinical_text():
    assert [question.name for question in EVERY if question.core] == CORE


def test_core_questions_are_the_patients_own():
    assert {question.name for question in EVERY if question.core} <= {q.name for q in asked_of("patient")}


@each_question
def test_it_is_worded_as_a_sentence(question):
    assert re.fullmatch(r"[A-Z].*[?.]", question.wording)
    assert not question.help or re.fullmatch(r"[A-Z0-9].*\.", question.help)
    assert all(re.fullmatch(r"[A-Z0-9].*[^?. ]", option.wording) for option in question.options)


@pytest.mark.parametrize("question", asked_of("patient"), ids=lambda question: question.name)
def test_a_patient_reads_no_sentence_over_fifteen_words(question):
    for sentence in re.split(r"(?<=[.?])\s", f"{question.wording} {question.help}"):
        assert len(sentence.split()) <= 15, sentence


def test_no_two_questions_are_worded_alike():
    wordings = [question.wording for question in EVERY]
    assert len(set(wordings)) == len(wordings)


@each_question
def test_what_it_accepts_is_bounded(question):
    assert bool(question.options) == (question.kind in ("one_of", "many_of", "checklist"))
    assert (question.max_length > 0) == (question.kind == "text")
    if question.kind in ("whole", "number"):
        assert question.low < question.high
        assert question.unit
    else:
        assert question.low is question.high is None


@pytest.mark.parametrize("question", [q for q in EVERY if q.kind in ("many_of", "checklist")])
def test_none_stands_first_or_last_among_the_options(question):
    assert NONE not in question.option_names[1:-1]


@pytest.mark.parametrize("question", [q for q in EVERY if q.kind == "checklist"])
def test_a_checklist_answers_yes_no_questions(question):
    for option in question.options:
        if option.name == NONE:
            assert option.answers is None
        else:
            assert BY_NAME[option.answers].kind == "yes_no"


def test_only_checklist_options_answer_other_questions():
    answering = {q.kind for q in EVERY for option in q.options if option.answers}
    assert answering == {"checklist"}


def test_low_immunity_and_immune_medicine_answer_the_same_question():
    ticked = [o.name for q in EVERY for o in q.options if o.answers == "immunosuppressed"]
    assert ticked == ["low_immunity", "immune_medicine"]


def test_sides_come_in_pairs():
    for question in EVERY:
        stem, _, side = question.name.rpartition("_")
        if side in ("left", "right"):
            assert BY_NAME[f"{stem}_left"].options == BY_NAME[f"{stem}_right"].options
            assert side in question.wording


def test_an_injury_has_its_seven_fields():
    assert [question.name for question in EVERY if question.of_injury] == INJURY


@each_question
def test_when_it_is_shown_can_be_read_and_does_not_hang_on_itself(question):
    waits_for, open_names = set(), {question.name}
    while open_names:
        reached = set().union(*(names_read(BY_NAME[name]) for name in open_names))
        open_names = reached - waits_for
        waits_for |= reached
    assert question.name not in waits_for


@pytest.mark.parametrize("name", SHOWN_IF)
def test_shown_if_is_that_of_the_clinical_text(name):
    assert NOTATION.read(BY_NAME[name].shown_if) == NOTATION.read(SHOWN_IF[name])


def test_every_question_with_a_shown_if_is_named_in_the_clinical_text_once():
    assert {question.name for question in EVERY if question.shown_if} == SHOWN_IF.keys()
    assert len(SHOWN_IF) == sum(len(names.split()) for names in SHOWN_TO.values())


@pytest.mark.parametrize("name", CONTRADICTS_A_NO)
def test_a_follow_up_presupposes_its_parent(name):
    assert BY_NAME[name].follows == CONTRADICTS_A_NO[name]


@pytest.mark.parametrize("name", WELCOME_IN_ANY_CASE)
def test_what_can_be_true_by_itself_follows_nothing(name):
    assert BY_NAME[name].when
    assert not BY_NAME[name].follows


@pytest.mark.parametrize("name", CORE)
def test_a_core_question_has_no_condition_but_foot_or_leg_pain(name):
    assert BY_NAME[name].shown_if in ("", "(foot_pain_present)", "(leg_pain_present)")


def test_private_questions_offer_a_person():
    for name in ("bladder_change", "bowel_change", "saddle_numbness", "sexual_change"):
        assert "talk to a person" in BY_NAME[name].help


def test_patients_are_not_asked_what_a_clinician_examines():
    assert not set(SECTIONS["examination"]) & set(asked_of("patient"))


def test_what_is_since_the_last_visit_is_worked_out_by_the_record_alone():
    assert set(SECTIONS["since_last_visit"]) == set(asked_of("record"))
    assert all(question.who == ("record",) for question in asked_of("record"))


def test_codes_are_only_those_that_the_clinical_text_gives():
    given = {q.name: (q.code.system, q.code.code, q.code.basis) for q in EVERY if q.code}
    assert given == CODES


def test_what_the_clinician_sees_has_the_patients_options_first():
    walks, seen = BY_NAME["gait_types"].option_names, BY_NAME["gait_observed"].option_names
    assert seen == (*walks, "wide_base", "trendelenburg")
    assert BY_NAME["sensory_loss_sites"].option_names == BY_NAME["numbness_sites"].option_names
