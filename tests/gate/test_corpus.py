"""Whatever stands at any leaf of a body is kept as sent or refused: no 5xx, no list that fails, nothing changed."""

import json
import time
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from uuid import uuid4

import pytest

from intake import questionnaire
from intake.errors import BodyRefused
from intake.gate.strict_json import loads
from intake.questionnaire.reading import NAME
from tests.api.furnished import tag_at, undone
from tests.api.given import SADDLE, WELL, act_on, file, flagged, pages_of
from tests.conftest import calling
from tests.gate.corpus import bodies, json_texts, naughty_texts
from tests.gate.corpus.bodies import Path, leaves, planted, value_at

SLOWEST = 1.0  # seconds
SHARE = 3  # the daily tests send one text in so many, at one leaf; the long ones all of them at all leaves

READ, REFUSED, NAUGHTY = json_texts.read(), json_texts.refused(), naughty_texts.texts()
AS_JSON = {  # half of them as themselves, half as escapes
    f"naughty {name}": json.dumps(text, ensure_ascii=bool(number % 2)).encode()
    for number, (name, text) in enumerate(NAUGHTY.items())
}
EVERYTHING = READ | REFUSED | AS_JSON


def is_read(text: bytes) -> bool:
    """By the standard library."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


# Nothing, or several values: no JSON by themselves, but the inside of a list.
INSIDE_A_LIST = {name for name, text in REFUSED.items() if not is_read(text) and is_read(b"[%b]" % text)}


@dataclass(frozen=True)
class Target:
    """An address that takes a body; what it accepts is read back at `kept`, `inside` of what is shown there."""

    who: str
    method: str
    path: str
    body: Mapping
    kept: str = ""
    inside: Path = ()

    @property
    def makes(self) -> bool:
        """Whether each call makes a thing of its own, so that many may stand side by side."""
        return "{new}" in self.path


INTAKE, REVIEW = "/intakes/{sent}/", "/reviews/{review}/"
TARGETS = {
    "an intake": Target("ada", "PUT", "/intakes/{new}/", bodies.INTAKE, "/intakes/{new}/"),
    "an amendment": Target("ada", "PATCH", INTAKE, {"answers": {"work_type": "gardener"}}, INTAKE),
    "a patient": Target("bo", "PUT", "/patients/{new}/", bodies.PATIENT, "/patients/{new}/"),
    "a correction": Target("bo", "PATCH", "/patients/{patient}/", bodies.PATIENT, "/patients/{patient}/"),
    "a referral": Target("ada", "POST", REVIEW + "refer/", bodies.REFERRAL, REVIEW, ("referral",)),
    "a closing": Target("ada", "POST", REVIEW + "close/", bodies.CLOSING, REVIEW),
    "a tablet": Target("bo", "PUT", "/devices/{new}/", {"name": "Left"}, "/devices/{new}/"),
    "a clinic": Target("cy", "PATCH", "/clinic/", bodies.CLINIC, "/clinic/"),
    "a trial": Target("ada", "POST", "/assessments/", bodies.TRIAL),
    "a search": Target("bo", "POST", "/patients/search/", bodies.SEARCH),
    "a sign-in": Target("nobody", "POST", "/sign-in/", bodies.SIGN_IN),
    "a code": Target("nobody", "POST", "/devices/enrol/", {"code": "ABCDEFGHJKLM"}),
}
SPOTS = [(name, at) for name, target in TARGETS.items() for at in leaves(target.body) if at != ("outcomes",)]


def test_the_corpus_is_as_large_as_was_promised():
    assert len(READ) + len(REFUSED) >= 318
    assert len(set(NAUGHTY.values())) >= 500


def test_what_is_json_is_read_as_the_standard_library_reads_it():
    assert {name: repr(loads(text)) for name, text in READ.items()} == {
        name: repr(json.loads(text)) for name, text in READ.items()
    }


def test_what_is_no_json_is_refused():
    for name, text in REFUSED.items():
        try:
            loads(text)
        except BodyRefused:
            continue
        pytest.fail(f"{name} was read")


@pytest.fixture(autouse=True)
def _unlimited(settings):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)


@pytest.fixture
def people(db, ada, bo, cy, nobody):
    return {"ada": ada, "bo": bo, "cy": cy, "nobody": nobody}


@pytest.fixture
def things(ada, bo):
    """What stands in the clinic already: an intake, a patient, and a review that was acknowledged."""
    patient, review = str(uuid4()), flagged(ada, SADDLE)
    bo.put(f"/patients/{patient}/", {"family_name": "Pear", "given_name": "Ida"})
    act_on(ada, review, "acknowledge")
    return {"sent": file(ada, WELL), "patient": patient, "review": review}


@pytest.fixture
def plant(people, things):
    """Send a target's body with a text at one leaf. Gives the id of what was accepted, None where it is refused."""
    flags = people["ada"].get(REVIEW.format(**things)).json()["flags"]
    outcomes = {flag["rule"]: "confirmed" for flag in flags}

    def send_planted(target, at, name, text):
        named = things | {"new": str(uuid4())}
        body = target.body | {"outcomes": outcomes} if "outcomes" in target.body else target.body
        body = planted(body, at, text)
        with nullcontext() if target.makes else undone():
            answer = send(people[target.who], target.method, target.path.format(**named), body)
            assert answer.status_code < 500, (at, name)
            if answer.status_code >= 300:
                return None
            assert name not in REFUSED, (at, name)
            if target.kept:
                kept = people[target.who].get(target.kept.format(**named)).json()
                kept = value_at(kept, target.inside)
                assert is_as_sent(kept, at, value_at(json.loads(body), at)), (at, name)
        return named["new"]

    return send_planted


