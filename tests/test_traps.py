"""Eight traps that a plain Django build of this API was seen to fall into, each with the tests that hold it shut."""

import ast
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from intake.access import within
from intake.models import (
    AskNowTask,
    Assessment,
    AuditEntry,
    Flag,
    Injury,
    IntakeRecord,
    OutboxMessage,
    Review,
)
from tests.api.given import HALF_ASKED, SADDLE, file, refused
from tests.falling_over import without

ROOT = Path(__file__).parent.parent

HELD_BY = {
    "one torn emoji blanks a clinic's worklist": {
        "tests/gate/test_strict_json.py": ["test_a_torn_emoji_never_poisons_a_list"],
        "tests/api/test_unreadable.py": ["test_a_broken_column_breaks_no_list"],
    },
    "one fuzzer alone, or one database alone, does not see it": {
        "tests/api/test_fuzzing.py": [],
        "tests/gate/test_corpus.py": ["test_texts_of_every_kind_at_every_leaf_is_kept_as_sent_or_refused"],
        "tests/gate/test_corpus_in_addresses.py": ["test_texts_of_every_kind_in_an_address_or_a_header"],
    },
    "an acknowledged patient is lost at a power cut": {
        "tests/clinic/test_database.py": ["test_sqlite_is_durable_and_holds_references"],
        "tests/clinic/test_durability.py": ["test_production_refuses_a_database_that_forgets"],
        "tests/crash/test_crash.py": ["test_commits_that_wait_for_no_disk_are_found"],
    },
    "an old SQLite corrupts its log where two write": {
        "tests/clinic/test_durability.py": ["test_what_sqlite_must_say_of_itself"],
    },
    "throttles and locks let a crowd through": {
        "tests/gate/test_limits.py": [
            "test_of_32_calls_at_the_same_moment_just_the_limit_pass",
            "test_sixty_sign_ins_in_sixteen_threads_reach_the_password_five_times_at_most",
        ],
    },
    "an audit of packages that looked nothing up passes": {
        "tests/test_supply.py": ["test_an_audit_that_looked_nothing_up_is_none"],
    },
    "an intake is acknowledged without its flag or its line in the trail": {
        "tests/test_traps.py": ["test_an_intake_is_filed_with_all_that_belongs_to_it_or_not_at_all"],
        "tests/crash/test_crash.py": ["test_nothing_acknowledged_is_lost_to_a_few_kills"],
    },
}  # the eighth is of the SMART server, which has no door yet


@pytest.mark.parametrize("tests", HELD_BY.values(), ids=HELD_BY.keys())
def test_every_trap_is_held_shut_by_tests_that_are_there(tests):
    for path, names in tests.items():
        tree = ast.parse((ROOT / path).read_text())
        there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert {*names} <= there, path


@pytest.mark.parametrize("sign", ["%00", "a%00b", "%ed%a0%80", "%ff", "%c0%80", "\ud800"], ids=ascii)
def test_no_sign_in_an_address_reaches_the_database(ada, sign):
    sign = sign.encode("utf-8", "surrogatepass").decode("latin-1") if sign == "\ud800" else sign
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {ada.token}"})

    for name in ("cursor", "patient", "tier", "received_from", "nobody_knows", sign):
        assert client.get(f"/api/v1/intakes/?{name}={sign}").status_code == 400
    assert client.get(f"/api/v1/intakes/{sign}/").status_code == 404
    assert client.get(f"/api/v1/questionnaire/{sign}/").status_code == 404


COMPANIONS = (Injury, Assessment, Flag, Review, AskNowTask, AuditEntry, OutboxMessage)
FULL = SADDLE | {"trauma_recent": True, "injuries": [{"trauma_type": "mvc", "trauma_days_ago": 10}]}


@pytest.mark.parametrize("companion", COMPANIONS, ids=lambda model: model.__name__)
def test_an_intake_is_filed_with_all_that_belongs_to_it_or_not_at_all(ada, north, companion):
    sent = uuid4()
    answers = HALF_ASKED if companion is AskNowTask else FULL

    # given a database that falls over at one of the rows that belong to an intake
    with without(companion._meta.db_table):
        refused(ada.put(f"/intakes/{sent}/", {"answers": answers}), 503, "unreachable")

    # then nothing of it is there
    with within(north):
        assert not IntakeRecord.objects.exists()
        assert not any(model.objects.exists() for model in COMPANIONS)

    # and sent again, everything is
    file(ada, answers)
    with within(north):
        assert companion.objects.exists()
