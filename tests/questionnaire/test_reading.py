"""How a form is read: every kind and limit, all faults at once, and no answer ever repeated in a message."""

import math
from dataclasses import replace

import pytest

from intake.errors import AnswersRefused
from intake.questionnaire import INJURY, MOST_INJURIES, QUESTIONS, reading
from intake.questionnaire.reading import read

FROM_OUTSIDE = [question for question in QUESTIONS.values() if question.who != ("record",)]
WORKED_OUT = [question for question in QUESTIONS.values() if question.who == ("record",)]

each_question = pytest.mark.parametrize("question", FROM_OUTSIDE, ids=lambda question: question.name)


def fitting(question):
    """What may be answered, at its limits."""
    choices = [name for name in question.option_names if name != "none"]
    return {
        "yes_no": [True, False],
        "one_of": list(question.option_names),
        "many_of": [[], ["none"], choices[:1], choices],
        "checklist": [[], ["none"], choices[:1], choices],
        "whole": [question.low, question.high],
        "number": [question.low, question.high, float(question.low or 0), float(question.high or 0)],
        "text": ["x", "x" * question.max_length],
    }[question.kind]


def unfitting(question):
    """What may not, just beyond its limits or of a wrong type."""
    choices = list(question.option_names)
    lists = ["none", [1], [None], ["no such option"], [*choices, *choices], ["none", *choices[:1]], {}]
    return {
        "yes_no": [0, 1, "true", "", [], {}],
        "one_of": ["no such option", "", True, 1, choices[:1]],
        "many_of": [*lists, choices[:1] * 2],
        "checklist": [*lists, choices[:1] * 2],
        "whole": [(question.low or 0) - 1, (question.high or 0) + 1, 3.0, True, "3", [3]],
        "number": [(question.low or 0) - 0.1, (question.high or 0) + 0.1, True, "3", math.nan, math.inf],
        "text": ["", "x" * (question.max_length + 1), 3, True, ["x"]],
    }[question.kind]


def sent(question, value):
    """The answer by itself, as it would be sent."""
    return {"injuries": [{question.name: value}]} if question.of_injury else {question.name: value}


def faults_of(answers, unsure=(), declined=()):
    with pytest.raises(AnswersRefused) as refused:
        read(answers, unsure, declined)
    return {(fault.pointer, fault.kind) for fault in refused.value.faults}


@each_question
def test_what_fits_is_read_as_it_was_sent(question):
    for value in fitting(question):
        form = read(sent(question, value))
        if question.kind == "checklist":
            continue
        found = form.injuries[0] if question.of_injury else form.values
        expected = tuple(each for each in value if each != "none") if isinstance(value, list) else value
        assert found[question.name] == expected
        assert type(found[question.name]) is type(expected)


@each_question
def test_what_does_not_fit_is_refused_where_it_stands(question):
    inside = "/injuries/0" if question.of_injury else ""
    for value in unfitting(question):
        assert faults_of(sent(question, value)) == {(f"/answers{inside}/{question.name}", "not_allowed")}, (
            value
        )


@each_question
def test_null_is_no_answer(question):
    inside = "/injuries/0" if question.of_injury else ""
    assert faults_of(sent(question, None)) == {(f"/answers{inside}/{question.name}", "null")}


@pytest.mark.parametrize("question", WORKED_OUT, ids=lambda question: question.name)
def test_what_only_filing_works_out_is_unknown_outside(question):
    answer = sent(question, fitting(question)[0])
    assert faults_of(answer) == {(f"/answers/{question.name}", "unknown_name")}
    assert faults_of({}, unsure=[question.name]) == {("/unsure/0", "unknown_name")}
    assert faults_of({}, declined=[question.name]) == {("/declined/0", "unknown_name")}
    assert read(answer, worked_out=True).values == answer


def test_every_fault_is_told_at_once():
    # given a form with something wrong of each kind
    answers = {
        "age_years": 130,
        "saddle_numbness": "yes",
        "bladder_change": ["none", "weak_stream"],
        "temp_c": None,
        "no_such_question": 1,
        "../../etc": 1,
        "foot_pain_present": False,
        "foot_pain_score": 4,
        "injuries": [
            {"trauma_type": "mvc", "trauma_days_ago": -1},
            "a fall",
            {"trauma_body": ["low_back", "low_back"], "trauma_days_ago": 1.0, "age_years": 3},
        ],
    }

    # when it is read
    faults = faults_of(
        answers, unsure=["saddle_numbness", "trauma_type", 5], declined=["nothing", "pregnant"]
    )

    # then each is named where it stands
    assert faults == {
        ("/answers/age_years", "not_allowed"),
        ("/answers/saddle_numbness", "not_allowed"),
        ("/answers/bladder_change", "not_allowed"),
        ("/answers/temp_c", "null"),
        ("/answers/no_such_question", "unknown_name"),
        ("/answers/?", "unknown_name"),
        ("/answers/foot_pain_score", "contradiction"),
        ("/answers/injuries/0/trauma_days_ago", "not_allowed"),
        ("/answers/injuries/1", "wrong_type"),
        ("/answers/injuries/2/trauma_body", "not_allowed"),
        ("/answers/injuries/2/trauma_days_ago", "not_allowed"),
        ("/answers/injuries/2/age_years", "unknown_name"),
        ("/unsure", "wrong_type"),
        ("/declined/0", "unknown_name"),
    }


