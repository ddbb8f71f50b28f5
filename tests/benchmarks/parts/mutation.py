"""How well the truth tables hold the rules: slips in them that are noticed, and comparisons shown to matter (MC/DC)."""

from collections.abc import Iterator

from tests.benchmarks.figures import Row
from tests.benchmarks.scale import Scale
from tests.triage import mattering
from tests.triage.excused import CANNOT_MATTER, EQUIVALENT
from tests.triage.mutants import mutants_of, told, units, unnoticed

PRESSING = "the emergency, urgent and red-flag rules"


def measured(scale: Scale) -> Iterator[Row]:
    yield mutation_score(units())
    yield coverage(mattering.UNITS)


def mutation_score(units: tuple[str, ...]) -> Row:
    """Of the slips that make a difference to some form, those that turn a row of some table."""
    slips = sum(1 for unit in units for _ in mutants_of(unit))
    missed = [slip for unit in units for slip in unnoticed(unit)]
    excused = sum(slip in EQUIVALENT for slip in missed)
    noticed = slips - len(missed)
    return Row(
        what=f"Mutation score of {PRESSING}, their facts and every shown if",
        figure=100 * noticed / (slips - excused),
        unit="%",
        least=95,
        how=f"{slips:,} slips, {noticed:,} noticed, {excused} excused: no form could show them",
    )


def coverage(units: tuple[str, ...]) -> Row:
    """Of the comparisons that can turn their rule, those that two forms show to do so."""
    every = {(unit, leaf) for unit in units for leaf in mattering.leaves_of(unit)}
    shown = {(unit, leaf) for unit in units for leaf in mattering.pairs_of(unit)}
    excused = sum((unit, told(leaf)) in CANNOT_MATTER for unit, leaf in every - shown)
    return Row(
        what=f"MC/DC of {PRESSING} and every shown if",
        figure=100 * len(shown) / (len(every) - excused),
        unit="%",
        least=100,
        how=f"{len(every):,} comparisons, {len(shown):,} shown to matter, {excused} excused: none could",
    )
