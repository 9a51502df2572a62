"""The sample tables go in whole, by the same rules as any file."""

from claims.models import Claim
from tests.conftest import SEEDS
from tests.intake.bringing import LATER, bring

EXPECTED = {"sources": 131, "claims": 134, "evidence": 248, "verdicts": 90}


def test_every_row_goes_in_every_verdict_holds_and_a_second_time_nothing_changes(article, edith):
    article.own_publishers = "TIME"
    article.save()
    for at in (None, LATER):
        for table, rows in EXPECTED.items():
            text = (SEEDS / f"{table}.csv").read_text(encoding="utf-8")
            decide = table == "verdicts"
            filed = bring(table, text, article=article, by=edith, decide=decide, **({"at": at} if at else {}))
            assert (filed.problems, filed.counts) == ([], (0, 0, rows, 0) if at else (rows, 0, 0, 0))
    counts = Claim.objects.counted_by_status()
    assert (counts["verified"], counts["disputed"], counts["unchecked"]) == (75, 15, 44)
