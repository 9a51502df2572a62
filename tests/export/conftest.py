"""A small desk to export: three claims of the bridge, with sources, decisions and one confidential source."""

import io

import pytest
from django.contrib.auth.models import Permission

from claims.export import columns as export_columns
from claims.export.files import Export, Format, write
from claims.models import Claim, Source
from claims.review import verdicts, wording
from claims.vocabulary import Table
from tests.conftest import NOW, make_source, support


@pytest.fixture
def phila(edith):
    """Edith, who was given the permission to see confidential sources."""
    edith.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    return type(edith).objects.get(pk=edith.pk)


@pytest.fixture
def gazette(edith):
    return make_source(
        edith, "gazette", title="Gazette of 4 May", url="https://gazette.example/1", published_on="1999-05"
    )


@pytest.fixture
def whisper(edith):
    """A confidential source."""
    return make_source(edith, "whisper-key", title="A clerk at the ministry", author="Jane Clerk", confidential=True)


@pytest.fixture
def opened(claim, gazette, cora):
    """Claim 1, verified by cora with one source."""
    support(claim, gazette, by=cora, locator="page 2", finding="It opened\non 3 May.")
    verdicts.record_verdict(claim, by=cora, verdict="verified", reason="The gazette saw it.", at=NOW)
    return claim


@pytest.fixture
def cost(article, gazette, whisper, cora, ben, edith):
    """Claim 2, high risk, disputed by cora and confirmed by ben, with a confidential source."""
    claim = wording.mark_claim(
        article, by=edith, at=NOW, statement="It cost 40 million crowns.", quote="40 million crowns", kind="money",
        value="40000000", speaker="Ida Holm", risk="high", section="Cost", note="Ask her again.", sensitive=True,
    )  # fmt: skip
    support(claim, whisper, by=cora, locator="folder 7", finding="It was 60.", stance="contradicts")
    support(claim, gazette, by=cora, locator="page 3", finding="", stance="context")
    support(claim, gazette, by=cora, locator="", finding="", stance="unread")
    reason = '=60 million, says a clerk; "not 40"'
    verdict = verdicts.record_verdict(claim, by=cora, verdict="disputed", reason=reason, correction="+60", at=NOW)
    verdicts.confirm(verdict, by=ben, at=NOW)
    return claim


@pytest.fixture
def moved(article, edith):
    """Claim 3, unchecked."""
    return wording.mark_claim(article, by=edith, at=NOW, statement="Holm left the city in 2001.", checker=None)


@pytest.fixture
def desk(opened, cost, moved):
    """The three claims of the bridge."""
    return Claim.objects.all()


@pytest.fixture
def exported(db):
    """Write an export, and return its bytes."""

    def export(table="claims", *, by=None, columns=(), format="csv", bom=False, queryset=None):
        table = Table(table)
        if queryset is None:
            queryset = Source.objects.all() if table is Table.SOURCES else Claim.objects.all()
        file = io.BytesIO()
        names = export_columns.chosen(table, columns)
        write(Export(table, queryset, by, names, Format(format), bom), file, at=NOW)
        return file.getvalue()

    return export