def test_a_message_says_what_is_allowed():
    with pytest.raises(AnswersRefused) as refused:
        read({"age_years": 130, "foot_pain_side": "up", "bladder_change": 3, "abi_left": "x"})
    details = [fault.detail for fault in refused.value.faults]
    assert details == [
        "age_years must be a whole number from 0 to 120 (years)",
        "foot_pain_side must be one of: left, right, both",
        "bladder_change must be a list, each at most once, of: none, trouble_starting, weak_stream, "
        "frequency_urgency, no_urge_feeling, cannot_pee, new_leaks; none only by itself",
        "abi_left must be a number from 0 to 3 (ratio)",
    ]


@pytest.mark.parametrize("answers", [None, [], "answers", 3, True])
def test_answers_are_an_object(answers):
    assert faults_of(answers) == {("/answers", "wrong_type")}


@pytest.mark.parametrize("name", ["trauma_type", *WORKED_OUT[:1], "injuries_"])
def test_a_name_from_elsewhere_is_unknown(name):
    name = getattr(name, "name", name)
    assert faults_of({name: 1}) == {(f"/answers/{name}", "unknown_name")}


def test_injuries_are_a_list_of_at_most_twenty_objects():
    assert len(read({"injuries": [{}] * MOST_INJURIES}).injuries) == MOST_INJURIES
    for wrong in ([{}] * (MOST_INJURIES + 1), {}, "none", 0, True):
        assert faults_of({"injuries": wrong}) == {("/answers/injuries", "not_allowed")}


def test_injuries_not_asked_and_none_are_kept_apart():
    assert read({}).injuries is None
    assert read({"injuries": []}).injuries == ()
    assert read({"injuries": [{}]}).injuries == ({},)


def test_options_are_kept_in_one_order_however_they_were_ticked():
    one, other = (
        read({"foot_pain_sites": sites, "injuries": [{"trauma_body": body}]})
        for sites, body in (
            (["ankle", "ball"], ["neck", "low_back"]),
            (["ball", "ankle"], ["low_back", "neck"]),
        )
    )
    assert one == other


# The checklists


def test_a_checklist_answers_each_of_its_questions():
    form = read({"health_list": ["diabetes", "gout"]})
    assert form.values["diabetes"] is form.values["gout_dx"] is True
    assert form.values["cancer_history"] is form.values["psoriasis"] is False
    assert "health_list" not in form.values


@pytest.mark.parametrize("nothing", [[], ["none"]])
def test_a_checklist_without_a_tick_answers_no_to_each(nothing):
    values = read({"health_list": nothing, "med_list": nothing}).values
    assert set(values) == {*reading.questions_of("health_list"), *reading.questions_of("med_list")}
    assert not any(values.values())


def test_a_question_answered_by_itself_wins_over_the_checklist():
    assert read({"health_list": [], "diabetes": True}).values["diabetes"] is True
    assert read({"health_list": ["diabetes"], "diabetes": False}).values["diabetes"] is False


def test_a_question_met_with_silence_by_itself_is_not_answered_by_the_checklist():
    form = read({"health_list": []}, unsure=["diabetes"])
    assert "diabetes" not in form.values
    assert form.unsure == ("diabetes",)


@pytest.mark.parametrize(
    ("health", "medicine", "expected"),
    [
        (["low_immunity"], None, True),
        (None, ["immune_medicine"], True),
        (["low_immunity"], [], True),
        ([], ["immune_medicine"], True),
        ([], [], False),
        ([], None, None),
        (None, [], None),
    ],
)
def test_immunosuppressed_is_no_only_once_both_lists_were_answered(health, medicine, expected):
    lists = {"health_list": health, "med_list": medicine}
    form = read({name: ticked for name, ticked in lists.items() if ticked is not None})
    assert form.values.get("immunosuppressed") is expected


# Silence


def test_the_four_silences_stay_apart():
    form = read({"saddle_numbness": False}, unsure=["fever_chills"], declined=["sexual_change"])
    assert form.values == {"saddle_numbness": False}
    assert form.unsure == ("fever_chills",)
    assert form.declined == ("sexual_change",)


@pytest.mark.parametrize(
    ("answers", "unsure", "declined", "pointer"),
    [
        ({"pregnant": "no"}, ["pregnant"], [], "/unsure/0"),
        ({"pregnant": "no"}, [], ["pregnant"], "/declined/0"),
        ({}, ["pregnant"], ["pregnant"], "/declined/0"),
        ({}, ["pregnant", "pregnant"], [], "/unsure/1"),
        ({"health_list": []}, ["health_list"], [], "/unsure/0"),
    ],
)
def test_a_question_is_answered_or_met_with_one_silence(answers, unsure, declined, pointer):
    assert faults_of(answers, unsure, declined) == {(pointer, "contradiction")}


