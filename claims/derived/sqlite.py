"""The word index on SQLite (FTS5), the tallies, and the triggers that keep both right.

Every change only names the claim in `claims_wordsstale`; what happens there makes that claim's words anew. While
`claims_wordspause` holds a row, the names gather instead and are done in one statement (`indexing.together`).
"""

from . import counting

TABLES = {
    "claims_words": """CREATE VIRTUAL TABLE claims_words USING fts5(
        statement, quote, section, speaker, said, hidden, tokenize = "unicode61 remove_diacritics 2")""",
    "claims_wordsstale": "CREATE TABLE claims_wordsstale (claim_id integer PRIMARY KEY)",
    "claims_wordspause": "CREATE TABLE claims_wordspause (id integer PRIMARY KEY)",
}

STANDING = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def _said(where: str) -> str:
    return f"""COALESCE((SELECT group_concat(s.title || char(10) || e.finding, char(10))
        FROM claims_evidence e JOIN claims_source s ON s.id = e.source_id
        WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL AND {where}), '')"""  # noqa: S608 (our own words)


# What is said by confidential sources stands in a column of its own, which only some people's searches look into.
INDEX = f"""INSERT INTO claims_words (rowid, statement, quote, section, speaker, said, hidden)
    SELECT c.id, c.statement, c.quote, c.section, c.speaker, {_said("NOT s.confidential")}, {_said("s.confidential")}
    FROM claims_claim c"""  # noqa: S608 (our own words)


def drop(name: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name}"


def mark(statement: str) -> str:
    return statement


def _trigger(name: str, when: str, *body: str) -> tuple[str, str]:
    return name, f"CREATE TRIGGER {name} AFTER {when} BEGIN {'; '.join(body)}; END"


def _stale(claims: str) -> str:
    """Return the statement that names these claims. No OR IGNORE: the outer statement's own would overrule it."""
    there = "EXISTS (SELECT 1 FROM claims_wordsstale t WHERE t.claim_id = n.claim_id)"
    return f"INSERT INTO claims_wordsstale (claim_id) SELECT n.claim_id FROM ({claims}) n WHERE NOT {there}"  # noqa: S608


def _changed(*columns: str) -> str:
    return "(" + " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns) + ")"


_NEW, _OLD = "SELECT NEW.claim_id AS claim_id", "SELECT OLD.claim_id AS claim_id"
_USING = "SELECT DISTINCT claim_id FROM claims_evidence WHERE source_id = NEW.id AND withdrawn_at IS NULL"

_HERE = "article_id = {row}.article_id AND checker = COALESCE({row}.checker_id, 0)"


def _add(row: str) -> str:
    ones = ", ".join(counting.ones(row).values())
    return f"""INSERT INTO claims_tally (article_id, checker, {counting.NAMES})
        VALUES ({row}.article_id, COALESCE({row}.checker_id, 0), {ones})
        ON CONFLICT (article_id, checker) DO UPDATE SET {counting.plus("+", "excluded")}"""  # noqa: S608


def _take(row: str) -> str:
    less = ", ".join(f"{name} = {name} - {one}" for name, one in counting.ones(row).items())
    return f"UPDATE claims_tally SET {less} WHERE {_HERE.format(row=row)}"  # noqa: S608 (our own words)


def _support(name: str, when: str, claims: str) -> tuple[str, str]:
    return _trigger(f"claims_support_{name}", when, *counting.support_anew(claims))


