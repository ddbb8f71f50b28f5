"""Patients of the clinic: added and corrected, found, merged and parted again, and who an intake may belong to."""

from datetime import date
from uuid import uuid4

import pytest

from intake.access import Actor, within
from intake.actions.patients import (
    MOST_CANDIDATES,
    add_patient,
    candidates,
    correct_patient,
    find_patients,
    merge_patient,
    unmerge_patient,
)
from intake.errors import AlreadyRecorded, Conflict, NotAllowed, NotThere, OutOfTurn, Stale
from intake.models import AuditEntry, Patient, PatientIdentifier
from intake.models.patient import folded
from intake.questionnaire.envelope import Identifier, Identity
from tests.actions.given import WELL, filed, patient

pytestmark = pytest.mark.usefixtures("in_north")

BORN = date(1970, 5, 1)
NUMBER = Identifier("urn:hospital", "4711")
NORA = {"family_name": "Quince", "given_name": "Nora", "birth_date": BORN}


def acts():
    return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))


# Names for matching


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("QUINCE", "nora"), "quince nora"),
        (("  Quince ", " Nora  Ann "), "quince nora ann"),
        (("Müller", "Zoë"), "muller zoe"),
        (("Mu\u0308ller", "Zoe\u0308"), "muller zoe"),
        (("STRAẞE", "Straße"), "strasse strasse"),
        (("İnce", "Ilgın"), "ince ilgin"),
        (("Ñandú", "Çelik"), "nandu celik"),
        (("Ｑｕｉｎｃｅ", "𝐍ora"), "quince nora"),
        (("Ǆ", "ǅ"), "dz dz"),
        (("", ""), ""),
    ],
)
def test_a_name_is_folded_without_case_accents_and_spare_spaces(typed, expected):
    assert folded(*typed) == expected


@pytest.mark.parametrize("name", ["Müller", "Straße", "İnce", "Çelik", "Ǆ", "𝐍ora", "ﬁ"])
def test_a_name_typed_in_another_case_folds_to_the_same(name):
    assert folded(name.upper()) == folded(name.lower()) == folded(name)


ALIKE = {
    "bidirectional controls": "\u202eQui\u202cn\u2066ce\u2069\u200f",
    "signs without width": "Q\u200bu\u200ci\u200dn\u2060c\ufeffe",
    "a soft hyphen": "Quin\u00adce",
    "a joiner and a variation": "Qu\u034fince\ufe0f",
    "Cyrillic letters": "Quin\u0441\u0435",
    "Greek letters": "Qu\u03b9nce",
    "full width": "Ｑｕｉｎｃｅ",
}


@pytest.mark.parametrize("typed", ALIKE.values(), ids=ALIKE.keys())
def test_what_looks_alike_folds_alike(typed):
    assert typed != "Quince"
    assert folded(typed) == "quince"


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("O'Brien", "O’Brien"),
        ("D'Angelo", "DAngelo"),
        ("Anne-Marie", "Anne Marie"),
        ("Anne\u2011Marie", "Anne–Marie"),
        ("Łukasz", "Lukasz"),
        ("Sørensen", "Sorensen"),
        ("Nora\u00a0Ann", "Nora Ann"),
    ],
)
def test_what_two_keyboards_type_differently_folds_alike(typed, also):
    assert folded(typed) == folded(also)


def test_what_sounds_and_looks_otherwise_stays_apart():
    names = ("Мария", "Mария Н", "Quinn", "Quince", "नंदा", "नंदी", "王", "玉", "김", "금", "محمد", "احمد")
    assert len({folded(name) for name in names}) == len(names)


# Adding and correcting


def test_a_patient_is_added_under_the_id_that_the_sender_chose(bo):
    chosen = uuid4()
    nora, is_new = add_patient(chosen, NORA, [NUMBER], by=bo.actor)
    assert (nora.uuid, nora.folded_name, is_new) == (chosen, "quince nora", True)
    assert nora.identifiers.get().value == "4711"