@pytest.mark.parametrize("silences", [None, "pregnant", {"pregnant": 1}, [["pregnant"]], [None], [3]])
def test_silences_are_lists_of_names(silences):
    assert faults_of({}, unsure=silences) == {("/unsure", "wrong_type")}
    assert faults_of({}, declined=silences) == {("/declined", "wrong_type")}


@pytest.mark.parametrize("name", ["no_such_question", "days_since_last_visit"])
def test_only_what_is_asked_can_be_met_with_silence(name):
    assert faults_of({}, unsure=[name]) == {("/unsure/0", "unknown_name")}


@pytest.mark.parametrize("name", ["injuries", *INJURY])
def test_a_patient_may_be_unsure_of_an_injury_or_of_a_part_of_one(name):
    assert read({"trauma_recent": True}, unsure=[name]).unsure == (name,)


def test_a_declined_checklist_declines_each_of_its_questions():
    form = read({}, declined=["med_list"])
    assert form.declined == ("steroid_3mo", "anticoagulant", "immunosuppressed")
    assert form.values == {}


def test_a_declined_checklist_takes_back_nothing_that_was_answered():
    form = read({"anticoagulant": True, "health_list": ["low_immunity"]}, declined=["med_list"])
    assert form.values["anticoagulant"] is form.values["immunosuppressed"] is True
    assert form.declined == ("steroid_3mo",)


@pytest.mark.parametrize(
    ("unsure", "declined", "expected"),
    [
        (["health_list"], ["med_list"], "declined"),
        (["med_list"], ["health_list"], "declined"),
        (["immunosuppressed"], ["health_list", "med_list"], "unsure"),
        (["health_list", "med_list"], ["immunosuppressed"], "declined"),
        (["health_list", "med_list"], [], "unsure"),
    ],
)
def test_a_question_of_two_checklists_stands_in_one_list_of_silences(unsure, declined, expected):
    form = read({}, unsure, declined)
    found = [*form.unsure, *form.declined]
    assert len(set(found)) == len(found)
    assert "immunosuppressed" in getattr(form, expected)


# Contradictions


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({"foot_pain_present": False, "foot_pain_side": "left"}, "foot_pain_side"),
        ({"foot_pain_present": False, "foot_pain_sites": ["ball"]}, "foot_pain_sites"),
        ({"back_pain_status": "none", "back_pain_score": 3}, "back_pain_score"),
        ({"leg_pain_present": False, "leg_pain_below_knee": True}, "leg_pain_below_knee"),
        ({"health_list": [], "cancer_type": "breast"}, "cancer_type"),
        ({"gait_problem": False, "toe_walk_since_start": True}, "toe_walk_since_start"),
    ],
)
def test_a_follow_up_against_the_no_of_its_parent_is_a_contradiction(answers, name):
    assert faults_of(answers) == {(f"/answers/{name}", "contradiction")}


@pytest.mark.parametrize(
    "answers",
    [
        {"foot_pain_side": "left", "foot_pain_score": 4},
        {"leg_pain_below_knee": True},
        {"cancer_type": "breast"},
        {"foot_drop_days": 3},
        {"back_pain_status": "past", "back_pain_score": 3},
    ],
)
def test_a_follow_up_whose_parent_was_not_asked_is_welcome(answers):
    assert read(answers).values == answers


def test_a_follow_up_that_also_says_no_contradicts_nothing():
    answers = {"foot_pain_present": False, "foot_pain_sites": [], "leg_pain_present": False}
    assert read(answers | {"leg_pain_below_knee": False}).values["leg_pain_below_knee"] is False


def test_what_is_merely_not_worth_asking_is_welcome():
    assert read({"age_years": 70, "sport_extension": True}).values["sport_extension"] is True


def test_an_older_injury_beside_no_recent_one_is_no_contradiction():
    form = read({"trauma_recent": False, "injuries": [{"trauma_days_ago": 91}, {"trauma_type": "mvc"}]})
    assert len(form.injuries) == 2


def test_an_injury_of_the_last_ninety_days_contradicts_no_recent_one():
    answers = {"trauma_recent": False, "injuries": [{"trauma_days_ago": 400}, {"trauma_days_ago": 90}]}
    assert faults_of(answers) == {("/answers/injuries/1/trauma_days_ago", "contradiction")}


# There and back


def test_a_form_can_be_sent_again_as_it_was_read():
    form = read(
        {
            "foot_pain_sites": ["ball"],
            "health_list": ["diabetes"],
            "temp_c": 37,
            "injuries": [{"trauma_body": ["neck"]}],
        },
        unsure=["fever_chills"],
        declined=["med_list"],
    )
    assert read(**form.as_sent()) == form


def test_every_kind_of_question_has_a_type_and_words():
    unheard_of = replace(QUESTIONS["age_years"])
    object.__setattr__(unheard_of, "kind", "drawing")
    for ask in (reading.type_of, reading.allowed):
        with pytest.raises(TypeError):
            ask(unheard_of)
