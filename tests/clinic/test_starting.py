"""What a server does once, before it has threads, it does not do again for each of them."""

import json
import subprocess
import sys
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application

from tests.actions.given import SADDLE
from tests.benchmarks.serving import ROOT

STARTED = """
import clinic.{server}
from django.urls import get_resolver
from intake.questionnaire.reading import read
from intake.triage import assess

known = set(sys.modules)
compiled = assess._compiled.cache_info().misses
assess.assess(read({"age_years": 40}))
get_resolver().resolve("/api/v1/worklist/")
print(compiled, assess._compiled.cache_info().misses, sorted(set(sys.modules) - known))
"""


@pytest.mark.parametrize("server", ["wsgi", "asgi"])
def test_a_server_has_compiled_its_rules_and_loaded_its_doors_before_the_first_request(tmp_path, server):
    address = {
        "AFOOT_DATABASE": f"sqlite:///{tmp_path}/none.sqlite3",
        "DJANGO_SETTINGS_MODULE": "clinic.settings",
    }
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys\n{STARTED.replace('{server}', server)}"],
        cwd=ROOT,
        env=address,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "1 1 []"


@async_to_sync
async def told(person, method, path, content=None):
    """What a host that speaks ASGI is answered: the status, and the body read."""
    body = b"" if content is None else json.dumps(content).encode()
    headers = {
        "host": "localhost",
        "authorization": f"Bearer {person.token}",
        "content-type": "application/json",
        "content-length": str(len(body)),
    }
    call = ApplicationCommunicator(
        get_asgi_application(),
        {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        },
    )
    await call.send_input({"type": "http.request", "body": body})
    began, ended = await call.receive_output(60), await call.receive_output(60)
    await call.wait(60)
    return began["status"], json.loads(ended["body"])


@pytest.mark.django_db(transaction=True)
def test_over_asgi_an_intake_is_filed_and_found_in_its_clinic_alone(ada, dee):
    address = f"/api/v1/intakes/{uuid4()}/"

    status, filed = told(ada, "PUT", address, {"answers": SADDLE})

    assert (status, filed["assessment"]["tier"]) == (201, "emergency")
    assert told(ada, "GET", address)[0] == 200
    assert told(dee, "GET", address)[0] == 404
