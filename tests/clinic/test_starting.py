"""What a server does once, before it has threads, it does not do again for each of them."""

import subprocess
import sys

from tests.benchmarks.serving import ROOT

STARTED = """
import clinic.wsgi
from django.urls import get_resolver
from intake.questionnaire.reading import read
from intake.triage import assess

known = set(sys.modules)
compiled = assess._compiled.cache_info().misses
assess.assess(read({"age_years": 40}))
get_resolver().resolve("/api/v1/worklist/")
print(compiled, assess._compiled.cache_info().misses, sorted(set(sys.modules) - known))
"""


def test_a_server_has_compiled_its_rules_and_loaded_its_doors_before_the_first_request(tmp_path):
    address = {
        "AFOOT_DATABASE": f"sqlite:///{tmp_path}/none.sqlite3",
        "DJANGO_SETTINGS_MODULE": "clinic.settings",
    }
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys\n{STARTED}"],
        cwd=ROOT,
        env=address,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "1 1 []"
