"""Which records would be judged otherwise: the database judges all of them, and only what differs leaves it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db import connection

from intake.models import ReleasedVersion
from intake.questionnaire import INJURY, SHOWN_IF
from intake.triage.assess import FAILED
from intake.triage.logic import Number
from intake.triage.rules import RULE_BY_CODE, RULES, RULESET_VERSION, bind_rules
from intake.triage.sql import verdicts_statement

NOT_JUDGED = "-"  # the rule set of then did not hold the rule, or that of now no longer does
CODES = tuple(rule.code for rule in RULES)


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that would be judged otherwise than by its latest assessment.

    `verdicts` is (rule, was, would be) for each rule that differs; `signs` what all rules say now, in their order.
    """

    record_id: int
    clinic_id: int
    submission_id: UUID
    signs: str
    verdicts: tuple[tuple[str, str, str], ...]
    tier: str
    spinal_evaluation: str
    assessment_id: int | None
    review: str | None
    has_declined: bool


def differences(
    clinics: Collection[int], values: Mapping[str, Number], rulesets: Collection[str], after: int, upto: int
) -> Iterator[Difference]:
    """Judge the records of these clinics (keys) with `after` < id <= `upto` by rules bound to `values`.

    `rulesets` are those that made the records' assessments; see `rulesets_of`.
    """
    statement = _statement(tuple(sorted(values.items())), tuple(sorted(rulesets)), len(clinics))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL jit = off")  # compiling so many expressions costs more than judging
        cursor.execute(statement, [*clinics, after, upto])
        for row in cursor:
            yield _difference(*row)


def rulesets_of(clinics: Collection[int], after: int, upto: int) -> list[str]:
    """The rule sets that ever judged a record of these clinics with `after` < id <= `upto`."""
    marks = ", ".join(["%s"] * len(clinics))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT ruleset_id FROM intake_assessment WHERE clinic_id IN ({marks}) "  # noqa: S608, marks
            "AND record_id > %s AND record_id <= %s",
            [*clinics, after, upto],
        )
        return [ruleset for (ruleset,) in cursor]


def _difference(
    key, clinic, submission_id, signs, assessment, was, ruleset, tier, spinal_evaluation, review, declined
):
    return Difference(
        record_id=key,
        clinic_id=clinic,
        submission_id=submission_id if isinstance(submission_id, UUID) else UUID(submission_id),
        signs=signs,
        verdicts=tuple(_compared(was, ruleset, signs)),
        tier=tier,
        spinal_evaluation=spinal_evaluation,
        assessment_id=assessment,
        review=review,
        has_declined=bool(declined),
    )


def _compared(was, ruleset, signs):
    positions = positions_in(ruleset or RULESET_VERSION)
    for code, sign in zip(CODES, signs, strict=True):
        before = NOT_JUDGED if code not in positions else (was[positions[code]] if was else FAILED)
        if before != sign and (before, sign) != (NOT_JUDGED, "n"):
            yield code, before, sign
    for code, position in positions.items():
        if code not in RULE_BY_CODE and was[position : position + 1] == "y":
            yield code, "y", NOT_JUDGED


@lru_cache(maxsize=64)
def positions_in(ruleset: str) -> Mapping[str, int]:
    """Where each rule's sign stands in the verdicts of a rule set that was ever used."""
    if ruleset == RULESET_VERSION:
        return {code: position for position, code in enumerate(CODES)}
    body = ReleasedVersion.objects.get(kind="ruleset", digest=ruleset).body
    return {rule["code"]: position for position, rule in enumerate(body["rules"])}


@lru_cache(maxsize=16)
def _statement(values, rulesets, clinics: int) -> str:
    marks = ", ".join(["%s"] * clinics)
    conditions = [condition for _, condition in bind_rules(dict(values))]
    judged = verdicts_statement(
        conditions,
        SHOWN_IF,
        INJURY,
        where=f"clinic_id IN ({marks}) AND id > %s AND id <= %s",
        keep=("id", "clinic_id", "submission_id", "declined"),
    )
    signs = " || ".join(
        f"CASE WHEN v{n} THEN 'y' WHEN NOT v{n} THEN 'n' ELSE '?' END" for n in range(len(conditions))
    )
    was = "COALESCE(a.verdicts, '')"
    differs = " OR ".join(_differs(ruleset, was) for ruleset in rulesets) or "FALSE"
    return (
        "SELECT n.id, n.clinic_id, n.submission_id, n.signs, a.id, "  # noqa: S608, our own rules and names only
        f"{was}, a.ruleset_id, COALESCE(a.tier, 'none'), COALESCE(a.spinal_evaluation, 'none'), v.status, "
        "CAST(n.declined AS TEXT) <> '[]' "
        f"FROM (SELECT id, clinic_id, submission_id, declined, {signs} AS signs FROM ({judged}) AS j) AS n "
        "LEFT JOIN intake_assessment AS a"
        " ON a.id = (SELECT MAX(l.id) FROM intake_assessment AS l WHERE l.record_id = n.id) "
        "LEFT JOIN intake_review AS v ON v.clinic_id = n.clinic_id AND v.record_id = n.id "
        f"WHERE a.id IS NULL OR {differs} ORDER BY n.id"
    )


def _differs(ruleset, was) -> str:
    """Whether verdicts of that rule set are others than those of now, rule by rule where it held other rules."""
    positions = positions_in(ruleset)
    if tuple(positions) == CODES:
        changed = f"{was} <> n.signs"
    else:
        aligned = [
            f"SUBSTR({was}, {positions[code] + 1}, 1)" if code in positions else "'n'" for code in CODES
        ]
        dropped = [position for code, position in positions.items() if code not in RULE_BY_CODE]
        parts = [f"{' || '.join(aligned)} <> n.signs"]
        parts += [f"SUBSTR({was}, {position + 1}, 1) = 'y'" for position in dropped]
        changed = " OR ".join(parts)
    return f"(a.ruleset_id = '{ruleset}' AND ({changed}))"