def test_the_same_patient_again_changes_nothing(bo):
    chosen = uuid4()
    first, _ = add_patient(chosen, NORA, [NUMBER, NUMBER], by=bo.actor)
    again, is_new = add_patient(chosen, NORA, [NUMBER], by=bo.actor)
    assert (again, is_new) == (first, False)
    assert acts() == ["patient-added"]


@pytest.mark.parametrize(
    ("details", "identifiers"),
    [(NORA | {"given_name": "Nina"}, [NUMBER]), (NORA, []), (NORA, [Identifier("urn:hospital", "4712")])],
)
def test_a_used_id_is_not_for_another_patient(bo, details, identifiers):
    chosen = uuid4()
    add_patient(chosen, NORA, [NUMBER], by=bo.actor)
    with pytest.raises(AlreadyRecorded):
        add_patient(chosen, details, identifiers, by=bo.actor)
    assert Patient.objects.get().given_name == "Nora"


def test_an_identifier_belongs_to_one_patient_of_a_clinic(bo):
    patient(bo, identifiers=[NUMBER])
    with pytest.raises(Conflict):
        add_patient(uuid4(), NORA, [NUMBER], by=bo.actor)
    assert Patient.objects.count() == 1

    other = patient(bo)
    with pytest.raises(Conflict):
        correct_patient(other.uuid, 1, {"given_name": "Nina"}, [NUMBER], by=bo.actor)
    other.refresh_from_db()
    assert (other.given_name, other.version) == ("Nora", 1)


def test_two_clinics_may_use_the_same_id_and_identifier(bo, dee):
    chosen = uuid4()
    add_patient(chosen, NORA, [NUMBER], by=bo.actor)
    their_desk = Actor("staff", "x", "front_desk", dee.actor.clinic)
    with within(dee.actor.clinic):
        _, is_new = add_patient(chosen, NORA, [NUMBER], by=their_desk)
    assert is_new


def test_a_correction_replaces_details_and_identifiers(bo):
    nora = patient(bo, identifiers=[NUMBER])
    other = Identifier("urn:hospital", "4712")

    corrected = correct_patient(nora.uuid, 1, {"family_name": "Quínce-Łódź"}, [other], by=bo.actor)

    assert (corrected.folded_name, corrected.version) == ("quince lodz nora", 2)
    assert PatientIdentifier.objects.get().value == "4712"
    assert acts() == ["patient-added", "patient-corrected"]


def test_a_correction_without_identifiers_leaves_them(bo):
    nora = patient(bo, identifiers=[NUMBER])
    correct_patient(nora.uuid, 1, {"phone": "1"}, None, by=bo.actor)
    assert nora.identifiers.get().value == "4711"


def test_a_correction_of_an_older_version_is_stale(bo):
    nora = patient(bo)
    correct_patient(nora.uuid, 1, {"phone": "1"}, None, by=bo.actor)
    with pytest.raises(Stale):
        correct_patient(nora.uuid, 1, {"phone": "2"}, None, by=bo.actor)


