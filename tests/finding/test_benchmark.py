"""The yardstick itself: labels are read right, figures are counted right, and the finder's own hold."""

from pathlib import Path

import pytest

from claims.finding import Candidate, find
from tests.benchmarks import finding as benchmark
from tests.finding import labelled, metrics
from tests.finding.labelled import Document, Label

SAMPLE = Path(__file__).parent / "sample"


def proposal(start: int, end: int, kind: str = "event", risk: str = "low") -> Candidate:
    return Candidate(start, end, "", "", kind, "", "", "", risk, False, 1.0, "")


def test_our_markup_gives_text_labels_and_sentences():
    document = labelled.read_markup(labelled.CORPUS / "business.txt")
    assert document.published_on == "2023-10-26"
    assert "{" not in document.text and "|" not in document.text
    first = document.labels[0]
    assert document.text[first.start : first.end] == "Halden Foods Cuts Its Forecast"
    assert (first.kinds, first.risk, first.sensitive) == (("event",), "low", False)


def test_the_corpus_is_as_large_as_promised():
    documents = labelled.read_corpus(unseen=False) + labelled.read_corpus(unseen=True)
    assert len(documents) == 178
    assert sum(len(document.sentences) for document in documents) >= 8_500
    assert not any(sign in document.text for document in documents for sign in "{}|")
    unseen = {document.name for document in labelled.read_corpus(unseen=True)}
    assert len(unseen) == 14
    assert {name for name in unseen if not name.startswith("d/")} == {"council", "portrait", "technology", "travel"}


def test_spans_are_matched_one_to_one():
    assert metrics.match([(0, 10), (10, 20)], [(0, 20), (0, 10)], metrics.covers_half) == {0: 1, 1: 0}
    assert metrics.match([(0, 5), (2, 20)], [(0, 20)], metrics.covers_half) == {0: 1}, "the closest of several"
    assert len(metrics.match([(0, 30)], [(0, 10), (10, 20)], metrics.covers_half)) == 1


def test_half_of_the_union_is_stricter_than_half_of_the_shorter():
    assert metrics.covers_half((0, 10), (0, 40)) and not metrics.half_union((0, 10), (0, 40))
    assert metrics.half_union((0, 10), (0, 20)) and not metrics.covers_half((0, 10), (6, 16))


def test_the_figures_of_a_small_document_are_counted_by_hand():
    document = Document("x", "a" * 40, None, [Label(0, 10, ("event",), "high"), Label(20, 30, ("date",))])
    counts = metrics.tally(document, [proposal(0, 10, risk="high"), proposal(31, 40)], [(0, 19), (20, 40)])
    assert (counts.sentences_labelled, counts.sentences_proposed, counts.sentences_both) == (2, 2, 2)
    assert (counts.half, counts.strict, counts.useful, counts.kinds_right) == (1, 1, 1, 1)
    assert (counts.high, counts.high_found, counts.high_marked, counts.marked_high_right) == (1, 1, 1, 1)


def test_average_precision_is_the_mean_at_each_relevant_place():
    assert metrics.average_precision([True, False, True]) == pytest.approx((1 + 2 / 3) / 2)
    assert metrics.average_precision([]) == 0.0


def test_a_folder_labelled_by_others_is_measured(capsys):
    benchmark.print_folder(SAMPLE)
    shown = capsys.readouterr().out
    assert "debate.tsv: 7 sentences, 3 worth checking" in shown
    assert "average precision   1.000" in shown
    assert "passages.jsonl: 4 sentences, 2 claims, 1 of high risk" in shown
    assert "recall in the top 30 %" in shown


def test_a_table_without_its_columns_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("sentence,score\na,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x.csv: needs a header row with the columns text and label"):
        labelled.read_sentences(path)


def test_the_null_finder_proposes_every_clause():
    assert [one.quote for one in benchmark.null_finder("Why not? I could, and she left.")] == [
        "Why not",
        "I could",
        "she left",
    ]


def test_the_finder_keeps_the_level_it_reached_on_the_texts_it_was_tuned_on():
    counts = benchmark.own_figures(labelled.read_corpus(unseen=False), find)
    figures = {name: figure(counts) for name, figure, _ in benchmark.ROWS}
    assert figures["sentence recall"] >= 0.96
    assert figures["sentence precision"] >= 0.88
    assert figures["one-to-one span recall"] >= 0.90
    assert figures["strict span recall (IoU .5)"] >= 0.65
    assert figures["strict span precision (IoU .5)"] >= 0.55
    assert figures["useful proposals"] >= 0.80
    assert figures["high-risk claims found"] >= 0.97
    assert figures["kind right"] >= 0.85
