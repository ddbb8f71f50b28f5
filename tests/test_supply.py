"""What is installed is what was pinned, hash for hash; and an audit that looked nothing up is not taken for one."""

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from importlib.metadata import distributions
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LISTS = ("requirements.txt", "requirements-dev.txt")
MOST_DIRECT = 25
BLOCK = re.compile(r"^(?=[a-z])", re.MULTILINE)


def tool(name):
    spec = spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def direct(name):
    """The packages that we ask for ourselves, as name==version."""
    lines = (ROOT / name).read_text().splitlines()
    return [re.sub(r"\[\w+\]", "", line).lower() for line in lines if line and line[0] not in "-#"]


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_with_its_hashes(name):
    blocks = [block for block in BLOCK.split((ROOT / name).read_text()) if block[0].isalpha()]

    assert len(blocks) == len(tool("audit").pinned(ROOT / name)) > 0
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", block) for block in blocks)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_no_place_that_it_was_made_at(name):
    assert not re.search(r"://|file:|^-|/|index", (ROOT / name).read_text(), re.MULTILINE)


def test_what_we_ask_for_is_pinned_and_is_not_much():
    runtime, development = (tool("audit").pinned(ROOT / name) for name in LISTS)

    assert {*direct("requirements.in")} <= runtime
    assert {*direct("requirements-dev.in")} <= development
    assert runtime <= development
    assert len(direct("requirements.in")) <= MOST_DIRECT


def test_what_is_installed_is_what_is_pinned():
    pins = dict(each.split("==") for each in tool("audit").pinned(ROOT / "requirements-dev.txt"))
    here = {re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower(): each.version for each in distributions()}

    assert {name: here[name] for name in pins if name in here} == {
        name: pins[name] for name in pins if name in here
    }


def test_make_installs_by_hash_alone():
    installs = [line for line in (ROOT / "Makefile").read_text().splitlines() if "pip install" in line]

    assert len(installs) == 2
    assert all("--require-hashes" in line for line in installs)


WHEEL = {
    "METADATA": ("Metadata-Version: 2.1", "Name: nothing-at-all", "Version: 1"),
    "WHEEL": ("Wheel-Version: 1.0", "Root-Is-Purelib: true", "Tag: py3-none-any"),
    "RECORD": (),
}


@pytest.fixture
def wheel(tmp_path):
    """A package of nothing, ready to be installed."""
    path = tmp_path / "nothing_at_all-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as files:
        files.writestr(
            "nothing_at_all-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: nothing-at-all\nVersion: 1\n"
        )
        files.writestr(
            "nothing_at_all-1.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        files.writestr("nothing_at_all-1.dist-info/RECORD", "")
    return path


@pytest.mark.parametrize(
    ("sha256", "passes"),
    [(lambda path: hashlib.sha256(path.read_bytes()).hexdigest(), True), (lambda path: "0" * 64, False)],
    ids=["right", "wrong"],
)
def test_a_package_with_another_hash_is_not_installed(wheel, tmp_path, sha256, passes):
    wanted = tmp_path / "requirements.txt"
    wanted.write_text(f"nothing-at-all==1 --hash=sha256:{sha256(wheel)}\n")

    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--dry-run",
        "--no-index",
        "--find-links",
        str(tmp_path),
    ]
    ran = subprocess.run(
        [*command, "--require-hashes", "-r", str(wanted)], capture_output=True, text=True, check=False
    )

    assert (ran.returncode == 0) is passes, ran.stderr
    assert passes or "HASH" in ran.stderr.upper()


PACKAGES = {"django==5.2.19", "msgspec==0.22.0"}


def report(**vulns):
    """pip-audit's report: the vulnerabilities by package, None for one that was not found."""
    dependencies = []
    for name, version in (each.split("==") for each in sorted(PACKAGES)):
        if name in vulns:
            found = {"skip_reason": "not found"} if vulns[name] is None else {"vulns": vulns[name]}
            dependencies.append({"name": name, "version": version, **found})
    return json.dumps({"dependencies": dependencies, "fixes": []})


@pytest.mark.parametrize(
    ("told", "code", "sentence"),
    [
        (report(django=[], msgspec=[]), 0, "Audited: 2 of 2"),
        (report(django=[{"id": "CVE-2026-1"}], msgspec=[]), 1, "django==5.2.19: CVE-2026-1"),
        (report(django=[{"id": "CVE-2026-1"}], msgspec=None), 1, "CVE-2026-1"),
        (report(django=[], msgspec=None), 2, "1 of 2 packages were not looked up (msgspec==0.22.0)"),
        (report(django=[]), 2, "NOT AUDITED: 1 of 2"),
        (report(django=None, msgspec=None), 2, "no advisory source could be reached"),
        (report(), 2, "no advisory source could be reached"),
        ("", 2, "no advisory source could be reached"),
        ("No known vulnerabilities found", 2, "NOT AUDITED: 2 of 2"),
    ],
)
def test_an_audit_that_looked_nothing_up_is_none(told, code, sentence):
    found = tool("audit").judged(PACKAGES, told)

    assert found[0] == code
    assert sentence in found[1]


def test_the_bill_of_materials_lists_what_runs_and_nothing_else():
    bill = tool("sbom").bill()

    listed = {f"{each['name'].lower().replace('_', '-')}=={each['version']}" for each in bill["components"]}
    assert listed <= tool("audit").pinned(ROOT / "requirements.txt")
    assert {*direct("requirements.in")} <= listed
    refs = {each["bom-ref"] for each in bill["components"]}
    assert {each["ref"] for each in bill["dependencies"]} == refs
    assert all({*each["dependsOn"]} <= refs for each in bill["dependencies"])
    assert all(each["licenses"][0]["license"]["name"] != "not stated" for each in bill["components"])


FREE = {  # by which anybody may run, change and hand on what Afoot is made of
    *(
        "MIT",
        "MIT License",
        "MIT-0",
        "MIT OR Apache-2.0",
        "PSF-2.0",
        "Apache-2.0",
        "Apache-2.0 OR BSD-3-Clause",
    ),
    *("BSD License", "BSD-3-Clause", "BSD 3-Clause OR Apache-2.0"),
}
OTHERWISE = {  # and what was looked into
    "psycopg": "LGPL-3.0-only",  # used as it is, and may be replaced
    "psycopg-binary": "LGPL-3.0-only",
    "psycopg-pool": "LGPL-3.0-only",
    "fido2": "BSD License, Apache Software License, Mozilla Public License 2.0 (MPL 2.0)",  # of a list, MPL
    "qrcode": "BSD License, Other/Proprietary License",  # BSD and MIT; the word is a trademark
}


def test_everything_that_runs_may_be_used_freely():
    said = {
        each["name"]: each["licenses"][0]["license"]["name"] for each in tool("sbom").bill()["components"]
    }

    assert {name: licence for name, licence in said.items() if licence not in FREE} == OTHERWISE