CREATE = dict(
    [
        _trigger("claims_tally_claim_new", "INSERT ON claims_claim", _add("NEW")),
        _trigger("claims_tally_claim_gone", "DELETE ON claims_claim", _take("OLD")),
        _trigger(
            "claims_tally_claim_changed",
            f"UPDATE ON claims_claim WHEN {_changed(*counting.CHANGING)}",
            _take("OLD"),
            _add("NEW"),
        ),
        _trigger(
            "claims_tally_confirmed",
            "INSERT ON claims_confirmation",
            """UPDATE claims_tally SET unconfirmed = unconfirmed - 1
               WHERE (article_id, checker) IN (
                   SELECT c.article_id, COALESCE(c.checker_id, 0) FROM claims_claim c
                   WHERE c.verdict_id = NEW.verdict_id AND c.risk = 'high' AND c.status <> 'cut')
               AND NOT EXISTS (SELECT 1 FROM claims_confirmation k
                               WHERE k.verdict_id = NEW.verdict_id AND k.id <> NEW.id)""",
        ),
        *(
            _trigger(
                f"claims_tally_support_{name}",
                f"{when} ON claims_supported",
                f"""UPDATE claims_tally SET second_source = second_source {sign} 1
                    WHERE (article_id, checker) IN (SELECT c.article_id, COALESCE(c.checker_id, 0) FROM claims_claim c
                        WHERE c.id = {row}.claim_id AND {counting.OPEN_HIGH_RISK.format(row="c")})""",  # noqa: S608
            )
            for name, when, sign, row in (("new", "INSERT", "-", "NEW"), ("gone", "DELETE", "+", "OLD"))
        ),
        _support("evidence_new", "INSERT ON claims_evidence WHEN NEW.stance = 'supports'", "SELECT NEW.claim_id"),
        _support(
            "evidence_changed",
            f"UPDATE ON claims_evidence WHEN {_changed(*counting.SUPPORTING)}",
            "SELECT NEW.claim_id UNION SELECT OLD.claim_id",
        ),
        _support("evidence_gone", "DELETE ON claims_evidence WHEN OLD.stance = 'supports'", "SELECT OLD.claim_id"),
        _support(
            "source_changed",
            f"UPDATE ON claims_source WHEN {_changed(*counting.WEIGHING)}",
            counting.leaning_on("NEW.id"),
        ),
        _support(
            "article_changed",
            f"UPDATE ON claims_article WHEN {_changed('own_publisher_keys')}",
            "SELECT id FROM claims_claim WHERE article_id = NEW.id",
        ),
        _trigger(
            "claims_words_made_anew",
            "INSERT ON claims_wordsstale WHEN NOT EXISTS (SELECT 1 FROM claims_wordspause)",
            "DELETE FROM claims_words WHERE rowid = NEW.claim_id",
            f"{INDEX} WHERE c.id = NEW.claim_id",
            "DELETE FROM claims_wordsstale WHERE claim_id = NEW.claim_id",
        ),
        _trigger("claims_words_claim_new", "INSERT ON claims_claim", _stale("SELECT NEW.id AS claim_id")),
        _trigger(
            "claims_words_claim_changed",
            f"UPDATE ON claims_claim WHEN {_changed('id', 'statement', 'quote', 'section', 'speaker')}",
            _stale("SELECT NEW.id AS claim_id"),
        ),
        _trigger(
            "claims_words_claim_gone",
            "DELETE ON claims_claim",
            "DELETE FROM claims_words WHERE rowid = OLD.id",
            "DELETE FROM claims_wordsstale WHERE claim_id = OLD.id",
        ),
        _trigger("claims_words_evidence_new", "INSERT ON claims_evidence", _stale(_NEW)),
        _trigger(
            "claims_words_evidence_changed",
            f"UPDATE ON claims_evidence WHEN {_changed('claim_id', 'source_id', 'finding', 'withdrawn_at')}",
            _stale(f"{_NEW} UNION {_OLD}"),
        ),
        _trigger("claims_words_evidence_gone", "DELETE ON claims_evidence", _stale(_OLD)),
        _trigger(
            "claims_words_source_changed",
            f"UPDATE ON claims_source WHEN {_changed('title', 'confidential')}",
            _stale(_USING),
        ),
    ]
)

FOLD = (
    "DELETE FROM claims_words WHERE rowid IN (SELECT claim_id FROM claims_wordsstale)",
    f"{INDEX} WHERE c.id IN (SELECT claim_id FROM claims_wordsstale)",  # noqa: S608 (our own words)
    "DELETE FROM claims_wordsstale",
)
REBUILD = ("DELETE FROM claims_wordsstale", "DELETE FROM claims_words", INDEX)
