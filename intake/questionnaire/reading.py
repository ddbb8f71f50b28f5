"""Read a set of answers: fast when all is well, and every fault at once when it is not.

msgspec checks the whole form in microseconds but stops at the first fault, so a form that it refuses is
read again name by name. No message repeats what was sent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Any, Literal, TypedDict

import msgspec

from intake import questionnaire
from intake.errors import AnswersRefused, Fault
from intake.questionnaire import CHECKLISTS, FOLLOWS, INJURY, MOST_INJURIES, NONE, QUESTIONS, STORED
from intake.questionnaire.envelope import SENDERS
from intake.triage.findings import Case

RECENT_DAYS = 90  # what `trauma_recent` asks about
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}\Z")
KNOWN = QUESTIONS.keys() | {"injuries"}
SILENCES = ("unsure", "declined")


@dataclass(frozen=True, slots=True)
class Answers:
    """One form as read: `values` by name, many-of as tuples without `none`, checklists spread.

    `injuries` is None where nobody was asked, () where there are none.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    injuries: tuple[Mapping[str, Any], ...] | None = None
    unsure: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()

    def case(self) -> Case:
        return Case(self.values, self.injuries, questionnaire.SHOWN_IF)

    def as_sent(self) -> dict[str, Any]:
        """The form as flat JSON values, as it could be sent again."""
        answers = {
            name: list(value) if isinstance(value, tuple) else value for name, value in self.values.items()
        }
        if self.injuries is not None:
            answers["injuries"] = [
                {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}
                for row in self.injuries
            ]
        return {"answers": answers, "unsure": list(self.unsure), "declined": list(self.declined)}


def read(answers: Any, unsure: Any = (), declined: Any = (), *, worked_out: bool = False) -> Answers:
    """Read `answers`, flat and typed, with the two lists of names that were met with silence.

    Raises AnswersRefused naming every answer that does not fit and what is allowed. `worked_out` admits
    the names that only filing itself may set (section *since last visit*).
    """
    faults = _faults_of_shape(answers, unsure, declined, worked_out)
    sound = _that_fit(answers, faults) if faults else answers
    form = _spread(sound, () if faults else tuple(unsure), () if faults else tuple(declined))
    faults += [*_contradictions(form), *_recent_injury_denied(form)]
    if faults:
        raise AnswersRefused(faults)
    return form


def _that_fit(answers, faults):
    """The answers without a fault of their own, so that contradictions among them are told together."""
    at_fault = {fault.pointer.split("/")[2] for fault in faults if fault.pointer.startswith("/answers/")}
    if not isinstance(answers, dict):
        return {}
    return {name: value for name, value in answers.items() if name in KNOWN and name not in at_fault}


def check_shape(answers: Any, unsure: Any = (), declined: Any = ()) -> None:
    """Refuse names and values that do not fit, each by itself, whatever the rest of the form says."""
    faults = _faults_of_shape(answers, unsure, declined, worked_out=False)
    if faults:
        raise AnswersRefused(faults)


def allowed(question: questionnaire.Question) -> str:
    """What may be answered, in words."""
    choices = ", ".join(question.option_names)
    match question.kind:
        case "yes_no":
            return "true or false"
        case "one_of":
            return f"one of: {choices}"
        case "many_of" | "checklist":
            alone = f"; {NONE} only by itself" if NONE in question.option_names else ""
            return f"a list, each at most once, of: {choices}{alone}"
        case "whole":
            return f"a whole number from {question.low:g} to {question.high:g} ({question.unit})"
        case "number":
            return f"a number from {question.low:g} to {question.high:g} ({question.unit})"
        case "text":
            return f"a text of 1 to {question.max_length} characters"
    raise TypeError(f"no way to answer {question!r}")


def type_of(question: questionnaire.Question) -> Any:
    """The Python type that msgspec checks an answer against."""
    match question.kind:
        case "yes_no":
            return bool
        case "one_of":
            return Literal[question.option_names]
        case "many_of" | "checklist":
            option = Literal[tuple(dict.fromkeys((*question.option_names, NONE)))]
            return Annotated[list[option], msgspec.Meta(max_length=len(question.option_names) + 1)]
        case "whole":
            return Annotated[int, msgspec.Meta(ge=int(question.low), le=int(question.high))]
        case "number":
            return Annotated[float, msgspec.Meta(ge=question.low, le=question.high)]
        case "text":
            return Annotated[str, msgspec.Meta(min_length=1, max_length=question.max_length)]
    raise TypeError(f"no type for {question!r}")


