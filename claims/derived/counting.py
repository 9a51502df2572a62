"""What is counted, in the SQL that both databases share; and the count from scratch that it must equal.

The same as `ClaimQuerySet.not_placed`, `unconfirmed` and `needs_second_source` say; a test holds them equal.
"""

from claims.models.tally import COUNTS
from claims.vocabulary import OPEN, Risk, SourceKind, Stance, Status

_OPEN = ", ".join(f"'{status.value}'" for status in Status if status in OPEN)
OPEN_HIGH_RISK = f"{{row}}.risk = '{Risk.HIGH.value}' AND {{row}}.status IN ({_OPEN})"
_CONDITIONS = {status: f"{{row}}.status = '{status}'" for status in Status.values} | {
    "not_placed": f"{{row}}.start IS NULL AND {{row}}.status <> '{Status.CUT.value}'",
    "second_source": f"""{OPEN_HIGH_RISK}
        AND NOT EXISTS (SELECT 1 FROM claims_supported u WHERE u.claim_id = {{row}}.id)""",  # noqa: S608 (our own words)
    "unconfirmed": f"""{{row}}.risk = '{Risk.HIGH.value}' AND {{row}}.verdict_id IS NOT NULL
        AND {{row}}.status <> '{Status.CUT.value}'
        AND NOT EXISTS (SELECT 1 FROM claims_confirmation k WHERE k.verdict_id = {{row}}.verdict_id)""",  # noqa: S608 (our own words)
}
CHANGING = ("article_id", "checker_id", "status", "start", "risk", "verdict_id")
SUPPORTING = ("claim_id", "source_id", "stance", "locator", "finding", "withdrawn_at")
WEIGHING = ("kind", "publisher_key", "origin_id")
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


def _support(e: str) -> str:
    """Return the rows of `e`: evidence of claim `c` in article `a` that supports it, was looked at and is not circular.

    A publisher is among the article's own where taking its line out of theirs changes them.
    """
    own = "REPLACE(a.own_publisher_keys, '\n' || {}.publisher_key || '\n', '') <> a.own_publisher_keys".format
    return f"""claims_evidence {e} JOIN claims_source {e}s ON {e}s.id = {e}.source_id
        LEFT JOIN claims_source {e}o ON {e}o.id = {e}s.origin_id
        WHERE {e}.claim_id = c.id AND {e}.stance = '{Stance.SUPPORTS.value}' AND {e}.withdrawn_at IS NULL
        AND ({e}.locator <> '' OR {e}.finding <> '')
        AND NOT ({own(f"{e}s")}) AND ({e}o.id IS NULL OR NOT ({own(f"{e}o")}))"""


# The two-source rule of `claims.review.support`: a primary document, or two known publishers, none copying the other
# or the same third.
_SUPPORTED = f"""SELECT c.id FROM claims_claim c JOIN claims_article a ON a.id = c.article_id
    WHERE EXISTS (SELECT 1 FROM {_support("e")} AND (es.kind = '{SourceKind.PRIMARY.value}'
        OR es.publisher_key <> '' AND EXISTS (SELECT 1 FROM {_support("p")}
            AND ps.publisher_key <> '' AND ps.publisher_key <> es.publisher_key
            AND COALESCE(ps.origin_id, ps.id) <> COALESCE(es.origin_id, es.id))))"""  # noqa: S608 (our own words)


def leaning_on(sources: str) -> str:
    """Return the SQL that names the claims which these sources, or copies of them, may support."""
    return f"""SELECT e.claim_id FROM claims_evidence e JOIN claims_source s ON s.id = e.source_id
        WHERE e.stance = '{Stance.SUPPORTS.value}' AND (s.id IN ({sources}) OR s.origin_id IN ({sources}))"""  # noqa: S608


def support_anew(claims: str) -> tuple[str, str]:
    """Return the statements that look anew whether the claims which this SQL names are supported."""
    now = f"{_SUPPORTED} AND c.id IN ({claims})"
    there = "SELECT claim_id FROM claims_supported"
    return (
        f"DELETE FROM claims_supported WHERE claim_id IN ({claims}) AND claim_id NOT IN ({now})",  # noqa: S608
        f"INSERT INTO claims_supported (claim_id) {now} AND c.id NOT IN ({there} WHERE claim_id IN ({claims}))",
    )


WRONG_SUPPORT = f"""SELECT a.slug, c.number, w.kept FROM (
    SELECT 1 AS kept, k.* FROM (SELECT claim_id FROM claims_supported EXCEPT {_SUPPORTED}) k
    UNION ALL SELECT 0 AS kept, t.* FROM ({_SUPPORTED} EXCEPT SELECT claim_id FROM claims_supported) t) w
    JOIN claims_claim c ON c.id = w.claim_id JOIN claims_article a ON a.id = c.article_id
    ORDER BY c.article_id, c.number"""  # noqa: S608 (our own words)

REBUILD = (
    "DELETE FROM claims_tally",
    "DELETE FROM claims_supported",
    f"INSERT INTO claims_supported (claim_id) {_SUPPORTED}",
    f"INSERT INTO claims_tally (article_id, checker, {NAMES}) {FROM_SCRATCH}",
)

_SOMETHING = " OR ".join(f"{name} <> 0" for name in COUNTS)
_KEPT = f"SELECT article_id, checker, {NAMES} FROM claims_tally WHERE {_SOMETHING}"  # noqa: S608
# One statement, so that both sides are of the same moment while others write.
DIFFERENCES = f"""SELECT a.slug, d.checker, d.counted, {", ".join(f"d.{name}" for name in COUNTS)} FROM (
    SELECT 0 AS counted, k.* FROM ({_KEPT} EXCEPT {FROM_SCRATCH}) k
    UNION ALL SELECT 1 AS counted, t.* FROM ({FROM_SCRATCH} EXCEPT {_KEPT}) t) d
    LEFT JOIN claims_article a ON a.id = d.article_id ORDER BY d.article_id, d.checker, d.counted"""  # noqa: S608
