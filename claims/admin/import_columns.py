"""What each column of the four spreadsheets holds, in words for the upload page."""

from django.utils.translation import gettext_lazy as _

from claims.intake.columns import COLUMNS
from claims.vocabulary import DECIDED, Kind, Risk, SourceKind, Stance, Table

_ARTICLE = _("The article's slug. Needed only where no article is chosen above.")
_CLAIM = _("The claim's number in the article.")

_HELP = {
    Table.SOURCES: {
        "key": _("A short name for the source, such as ap-2019-05. The same key again means the same source."),
        "title": _("What it is called. A new source needs one."),
        "publisher": _("Who published it: two sources of one publisher count as one."),
        "author": _("Who wrote it."),
        "url": _("Its web address, whole: https://…"),
        "kind": ", ".join(SourceKind.values),
        "published_on": _("As exact as it is known: 1999, 1999-05 or 1999-05-21."),
        "accessed_on": _("When somebody looked at it, written the same way."),
        "archive_url": _("Where an archived copy stands."),
        "republishes": _("The key of the source that it copies; it may stand further down."),
        "confidential": _("yes or no"),
    },
    Table.CLAIMS: {
        "article": _ARTICLE,
        "number": _("Which claim it is. Without it the next numbers are given."),
        "section": _("The part of the article that it stands in."),
        "statement": _("One fact, complete in itself. Without it the quote stands for it."),
        "quote": _("Its phrase in the copy, letter by letter: its place is found by it."),
        "kind": ", ".join(Kind.values),
        "value": _("The figure, date or name at stake."),
        "speaker": _("Who says it, where somebody does."),
        "risk": ", ".join(Risk.values),
        "sensitive": _("yes or no"),
        "checker": _("The user name of who checks it."),
        "note": _("For colleagues: what to ask, where to look."),
        "sources": _("Keys or web addresses, separated by semicolons or line ends. Unknown addresses become sources."),
    },
    Table.EVIDENCE: {
        "article": _ARTICLE,
        "claim": _CLAIM,
        "source": _("Its key or web address."),
        "stance": ", ".join(Stance.values),
        "locator": _("Where it says so: page, paragraph or timecode."),
        "finding": _("What it says there."),
    },
    Table.VERDICTS: {
        "article": _ARTICLE,
        "claim": _CLAIM,
        "verdict": ", ".join(DECIDED),
        "reason": _("Why. A dispute, a cut and a stet need it."),
        "correction": _("The corrected wording, with disputed or corrected."),
    },
}


def explained(table: Table) -> list[tuple[str, bool, str]]:
    """Return name, whether a cell must be filled, and what it holds, for each column of the table."""
    return [(name, column.required, _sentence(str(_HELP[table][name]))) for name, column in COLUMNS[table].items()]


def _sentence(help_text: str) -> str:
    """Close a list of words with a full stop, so that what follows on the page is not read as one of them."""
    return help_text if help_text.endswith(".") else f"{help_text}."
