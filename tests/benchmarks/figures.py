"""What was measured: rows, kept as JSON and shown as tables, so that a part that did not run keeps its own."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "docs/benchmarks.json"
PAGE = ROOT / "docs/benchmarks.md"

HEAD = """# Figures

Written by `make bench`, which measures everything anew in about a quarter of an hour; not edited by hand.
`make bench SCALE=small` is a quick look that keeps nothing, `make bench PARTS="filing judging"` measures
these parts alone and leaves the others as they were. Each ratio is of one run: the contenders take turns, and it
is the median over the rounds. What is generated, loaded and compared is said at the top of each file in
`tests/benchmarks`.

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure. A goal is for the ratio to the baseline, or for the figure itself; None where there is none."""

    what: str
    figure: float
    unit: str
    baseline: float | None = None
    baseline_is: str = ""
    ratio: float | None = None
    least_ratio: float | None = None
    least: float | None = None
    most: float | None = None
    how: str = ""

    @property
    def is_held(self) -> bool | None:
        if self.least_ratio is not None:
            return self.ratio >= self.least_ratio
        if self.least is not None:
            return self.figure >= self.least
        return None if self.most is None else self.figure <= self.most

    @property
    def goal(self) -> str:
        if self.least_ratio is not None:
            return f"≥ {spelt(self.least_ratio)} ×"
        if self.least is not None:
            return f"≥ {spelt(self.least)} {self.unit}"
        return "" if self.most is None else f"≤ {spelt(self.most)} {self.unit}"

    def cells(self) -> tuple[str, ...]:
        against = f"{spelt(self.baseline)} · {self.baseline_is}" if self.baseline is not None else ""
        ratio = "" if self.ratio is None else f"{spelt(self.ratio)} ×"
        verdict = {True: "held", False: "**missed**", None: ""}[self.is_held]
        return self.what, f"{spelt(self.figure)} {self.unit}", against, ratio, self.goal, verdict, self.how


HEADINGS = ("what", "figure", "baseline", "ratio", "goal", "", "how often")


def spelt(number: float) -> str:
    """Three digits that mean something, no more."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def table(rows: Iterable[Row]) -> str:
    lines = [HEADINGS, tuple("---" for _ in HEADINGS), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def keep(part: str, *, day: str, run_on: str, rows: list[Row]) -> None:
    """Put the rows of a part in the place of those that it had, and write the page anew."""
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    kept[part] = {"day": day, "run_on": run_on, "rows": [asdict(row) for row in rows]}
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    PAGE.write_text(page(kept))


def page(kept: dict) -> str:
    """The page of all that is kept."""
    return HEAD + "\n".join(
        f"## {part.capitalize()}\n\n{measured['day']} · {measured['run_on']}\n\n"
        + table(Row(**row) for row in measured["rows"])
        for part, measured in sorted(kept.items())
    )