@lru_cache
def _forms(worked_out: bool):
    """The typed form that a sender may fill; with `worked_out`, also what only filing sets."""
    row = TypedDict("InjuryRow", {name: type_of(question) for name, question in INJURY.items()}, total=False)
    fields = {
        name: type_of(question)
        for name, question in QUESTIONS.items()
        if not question.of_injury and (worked_out or question.who != ("record",))
    }
    fields["injuries"] = Annotated[list[row], msgspec.Meta(max_length=MOST_INJURIES)]
    return TypedDict("Form", fields, total=False), fields, row


def _faults_of_shape(answers, unsure, declined, worked_out):
    form, fields, _ = _forms(worked_out)
    silent = [*unsure, *declined] if _are_lists_of_text(unsure, declined) else None
    if silent is not None and _fits_at_once(answers, form, silent):
        return []
    return [*_faults_of_answers(answers, fields), *_faults_of_silences(answers, unsure, declined)]


def _are_lists_of_text(*lists):
    return all(
        isinstance(names, list | tuple) and all(isinstance(name, str) for name in names) for names in lists
    )


def _fits_at_once(answers, form, silent):
    try:
        read_form = msgspec.convert(answers, form, strict=True)
    except msgspec.ValidationError:
        return False
    rows = zip(read_form.get("injuries", ()), answers.get("injuries", ()), strict=True)
    return (
        len(read_form) == len(answers)
        and all(len(read_row) == len(row) for read_row, row in rows)
        and not any(_is_repeated_or_mixed(value) for value in _lists_in(answers))
        and len(set(silent)) == len(silent)
        and all(is_asked(name) and name not in answers for name in silent)
    )


def is_asked(name: str) -> bool:
    """Whether someone is asked this, so that it can be met with silence; a field of `injuries` for any of them."""
    return name == "injuries" or (name in QUESTIONS and QUESTIONS[name].who != ("record",))


def _lists_in(answers):
    rows = answers.get("injuries", ())
    for holder in (answers, *rows):
        yield from (value for name, value in holder.items() if isinstance(value, list) and name != "injuries")


def _is_repeated_or_mixed(options):
    return len(set(options)) != len(options) or (NONE in options and len(options) > 1)


def _faults_of_answers(answers, fields):
    if not isinstance(answers, dict):
        return [Fault("/answers", "wrong_type", "answers must be an object of answers by name")]
    faults = []
    for name, value in answers.items():
        if name == "injuries":
            faults.extend(_faults_of_injuries(value))
        else:
            faults.extend(_faults_of_answer(name, value, f"/answers/{_shown(name)}", fields))
    return faults


def _faults_of_injuries(rows):
    here = "/answers/injuries"
    if not isinstance(rows, list) or len(rows) > MOST_INJURIES:
        return [Fault(here, "not_allowed", f"injuries must be a list of at most {MOST_INJURIES} objects")]
    faults = []
    for number, row in enumerate(rows):
        if not isinstance(row, dict):
            faults.append(Fault(f"{here}/{number}", "wrong_type", "an injury must be an object"))
            continue
        for name, value in row.items():
            faults.extend(_faults_of_answer(name, value, f"{here}/{number}/{_shown(name)}", INJURY))
    return faults


def _faults_of_answer(name, value, pointer, known):
    if name not in known:
        return [Fault(pointer, "unknown_name", "there is no such question here")]
    question = QUESTIONS[name]
    if value is None:
        message = f"leave {name} out where there is no answer, or name it in unsure or declined"
        return [Fault(pointer, "null", message)]
    try:
        msgspec.convert(value, type_of(question), strict=True)
    except msgspec.ValidationError:
        return [Fault(pointer, "not_allowed", f"{name} must be {allowed(question)}")]
    if isinstance(value, list) and _is_repeated_or_mixed(value):
        return [Fault(pointer, "not_allowed", f"{name} must be {allowed(question)}")]
    return []


def _shown(name):
    """A name as it may be repeated: only what looks like one of ours."""
    return name if NAME.match(name) else "?"


def _faults_of_silences(answers, unsure, declined):
    faults, seen = [], set(answers) if isinstance(answers, dict) else set()
    for kind, names in zip(SILENCES, (unsure, declined), strict=True):
        if not _are_lists_of_text(names):
            faults.append(Fault(f"/{kind}", "wrong_type", f"{kind} must be a list of question names"))
            continue
        for position, name in enumerate(names):
            pointer = f"/{kind}/{position}"
            if not is_asked(name):
                faults.append(Fault(pointer, "unknown_name", "there is no such question here"))
            elif name in seen:
                message = f"{name} must stand once, in answers, unsure or declined"
                faults.append(Fault(pointer, "contradiction", message))
            seen.add(name)
    return faults


