"""Forms and conditions made at random from a seed: what nobody would think of writing into a table."""

from collections import defaultdict
from itertools import chain
from random import Random

from intake.questionnaire import INJURY, NONE, PATIENT_MAY_ANSWER, QUESTIONS, SHOWN_IF, STORED
from intake.questionnaire.reading import Answers
from intake.triage import logic
from intake.triage.parameters import defaults
from intake.triage.rules import bind_rules

SHARES = (0.1, 0.4, 0.7, 1.0)  # of the questions that a form answers
WEIGHTS = (-2, -1, 1, 1, 2, 3)
DEEPEST = 3
OF_ONE = (logic.Not, logic.Unless, logic.Found)
OF_MANY = (logic.AllOf, logic.AnyOf, logic.Points)

ASKED = {name: question for name, question in STORED.items() if question.kind != "text"}
OF_PATIENTS = {name: question for name, question in ASKED.items() if name in PATIENT_MAY_ANSWER}


def _limits():
    """The numbers that rules and *shown if* compare each answer with: the edges worth standing on."""
    found = defaultdict(set)
    conditions = chain((condition for _, condition in bind_rules(defaults())), SHOWN_IF.values())
    for leaf in chain.from_iterable(map(logic.leaves, conditions)):
        if isinstance(leaf, logic.Compare):
            found[leaf.name].add(leaf.limit)
    return found


LIMITS = _limits()


def an_answer(question, rng: Random):
    """Any answer to it; a number mostly on an edge or right beside one."""
    match question.kind:
        case "yes_no":
            return rng.random() < 0.5
        case "one_of":
            return rng.choice(question.option_names)
        case "many_of":
            ticked = rng.sample(_choices(question), rng.randint(0, 3))
            return tuple(option for option in question.option_names if option in ticked)
        case "whole" | "number":
            return rng.choice(_numbers(question))
    raise TypeError(f"no way to answer {question!r}")


def _choices(question):
    return [option for option in question.option_names if option != NONE]


def _numbers(question):
    step = 1 if question.kind == "whole" else 0.1
    edges = [edge + move for edge in sorted(LIMITS[question.name]) for move in (-step, 0, step)]
    low, high = (int(end) if step == 1 else end for end in (question.low, question.high))
    return [number for number in edges if low <= number <= high] + [low, high]


def a_row(rng: Random, share: float = 1.0) -> dict:
    return {name: an_answer(question, rng) for name, question in INJURY.items() if rng.random() < share}


def a_form(rng: Random) -> Answers:
    """Any answers beside any silence, follow-ups with and without their parents, and up to three injuries."""
    share = rng.choice(SHARES)
    values = {name: an_answer(question, rng) for name, question in ASKED.items() if rng.random() < share}
    rows = tuple(a_row(rng, share) for _ in range(rng.randint(0, 3)))
    return Answers(values, rng.choice((None, rows, rows)))


def a_patient(rng: Random) -> Answers:
    """A patient who answers every question shown, at random, until none is open."""
    return answer_all_shown(lambda question: an_answer(question, rng), lambda: _rows(rng))


def _rows(rng):
    return tuple(a_row(rng) for _ in range(rng.randint(1, 3)))


def answer_all_shown(answer, injuries) -> Answers:
    """The form of a patient who answers each question shown, and what that opens, with `answer(question)`."""
    values = {}
    while shown := _next_shown(values):
        values |= {question.name: answer(question) for question in shown}
    return Answers(values, injuries() if values["trauma_recent"] else None)


def _next_shown(values):
    """What is surely to be asked; only then the first that may be, for its parents are asked before it."""
    case = Answers(values).case()
    verdicts = {
        name: case.verdict(SHOWN_IF[name]) if name in SHOWN_IF else True
        for name in OF_PATIENTS
        if name not in values
    }
    surely = [OF_PATIENTS[name] for name, verdict in verdicts.items() if verdict]
    return surely or [OF_PATIENTS[name] for name, verdict in verdicts.items() if verdict is None][:1]


def a_condition(rng: Random, depth: int = DEEPEST, in_injury: bool = False) -> logic.Condition:
    """A condition of any shape; within an injury it may also lean on the record."""
    if depth == 0 or rng.random() < 0.2:
        return _a_leaf(rng, in_injury)
    shape = rng.choice((*OF_ONE, *OF_MANY) if in_injury else (*OF_ONE, *OF_MANY, logic.AnyInjury))
    if shape not in OF_MANY:
        return shape(a_condition(rng, depth - 1, in_injury or shape is logic.AnyInjury))
    parts = tuple(a_condition(rng, depth - 1, in_injury) for _ in range(rng.randint(2, 3)))
    if shape is not logic.Points:
        return shape(parts)
    return logic.Points(rng.randint(-1, 4), tuple((rng.choice(WEIGHTS), part) for part in parts))


def _a_leaf(rng, in_injury):
    name = rng.choice(sorted(INJURY) if in_injury and rng.random() < 0.7 else sorted(ASKED))
    question = QUESTIONS[name]
    if rng.random() < 0.1:
        return logic.Answered(name)
    match question.kind:
        case "whole" | "number":
            return logic.Compare(name, rng.choice(logic.COMPARISONS), rng.choice(_numbers(question)))
        case "many_of":
            return logic.Includes(name, tuple(rng.sample(_choices(question), rng.randint(1, 3))))
        case "yes_no":
            return logic.OneOf(name, (rng.random() < 0.8,))
    return logic.OneOf(name, tuple(rng.sample(question.option_names, rng.randint(1, 2))))
