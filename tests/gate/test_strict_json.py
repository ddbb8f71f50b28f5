"""What is no strict JSON is refused at the door, at once, and never reaches a list."""

import json
import time
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest

from intake.errors import BodyRefused
from intake.gate.strict_json import MOST_BYTES, MOST_DEPTH, MOST_DIGITS, MOST_KEYS, StrictJSON, loads
from tests.api.given import WELL, file, refused
from tests.conftest import calling


def nested(depth, opening=b"[", closing=b"]"):
    return opening * depth + closing * depth


REFUSED = {
    "nothing": b"",
    "no value": b" ",
    "a word": b"answers",
    "a comment": b"{} // seen",
    "a trailing comma": b'{"a": 1,}',
    "single quotes": b"{'a': 1}",
    "two values": b"{} {}",
    "a key twice": b'{"a": 1, "a": 1}',
    "a key twice, spelt differently": b'{"a": 1, "\\u0061": 2}',
    "a key twice deep inside": b'{"a": [{"b": 1, "b": 2}]}',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": Infinity}',
    "-Infinity": b'{"a": -Infinity}',
    "a number past all bounds": b'{"a": 1e999}',
    "its negative": b'{"a": -1e999}',
    "a whole number without end": b'{"a": ' + b"9" * (MOST_DIGITS + 1) + b"}",
    "a very long number": b'{"a": ' + b"9" * 200_000 + b"}",
    "a fraction without end": b'{"a": 0.' + b"1" * MOST_DIGITS + b"}",
    "a leading zero": b'{"a": 012}',
    "a plus sign": b'{"a": +1}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "bad UTF-8": b'{"a": "\xff"}',
    "Latin-1": '{"a": "é"}'.encode("latin-1"),
    "an overlong sign": b'{"a": "\xc0\x80"}',
    "half a pair as bytes": b'{"a": "\xed\xa0\x80"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "UTF-16 without a mark": '{"a": 1}'.encode("utf-16-le"),
    "UTF-32": '{"a": 1}'.encode("utf-32"),
    "compressed": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
    "NUL": b'{"a": "\\u0000"}',
    "NUL in a key": b'{"a\\u0000": 1}',
    "a raw NUL": b'{"a": "\x00"}',
    "a raw line break": b'{"a": "\n"}',
    "the first half of a pair": b'{"a": "\\ud83d"}',
    "the second half of a pair": b'{"a": "\\udc00"}',
    "the halves in the wrong order": b'{"a": "\\ude00\\ud83d"}',
    "half a pair in a key": b'{"\\ud800": 1}',
    "half a pair deep inside": b'{"a": [[{"b": ["\\ud800 and more"]}]]}',
    "lists too deep": nested(MOST_DEPTH + 1),
    "objects too deep": nested(MOST_DEPTH + 1, b'{"a":', b"}").replace(b":}", b":1}"),
    "lists without end": nested(100_000),
    "lists never closed": b"[" * 200_000,
    "objects never closed": b'{"a":' * 40_000,
    "too many keys": json.dumps({str(number): 1 for number in range(MOST_KEYS + 1)}).encode(),
    "too many keys in all": json.dumps([{"a": 1}] * (MOST_KEYS + 1)).encode(),
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_strict_json_is_refused_in_no_time(body):
    begun = time.thread_time()

    with pytest.raises(BodyRefused, match="not the JSON") as refusal:
        loads(body)

    assert refusal.value.faults[0].detail.startswith("the body must ")
    assert time.thread_time() - begun < 1


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_the_door_refuses_it_before_anything_is_stored(ada, body):
    answer = send(ada, f"/intakes/{uuid4()}/", body)

    refused(answer, 400, "body-refused")
    assert ada.get("/intakes/").json()["results"] == []


def send(person, path, body, content_type="application/json"):
    client = calling(headers={"Authorization": f"Bearer {person.token}"})
    return client.put(f"{person.address}{path}", body, content_type=content_type)


def test_what_is_at_a_limit_is_read():
    most = {
        "deep": nested(MOST_DEPTH),
        "keys": json.dumps({str(number): 1 for number in range(MOST_KEYS)}).encode(),
        "digits": b"9" * MOST_DIGITS,
        "fraction": b"0." + b"1" * (MOST_DIGITS - 2),
        "a pair": b'"\\ud83d\\ude00"',
        "an emoji": '"😀"'.encode(),
        "a sign that does not show": b'"\\u202e\\ufffe"',
    }

    assert {name: json.loads(body) for name, body in most.items()} == {
        name: loads(body) for name, body in most.items()
    }


@pytest.mark.parametrize("body", [b"[]", b"1", b'"{}"', b"null", b"true"])
def test_a_body_is_an_object(ada, body):
    refused(send(ada, f"/intakes/{uuid4()}/", body), 400, "body-refused")


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 3_000_000])
def test_a_body_larger_than_any_intake_is_refused(ada, size):
    body = b'{"answers": "' + b"x" * (size - 15) + b'"}'

    refused(send(ada, f"/intakes/{uuid4()}/", body), 413, "too-large")


def test_of_a_body_that_is_too_large_no_more_is_read_than_shows_it():
    body = BytesIO(b"x" * 3_000_000)

    with pytest.raises(BodyRefused, match=f"at most {MOST_BYTES} bytes"):
        StrictJSON().parse(body, parser_context={"request": SimpleNamespace()})

    assert body.tell() == MOST_BYTES + 1


def test_a_body_as_large_as_may_be_is_read(ada):
    body = b'{"answers": {}}'

    assert send(ada, f"/intakes/{uuid4()}/", body.ljust(MOST_BYTES)).status_code == 201


@pytest.mark.parametrize("half", ["\\ud83d", "\\u0000"])
def test_a_torn_emoji_never_poisons_a_list(ada, bo, half):
    # given a good intake, and a tablet that cuts an emoji in half
    good = file(ada, WELL)
    body = json.dumps({"answers": WELL, "identity": {"family_name": "Quince HALF"}}).replace("HALF", half)

    # when it sends it, as a name, as an answer, and as a note on a patient
    refused(send(ada, f"/intakes/{uuid4()}/", body), 400, "body-refused")
    refused(send(ada, f"/intakes/{good}/", body), 400, "body-refused")
    name = json.dumps({"family_name": "HALF", "given_name": "Nora"}).replace("HALF", half)
    refused(send(bo, f"/patients/{uuid4()}/", name), 400, "body-refused")

    # then every list still answers, with what was good
    assert [row["submission_id"] for row in ada.get("/intakes/").json()["results"]] == [good]
    assert [row["submission_id"] for row in bo.get("/queue/").json()["results"]] == [good]
    assert bo.get("/patients/").json()["results"] == []
    for path in ("/worklist/", "/set-aside/", "/patients/"):
        assert ada.get(path).status_code == 200


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "text/json",
    ],
)
def test_a_body_that_does_not_say_it_is_json_is_refused(ada, content_type):
    refused(
        send(ada, f"/intakes/{uuid4()}/", b'{"answers": {}}', content_type), 415, "unsupported-media-type"
    )


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "bz2_codec", "nonsense"])
def test_a_charset_that_is_claimed_changes_nothing(ada, charset):
    content_type = f"application/json; charset={charset}"

    assert send(ada, f"/intakes/{uuid4()}/", b'{"answers": {}}', content_type).status_code == 201
