"""The word index on PostgreSQL (tsvector and GIN), the tallies, and the triggers that keep both right.

The triggers fire once a statement and read all of its rows, so a multi-row insert is indexed in one statement.
`claims_words_plain` makes words as SQLite's FTS5 does: marks over letters do not count, signs part words.
"""

from . import counting

# Lengths keep a tsvector under its 1 MB however long the findings are: a claim must never fail for its index.
TABLES = {
    "claims_words": """CREATE TABLE claims_words (
        rowid bigint PRIMARY KEY, open tsvector NOT NULL, every tsvector NOT NULL)""",
    "claims_words_open": "CREATE INDEX claims_words_open ON claims_words USING gin (open)",
    "claims_words_every": "CREATE INDEX claims_words_every ON claims_words USING gin (every)",
    "claims_words_plain": r"""CREATE FUNCTION claims_words_plain(words text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $plain$
        SELECT lower(regexp_replace(regexp_replace(
            normalize(left(words, 200000), NFD), '[\u0300-\u036f]', '', 'g'),
            '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f\u3000-\u303f]+',
            ' ', 'g')) $plain$""",
}

STANDING = """SELECT t.tgname, p.prosrc
              FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
              WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"""


def _vector(words: str, weight: str) -> str:
    return f"setweight(to_tsvector('simple', claims_words_plain({words})), '{weight}')"


def _said(where: str) -> str:
    said = f"""COALESCE((SELECT string_agg(s.title || chr(10) || e.finding, chr(10))
        FROM claims_evidence e JOIN claims_source s ON s.id = e.source_id
        WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL AND {where}), '')"""  # noqa: S608 (our own words)
    return _vector(said, "D")


_OPEN = " || ".join(
    [
        _vector("c.statement", "A"),
        _vector("c.quote", "B"),
        _vector("c.section || ' ' || c.speaker", "C"),
        _said("NOT s.confidential"),
    ]
)
# What is said by confidential sources stands in a vector of its own, which only some people's searches look into.
# OFFSET 0: else the two SELECTs are made one, and every vector twice.
INDEX = f"""INSERT INTO claims_words (rowid, open, every)
    SELECT w.id, w.open, w.open || w.hidden
    FROM (SELECT c.id, {_OPEN} AS open, {_said("s.confidential")} AS hidden FROM claims_claim c WHERE {{which}}
          OFFSET 0) w
    ON CONFLICT (rowid) DO UPDATE SET open = EXCLUDED.open, every = EXCLUDED.every"""  # noqa: S608 (our own words)


def drop(name: str) -> str:
    return f"DROP FUNCTION IF EXISTS {name}() CASCADE"


def mark(statement: str) -> str:
    return statement.split("$derived$")[1]


_ROWS = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
}


