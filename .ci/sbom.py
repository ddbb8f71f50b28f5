"""What Afoot runs on, as a CycloneDX 1.6 bill of materials: each pinned package that is installed here, its licence,
and what needs what.
"""

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)
NEEDS = re.compile(r"[\w.-]+")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> dict[str, Distribution]:
    """The pinned packages by name, but for those that this platform does without."""
    found = {}
    for name, version in PIN.findall((ROOT / "requirements.txt").read_text()):
        try:
            each = distribution(name)
        except PackageNotFoundError:
            continue
        if each.version != version:
            raise SystemExit(f"{name} {each.version} is installed, {version} is pinned.")
        found[plain(name)] = each
    return found


def purl(package: Distribution) -> str:
    return f"pkg:pypi/{plain(package.metadata['Name'])}@{package.version}"


def licence(package: Distribution) -> str:
    said = package.metadata
    classified = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier", []) if "License" in line]
    written = (said.get("License") or "").strip().partition("\n")[0]
    return said.get("License-Expression") or ", ".join(classified) or written or "not stated"


def component(package: Distribution) -> dict:
    return {
        "type": "library",
        "bom-ref": purl(package),
        "name": package.metadata["Name"],
        "version": package.version,
        "purl": purl(package),
        "licenses": [{"license": {"name": licence(package)}}],
    }


def bill() -> dict:
    packages = installed()
    needs = {
        name: sorted({plain(NEEDS.match(line)[0]) for line in each.requires or []} & packages.keys())
        for name, each in packages.items()
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": "afoot", "name": "afoot", "version": "1"}
        },
        "components": [component(each) for each in packages.values()],
        "dependencies": [
            {"ref": purl(packages[name]), "dependsOn": [purl(packages[each]) for each in needs[name]]}
            for name in packages
        ],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(), indent=2, sort_keys=True) + "\n")
