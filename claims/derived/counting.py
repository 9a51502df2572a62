"""What the tallies count, in the SQL that both databases share; and the count from scratch that they must equal.

The same as `ClaimQuerySet.not_placed` and `unconfirmed` say; a test holds them equal.
"""

from claims.models.tally import COUNTS
from claims.vocabulary import Risk, Status

__all__ = ["CHANGING", "COUNTS", "DIFFERENCES", "FROM_SCRATCH", "NAMES", "REBUILD", "ones", "plus"]

_CONDITIONS = {status: f"{{row}}.status = '{status}'" for status in Status.values} | {
    "not_placed": f"{{row}}.start IS NULL AND {{row}}.status <> '{Status.CUT.value}'",
    "unconfirmed": f"""{{row}}.risk = '{Risk.HIGH.value}' AND {{row}}.verdict_id IS NOT NULL
        AND {{row}}.status <> '{Status.CUT.value}'
        AND NOT EXISTS (SELECT 1 FROM claims_confirmation k WHERE k.verdict_id = {{row}}.verdict_id)""",  # noqa: S608 (our own words)
}
CHANGING = ("article_id", "checker_id", "status", "start", "risk", "verdict_id")
NAMES = ", ".join(COUNTS)


def ones(row: str) -> dict[str, str]:
    """Return for each count the expression that is 1 where the row counts, else 0."""
    return {name: f"CASE WHEN {_CONDITIONS[name].format(row=row)} THEN 1 ELSE 0 END" for name in COUNTS}


def plus(sign: str, of: str) -> str:
    """Return the assignments that add to, or take from, each count what `of` names."""
    return ", ".join(f"{name} = claims_tally.{name} {sign} {of}.{name}" for name in COUNTS)


_SUMS = ", ".join(f"SUM({one}) AS {name}" for name, one in ones("c").items())
FROM_SCRATCH = f"""SELECT c.article_id AS article_id, COALESCE(c.checker_id, 0) AS checker, {_SUMS}
    FROM claims_claim c GROUP BY c.article_id, COALESCE(c.checker_id, 0)"""  # noqa: S608 (our own words)

REBUILD = (
    "DELETE FROM claims_tally",
    f"INSERT INTO claims_tally (article_id, checker, {NAMES}) {FROM_SCRATCH}",
)

_SOMETHING = " OR ".join(f"{name} <> 0" for name in COUNTS)
_KEPT = f"SELECT article_id, checker, {NAMES} FROM claims_tally WHERE {_SOMETHING}"  # noqa: S608
# One statement, so that both sides are of the same moment while others write.
DIFFERENCES = f"""SELECT a.slug, d.checker, d.counted, {", ".join(f"d.{name}" for name in COUNTS)} FROM (
    SELECT 0 AS counted, k.* FROM ({_KEPT} EXCEPT {FROM_SCRATCH}) k
    UNION ALL SELECT 1 AS counted, t.* FROM ({FROM_SCRATCH} EXCEPT {_KEPT}) t) d
    LEFT JOIN claims_article a ON a.id = d.article_id ORDER BY d.article_id, d.checker, d.counted"""  # noqa: S608