def trigger(name: str, when: str, table: str, body: str) -> tuple[str, str]:
    """Return a trigger that runs `body` once after a statement, with its rows as `new_rows` and `old_rows`."""
    return (
        name,
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $derived$
        BEGIN
            {body};
            RETURN NULL;
        END $derived$;
        CREATE TRIGGER {name} AFTER {when} ON {table} {_ROWS[when]} FOR EACH STATEMENT EXECUTE FUNCTION {name}()""",
    )


def _words(name: str, when: str, table: str, claims: str) -> tuple[str, str]:
    return trigger(f"claims_words_{name}", when, table, INDEX.format(which=f"c.id IN ({claims})"))


def _changed(*columns: str) -> str:
    return " OR ".join(f"n.{name} IS DISTINCT FROM o.{name}" for name in columns)


def _tally(name: str, when: str, rows: str) -> tuple[str, str]:
    """Return the trigger that adds these rows to their tallies, each row as often as its `sign` says."""
    sums = ", ".join(f"SUM(r.sign * {one}) AS {count}" for count, one in counting.ones("r").items())
    something = " OR ".join(f"s.{count} <> 0" for count in counting.COUNTS)
    return trigger(
        f"claims_tally_{name}",
        when,
        "claims_claim",
        f"""INSERT INTO claims_tally (article_id, checker, {counting.NAMES})
            SELECT s.* FROM (SELECT r.article_id, COALESCE(r.checker_id, 0), {sums} FROM ({rows}) r
                             GROUP BY 1, 2 ORDER BY 1, 2) s WHERE {something}
            ON CONFLICT (article_id, checker) DO UPDATE SET {counting.plus("+", "EXCLUDED")}""",  # noqa: S608
    )


def _support(name: str, when: str, table: str, claims: str, *, before: str = "") -> tuple[str, str]:
    body = "; ".join([*filter(None, [before]), *counting.support_anew(claims)])
    return trigger(f"claims_support_{name}", when, table, body)


# Else somebody who brings a source, and somebody who changes that source, would neither see what the other wrote.
_HOLD_SOURCES = """PERFORM 1 FROM claims_source WHERE id IN (
        SELECT unnest(ARRAY[s.id, s.origin_id]) FROM claims_source s JOIN new_rows n ON n.source_id = s.id
        WHERE n.stance = 'supports') ORDER BY id FOR SHARE"""


_ADDED, _TAKEN = "SELECT 1 AS sign, n.* FROM new_rows n", "SELECT -1 AS sign, o.* FROM old_rows o"
_BOTH = "FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE"

CREATE = dict(
    [
        _tally("claim_new", "INSERT", _ADDED),
        _tally("claim_gone", "DELETE", _TAKEN),
        _tally("claim_changed", "UPDATE", f"{_ADDED} UNION ALL {_TAKEN}"),
        trigger(
            "claims_tally_confirmed",
            "INSERT",
            "claims_confirmation",
            """UPDATE claims_tally t SET unconfirmed = t.unconfirmed - s.n FROM (
                   SELECT c.article_id, COALESCE(c.checker_id, 0) AS checker, COUNT(*) AS n FROM claims_claim c
                   WHERE c.verdict_id IN (SELECT verdict_id FROM new_rows) AND c.risk = 'high' AND c.status <> 'cut'
                     AND NOT EXISTS (SELECT 1 FROM claims_confirmation k WHERE k.verdict_id = c.verdict_id
                                     AND k.id NOT IN (SELECT id FROM new_rows))
                   GROUP BY 1, 2) s
               WHERE t.article_id = s.article_id AND t.checker = s.checker""",
        ),
        *(
            trigger(
                f"claims_tally_support_{name}",
                when,
                "claims_supported",
                f"""UPDATE claims_tally t SET second_source = t.second_source {sign} s.n FROM (
                        SELECT c.article_id, COALESCE(c.checker_id, 0) AS checker, COUNT(*) AS n FROM claims_claim c
                        WHERE c.id IN (SELECT claim_id FROM {rows}) AND {counting.OPEN_HIGH_RISK.format(row="c")}
                        GROUP BY 1, 2) s
                    WHERE t.article_id = s.article_id AND t.checker = s.checker""",  # noqa: S608 (our own words)
            )
            for name, when, sign, rows in (("new", "INSERT", "-", "new_rows"), ("gone", "DELETE", "+", "old_rows"))
        ),
        _support(
            "evidence_new",
            "INSERT",
            "claims_evidence",
            "SELECT claim_id FROM new_rows WHERE stance = 'supports'",
            before=_HOLD_SOURCES,
        ),
        _support(
            "evidence_changed",
            "UPDATE",
            "claims_evidence",
            f"SELECT unnest(ARRAY[n.claim_id, o.claim_id]) {_BOTH} {_changed(*counting.SUPPORTING)}",
            before=_HOLD_SOURCES,
        ),
        _support(
            "evidence_gone", "DELETE", "claims_evidence", "SELECT claim_id FROM old_rows WHERE stance = 'supports'"
        ),
        _support(
            "source_changed",
            "UPDATE",
            "claims_source",
            counting.leaning_on(f"SELECT n.id {_BOTH} {_changed(*counting.WEIGHING)}"),
        ),
        _support(
            "article_changed",
            "UPDATE",
            "claims_article",
            f"""SELECT id FROM claims_claim WHERE article_id IN (
                    SELECT n.id {_BOTH} {_changed("own_publisher_keys")})""",  # noqa: S608 (our own words)
        ),
        _words("claim_new", "INSERT", "claims_claim", "SELECT id FROM new_rows"),
        _words(
            "claim_changed",
            "UPDATE",
            "claims_claim",
            f"SELECT n.id {_BOTH} {_changed('statement', 'quote', 'section', 'speaker')}",
        ),
        trigger(
            "claims_words_claim_gone",
            "DELETE",
            "claims_claim",
            "DELETE FROM claims_words WHERE rowid IN (SELECT id FROM old_rows)",
        ),
        _words("evidence_new", "INSERT", "claims_evidence", "SELECT claim_id FROM new_rows"),
        _words(
            "evidence_changed",
            "UPDATE",
            "claims_evidence",
            f"""SELECT unnest(ARRAY[n.claim_id, o.claim_id])
                {_BOTH} {_changed("claim_id", "source_id", "finding", "withdrawn_at")}""",
        ),
        _words("evidence_gone", "DELETE", "claims_evidence", "SELECT claim_id FROM old_rows"),
        _words(
            "source_changed",
            "UPDATE",
            "claims_source",
            f"""SELECT e.claim_id FROM claims_evidence e
                WHERE e.source_id IN (SELECT n.id {_BOTH} {_changed("title", "confidential")})""",  # noqa: S608 (our own words)
        ),
    ]
)

FOLD: tuple[str, ...] = ()  # Its triggers have done a statement's rows together already.
REBUILD = ("DELETE FROM claims_words", INDEX.format(which="true"))
