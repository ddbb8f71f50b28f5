"""An erasure that meets another act on the same patient: both are answered, and nothing of her stays."""

from random import Random
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from msgspec import to_builtins

from intake import audit
from intake.access import within
from intake.actions import erasing, patients
from intake.actions.erasing import removing
from intake.actions.patients import merge_patient
from intake.models import Alarm, Delivery, IntakeRecord, OutboxMessage, Patient, Review, SetAside, Tombstone
from intake.questionnaire.envelope import Identifier
from tests.actions.given import SADDLE, WELL, file, patient, review_of
from tests.at_once import at_once, meeting

pytestmark = pytest.mark.django_db(transaction=True)

ERASED = "patient-erased"


@pytest.fixture
def meet():
    """Two calls: the second begins when the first has written its line in the trail, and before it is committed."""

    def both(first, line, second):
        return meeting(first, (audit, "record"), second, once_done=lambda by, act, *_, **__: act == line)

    return both


@pytest.fixture
def cases(ada, bo, cy):
    """Each time another Nora, whom Cy erases, with a flagged intake and a second entry; and Kim, who stays."""

    def another():
        number = Identifier("urn:hospital", str(uuid4()))
        nora, double, kim = patient(bo, identifiers=[number]), patient(bo), patient(bo, "Pear", "Kim")
        with within(ada.actor.clinic):
            merge_patient(double.uuid, nora.uuid, by=bo.actor)
        seen, kims = (file(ada, SADDLE, patient=who.uuid).record for who in (nora, kim))
        with within(ada.actor.clinic):
            review = review_of(seen).uuid
        return SimpleNamespace(
            **{"ada": ada, "bo": bo, "cy": cy, "number": number, "new": uuid4(), "review": review},
            **{"nora": str(nora.uuid), "double": double.uuid, "kim": str(kim.uuid)},
            **{"seen": seen.submission_id, "kims": kims.submission_id},
        )

    return another


def erase(case):
    return case.cy.post(f"/patients/{case.nora}/erase/", {"patient": case.nora, "reason": "asked_by_patient"})


def amend(case, tag='"1"'):
    change = {"answers": {"age_years": 41}}
    return case.ada.patch(f"/intakes/{case.seen}/", change, **{"If-Match": tag})


def acknowledge(case):
    return case.ada.post(f"/reviews/{case.review}/acknowledge/", **{"If-Match": '"1"'})


def correct(case):
    more = {"identifiers": [to_builtins(case.number), {"system": "urn:other", "value": "1"}], "phone": "1"}
    return case.bo.patch(f"/patients/{case.nora}/", more, **{"If-Match": '"1"'})


def typed(case):
    return {"answers": WELL, "identity": {"family_name": "Quince", "identifier": to_builtins(case.number)}}