@pytest.mark.parametrize("who", ["ada", "cy", "tablet"])
def test_only_the_desk_writes_patients(request, bo, who):
    nora, by = patient(bo), request.getfixturevalue(who).actor
    for act in (
        lambda: add_patient(uuid4(), NORA, [], by=by),
        lambda: correct_patient(nora.uuid, 1, {}, None, by=by),
        lambda: merge_patient(nora.uuid, nora.uuid, by=by),
        lambda: unmerge_patient(nora.uuid, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()


# Finding


def found(by, **wanted):
    return set(find_patients(by.actor, **wanted))


def test_patients_are_found_by_the_beginning_of_the_name_birth_date_or_whole_identifier(bo):
    nora = patient(bo, "Müller", "Nora", birth_date=BORN, identifiers=[NUMBER])
    patient(bo, "Miller", "Nils", identifiers=[Identifier("urn:hospital", "47110")])

    for wanted in (
        {"name": "mul"},
        {"name": "MÜLLER NO"},
        {"birth_date": BORN},
        {"identifier": NUMBER},
        {"name": "mü", "birth_date": BORN, "identifier": NUMBER},
    ):
        assert found(bo, **wanted) == {nora}
    for wanted in ({"name": "uller"}, {"identifier": Identifier("urn:hospital", "471")}, {"name": "m_l"}):
        assert found(bo, **wanted) == set()


def test_patients_of_another_clinic_are_not_found(bo, dee):
    patient(bo, identifiers=[NUMBER], birth_date=BORN)
    with within(dee.actor.clinic):
        assert found(dee, name="quince") == found(dee, identifier=NUMBER) == set()


# One person, two entries


def test_a_merge_is_a_link_that_can_be_undone(bo):
    double, nora = patient(bo), patient(bo)

    for _ in range(2):
        assert merge_patient(double.uuid, nora.uuid, by=bo.actor).merged_into == nora
    assert found(bo, name="quince") == {nora}

    for _ in range(2):
        assert unmerge_patient(double.uuid, by=bo.actor).merged_into is None
    assert found(bo, name="quince") == {nora, double}
    assert acts() == ["patient-added", "patient-added", "patient-merged", "patient-unmerged"]


def test_the_identifier_of_a_merged_entry_finds_the_one_it_went_into(bo):
    double, nora = patient(bo, identifiers=[NUMBER]), patient(bo)
    merge_patient(double.uuid, nora.uuid, by=bo.actor)
    assert found(bo, identifier=NUMBER) == {nora}


def test_entries_are_not_merged_in_circles_or_chains(bo):
    one, two, three = (patient(bo) for _ in range(3))
    merge_patient(one.uuid, two.uuid, by=bo.actor)
    for entry, into in ((two, one), (two, three), (three, one), (three, three)):
        with pytest.raises(OutOfTurn):
            merge_patient(entry.uuid, into.uuid, by=bo.actor)


def test_an_entry_of_another_clinic_is_not_there_to_merge(bo, dee):
    nora = patient(bo)
    south = dee.actor.clinic
    with within(south):
        stranger = Patient.objects.create(clinic=south, uuid=uuid4(), created_at=nora.created_at)
    with pytest.raises(NotThere):
        merge_patient(nora.uuid, stranger.uuid, by=bo.actor)


# Whose an intake may be


def test_candidates_share_an_identifiers_value_the_birth_date_or_the_folded_name(bo, tablet):
    # given patients who share one thing each with what was typed, and one who shares nothing
    by_number = patient(bo, "Other", "One", identifiers=[Identifier("urn:elsewhere", "4711")])
    by_birth = patient(bo, "Other", "Two", birth_date=BORN)
    by_name = patient(bo, "QUÍNCE", "Nóra")
    by_all = patient(bo, birth_date=BORN, identifiers=[Identifier("urn:clinic", "4711")])
    patient(bo, "Nora", "Quince", birth_date=date(1970, 5, 2))

    # when somebody files on the tablet
    record = filed(tablet, WELL, identity=Identity("Quince", "Nora", BORN, NUMBER))

    # then a person is shown each of the four once, and nobody was linked
    assert record.patient is None
    assert list(candidates(record, bo.actor)) == [by_number, by_birth, by_name, by_all]


def test_an_intake_without_an_identity_has_no_candidates(bo, tablet):
    patient(bo)
    assert not candidates(filed(tablet, WELL), bo.actor).exists()


def test_candidates_are_entries_of_the_own_clinic_that_were_not_merged_away(bo, tablet, dee):
    double, nora = patient(bo, identifiers=[Identifier("urn:elsewhere", "4711")]), patient(bo, "Else", "Who")
    merge_patient(double.uuid, nora.uuid, by=bo.actor)

    record = filed(tablet, WELL, identity=Identity("Quince", "Nora", BORN, NUMBER))

    assert list(candidates(record, bo.actor)) == [nora]
    with within(dee.actor.clinic):
        assert not candidates(record, dee.actor).exists()


def test_candidates_are_few_enough_to_read(bo, tablet):
    for _ in range(MOST_CANDIDATES + 2):
        patient(bo)
    record = filed(tablet, WELL, identity=Identity("Quince", "Nora"))
    assert len(candidates(record, bo.actor)) == MOST_CANDIDATES
