"""Put every version that is served or used into the shared table, so that nobody must remember to release."""

from functools import lru_cache, partial

from django.db import transaction
from django.utils import timezone

from intake import questionnaire
from intake.models import Clinic, ReleasedVersion
from intake.triage.logic import digest
from intake.triage.parameters import checked
from intake.triage.rules import RULESET, RULESET_VERSION


def release_current() -> None:
    """The questionnaire and the rule set of this code; called by `migrate` and at start."""
    _release(questionnaire.VERSION, "questionnaire", questionnaire.PUBLISHED)
    _release(RULESET_VERSION, "ruleset", RULESET)
    _known_released.clear()
    parameters_version_of({})


def parameters_version(clinic: Clinic) -> str:
    """The version of the thresholds that judge this clinic's records."""
    return parameters_version_of(clinic.parameters)


def parameters_version_of(overrides: dict) -> str:
    values = checked(overrides)
    version = _digest_of(tuple(sorted(values.items())))
    if version not in _known_released:
        _release(version, "parameters", values)
        transaction.on_commit(partial(_known_released.add, version))
    return version


_known_released: set[str] = set()  # by this process, after their transaction was committed


@lru_cache(maxsize=256)
def _digest_of(values) -> str:
    return digest(dict(values))


def _release(version, kind, body):
    if ReleasedVersion.objects.filter(digest=version).exists():
        return  # as at nearly every start, which then waits for nobody who writes
    ReleasedVersion.objects.bulk_create(
        [ReleasedVersion(digest=version, kind=kind, body=body, released_at=timezone.now())],
        ignore_conflicts=True,
    )
