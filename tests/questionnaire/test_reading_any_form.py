"""Any form at all: the fast and the slow reader agree, and no message repeats what was sent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from intake.errors import AnswersRefused
from intake.questionnaire import CHECKLISTS, INJURY, QUESTIONS, STORED, reading
from intake.questionnaire.reading import read

bounded = settings(max_examples=100, deadline=None, database=None, derandomize=True)

CANARY = "Canary Quince-7"  # what no sentence of ours could hold by chance
STRAY = some.sampled_from([None, True, 0, -1, 3.0, 1e9, "3", "", CANARY, [], [CANARY], {CANARY: CANARY}])


def answers_to(question):
    """What fits the question, or nearly."""
    choices = some.sampled_from([*question.option_names, "none"])
    match question.kind:
        case "yes_no":
            fits = some.booleans()
        case "one_of":
            fits = choices
        case "many_of" | "checklist":
            fits = some.lists(choices, max_size=3)
        case "whole":
            fits = some.integers(int(question.low) - 1, int(question.high) + 1)
        case "number":
            fits = some.floats(question.low - 1, question.high + 1) | some.integers(0, 40)
        case _:
            fits = some.text(max_size=5)
    return fits


def forms_of(questions, stray):
    """Some of the questions, each answered."""
    by_name = {name: answers_to(question) | stray for name, question in questions.items()}
    names = some.lists(some.sampled_from(sorted(by_name)), max_size=6, unique=True)
    return names.flatmap(lambda chosen: some.fixed_dictionaries({name: by_name[name] for name in chosen}))


OUTSIDE = STORED | CHECKLISTS
NAMES = some.sampled_from(sorted(QUESTIONS))
SILENCES = some.lists(NAMES, max_size=3) | some.just([CANARY])


def whole_forms(stray):
    injuries = some.lists(forms_of(INJURY, stray), max_size=2) | stray
    return some.tuples(
        some.builds(
            lambda answers, injuries: answers | injuries,
            forms_of(OUTSIDE, stray),
            some.just({}) | some.fixed_dictionaries({"injuries": injuries}),
        ),
        SILENCES,
        SILENCES,
        some.booleans(),
    )


def outcome_of(form):
    answers, unsure, declined, worked_out = form
    try:
        return read(answers, unsure, declined, worked_out=worked_out)
    except AnswersRefused as refused:
        return refused.faults


def agree(form):
    """Read with both readers, and slowly alone: the same outcome, and the fast one turns no sound form away."""
    turned_away = []
    fast = reading._fits_at_once

    def watched(answers, *rest):
        fits = fast(answers, *rest)
        turned_away.append(not fits)
        return fits

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_fits_at_once", watched)
        usual = outcome_of(form)
        patch.setattr(reading, "_fits_at_once", lambda *_: False)
        slow = outcome_of(form)
    assert usual == slow
    if isinstance(slow, reading.Answers):
        assert turned_away == [False]


@bounded
@given(whole_forms(some.nothing()))
def test_both_readers_agree_on_forms_that_nearly_fit(form):
    agree(form)


@bounded
@given(whole_forms(STRAY))
def test_both_readers_agree_on_forms_with_anything_in_them(form):
    agree(form)


@bounded
@given(whole_forms(some.nothing()))
def test_a_form_that_was_read_can_be_sent_again(form):
    found = outcome_of(form)
    if isinstance(found, reading.Answers):
        assert read(**found.as_sent(), worked_out=True) == found


def with_canary(value):
    """The canary at every depth of a value."""
    return some.sampled_from([CANARY, [CANARY], {CANARY: 1}, [value, CANARY], {"trauma_type": CANARY}])


@bounded
@given(some.data(), NAMES, some.sampled_from(["answers", "name", "injuries", "row", "silence"]))
def test_no_message_repeats_what_was_sent(data, name, place):
    hidden = data.draw(with_canary(1))
    answers, unsure = {
        "answers": ({name: hidden}, []),
        "name": ({CANARY: 1, f"{name}{CANARY}": True}, []),
        "injuries": ({"injuries": hidden}, []),
        "row": ({"injuries": [{CANARY: 1, "trauma_type": CANARY, "trauma_body": [CANARY]}]}, []),
        "silence": ({}, [CANARY]),
    }[place]
    with pytest.raises(AnswersRefused) as refused:
        read(answers, unsure, [CANARY])
    told = str(refused.value) + "".join(
        f"{fault.pointer} {fault.kind} {fault.detail}" for fault in refused.value.faults
    )
    assert "Canary" not in told
    assert "Quince" not in told