def send(person, method, path, body=b"", **headers):
    """A call that takes less than a second; one that took longer is tried once more, for the machine's sake."""
    authorized = {"Authorization": f"Bearer {person.token}"} if person.token else {}
    client = calling(raise_request_exception=False, headers={"If-Match": tag_at(path)} | authorized | headers)
    for _ in range(2):
        begun = time.perf_counter()
        answer = client.generic(method, person.address + path, body, content_type="application/json")
        if time.perf_counter() - begun < SLOWEST:
            return answer
    pytest.fail(f"{method} {path} was slow")


def is_as_sent(kept, at, sent) -> bool:
    """Whether a leaf is read back as it was sent; `none` of a list, and null, are read back as nothing there."""
    if at[0] == "parameters" and "slug" in kept:
        kept = {"parameters": {each["name"]: each["value"] for each in kept["parameters"]}}
        sent = 38.0 if sent is None else sent  # null goes back to the default
    if at == ("questionnaire",):
        sent = sent or questionnaire.VERSION  # where none is named, the one of today was filled
    try:
        found = value_at(kept, at)
    except (LookupError, TypeError):
        return sent in (None, "none")
    return found == sent and (type(found) is bool) == (type(sent) is bool)


def lists_answer(people, target, accepted):
    """Every list answers, and shows what was accepted last."""
    for who, path in (("ada", "/worklist/"), ("ada", "/set-aside/"), ("bo", "/queue/"), ("cy", "/audit/")):
        assert people[who].get(path).status_code == 200, path
    for who, path, name in (
        ("ada", "/intakes/", "submission_id"),
        ("bo", "/patients/", "uuid"),
        ("bo", "/devices/", "uuid"),
    ):
        shown = {row[name] for page in pages_of(people[who], path) for row in page}
        assert accepted is None or not target.path.startswith(path + "{new}") or accepted in shown


def send_all(people, plant, name, at, texts):
    target, left_out = TARGETS[name], INSIDE_A_LIST if isinstance(at[-1], int) else ()
    with undone():
        accepted = [plant(target, at, each, text) for each, text in texts.items() if each not in left_out]
        lists_answer(people, target, next((each for each in reversed(accepted) if each), None))


@pytest.mark.parametrize("name", TARGETS)
def test_texts_of_every_kind_at_every_leaf_is_kept_as_sent_or_refused(people, plant, name):
    for number, (each, at) in enumerate(SPOTS):
        if each == name:
            texts = dict(list(EVERYTHING.items())[number :: SHARE * len(SPOTS)])
            send_all(people, plant, name, at, texts)


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "at"), SPOTS, ids=lambda each: each if isinstance(each, str) else str(each[-1])
)
def test_every_text_at_every_leaf_is_kept_as_sent_or_refused(people, plant, name, at):
    send_all(people, plant, name, at, EVERYTHING)


def as_key(body, text):
    """The body with one more field of that name in each of its objects, one at a time."""
    yield {**body, text: 1}
    for name, inner in body.items():
        if isinstance(inner, dict):
            yield {**body, name: {**inner, text: 1}}


def test_no_text_is_a_name_that_is_ignored(people, things):
    for number, text in enumerate([*dict.fromkeys(NAUGHTY.values())][::SHARE]):
        name, target = list(TARGETS.items())[number % len(TARGETS)]
        path = target.path.format(**things, new=uuid4())
        for body in as_key(target.body, text):
            answer = send(people[target.who], target.method, path, json.dumps(body).encode())
            assert answer.status_code == 400, (name, text)
            assert len(text) < 4 or NAME.match(text) or text not in answer.content.decode(), (name, text)