# What is done, the line that it writes, and what it may be answered, first or second.
DONE = {
    "filed": (
        "intake-filed",
        lambda case: case.ada.put(f"/intakes/{case.new}/", {"answers": SADDLE, "patient": case.nora}),
        {201, 410},
    ),
    "filed by number": (
        "intake-filed",
        lambda case: case.ada.put(f"/intakes/{case.new}/", typed(case)),
        {201},
    ),
    "filed again": (
        "intake-read",
        lambda case: case.ada.put(f"/intakes/{case.seen}/", {"answers": SADDLE, "patient": case.nora}),
        {200, 410},
    ),
    "other answers": (
        "intake-set-aside",
        lambda case: case.ada.put(f"/intakes/{case.seen}/", {"answers": WELL}),
        {409, 410},
    ),
    "a copy for her": (
        "intake-set-aside",
        lambda case: case.ada.put(f"/intakes/{case.kims}/", {"answers": WELL, "patient": case.nora}),
        {409, 410},
    ),
    "a copy by number": (
        "intake-set-aside",
        lambda case: case.ada.put(f"/intakes/{case.kims}/", typed(case)),
        {409},
    ),
    "linked": (
        "intake-linked",
        lambda case: case.bo.post(f"/intakes/{case.kims}/patient/", {"patient": case.nora}),
        {200, 410},
    ),
    "linked away": (
        "intake-linked",
        lambda case: case.bo.post(f"/intakes/{case.seen}/patient/", {"patient": case.kim}),
        {200, 410},
    ),
    "amended": ("intake-amended", amend, {200, 410}),
    "merged": (
        "patient-merged",
        lambda case: case.bo.post(f"/patients/{case.kim}/merge/", {"into": case.nora}),
        {200, 410},
    ),
    "unmerged": (
        "patient-unmerged",
        lambda case: case.bo.post(f"/patients/{case.double}/unmerge/"),
        {200, 410},
    ),
    "corrected": ("patient-corrected", correct, {200, 410}),
    "held": ("patient-held", lambda case: case.cy.post(f"/patients/{case.nora}/hold/"), {200, 410}),
    "held as another": (
        "patient-held",
        lambda case: case.cy.post(f"/patients/{case.double}/hold/"),
        {200, 410},
    ),
    "acknowledged": ("review-acknowledged", acknowledge, {200, 404}),
    "exported": (
        "patient-exported",
        lambda case: case.ada.get(f"/patients/{case.nora}/export/"),
        {200, 410},
    ),
    "read": ("intake-read", lambda case: case.ada.get(f"/intakes/{case.seen}/"), {200, 410}),
    "revisions": (
        "revisions-read",
        lambda case: case.ada.get(f"/intakes/{case.seen}/revisions/"),
        {200, 410},
    ),
    "explained": (
        "explanation-read",
        lambda case: case.ada.get(f"/intakes/{case.seen}/explanation/"),
        {200, 410},
    ),
    "candidates": (
        "candidates-listed",
        lambda case: case.ada.get(f"/intakes/{case.seen}/candidates/"),
        {200, 410},
    ),
    "patient": ("patient-read", lambda case: case.bo.get(f"/patients/{case.nora}/"), {200, 410}),
    "found": (
        "patients-searched",
        lambda case: case.bo.post("/patients/search/", {"name": "Quince"}),
        {200},
    ),
    "review": ("review-read", lambda case: case.ada.get(f"/reviews/{case.review}/"), {200, 404}),
    "worklist": ("worklist-read", lambda case: case.ada.get("/worklist/"), {200}),
    "queue": ("queue-read", lambda case: case.bo.get("/queue/"), {200}),
    "intakes": ("intakes-listed", lambda case: case.ada.get("/intakes/"), {200}),
    "erased": (ERASED, erase, {200, 410}),
}


def told(clinic):
    """Every id of an intake or a review that a message, a delivery or an alarm names, and every one there is."""
    with within(clinic):
        named = {
            *OutboxMessage.objects.values_list("subject", flat=True),
            *Delivery.objects.values_list("record", flat=True),
            *Alarm.objects.values_list("subject", flat=True),
        }
        known = {
            *IntakeRecord.objects.values_list("submission_id", flat=True),
            *Review.objects.values_list("uuid", flat=True),
        }
    return {str(each) for each in named}, {str(each) for each in known}


def is_gone(case):
    """Whether Nora and all that was hers is gone, no copy speaks of her, and no row refers to what is not there."""
    with within(case.ada.actor.clinic):
        stones = {str(uuid) for uuid in Tombstone.objects.values_list("uuid", flat=True)}
        rows = Patient.objects.filter(uuid__in=stones) or IntakeRecord.objects.filter(
            submission_id__in=stones
        )
        copies = [(str(copy.submission_id), copy.body["patient"]) for copy in SetAside.objects.all()]
    named, known = told(case.ada.actor.clinic)
    connection.check_constraints()
    return case.nora in stones and not rows and stones.isdisjoint(sum(copies, ())) and named <= known


FORBIDS = {"patient-held": 409, ERASED: 410}  # what was done first; all else is erased along


def test_an_erasure_that_begins_while_something_is_done(cases, meet):
    wrong = {}
    for name, (line, act, answers) in DONE.items():
        case = cases()
        other, erased = meet(lambda: act(case), line, lambda: erase(case))  # noqa: B023
        as_asked = other.status_code in answers and erased.status_code == FORBIDS.get(line, 200)
        if not as_asked or not (line == "patient-held" or is_gone(case)):
            wrong[name] = (other.status_code, erased.status_code)

    assert wrong == {}


def test_what_begins_while_an_erasure_is_at_it(cases, meet):
    wrong = {}
    for name, (_, act, answers) in DONE.items():
        case = cases()
        erased, other = meet(lambda: erase(case), ERASED, lambda: act(case))  # noqa: B023
        if erased.status_code != 200 or other.status_code not in answers or not is_gone(case):
            wrong[name] = (other.status_code, erased.status_code)

    assert wrong == {}


@pytest.fixture
def unlinked(tablet, bo, cy):
    """A walk-in of whom nothing but a number is known, and the entry that the number was then added to."""
    number, walk_in = Identifier("urn:hospital", "4711"), uuid4()
    sent = {"answers": WELL, "identity": {"identifier": to_builtins(number)}}
    assert tablet.put(f"/intakes/{walk_in}/", sent).status_code == 201
    nora = str(patient(bo, identifiers=[number]).uuid)
    return SimpleNamespace(cy=cy, bo=bo, tablet=tablet, nora=nora, walk_in=walk_in)


