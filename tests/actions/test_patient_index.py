"""How patients are found although nothing of them can be read: by equal hashes of beginnings, dates and numbers."""

from datetime import date

import pytest

from intake.access import within
from intake.actions.patients import correct_patient, find_patients, known_by_identifier
from intake.errors import BodyRefused
from intake.models import SearchHash
from intake.models.keys import keyed_hash
from intake.questionnaire.envelope import Identifier
from tests.actions.given import patient

pytestmark = pytest.mark.usefixtures("in_north")

BORN = date(1970, 5, 1)
NUMBER = Identifier("urn:hospital", "4711")


def found(by, **wanted):
    return [row.given_name for row in find_patients(by.actor, **wanted).order_by("pk")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("wei", ["Anna", "Bert", "Carl"]),
        ("weiß", ["Anna", "Bert", "Carl"]),
        ("weissbach", ["Bert", "Carl"]),
        ("weissbacher b", ["Bert"]),
        ("WEISSBACHER, B", []),
        ("Weissbachers", ["Carl"]),
        ("  weiss  a ", ["Anna"]),
        ("eis", []),
        ("ei b", []),
        ("anna", []),
        ("%%%", []),
        ("", ["Anna", "Bert", "Carl"]),
        ("   ", ["Anna", "Bert", "Carl"]),
    ],
)
def test_a_name_is_found_by_its_beginning_however_long(bo, typed, expected):
    patient(bo, "Weiß", "Anna"), patient(bo, "Weissbacher", "Bert"), patient(bo, "Weissbachers", "Carl")
    assert found(bo, name=typed) == expected


@pytest.mark.parametrize("typed", ["w", "we", " ẃ"])
def test_one_or_two_letters_are_refused_by_themselves(bo, typed):
    with pytest.raises(BodyRefused) as refused:
        find_patients(bo.actor, name=typed)
    assert [fault.pointer for fault in refused.value.faults] == ["/name"]


def test_one_or_two_letters_narrow_what_else_was_found(bo):
    patient(bo, "Weiß", "Anna", birth_date=BORN), patient(bo, "Quince", "Nora", birth_date=BORN)
    assert found(bo, name="w", birth_date=BORN) == ["Anna"]
    assert found(bo, name="x", birth_date=BORN) == []


def test_a_correction_changes_by_what_one_is_found(bo):
    nora = patient(bo, "Quince", "Nora", birth_date=BORN, identifiers=[NUMBER])
    correct_patient(nora.uuid, 1, {"family_name": "Pear", "birth_date": None}, [], by=bo.actor)
    for gone in ({"name": "quince"}, {"birth_date": BORN}, {"identifier": NUMBER}):
        assert found(bo, **gone) == []
    assert found(bo, name="pear nora") == ["Nora"]


def test_two_numbers_that_are_equal_in_two_systems_are_two_identifiers(bo, north):
    other = Identifier("urn:elsewhere", "4711")
    nora = patient(bo, identifiers=[NUMBER, other])
    assert known_by_identifier(NUMBER, north) == known_by_identifier(other, north) == nora


def test_what_a_reader_of_the_hashes_learns_is_that_two_are_equal(bo, north, south):
    patient(bo, "Quince", "Nora"), patient(bo, "Quincey", "Noel")
    hashes = list(SearchHash.objects.values_list("hash", flat=True))
    shared = {each for each in hashes if hashes.count(each) == 2}
    assert shared == {keyed_hash(north.pk, "beginning", "quince"[:letters]) for letters in range(3, 7)}

    # another clinic, another kind, another key: another hash
    quin = keyed_hash(north.pk, "beginning", "quin")
    assert quin in shared
    assert quin not in {keyed_hash(south.pk, "beginning", "quin"), keyed_hash(north.pk, "name", "quin")}


def test_a_hash_is_of_no_use_under_another_key(bo, settings):
    patient(bo, "Quince", "Nora")
    settings.AFOOT_SEARCH_KEY = bytes(range(32))
    assert found(bo, name="quince") == []


def test_the_hashes_of_another_clinic_are_not_there(bo, dee):
    patient(bo, identifiers=[NUMBER])
    with within(dee.actor.clinic):
        assert not SearchHash.objects.exists()
        assert known_by_identifier(NUMBER, dee.actor.clinic) is None
