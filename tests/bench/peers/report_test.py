"""Tests of report.py and chart.py: what the figures say, without any engine."""

import types
import unittest
import xml.etree.ElementTree

import chart
import report
from report import Bound, Figure


def reply(total, counts="", late=False):
    return types.SimpleNamespace(total=total, counts=counts, late=late)


def figures(*nanoseconds, late=()):
    return [Figure(7, value, position in late) for position, value in enumerate(nanoseconds)]


class MedianTest(unittest.TestCase):
    def test_takes_the_middle_and_the_mean_of_two(self):
        self.assertEqual(report.median_time(figures(30, 10, 20)), Bound(20))
        self.assertEqual(report.median_time(figures(10, 20)), Bound(15))

    def test_is_a_bound_when_the_middle_was_stopped(self):
        self.assertEqual(report.median_time(figures(10, 20, 50, late=[2])), Bound(20))
        self.assertEqual(report.median_time(figures(10, 50, 50, late=[1, 2])), Bound(50, ">"))
        self.assertEqual(report.median_time(figures(10, 50, late=[1])), Bound(30, ">"))


class RatioTest(unittest.TestCase):
    def test_is_the_median_of_ratios_not_the_ratio_of_medians(self):
        ratio = report.median_ratio(figures(1, 10, 30), figures(10, 20, 40))
        self.assertAlmostEqual(ratio.value, 0.5)
        self.assertEqual(ratio.sign, "")

    def test_is_a_bound_only_where_a_stopped_request_could_change_it(self):
        first = figures(1, 10, 30)
        self.assertEqual(report.median_ratio(first, figures(10, 20, 40, late=[0])).sign, "")
        self.assertEqual(report.median_ratio(first, figures(10, 20, 40, late=[1])).sign, "<")
        self.assertEqual(report.median_ratio(first, figures(10, 20, 40, late=[2])).sign, "<")


class DifferingTest(unittest.TestCase):
    def test_counts_must_be_the_same(self):
        same = {"a": reply(3, "2,1"), "b": reply(3, "2,1")}
        self.assertEqual(report.differing("q", "facets", same, {"a"}), [])
        self.assertEqual(len(report.differing("q", "facets", {**same, "c": reply(3, "2,2")}, {"a"})), 1)
        self.assertEqual(len(report.differing("q", "answer", {**same, "c": reply(4, "2,1")}, {"a"})), 1)

    def test_of_the_best_alone_only_those_who_count_all_have_a_total(self):
        replies = {"a": reply(30), "b": reply(10), "c": reply(31)}
        self.assertEqual(report.differing("q", "top", replies, {"a"}), [])
        self.assertEqual(len(report.differing("q", "filter", replies, {"a", "c"})), 1)

    def test_who_was_stopped_has_said_nothing(self):
        replies = {"a": reply(None, late=True), "b": reply(3, "1"), "c": reply(3, "1")}
        self.assertEqual(report.differing("q", "facets", replies, set()), [])


class TableTest(unittest.TestCase):
    def test_has_a_row_for_every_class_and_wanted(self):
        table = report.time_table(
            {"and2": {"top": {"a": figures(1000), "b": figures(4000)}, "page": {"a": figures(9000), "b": figures(5_000_000_000, late=[0])}}},
            ["a", "b", "c"],
        )
        self.assertEqual(
            table.splitlines(),
            [
                "| class | matches | wanted | a | b | c |",
                "|---|---|---|---|---|---|",
                "| and2 | 7 | top | 1 | 4 (0.250) |  |",
                "| and2 | 7 | page | 9 | >5.0 s (<0.000002) |  |",
            ],
        )

    def test_shares_keep_their_digits(self):
        for value, text in ((1.25, "1.250"), (0.25, "0.250"), (0.0123, "0.0123"), (0.00123, "0.00123"), (0.0000012, "0.000001")):
            self.assertEqual(report.share(Bound(value)), text)

    def test_growth_leaves_empty_what_an_engine_does_not_say(self):
        table = report.growth_table([report.Growth("a", 10, 2.0, 3000, 0.5, None, 500)], 100)
        self.assertEqual(table.splitlines()[-1], "| a | 5 | 3.00 | 0.500 |  | 50 |")


class ChartTest(unittest.TestCase):
    FIGURES = {"and2": {"top": {"a": figures(1000), "b": figures(4000), "c": figures(500)}, "page": {"a": figures(9), "b": figures(900, late=[0])}}}

    def test_turns_ratios_round(self):
        rows = chart.times(self.FIGURES, ["a", "b", "c"])
        self.assertEqual(rows[0][:2], ("and2", "top"))
        self.assertAlmostEqual(rows[0][2]["b"].value, 4)
        self.assertAlmostEqual(rows[0][2]["c"].value, 0.5)
        self.assertEqual(rows[1][2]["b"].sign, ">")
        self.assertNotIn("c", rows[1][2])

    def test_the_axis_holds_every_point_and_one(self):
        self.assertEqual(chart.decades(chart.times(self.FIGURES, ["a", "b", "c"])), (-1, 2))
        self.assertEqual(chart.decades([]), (0, 1))

    def test_is_well_formed_and_has_a_mark_for_every_point(self):
        root = xml.etree.ElementTree.fromstring(chart.svg(self.FIGURES, ["a", "b", "c"], "a < b & c"))
        circles = root.findall("{http://www.w3.org/2000/svg}circle")
        self.assertEqual(len(circles), 2 + 3)  # In the legend, and of the points.


if __name__ == "__main__":
    unittest.main()
