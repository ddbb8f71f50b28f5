"""Wilson's interval gives the limits that others have published, and none where there is nothing to share."""

import pytest

from intake.triage.wilson import Share, share

# Newcombe 1998 (Stat Med 17:857-872), table I, method 3
PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("count", "of", "low", "high"), PUBLISHED)
def test_the_limits_are_the_published_ones(count, of, low, high):
    found = share(count, of)

    assert (found.of, found.low, found.high) == (of, low, high)
    assert found.share == pytest.approx(count / of, abs=1e-4)


@pytest.mark.parametrize(("count", "of"), [(0, 1), (1, 1), (0, 1_000), (1_000, 1_000), (3, 7)])
def test_the_limits_stay_around_the_share_and_within_the_possible(count, of):
    found = share(count, of)

    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.low < found.high


def test_what_is_counted_the_other_way_round_has_the_mirrored_limits():
    yes, no = share(2, 9), share(7, 9)

    assert (yes.low, yes.high) == pytest.approx((1 - no.high, 1 - no.low))


def test_a_share_of_nothing_is_not_known():
    assert share(0, 0) == Share(0, None, None, None)


@pytest.mark.parametrize(("count", "of"), [(2, 1), (-1, 3)])
def test_more_than_there_is_has_no_share(count, of):
    with pytest.raises(ValueError, match="no share"):
        share(count, of)
