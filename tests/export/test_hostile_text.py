"""Hostile text in every field, through every file that leaves the desk: words stay words."""

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from claims.export.columns import COLUMNS
from claims.export.files import Export, Format, write
from claims.export.taking import FORMATS, Paper, Taking, take
from claims.models import Claim, Source
from claims.review import evidence, queries, verdicts
from claims.review.articles import edit_article
from claims.review.wording import mark_claim
from claims.vocabulary import Table
from tests.conftest import NOW, make_source

RUN = "window.struck=1"
FORMULAS = [
    "=HYPERLINK(1)",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "|calc",
    "%0A=1",
    ";=1",
    '"=1"',
    "'=1",
]
STARTS = set("=+-@\t\r＝＋－＠")  # what a spreadsheet program takes for the start of a formula
MARKUP = [
    f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>", f'"><svg onload={RUN}>', f"</title><script>{RUN}</script>",
    f"]]><script>{RUN}</script>", f"--><script>{RUN}</script>", f"javascript:{RUN}", "<w:t>x</w:t>", "&lt;b&gt;", "{{ 7|add:7 }}", "${7*7}",
]  # fmt: skip
TURNED = "abc\u202edcba\u2066 \u200b\u200d\ufeff e\u0301\u0301"


def words(first):
    """A text that starts with a formula and holds everything else."""
    return " ".join([FORMULAS[first % len(FORMULAS)], *MARKUP, TURNED])


@pytest.fixture
def hostile(article, edith, cora):
    edit_article(article, by=edith, at=NOW, headline=words(0)[:290], byline=words(1)[:290], desk=words(2)[:95])
    for number in range(1, len(FORMULAS) + 1):
        claim = mark_claim(
            article, by=edith, at=NOW, statement=words(number), quote="3 May 1999" if number == 1 else "",
            section=words(number)[:190], value=words(number)[:490], speaker=words(number)[:190], note=words(number),
        )  # fmt: skip
        source = make_source(
            edith, f"{FORMULAS[number - 1].strip().replace(';', '')}{number}", title=words(number)[:490],
            publisher=words(number)[:290], author=words(number)[:290], url=f"https://a.example/{number}?x=%22%3E%3Cscript%3E",
        )  # fmt: skip
        said = {"locator": words(number)[:490], "finding": words(number)}
        evidence.add_evidence(claim, source, stance="contradicts", by=cora, at=NOW, **said)
        verdicts.record_verdict(
            claim, verdict="disputed", reason=words(number), correction=words(number), by=cora, at=NOW
        )
        queries.ask(claim, question=words(number), by=cora, at=NOW)
    return article


def exported(table, queryset, kind, by):
    out = io.BytesIO()
    write(Export(table, queryset, by, tuple(COLUMNS[table]), kind), out, at=NOW)
    return out.getvalue()


TABLES = [(Table.CLAIMS, Claim), (Table.SOURCES, Source)]


def unfit(text):
    """What no exported text may hold: controls, and what turns the direction of the words beside it."""
    return re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize(("table", "model"), TABLES)
def test_no_cell_of_a_table_is_a_formula(hostile, edith, table, model):
    data = exported(table, model.objects.all(), Format.CSV, edith)
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    assert len(cells) > 50
    assert [cell[:20] for cell in cells if cell[:1] in STARTS or unfit(cell)] == []
    book = load_workbook(io.BytesIO(exported(table, model.objects.all(), Format.XLSX, edith)))
    for sheet in book:
        assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
        assert not any(cell.hyperlink for row in sheet for cell in row)
    told = json.loads(exported(table, model.objects.all(), Format.JSON, edith))
    assert MARKUP[0] in json.dumps(told)


class Markup(HTMLParser):
    """Collects what runs or leads away."""

    def __init__(self):
        super().__init__()
        self.tags, self.wrong = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.wrong += [name for name, _ in attrs if name.startswith("on") or name == "srcdoc"]
        for name, value in attrs:
            if name in {"href", "src", "action"} and not re.match(r"https?://|#|mailto:", value or ""):
                self.wrong.append(value)


def wrong_with_page(text):
    page = Markup()
    page.feed(text)
    return [*page.wrong, *page.tags & {"script", "img", "svg", "iframe", "object", "base", "form", "link"}]


@pytest.mark.parametrize(("paper", "kind"), [(paper, kind) for paper, kinds in FORMATS.items() for kind in kinds])
def test_no_paper_that_is_taken_along_takes_words_for_markup(hostile, edith, paper, kind):
    out = io.BytesIO()
    take(Taking(hostile, paper, kind, edith, "https://weekly.example/checks"), out, at=NOW)
    data = out.getvalue()
    if kind == "html":
        assert unfit(data.decode()) == []
        assert wrong_with_page(data.decode()) == []
    elif kind == "zip":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            pages = {name: package.read(name).decode() for name in package.namelist() if name.endswith(".html")}
            assert not any(name.startswith("/") or ".." in name for name in package.namelist())
        assert pages
        assert [wrong_with_page(page) for page in pages.values() if wrong_with_page(page)] == []
    elif kind == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
        for content in parts.values():
            ElementTree.fromstring(content)
        assert not any(b"instrText" in content or b"fldSimple" in content for content in parts.values())
        targets = re.findall(rb'Target="([^"]+)" TargetMode="External"', b"".join(parts.values()))
        assert [target for target in targets if not target.startswith((b"http://", b"https://"))] == []
        assert unfit(parts["word/document.xml"].decode()) == []
    elif kind == "csv":
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
        assert [cell[:20] for cell in cells if cell[:1] in STARTS or unfit(cell)] == []
    else:
        assert paper in Paper
        assert "<script" not in data.decode()
