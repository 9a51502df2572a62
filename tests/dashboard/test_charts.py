"""The drawings' geometry: what is drawn stands in proportion, inside its frame, whatever the numbers."""

from datetime import date, timedelta

import pytest

from claims.dashboard.bars import Segment, nice_steps, segments
from claims.dashboard.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Part, burn_down, columns
from claims.dashboard.figures import Day
from claims.templatetags.drawings import bar_legend, bar_parts, column_parts

FIRST = date(2026, 2, 27)


def days(*values):
    return [(FIRST + timedelta(days=n), value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (7, [0, 2, 4, 6, 8]),
        (134, [0, 50, 100, 150]),
        (1_000_000, [0, 500_000, 1_000_000]),
    ],
)
def test_an_axis_has_round_steps_that_reach_the_highest_figure(highest, steps):
    assert nice_steps(highest) == steps


def test_a_bar_is_a_hundred_wide_and_leaves_no_gap():
    parts = segments({"verified": 3, "unchecked": 1, "cut": 0}, url=lambda status: f"/{status}")
    assert [(part.status, part.x, part.width, part.url) for part in parts] == [
        ("unchecked", 0.0, 25.0, "/unchecked"),
        ("verified", 25.0, 75.0, "/verified"),
    ]


def test_no_claims_make_an_empty_bar():
    assert segments({}, url=str) == []


def test_columns_stack_in_proportion_from_the_floor():
    drawing = columns(days({"verified": 2, "disputed": 2}, {}))
    verified, disputed = drawing.parts
    assert verified.height == disputed.height
    assert disputed.y + disputed.height == pytest.approx(verified.y)
    assert verified.y + verified.height == pytest.approx(drawing.frame.bottom)
    assert disputed.y == pytest.approx(TOP)
    assert drawing.statuses == ["verified", "disputed"]


def test_a_month_is_named_where_it_begins():
    drawing = columns(days({}, {}, {}, {}))
    assert [(tick.label, tick.above) for tick in drawing.frame.across] == [
        ("27", "Feb"),
        ("28", ""),
        ("1", "Mar"),
        ("2", ""),
    ]


def test_at_most_fourteen_days_are_labelled():
    assert len(columns(days(*[{}] * 42)).frame.across) == 14


def test_a_burn_down_runs_to_today_and_points_to_the_due_date():
    today, due = FIRST + timedelta(days=1), FIRST + timedelta(days=3)
    drawing = burn_down(days(4, 2, None, None), today=today, due=due)
    floor = HEIGHT - BOTTOM
    assert drawing.line == f"{float(LEFT)},{float(TOP)} {drawing.today},{(TOP + floor) / 2}"
    assert drawing.due == WIDTH - RIGHT
    assert drawing.ideal == f"{float(LEFT)},{float(TOP)} {drawing.due},{floor}"


def test_an_article_without_due_date_has_no_straight_way_down():
    drawing = burn_down(days(4, 2), today=FIRST + timedelta(days=1), due=None)
    assert (drawing.ideal, drawing.due) == ("", None)


def test_a_single_day_draws_without_dividing_by_nothing():
    drawing = burn_down(days(3), today=FIRST, due=FIRST)
    assert (drawing.ideal, drawing.today) == ("", LEFT)


def test_the_first_day_of_a_burn_down_is_a_point_at_what_is_open():
    drawing = burn_down(days(4), today=FIRST, due=None)
    assert drawing.now == (LEFT, TOP)


def test_parts_are_drawn_with_their_numbers_and_escaped():
    part = Part("cut", 1.5, 2.0, 3.25, 4.0, "1 <cut> & more")
    rect = '<rect class="part status-cut" x="1.5" y="2.0" width="3.25" height="4.0">'
    assert column_parts([part]) == f"{rect}<title>1 &lt;cut&gt; &amp; more</title></rect>"
    segment = Segment("stet", 12, 0.0, 33.333, "/claims/?a=1&b=2")
    assert bar_parts([segment]) == '<rect class="status-stet" x="0.0" y="0" width="33.333" height="10"/>'
    legend = bar_legend([segment])
    assert legend.startswith('<li><a href="/claims/?a=1&amp;b=2"><span class="status-icon status-stet">')
    assert legend.endswith("12 stet</a></li>")
    assert (column_parts([]), bar_parts([]), bar_legend([])) == ("", "", "")


def test_a_day_says_what_was_decided():
    day = Day(date(2026, 3, 4), {"verified": 12, "cut": 1}, "")
    assert (day.total, day.in_words) == (13, "12 verified, 1 cut")
