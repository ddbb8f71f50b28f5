"""`manage.py rescreen`: the table that it prints, and how an interrupted run goes on."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from intake.access import within
from intake.actions import rescreening
from intake.models import Assessment
from tests.actions.given import LONGER, SADDLE, SETTLED, WELL, filed, set_thresholds


def run(*arguments):
    out = StringIO()
    call_command("rescreen", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def assessed(person):
    with within(person.actor.clinic):
        return Assessment.objects.count()


def test_a_dry_run_prints_each_change_with_its_count_and_ids_and_stores_nothing(ada, cy):
    record = filed(ada, SETTLED)
    filed(ada, WELL)
    set_thresholds(cy, LONGER)

    told = run("--dry-run")

    assert "north: 2 records, 1 differ; 0 open a new review, 0 reopen one" in told
    line = next(line for line in told.splitlines() if line.split()[:1] == ["R01"])
    assert line.split() == ["R01", "no", "->", "yes", "1"]
    assert str(record.submission_id) in told
    assert assessed(ada) == 2


def test_a_run_prints_what_it_changed(ada, cy):
    filed(ada, SETTLED)
    set_thresholds(cy, LONGER)

    assert "1 differ" in run()
    assert assessed(ada) == 2
    assert run() == "north: 1 records, 0 differ; 0 open a new review, 0 reopen one\n"


def test_one_clinic_may_be_chosen(ada, dee, north, south):
    filed(ada, WELL)
    filed(dee, SADDLE)

    assert run("--clinic", "south").startswith("south: 1 records")
    with pytest.raises(CommandError, match="no clinic west"):
        run("--clinic", "west")


def test_without_records_there_is_nothing_to_say(north):
    assert run() == ""


@pytest.mark.parametrize("arguments", [[], ["--dry-run"]])
def test_an_interruption_prints_what_was_seen_and_how_to_go_on(ada, monkeypatch, arguments):
    def interrupted(steps):
        def first_step_only(*args, **kwargs):
            yield next(steps(*args, **kwargs))
            raise KeyboardInterrupt

        return first_step_only

    monkeypatch.setattr(rescreening, "BATCH", 1)
    for name in ("compare", "rescreen"):
        monkeypatch.setattr(rescreening, name, interrupted(getattr(rescreening, name)))
    first = filed(ada, WELL)
    filed(ada, WELL)

    out = StringIO()
    with pytest.raises(CommandError, match=f"--after {first.pk}$"):
        call_command("rescreen", *arguments, stdout=out, stderr=StringIO())
    assert out.getvalue().startswith("north: 1 records")