def link_to_kim(case, kim):
    return lambda: case.bo.post(f"/intakes/{case.walk_in}/patient/", {"patient": kim})


def what_is_left(case):
    with within(case.cy.actor.clinic):
        return [
            *IntakeRecord.objects.values_list("submission_id", flat=True),
            *SetAside.objects.values_list("submission_id", flat=True),
        ]


@pytest.mark.parametrize(
    "step", [(erasing, "unlinked_intakes_of"), (erasing, "remove")], ids=lambda step: step[1]
)
def test_an_intake_that_is_linked_to_another_during_an_erasure_is_theirs_or_gone(unlinked, step):
    kim = str(patient(unlinked.bo, "Pear", "Kim").uuid)

    erased, linked = meeting(lambda: erase(unlinked), step, link_to_kim(unlinked, kim))

    assert erased.status_code == 200
    assert linked.status_code in {200, 410}
    assert what_is_left(unlinked) == ([unlinked.walk_in] if linked.status_code == 200 else [])


def test_an_intake_that_is_being_linked_to_another_is_not_erased(unlinked, meet):
    kim = str(patient(unlinked.bo, "Pear", "Kim").uuid)

    linked, erased = meet(link_to_kim(unlinked, kim), "intake-linked", lambda: erase(unlinked))

    assert (linked.status_code, erased.status_code) == (200, 200)
    assert what_is_left(unlinked) == [unlinked.walk_in]


def test_a_copy_sent_under_the_id_of_an_unlinked_intake_does_not_outlive_it(unlinked):
    other = {"answers": WELL | {"age_years": 41}, "identity": {"family_name": "Quince"}}

    erased, sent = meeting(
        lambda: erase(unlinked),
        (removing, "bury"),
        lambda: unlinked.tablet.put(f"/intakes/{unlinked.walk_in}/", other),
    )

    assert erased.status_code == 200
    assert sent.status_code in {409, 410}
    assert what_is_left(unlinked) == []


@pytest.mark.parametrize(
    ("first", "step"),
    [("sent", (patients, "visible_to")), ("erased", (erasing, "remove")), ("erased", (removing, "bury"))],
    ids=["before it is looked for", "before it is removed", "before it is buried"],
)
def test_a_patient_that_is_sent_again_during_an_erasure_does_not_come_back(bo, cy, north, first, step):
    sent = {"family_name": "Quince", "given_name": "Nora"}
    nora = uuid4()
    assert bo.put(f"/patients/{nora}/", sent).status_code == 201
    acts = {
        "sent": lambda: bo.put(f"/patients/{nora}/", sent).status_code,
        "erased": lambda: erase(SimpleNamespace(cy=cy, nora=str(nora))).status_code,
    }
    (second,) = acts.keys() - {first}

    met = dict(zip((first, second), meeting(acts[first], step, acts[second]), strict=True))

    assert met["erased"] == 200
    assert met["sent"] in {200, 410}
    with within(north):
        assert (Patient.objects.count(), Tombstone.objects.count()) == (0, 1)


def test_a_filing_by_the_number_of_a_merged_entry_and_an_erasure_take_the_same_order(cases):
    case = cases()
    number = Identifier("urn:hospital", str(uuid4()))
    hers = {"identifiers": [to_builtins(number)]}
    assert case.bo.patch(f"/patients/{case.double}/", hers, **{"If-Match": '"2"'}).status_code == 200
    sent = {"answers": WELL, "identity": {"identifier": to_builtins(number)}}

    erased, filed = meeting(
        lambda: erase(case),
        (erasing, "refuse_on_hold"),
        lambda: case.ada.put(f"/intakes/{case.new}/", sent),
    )

    assert (erased.status_code, filed.status_code) == (200, 201)
    assert is_gone(case)


FORESEEN = {200, 201, 404, 409, 410, 412, 503}


@pytest.mark.long
def test_a_storm_of_everything_at_once_around_erasures(cases, settings):
    """Whoever meets whom at whatever step, nobody is told of a fault; 503 where two waited for each other."""
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)
    random, wrong = Random(7), []
    for _ in range(100):
        case = cases()
        some = random.choices(list(DONE.values()), k=7)
        answers = at_once(8, lambda n: erase(case) if n == 0 else some[n - 1][1](case))  # noqa: B023
        wrong += [answer for answer in answers if answer.status_code not in FORESEEN]
        wrong += [answer for answer in answers if answer.status_code == 503 and "Retry-After" not in answer]
        if answers[0].status_code == 200 and not is_gone(case):
            wrong.append(case)

    assert wrong == []
