"""Who may bring in a spreadsheet, and when what it did may be undone."""

from typing import Any

from django.db.models import Q, QuerySet

from claims.models import Article, Claim, Evidence, Import, Source
from claims.vocabulary import Table

from .people import archived, lacking, unfit_to_act
from .problems import Problem

_NEEDED = {
    Table.SOURCES: ("add_source",),  # Rows that change a source ask for more: writers hand in new ones.
    Table.CLAIMS: ("add_claim", "change_claim"),
    Table.EVIDENCE: ("add_evidence", "change_evidence"),
    Table.VERDICTS: ("record_verdict",),
}

_MODELS: dict[str, Any] = {"claim": Claim, "source": Source, "evidence": Evidence}


def problems_with_importing(table: Table, *, by: Any, article: Article | None, decide: bool = False) -> list[Problem]:
    """Return what keeps this person from bringing rows of the table to the article, whatever they hold."""
    problems = _not_importing(table, by) or [problem for needed in _NEEDED[table] for problem in lacking(by, needed)]
    if article is not None:
        problems += archived(article)
    if table is Table.VERDICTS:
        problems += _not_deciding(by, article, decide)
    return list(dict.fromkeys(problems))


def _not_importing(table: Table, by: Any) -> list[Problem]:
    if table is Table.VERDICTS:
        return []  # A verdict from a file is a decision like one by hand: the right to decide is what it takes.
    if table is Table.SOURCES and not lacking(by, "import_source"):
        return []
    return lacking(by, "import_table")


def _not_deciding(by: Any, article: Article | None, decide: bool) -> list[Problem]:
    if not decide:
        message = "A file decides nothing by itself. Ask for its verdicts to be recorded as your own decisions."
        return [Problem("not_asked", message)]
    return unfit_to_act(by, article, "record_verdict") if article is not None else []


def problems_with_undoing(import_: Import, *, by: Any) -> list[Problem]:
    """Return what keeps this person from undoing an import: something of it was decided, changed or used since."""
    problems = lacking(by, "import_table")
    if import_.undone_at is not None:
        return [*problems, Problem("undone", "This import was undone already.")]
    if import_.table not in {Table.SOURCES, Table.CLAIMS, Table.EVIDENCE}:
        message = "Decisions are not taken back by an undo: reopen the claims instead, each with its reason."
        return [*problems, Problem("not_undoable", message)]
    articles = Article.objects.filter(pk__in=claims_of(import_).values("article"), archived=True)
    if articles.exists():
        problems.append(Problem("archived", "The article is archived. An editor can bring it back."))
    return [*problems, *_decided_since(import_), *_touched_since(import_), *_used_since(import_)]


def claims_of(import_: Import) -> "QuerySet[Claim]":
    """Return the claims that the import made or changed, or whose evidence it did."""
    pks = [entry["pk"] for entry in import_.before if entry["model"] == "claim"]
    changed = [entry["pk"] for entry in import_.before if entry["model"] == "evidence"]
    return Claim.objects.filter(
        Q(imported_in=import_)
        | Q(pk__in=pks)
        | Q(pk__in=Evidence.objects.filter(Q(imported_in=import_) | Q(pk__in=changed)).values("claim"))
    )


def _listed(numbers: "QuerySet[Claim, int]") -> str:
    few = list(numbers[:11])
    return ", ".join(map(str, few[:10])) + (" and more" if len(few) > 10 else "")


def _decided_since(import_: Import) -> list[Problem]:
    since = Q(verdicts__at__gte=import_.at) | Q(imported_in=import_, verdicts__isnull=False)
    decided = claims_of(import_).filter(since)
    if numbers := _listed(decided.order_by("number").values_list("number", flat=True).distinct()):
        message = f"These claims of the import were decided since: {numbers}. Cut them instead, with a reason."
        return [Problem("decided", message)]
    return []


def _touched_since(import_: Import) -> list[Problem]:
    problems = []
    if numbers := _listed(import_.made_claims.filter(version__gt=1).values_list("number", flat=True)):
        problems.append(Problem("changed", f"These claims were worked on since: {numbers}."))
    if import_.made_evidence.filter(Q(version__gt=1) | Q(withdrawn_at__isnull=False)).exists():
        problems.append(Problem("changed", "Evidence of this import was changed or withdrawn since."))
    if import_.made_sources.filter(version__gt=1).exists():
        problems.append(Problem("changed", "Sources of this import were changed since."))
    if any(_changed_again(import_, name, model) for name, model in _MODELS.items()):
        problems.append(Problem("changed", "Rows that this import changed were changed again since."))
    return problems


def _changed_again(import_: Import, name: str, model: Any) -> bool:
    versions = {entry["pk"]: entry["version"] for entry in import_.before if entry["model"] == name}
    now = model.objects.only("version").in_bulk(list(versions))
    return any(pk not in now or now[pk].version != version for pk, version in versions.items())


def _used_since(import_: Import) -> list[Problem]:
    problems = []
    others = Evidence.objects.exclude(imported_in__isnull=False, imported_in=import_)
    if others.filter(source__imported_in=import_).exists() or _copied_by_others(import_):
        problems.append(Problem("used", "Sources of this import are used by other rows by now."))
    made = import_.made_claims
    if others.filter(claim__imported_in=import_).exists() or made.filter(
        Q(queries__isnull=False) | Q(candidates__isnull=False) | Q(repeated_by__isnull=False)
    ):
        message = "Evidence, queries or waived proposals were added to claims of this import since."
        problems.append(Problem("used", message))
    return problems


def _copied_by_others(import_: Import) -> bool:
    own = Q(imported_in__isnull=False, imported_in=import_)
    return (
        Source.objects.exclude(own)
        .filter(
            Q(republishes__imported_in=import_) | Q(origin__imported_in=import_) | Q(merged_into__imported_in=import_)
        )
        .exists()
    )
