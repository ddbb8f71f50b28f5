"""Hold every pinned package against the published advisories; one that was not looked at counts as not audited.

pip-audit alone says that no vulnerability is known where it could look nothing up. Exits with 0 where each package
was looked up and nothing is known against it, 1 where something is, 2 where that cannot be said.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"^([\w.-]+)==([\w.]+)(?: ; .*)? \\$", re.MULTILINE)


def pinned(path: Path = ROOT / "requirements.txt") -> set[str]:
    """Every package of a compiled list, as name==version."""
    return {f"{name}=={version}" for name, version in PIN.findall(path.read_text())}


def judged(packages: set[str], report: str) -> tuple[int, str]:
    """The exit code and the sentence for pip-audit's report, which is no JSON where it failed as a whole."""
    try:
        told = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        told = []
    bad = {f"{each['name']}=={each['version']}": each["vulns"] for each in told if each.get("vulns")}
    looked_up = {f"{each['name']}=={each['version']}" for each in told if "vulns" in each}
    if bad:
        ids = "; ".join(f"{name}: {', '.join(vuln['id'] for vuln in found)}" for name, found in bad.items())
        return 1, f"Known vulnerabilities. {ids}"
    if missing := packages - looked_up:
        why = "no advisory source could be reached" if not looked_up else ", ".join(sorted(missing))
        return 2, f"NOT AUDITED: {len(missing)} of {len(packages)} packages were not looked up ({why})."
    return 0, f"Audited: {len(packages)} of {len(packages)} packages, no vulnerability is known."


def report_on(path: Path) -> str:
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(path),
        "--disable-pip",
        "--require-hashes",
    ]
    asked = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)  # noqa: S603, ours
    return asked.stdout


def main() -> int:
    worst = 0
    for name in ("requirements.txt", "requirements-dev.txt"):
        code, sentence = judged(pinned(ROOT / name), report_on(ROOT / name))
        sys.stdout.write(f"{name}: {sentence}\n")
        worst = {0: worst, 1: 1, 2: worst or 2}[code]
    return worst


if __name__ == "__main__":
    sys.exit(main())
