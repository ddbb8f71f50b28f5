"""Every example beside a trigger of the clinical text, judged by every engine."""

import pytest

from intake.questionnaire import reading
from tests.triage.conftest import VERDICTS, bound_rule, judge_everywhere
from tests.triage.truths import TRUTHS


@pytest.mark.parametrize("number", range(len(TRUTHS)))
def test_the_example_of_the_text_comes_out_as_printed(clinic, number):
    answers, verdicts = TRUTHS[number]
    form = reading.read(answers)
    for code, expected in verdicts.items():
        judge_everywhere(clinic, bound_rule(code), [(form, VERDICTS[expected], code)])
