"""Times as people at a desk say them."""

from datetime import UTC, datetime, timedelta

import pytest

from claims.dashboard.words import age, prints

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, "no print date"),
        (NOON + timedelta(hours=3), "prints today at 15:00"),
        (NOON + timedelta(hours=13), "prints tomorrow"),
        (NOON + timedelta(days=2), "prints in 2 days"),
        (NOON - timedelta(hours=1), "was due earlier today"),
        (NOON - timedelta(hours=13), "was due 1 day ago"),
        (NOON - timedelta(days=3), "was due 3 days ago"),
    ],
)
def test_a_print_date_is_said_in_days_of_the_calendar(due, said):
    assert prints(due, at=NOON) == said


def test_the_days_are_those_of_the_desks_own_clock(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    assert prints(datetime(2026, 3, 4, 16, tzinfo=UTC), at=NOON) == "prints tomorrow"


@pytest.mark.parametrize(("hours", "said"), [(0, "today"), (13, "1 day"), (48, "2 days")])
def test_an_age_is_said_in_days(hours, said):
    assert age(NOON - timedelta(hours=hours), at=NOON) == said