def _spread(answers, unsure, declined) -> Answers:
    values = {
        name: _kept(name, value)
        for name, value in answers.items()
        if name not in CHECKLISTS and name != "injuries"
    }
    own = {*unsure, *declined}
    values.update(_from_checklists(answers, values, own))
    injuries = answers.get("injuries")
    refused = _spread_silence(declined, {*values, *own})
    return Answers(
        values=values,
        injuries=None if injuries is None else tuple(_row(row) for row in injuries),
        unsure=_spread_silence(unsure, {*values, *own, *refused}),
        declined=refused,
    )


def _row(row):
    return {name: _kept(name, value) for name, value in row.items()}


def _kept(name, value):
    """A list in the dictionary's order, so that the same answer is the same however it was ticked."""
    if not isinstance(value, list):
        return value
    return tuple(option for option in QUESTIONS[name].option_names if option != NONE and option in value)


def _from_checklists(answers, values, silent):
    """The yes/no answers that checklists give; a question answered or met with silence by itself wins.

    One that two lists answer is *yes* by either, and *no* only once both were answered.
    """
    found = {}
    for name, sources in SPREADS.items():
        if name in values or name in silent:
            continue
        given = [option in answers[checklist] for checklist, option in sources if checklist in answers]
        if any(given):
            found[name] = True
        elif len(given) == len(sources):
            found[name] = False
    return found


def _spread_sources():
    sources: dict[str, list[tuple[str, str]]] = {}
    for checklist in CHECKLISTS.values():
        for option in checklist.options:
            if option.answers:
                sources.setdefault(option.answers, []).append((checklist.name, option.name))
    return sources


SPREADS = _spread_sources()


def _spread_silence(names, settled):
    """The questions met with silence. Of a checklist, those that nothing else settled: a name stands in one list."""
    spread: list[str] = []
    for name in names:
        inner = [each for each in questions_of(name) if each not in settled]
        spread.extend(inner if name in CHECKLISTS else [name])
    return tuple(dict.fromkeys(spread))


def settled_by_checklists(answers: Mapping[str, Any]) -> frozenset[str]:
    """The yes/no questions to which these answers' checklists alone give a yes or a no."""
    lists = {name: value for name, value in answers.items() if name in CHECKLISTS and isinstance(value, list)}
    return frozenset(_from_checklists(lists, {}, ()))


def questions_of(name: str) -> tuple[str, ...]:
    """The yes/no questions that a checklist answers; any other name stands for itself."""
    if name not in CHECKLISTS:
        return (name,)
    return tuple(option.answers for option in CHECKLISTS[name].options if option.answers)


def _contradictions(form):
    case = form.case()
    return [
        Fault(
            f"/answers/{name}",
            "contradiction",
            f"{name} may be answered only where {QUESTIONS[name].follows}",
        )
        for name, value in form.values.items()
        if name in FOLLOWS and value is not False and value != () and case.verdict(FOLLOWS[name]) is False
    ]


def _recent_injury_denied(form):
    if form.values.get("trauma_recent") is not False:
        return []
    message = f"an injury of the last {RECENT_DAYS} days does not fit trauma_recent answered false"
    return [
        Fault(f"/answers/injuries/{number}/trauma_days_ago", "contradiction", message)
        for number, row in enumerate(form.injuries or ())
        if row.get("trauma_days_ago", RECENT_DAYS + 1) <= RECENT_DAYS
    ]


def from_storage(values, injuries, unsure, declined) -> Answers:
    """Answers as they stand in the tables, already checked when they were filed."""
    assert values.keys() <= STORED.keys()
    return Answers(values, injuries, tuple(unsure), tuple(declined))


def read_said_by(said_by: Mapping[str, str], answered: set[str]) -> dict[str, str]:
    """Whose word an answer is, by name, checklists spread; checked against the names that were answered."""
    faults = [
        Fault(
            f"/said_by/{name if name in QUESTIONS else '?'}",
            "not_allowed",
            f"said_by must name answers that were given, each as one of: {', '.join(SENDERS)}",
        )
        for name, who in said_by.items()
        if who not in SENDERS or name not in answered
    ]
    if faults:
        raise AnswersRefused(faults)
    spread = {
        each: who
        for name, who in said_by.items()
        for each in questions_of(name)
        if name != each and each in answered
    }
    return spread | {name: who for name, who in said_by.items() if name not in CHECKLISTS}
