"""The front doors through which a person decides, brings evidence or assigns, each walked for real.

A way takes an attempt and returns all that the person was shown, or None where the door itself stayed shut (403,
404, an action or an article that is not offered). What was written is the matrix's business.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from claims.models import Claim, Source
from tests.admin.conftest import posted

LIST = "/admin/claims/claim/"


@dataclass
class Attempt:
    """One person tries one thing on one claim. `values`: of a verdict, of evidence, or the checker."""

    kind: str  # decide, bring, assign
    claim: Claim
    by: User
    browser: Client
    values: dict[str, Any]
    source: Source | None = None
    version: int | None = None  # where the form was shown before somebody else saved
    meanwhile: Callable[[], None] | None = None
    folder: Path = field(default_factory=Path)

    @property
    def shown_version(self) -> int:
        return self.version or self.claim.version


@dataclass(frozen=True)
class Way:
    name: str
    kind: str
    walk: Callable[[Attempt], str | None]
    table: str = ""
    carries_version: bool = False
    takes: Callable[[Attempt], bool] = lambda attempt: True


def read(*answers: Any) -> str | None:
    """Return what a person reads on these pages, None where the last is a door that stayed shut."""
    if answers[-1].status_code in {403, 404}:
        return None
    texts = [unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())) for answer in answers]
    told = " ".join(" ".join(texts).split())
    # Django 6 says this, and only this, where Django 5 answers 403 to who may look but not at this row.
    return None if "doesn’t exist. Perhaps it was deleted?" in told else told


def claim_form(attempt: Attempt, typed: dict[str, Any]) -> str | None:
    page = f"{LIST}{attempt.claim.pk}/change/"
    shown = attempt.browser.get(page)
    form = posted(shown) if shown.status_code == 200 else {}
    version = {"version": attempt.shown_version}
    return read(attempt.browser.post(page, form | version | typed, follow=True))


def by_claim_form(attempt: Attempt) -> str | None:
    return claim_form(attempt, attempt.values)


def by_evidence_row(attempt: Attempt) -> str | None:
    new = attempt.claim.evidence.standing().count()
    typed = {f"evidence-{new}-{name}": value for name, value in attempt.values.items()}
    return claim_form(attempt, typed | {f"evidence-{new}-source": attempt.source.pk})


def by_checker_field(attempt: Attempt) -> str | None:
    told = claim_form(attempt, {"checker": attempt.values["to"].pk})
    return None if told and "not one of the available choices" in told else told


def desk_of(attempt: Attempt) -> str:
    return f"/admin/claims/article/{attempt.claim.article_id}/desk/claim/{attempt.claim.number}/"


def by_desk_decision(attempt: Attempt) -> str | None:
    typed = attempt.values | {"version": attempt.shown_version}
    return read(attempt.browser.post(f"{desk_of(attempt)}decide/", typed, follow=True))


def by_desk_source(attempt: Attempt) -> str | None:
    typed = attempt.values | {"source": attempt.source.pk}
    told = read(attempt.browser.post(f"{desk_of(attempt)}evidence/", typed, follow=True))
    return None if told and "not one of the available choices" in told else told  # a source out of sight


def bulk(attempt: Attempt, action: str, **answers: Any) -> str | None:
    asked = {"action": action, "index": "0", "_selected_action": attempt.claim.pk}
    answer = attempt.browser.post(LIST, asked | answers, follow=True)
    told = read(answer)
    not_offered = ("No action selected", "are not in this list any more")
    done = answer.redirect_chain and not any(words in (told or "") for words in not_offered)
    return told if done or "refused" in str((answer.context or {}).get("title", "")) else None


def by_bulk_verify(attempt: Attempt) -> str | None:
    return bulk(attempt, "verify")


def by_bulk_dispute(attempt: Attempt) -> str | None:
    chosen = {"answered": "1", "chosen": attempt.claim.pk}
    return bulk(attempt, "dispute", reason=attempt.values["reason"], **chosen)


def by_bulk_assign(attempt: Attempt) -> str | None:
    return bulk(attempt, "assign_to", checker=attempt.values["to"].pk, answered="1", chosen=attempt.claim.pk)


def as_row(attempt: Attempt) -> dict[str, Any]:
    if attempt.kind == "assign":
        return {"number": attempt.claim.number, "checker": attempt.values["to"].username}
    key = {"source": attempt.source.key} if attempt.source else {}
    return {"claim": attempt.claim.number, **key, **attempt.values}


def as_file(row: dict[str, Any]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, row)
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue().encode()


TABLES = {"decide": "verdicts", "bring": "evidence", "assign": "claims"}


def by_import_page(attempt: Attempt) -> str | None:
    """Check a file that names its article, tick "Record these decisions as mine", and confirm."""
    page = f"/admin/claims/import/{TABLES[attempt.kind]}/"
    file = SimpleUploadedFile("rows.csv", as_file({"article": attempt.claim.article.slug} | as_row(attempt)))
    preview = attempt.browser.post(page, {"import_file": file, "decide": "on"})
    token = re.search(r'name="import_file_name" value="([^"]+)"', preview.content.decode())
    if token is None:
        return read(preview)
    if attempt.meanwhile:
        attempt.meanwhile()
    return read(preview, attempt.browser.post(f"{page}process-import/", {"import_file_name": token[1]}, follow=True))


def by_command(attempt: Attempt) -> str | None:
    path = attempt.folder / "rows.csv"
    path.write_bytes(as_file(as_row(attempt)))
    said = io.StringIO()
    options = {"article": attempt.claim.article.slug, "by": attempt.by.username, "stdout": said, "stderr": said}
    try:
        call_command("import_table", TABLES[attempt.kind], str(path), **options)
    except CommandError as error:
        said.write(str(error))
    return said.getvalue()


def only(verdict: str, *, words: bool) -> Callable[[Attempt], bool]:
    """Tell whether an action that knows one verdict, and no wording, can make the attempt."""

    def takes(attempt: Attempt) -> bool:
        said = [attempt.values["correction"], *([] if words else [attempt.values["reason"]])]
        return attempt.values["verdict"] == verdict and not any(said)

    return takes


WAYS = (
    Way("claim form", "decide", by_claim_form, carries_version=True),
    Way("desk form", "decide", by_desk_decision, carries_version=True),
    Way("bulk verify", "decide", by_bulk_verify, takes=only("verified", words=False)),
    Way("bulk dispute", "decide", by_bulk_dispute, takes=only("disputed", words=True)),
    Way("import page", "decide", by_import_page, table="verdicts", carries_version=True),
    Way("import command", "decide", by_command, table="verdicts"),
    Way("evidence row of the claim form", "bring", by_evidence_row),
    Way("desk source form", "bring", by_desk_source),
    Way("import page", "bring", by_import_page, table="evidence"),
    Way("import command", "bring", by_command, table="evidence"),
    Way("checker on the claim form", "assign", by_checker_field, carries_version=True),
    Way("bulk assign", "assign", by_bulk_assign),
    Way("import page", "assign", by_import_page, table="claims"),
    Way("import command", "assign", by_command, table="claims"),
)
