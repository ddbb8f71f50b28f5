"""How much is measured: `small` while developing, `full` for the figures that are kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """`records` are loaded into PostgreSQL, `records_on_sqlite` into SQLite, over `clinics`."""

    records: int
    records_on_sqlite: int
    clinics: int
    rounds: int
    seconds: float  # of load, a round
    requests: int  # before the memory of a worker is looked at
    forms: int  # judged one by one

    def records_on(self, vendor: str) -> int:
        return self.records if vendor == "postgresql" else self.records_on_sqlite


SCALES = {
    "small": Scale(
        records=20_000, records_on_sqlite=5_000, clinics=20, rounds=3, seconds=2, requests=1_000, forms=300
    ),
    "full": Scale(
        records=1_000_000,
        records_on_sqlite=100_000,
        clinics=200,
        rounds=5,
        seconds=5,
        requests=10_000,
        forms=3_000,
    ),
}
