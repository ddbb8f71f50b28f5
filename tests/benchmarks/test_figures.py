"""The figures that are kept: whether a goal is held, how a row reads, and that what did not run is not lost."""

import json

import pytest

from tests.benchmarks import figures
from tests.benchmarks.figures import Row


def row(**more):
    return Row(**({"what": "Judging", "figure": 120.0, "unit": "µs"} | more))


@pytest.mark.parametrize(
    ("made", "is_held", "goal"),
    [
        (row(), None, ""),
        (row(most=150), True, "≤ 150 µs"),
        (row(most=100), False, "≤ 100 µs"),
        (row(least=120), True, "≥ 120 µs"),
        (row(least=121), False, "≥ 121 µs"),
        (row(ratio=0.41, least_ratio=0.4), True, "≥ 0.40 ×"),
        (row(ratio=0.39, least_ratio=0.4, most=150), False, "≥ 0.40 ×"),
    ],
)
def test_a_goal_is_held_or_missed(made, is_held, goal):
    assert made.is_held is is_held
    assert made.goal == goal


@pytest.mark.parametrize(
    ("number", "spelt"), [(1_234_567.8, "1,234,568"), (123.4, "123"), (12.34, "12.3"), (0.4444, "0.44")]
)
def test_a_figure_is_spelt_in_three_digits(number, spelt):
    assert figures.spelt(number) == spelt


def test_a_missed_goal_stands_out():
    shown = figures.table([row(most=100, baseline=700.0, baseline_is="plain walk", ratio=0.17)])

    assert (
        shown.splitlines()[2] == "| Judging | 120 µs | 700 · plain walk | 0.17 × | ≤ 100 µs | **missed** |  |"
    )


def test_a_part_that_did_not_run_keeps_its_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "KEPT", tmp_path / "benchmarks.json")
    monkeypatch.setattr(figures, "PAGE", tmp_path / "benchmarks.md")
    figures.keep("judging", day="2026-11-01", run_on="one", rows=[row()])
    figures.keep("memory", day="2026-11-01", run_on="one", rows=[row(what="Memory")])

    figures.keep("judging", day="2026-11-02", run_on="another", rows=[row(figure=99.0)])

    page = figures.PAGE.read_text()
    assert "| Memory | 120 µs |" in page
    assert "| Judging | 99.0 µs |" in page
    assert "| Judging | 120 µs |" not in page
    assert "2026-11-02 · another" in page


def test_the_page_is_what_the_kept_figures_say():
    if figures.KEPT.exists():
        assert figures.PAGE.read_text() == figures.page(json.loads(figures.KEPT.read_text()))
