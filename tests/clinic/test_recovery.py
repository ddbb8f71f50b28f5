"""A disk is lost: what was acknowledged before a moment comes back from the archived log, and proves itself."""

from contextlib import ExitStack
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from clinic.backups import making
from clinic.starting import release_versions
from intake.access import within
from intake.actions.clinics import make_clinic
from intake.actions.erasing import erase_patient
from intake.audit.sealing import seal
from intake.models import Clinic, IntakeRecord, Patient
from tests.actions.given import SADDLE, WELL, file, filed, patient
from tests.conftest import employ

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_tools")]


@pytest.fixture
def archived():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no log")
    from tests.clinic.archived import Archived

    with (
        ExitStack() as stack
    ):  # not in pytest's own folder, which it shuts to the user that PostgreSQL runs as
        folder = stack.enter_context(TemporaryDirectory(prefix="afoot-tests-"))
        yield Archived(Path(folder), stack)


def test_what_was_acknowledged_before_a_moment_comes_back_from_the_log(archived, tmp_path, monkeypatch):
    tombstones = tmp_path / "tombstones"
    monkeypatch.setattr(settings, "AFOOT_TOMBSTONES", str(tombstones))
    with archived.in_use():
        # given a clinic that works, with a dump and then a base backup
        call_command("migrate", verbosity=0)
        release_versions()
        north = make_clinic("north", "North Street")
        ada, bo, cy = (
            employ(north, *who) for who in (("ada", "clinician"), ("bo", "front_desk"), ("cy", "manager"))
        )
        nora = patient(bo)
        erased = filed(ada, SADDLE, patient=nora.uuid).submission_id
        seal(north, thorough=True)
        earlier = making.back_up(tmp_path / "backups").folder
        archived.back_up()
        # and more that is filed before the moment, and after it
        kept = [file(ada, answers, uuid4()).record.submission_id for answers in (SADDLE, WELL, SADDLE)]
        seal(north, thorough=True)
        moment = archived.now()
        filed(ada, SADDLE)
        with within(north):
            erase_patient(nora.uuid, nora.uuid, "asked_by_patient", by=cy.actor)
        seal(north, thorough=True)
        late = making.back_up(tmp_path / "late").folder

    # when the disk is lost and the server comes back as it was at that moment
    archived.lose_disk()
    archived.recover(moment)

    with archived.in_use():
        call_command("migrate", verbosity=0)
        north = Clinic.objects.get()
        with within(north):
            assert {*ids(IntakeRecord, "submission_id")} == {erased, *kept}  # and not the one that came after
            assert [*ids(Patient, "uuid")] == [nora.uuid]
        said = prove(tombstones, earlier)

        # then what was acknowledged before it is there and proven, what came after is not, and she stays erased
        assert "4 intakes in it, all there or erased; 3 emergencies judged again" in said
        assert "2 erased again" in said
        with within(north):
            assert {*ids(IntakeRecord, "submission_id")} == {*kept}
            assert not Patient.objects.exists()
        assert "0 erased again" in prove(tombstones, earlier)
        assert file(employ(north, "eve", "clinician"), WELL).is_new  # and it works
        with pytest.raises(CommandError, match="not what was sealed"):
            prove(tombstones, late)  # whose head is from after the moment


def ids(model, name):
    return model.objects.values_list(name, flat=True)


def prove(tombstones, earlier):
    out = StringIO()
    call_command("prove", tombstones=tombstones, earlier=earlier, stdout=out)
    return out.getvalue()
