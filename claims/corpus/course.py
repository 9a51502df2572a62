"""What became of a made-up claim: its evidence, who decided what, and where it stands; within the desk's rules."""

from dataclasses import dataclass
from random import Random

from claims.vocabulary import UNDECIDED, Risk, Stance, Status

_PUT_AWAY = (
    (Status.VERIFIED, 87), (Status.CORRECTED, 5), (Status.CUT, 4), (Status.STET, 2), (Status.UNCHECKED, 2),
)  # fmt: skip
_CURRENT = (
    (Status.UNCHECKED, 30), (Status.IN_PROGRESS, 10), (Status.VERIFIED, 45), (Status.DISPUTED, 7),
    (Status.CORRECTED, 4), (Status.CUT, 2), (Status.STET, 2),
)  # fmt: skip
UNREAD = 0.5  # of the open claims, how many had a source named

_CORRECTION = "The figure stands in the register with another value."
_REASONS = {
    Status.DISPUTED: "The register gives another value.",
    Status.CORRECTED: "",
    Status.VERIFIED: "",
    Status.CUT: "The writer took the passage out.",
    Status.STET: "Both values are in print; the writer explains which one is meant.",
}
_FINDINGS = (
    "The yearly report gives it in its third table.",
    "The register of the office says so in its entry of that year.",
    "Confirmed on the telephone, and sent again in writing.",
    "The court's ruling says it in the second paragraph.",
    "The archived page carries the same words.",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict: what, why, the corrected wording, and whether an editor made it."""

    verdict: Status
    reason: str
    correction: str
    by_editor: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """A source brought to the claim: one of the article's primary documents, or one of its other sources."""

    stance: Stance
    primary: bool
    locator: str
    finding: str


def status_of(random: Random, *, put_away: bool) -> Status:
    """Return where a claim stands, as often as it does on a desk."""
    choices = _PUT_AWAY if put_away else _CURRENT
    return random.choices([status for status, _ in choices], [weight for _, weight in choices])[0]


def decisions(status: Status) -> list[Decision]:
    """Return the decisions that led there: a dispute comes before what settles it."""
    if status in UNDECIDED:
        return []
    dispute = Decision(Status.DISPUTED, _REASONS[Status.DISPUTED], "", by_editor=False)
    if status in {Status.CORRECTED, Status.STET}:
        correction = _CORRECTION if status == Status.CORRECTED else ""
        return [dispute, Decision(status, _REASONS[status], correction, by_editor=True)]
    return [dispute if status == Status.DISPUTED else Decision(status, _REASONS[status], "", status == Status.CUT)]


def evidence(random: Random, status: Status, risk: Risk) -> list[Brought]:
    """Return what was brought, enough for the source rule: a primary document where the risk is high."""
    if status in UNDECIDED:
        return [_brought(random, Stance.UNREAD)] if random.random() < UNREAD else []
    against = status in {Status.DISPUTED, Status.CORRECTED, Status.STET}
    stance = Stance.CONTRADICTS if against else Stance.SUPPORTS
    rows = [_brought(random, stance, primary=risk == Risk.HIGH)]
    return rows if random.random() < 0.6 else [*rows, _brought(random, Stance.CONTEXT)]


def _brought(random: Random, stance: Stance, *, primary: bool = False) -> Brought:
    if stance == Stance.UNREAD:
        return Brought(stance, primary, "", "")
    # The same place of a source is named once on a claim: context lies in paragraphs, the rest on pages.
    where = "paragraph" if stance == Stance.CONTEXT else "page"
    return Brought(stance, primary, f"{where} {random.randint(1, 400)}", random.choice(_FINDINGS))
