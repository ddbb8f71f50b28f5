"""What is worked out at filing and amending, and kept like any other answer, so that no engine looks into history."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from intake.actions.rows import answers_of
from intake.models import Clinic, IntakeRecord, Patient
from intake.models.patient import of_person
from intake.questionnaire import QUESTIONS
from intake.questionnaire.reading import Answers

MRC_GRADES = tuple(name for name in QUESTIONS if "_mrc_" in name)
WEAKNESS = ("leg_weakness", "foot_drop_self")


def with_what_we_know(
    form: Answers, clinic: Clinic, now: datetime, birth_date: date | None, earlier: IntakeRecord | None
) -> tuple[Answers, set[str]]:
    """The form with age and the section *since last visit* filled in, and the names that were."""
    found = {}
    if birth_date is not None and "age_years" not in form.values:
        found |= _possible_age(age_on(today_of(clinic, now), birth_date))
    if earlier is not None:
        found |= since_last_visit(form, answers_of(earlier), (now - earlier.received_at).days)
    return replace(form, values={**form.values, **found}), set(found)


def birth_date_of(patient: Patient | None, typed: date | None) -> date | None:
    """The person's, by the entry that this one is merged into before its own, or else the one that was typed."""
    entries = [patient.merged_into, patient] if patient else []
    known = [entry.birth_date for entry in entries if entry and entry.birth_date]
    return known[0] if known else typed or None


def today_of(clinic: Clinic, now: datetime) -> date:
    """The clinic's own day."""
    return now.astimezone(clinic.zone).date()


def age_on(day: date, birth_date: date) -> int:
    """Whole years; below 0 for a day that is yet to come."""
    had_no_birthday_yet = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - had_no_birthday_yet


def _possible_age(years: int) -> dict[str, int]:
    """A birth date mistyped into the future or another century says nothing of the age."""
    question = QUESTIONS["age_years"]
    return {"age_years": years} if question.low <= years <= question.high else {}


def is_maybe_another_person(form: Answers, birth_date: date | None, day: date) -> bool:
    """Stated age and birth date more than a year apart: the cheapest sign of a wrong patient."""
    stated = form.values.get("age_years")
    return stated is not None and birth_date is not None and abs(stated - age_on(day, birth_date)) > 1


def since_last_visit(now: Answers, earlier: Answers, days_between: int) -> dict[str, Any]:
    """What the two visits together say; what either does not know is left unsaid."""
    facts: dict[str, Any] = {"days_since_last_visit": max(0, days_between)}
    graded = [name for name in MRC_GRADES if name in now.values and name in earlier.values]
    if graded:
        facts["mrc_fell_since_last"] = any(now.values[name] < earlier.values[name] for name in graded)
    new = _is_new_weakness(now.values, earlier.values)
    return facts if new is None else facts | {"weakness_new_since_last": new}


def _is_new_weakness(now: Mapping, earlier: Mapping) -> bool | None:
    """Weakness or foot drop now that was known to be absent then; None where either is not known."""
    known = [name for name in WEAKNESS if name in now and name in earlier]
    if any(now[name] is True and earlier[name] is False for name in known):
        return True
    return False if len(known) == len(WEAKNESS) else None


def latest_visit(
    clinic: Clinic, patient: Patient | None, before: IntakeRecord | None = None
) -> IntakeRecord | None:
    """The last record that was filed before that one of the patient, whichever of two merged entries it hangs on.

    In the order of filing, whatever the clock said: it may be set back between two visits.
    """
    if patient is None:
        return None
    person = patient.merged_into_id or patient.pk
    visits = IntakeRecord.objects.filter(of_person(person), clinic=clinic)
    return (visits.filter(pk__lt=before.pk) if before else visits).order_by("-pk").first()
