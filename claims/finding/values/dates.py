"""Dates with the precision that the words give, never more.

``value`` is ISO text for days, months and years ("2000-05"), words where ISO has none ("late 1990s",
"19th century", "summer 2023"), and two of them with a slash for a range. A month or day without a year is
completed from the day of publication, or kept open ("--08") where that is not known.
"""

import re
from collections.abc import Callable, Iterator

from claims.finding.lexicon import words
from claims.finding.values import calendar
from claims.finding.values.calendar import MONTH, Day
from claims.finding.values.reading import DATE, Value

_ORD = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)"
_EARLY = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate|[Mm]iddle)(?:[ -]to[ -](?:mid|late))?(?:[ -]the)?[ -](?:of the )?"
_SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_DAYNAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
ISO_DAY = re.compile(rf"(?<![\d-]){_YEAR}-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?![\d-])")
MONTH_DAY = re.compile(
    rf"\b{MONTH} (?P<d>[0-3]?\d){_ORD}(?![\d:,%]\d)(?! (?:percent|per cent|million))(?:,? {_YEAR}(?!\d))?\b"
)
DAY_MONTH = re.compile(rf"(?<![\d.,:$£€-])(?:the )?(?P<d>[0-3]?\d){_ORD} (?:of )?{MONTH}(?:,? {_YEAR}(?!\d))?")
MONTH_YEAR = re.compile(rf"\b(?:{_EARLY})?{MONTH},? (?:of )?{_YEAR}(?![\d-])")
MONTH_ALONE = re.compile(
    rf"\b(?P<before>[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id|"
    rf"[Ff]rom|[Bb]etween|[Tt]o|"
    rf"[Aa]nd|[Dd]uring|[Bb]efore|[Aa]fter|[Tt]hrough|[Oo]f|[Ee]very|[Ee]ach)[ -]{MONTH}(?! ?\d|'s)"
)
DECADE = re.compile(rf"\b(?:{_EARLY})?(?P<decade>(?:1[0-9]|20)\d0)s\b")
SHORT_DECADE = re.compile(rf"(?:\b{_EARLY}|\b(?:[Tt]he|of) )['‘’]?(?P<two>\d0)s\b|(?<![\w])['‘’](?P<bare>\d0)s\b")
SPELLED_DECADE = re.compile(
    rf"\b(?<!his )(?<!her )(?<!their )(?<!my )(?:{_EARLY}|[Tt]he )(?P<name>thirties|forties|fifties|"
    rf"sixties|seventies|eighties|nineties)\b"
)
CENTURY = re.compile(rf"\b(?:{_EARLY}|the )?(?P<number>\d{{1,2}})(?:st|nd|rd|th)[ -]century(?P<era> BCE?| AD| CE)?\b")
ERA = re.compile(r"\b(?P<n>\d{1,4}) (?P<era>BCE?|AD|CE)\b|\bAD (?P<ad>\d{1,4})\b")
SEASON_YEAR = re.compile(rf"\b(?:{_EARLY}|[Tt]he )?{_SEASON} (?:of )?{_YEAR}(?!\d|[-–/]\d\d\b)")
QUARTER = re.compile(
    rf"\b(?:Q(?P<q>[1-4])|(?P<word>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[ -]quarter)(?: of)? {_YEAR}(?!\d)"
)
SPAN = re.compile(r"(?<![\d$£€.,/-])(?P<a>1[0-9]\d\d|20\d\d)[-–—/](?P<b>\d\d|1[0-9]\d\d|20\d\d)(?![\d/-]|s\b)")
YEAR = re.compile(
    rf"(?<![\w$£€.,:/-]){_YEAR}(?![\w:%°/]|[.,]\d|-\d|-(?:foot|mile|page|acre|man|member|metre|meter|seat))"
)
PARTED_YEAR = re.compile(rf"\b{_EARLY}{_YEAR}(?![\w:%])")
WEEKDAY = re.compile(
    rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Oo]n|[Ee]arly|[Ll]ate|[Bb]y|"
    rf"[Uu]ntil) )?(?P<name>{_DAYNAME})(?!s\b|'s)\b"
)
NEAR = re.compile(
    rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Ll]ater this|[Ee]arlier this|[Ll]ate last|"
    rf"[Ee]arly next) (?P<what>year|month|week|decade|century|{_SEASON})\b"
    r"|\b(?P<day>[Yy]esterday|[Tt]omorrow|[Tt]onight)\b(?!'s)"
)
COUNTED = re.compile(r" (?:[a-z-]+ )?([a-z]+)\b")
NOT_NOUNS = words("was is has as his its this does plus across yes us less unless thus")
IRREGULAR = frozenset(["people", "men", "women", "children", "feet"])
DATED = re.compile(
    r"\b(?:in|since|by|until|till|of|during|from|the|a|an|his|her|its|their|that|this|s|before|after|late|early|mid|"
    r"circa|and|to|through|between|november|october|january|a|for)\s\Z",
    re.IGNORECASE,
)
WHOSE = re.compile(r"(?:his|her|their|my) \Z")
ORDINAL_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
NINETEENS = {"thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}
Found = tuple[str, str] | None


def dates(text: str, today: Day | None) -> Iterator[Value]:
    """Yield the dates of the text, the more exact pattern before the less exact one where two overlap."""
    for pattern, read in READERS:
        for match in pattern.finditer(text):
            found = read(match, today)
            if found and found[0]:
                yield Value(match.start(), match.end(), DATE, *found)


def _lies_ahead(match: re.Match[str]) -> bool:
    """Do the words before the date speak of the future?"""
    return bool(calendar.FUTURE.search(match.string[max(0, match.start() - 60) : match.end() + 40]))


def _part(match: re.Match[str], words: str) -> str:
    part = (match["part"] or "").lower().replace("middle", "mid")
    joint = "-" if part == "mid" else " "
    return f"{part}{joint}{words}" if part else words


def _day(match: re.Match[str], today: Day | None) -> Found:
    month, day = calendar.month_number(match["month"]), int(match["d"])
    if not 1 <= day <= 31 or not calendar.valid(int(match["year"] or 2000), month, day):
        return None
    if match["year"]:
        return calendar.iso(int(match["year"]), month, day), "day"
    if today:
        return calendar.iso(calendar.nearest_month(month, today, future=_lies_ahead(match)), month, day), "day"
    return f"--{month:02d}-{day:02d}", "day"


def _iso_day(match: re.Match[str], today: Day | None) -> Found:
    month, day = int(match["m"]), int(match["d"] or 0) or None
    if not calendar.valid(int(match["year"]), month, day):
        return None
    return match.group(), "day" if day else "month"


def _month_year(match: re.Match[str], today: Day | None) -> Found:
    return _part(match, calendar.iso(int(match["year"]), calendar.month_number(match["month"]))), "month"


def _month(match: re.Match[str], today: Day | None) -> Found:
    month, before = calendar.month_number(match["month"]), match["before"].lower()
    if before in {"every", "each"}:
        return f"--{month:02d}", "month"
    if not today:
        return f"--{month:02d}", "month"
    future = before == "next" or (before not in {"last", "since"} and _lies_ahead(match))
    words = calendar.iso(calendar.nearest_month(month, today, future=future), month)
    return (f"{before} {words}" if before in {"early", "mid", "late"} else words), "month"


def _decade(match: re.Match[str], today: Day | None) -> Found:
    return _part(match, f"{match['decade']}s"), "decade"


def _short_decade(match: re.Match[str], today: Day | None) -> Found:
    """'90s are the 1990s; '20s may be this century's or the last one's and stay unread."""
    two = int(match["two"] or match["bare"])
    if two == 20 or WHOSE.search(match.string[max(0, match.start() - 6) : match.start()]):
        return None
    words = f"{2000 + two if two < 20 else 1900 + two}s"
    return _part(match, words), "decade"


def _spelled_decade(match: re.Match[str], today: Day | None) -> Found:
    return _part(match, f"19{NINETEENS[match['name']]}0s"), "decade"


def _century(match: re.Match[str], today: Day | None) -> Found:
    number = int(match["number"])
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return _part(match, f"{number}{suffix} century{match['era'] or ''}"), "century"


def _era(match: re.Match[str], today: Day | None) -> Found:
    era = "AD" if match["ad"] else match["era"]
    return f"{match['n'] or match['ad']} {era}", "year"


def _season(match: re.Match[str], today: Day | None) -> Found:
    return _part(match, f"{match['season'].lower()} {match['year']}"), "season"


def _quarter(match: re.Match[str], today: Day | None) -> Found:
    quarter = match["q"] or ORDINAL_WORDS[match["word"].lower()]
    return f"{match['year']}-Q{quarter}", "quarter"


def _span(match: re.Match[str], today: Day | None) -> Found:
    first, second = int(match["a"]), int(match["b"])
    if second < 100:
        second += first - first % 100
        second += 100 * (second <= first and first % 100 == 99)
    return (f"{first}/{second}", "year") if second > first else None


def _year(match: re.Match[str], today: Day | None) -> Found:
    """A four-digit number is a year unless it counts something ("2000 people", "about 1500 tonnes")."""
    counted = COUNTED.match(match.string, match.end(), match.end() + 40)
    if counted and not DATED.search(match.string[max(0, match.start() - 12) : match.start()]):
        direct = re.compile(r" ([a-z]+)").match(match.string, match.end(), match.end() + 24)
        word = direct[1] if direct else ""
        if word in IRREGULAR or (word.endswith("s") and word not in NOT_NOUNS and not word.endswith("ss")):
            return None
    return match["year"], "year"


def _parted_year(match: re.Match[str], today: Day | None) -> Found:
    return _part(match, match["year"]), "year"


def _weekday(match: re.Match[str], today: Day | None) -> Found:
    which = (match["which"] or "").lower()
    if not today:
        return match["name"], "weekday"
    future = which == "next" or (which != "last" and _lies_ahead(match))
    found = calendar.weekday(match["name"], today, future=future)
    return (found, "day") if found else (match["name"], "weekday")


DAYS = {"yesterday": -1, "tonight": 0, "tomorrow": 1}


def _near(match: re.Match[str], today: Day | None) -> Found:
    """Count "last year" from the year of publication; a week or a season stays in words."""
    if match["day"]:
        shift = DAYS[match["day"].lower()]
        exact = today and today.day and (calendar.shifted(today, days=shift) if shift else calendar.iso(*today))
        return (exact, "day") if exact else (match["day"].lower(), "day")
    words, what = match.group().lower(), match["what"].lower()
    step = {"last": -1, "next": 1}.get(words.split()[0] if " this" not in words else "this", 0)
    if not today or what not in {"year", "month"} or words.startswith(("late ", "early ")):
        return words, what if what in {"year", "month", "week", "decade", "century"} else "season"
    if what == "year":
        return calendar.shifted(today, years=step), "year"
    exact = (
        calendar.shifted(today, months=step) if step else (calendar.iso(today.year, today.month) if today.month else "")
    )
    return (exact or words), "month"


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Day | None], Found]], ...] = (
    (ISO_DAY, _iso_day),
    (MONTH_DAY, _day),
    (DAY_MONTH, _day),
    (MONTH_YEAR, _month_year),
    (SEASON_YEAR, _season),
    (QUARTER, _quarter),
    (SPAN, _span),
    (DECADE, _decade),
    (SHORT_DECADE, _short_decade),
    (SPELLED_DECADE, _spelled_decade),
    (CENTURY, _century),
    (ERA, _era),
    (PARTED_YEAR, _parted_year),
    (YEAR, _year),
    (MONTH_ALONE, _month),
    (NEAR, _near),
    (WEEKDAY, _weekday),
)
