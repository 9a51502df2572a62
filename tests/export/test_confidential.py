"""Who takes confidential sources along is told in the record."""

import json

import pytest

from claims.models import Event, Source
from tests.conftest import make_source

ACTION = "exported confidential sources"


def told():
    events = Event.objects.filter(action=ACTION).select_related("detail", "chain__article")
    return [(event.chain.article, event.actor_name, json.loads(event.detail.body)) for event in events]


def details(table, *sources, format="csv"):
    return {"table": table, "format": format, "sources": [source.pk for source in sources]}


def test_an_export_that_names_one_is_told_in_the_articles_record(cost, article, whisper, phila, exported):
    exported("claims", by=phila)
    assert told() == [(article, "Edith", details("claims", whisper))]


def test_the_evidence_table_tells_too(cost, article, whisper, phila, exported):
    exported("evidence", by=phila, format="json")
    assert told() == [(article, "Edith", details("evidence", whisper, format="json"))]


def test_the_sources_table_is_told_in_the_desks_record(whisper, gazette, phila, exported):
    exported("sources", by=phila)
    assert told() == [(None, "Edith", details("sources", whisper))]


def test_a_source_that_copies_a_confidential_one_names_it(whisper, edith, phila, exported):
    make_source(edith, "copy", republishes=whisper)
    exported("sources", by=phila, queryset=Source.objects.filter(key="copy"))
    assert told() == [(None, "Edith", details("sources", whisper))]


@pytest.mark.parametrize("columns", [("number", "statement"), ("sources",)])
def test_nothing_is_told_where_the_sources_are_hidden(cost, edith, exported, columns):
    exported("claims", by=edith, columns=columns)
    exported("claims", by=None, columns=columns)
    assert told() == []


def test_nothing_is_told_where_no_column_names_a_source(cost, phila, exported):
    exported("claims", by=phila, columns=("number", "statement"))
    exported("verdicts", by=phila)
    assert told() == []


def test_nothing_is_told_where_no_source_is_confidential(opened, phila, exported):
    exported("claims", by=phila)
    exported("sources", by=phila)
    assert told() == []
