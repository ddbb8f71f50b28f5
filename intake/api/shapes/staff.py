"""What callers are answered about themselves, the clinic, its tablets and its trail, as shapes."""

from uuid import UUID

import msgspec

from intake.api.shapes.shape import Instant, Shown, ShownRow


class Token(Shown):
    """A bearer token, shown this once: one of staff is good for 12 hours, a tablet's for 365 days.

    `clinic` is the clinic's short name; `role` is `device` for a tablet.
    """

    token: str
    clinic: str
    role: str


class Me(Shown):
    """Who a token stands for: `kind` is staff or script, and with `id` it is the `actor` of the audit trail."""

    kind: str
    id: str
    role: str
    clinic: str


class DeviceShown(Shown):
    """A tablet. `code` enrols it, once and within ten minutes, and is shown only where the tablet is announced;
    announcing it again ends the former one. `enrolled_at` is null until a code was used. One that was revoked does not
    come back.
    """

    uuid: UUID
    name: str
    enrolled_at: Instant | None
    revoked_at: Instant | None
    code: str | msgspec.UnsetType = msgspec.UNSET


class Devices(Shown):
    results: list[DeviceShown]
    next: str | None


class ParameterShown(Shown):
    """A threshold. `value` is what the clinic's intakes are judged by, its own or the `default`; it may be set from
    `low` to `high`. `basis` is *judgement* or its sources, `trade_off` what another value costs.
    """

    name: str
    value: int | float
    default: int | float
    low: int | float
    high: int | float
    unit: str
    basis: str
    trade_off: str


class ClinicShown(Shown):
    """What a clinic sets for itself. An emergency that nobody has acknowledged, or asked about, escalates after
    `emergency_minutes`. `time_zone` is an IANA name and says which day it is; `retention_years` is how long records
    are kept after the patient's last visit. `version` goes into `If-Match`.
    """

    slug: str
    name: str
    time_zone: str
    emergency_minutes: int
    retention_years: int
    parameters: list[ParameterShown]
    version: int


class AuditLine(ShownRow):
    """One act or look. `actor` is a kind and an id, such as `staff:…`, or `nobody:unknown`.

    `subject` is the id of what was acted on or a word for a list, `subjects` the ids of the records that it told of or
    touched. `outcome` is `done`, or `denied`, `not-there`, `erased`, `refused` or `set-aside`.
    """

    at: Instant
    actor: str
    act: str
    subject: str
    subjects: list[str]
    outcome: str


class Trail(Shown):
    results: list[AuditLine]
    next: str | None
