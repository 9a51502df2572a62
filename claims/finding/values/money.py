"""Amounts of money: currency (ISO 4217 code where it is certain) and amount."""

import re
from collections.abc import Iterator
from decimal import Decimal

from claims.finding.lexicon import ordered
from claims.finding.values.numerals import Numeral
from claims.finding.values.reading import MONEY, Value, plain

SYMBOLS = {
    "US$": "USD",
    "AU$": "AUD",
    "A$": "AUD",
    "CA$": "CAD",
    "C$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "S$": "SGD",
    "R$": "BRL",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₪": "ILS",
    "₦": "NGN",
    "₺": "TRY",
    "₴": "UAH",
}
CODES = ordered("""USD EUR GBP CHF JPY CNY RMB INR CAD AUD NZD SEK NOK DKK PLN KRW BRL MXN ZAR HKD SGD RUB TRY ILS""")
# Words whose country is certain; "francs", "kroner", "pesos" alone are kept as written, without a code.
NAMES = {
    "dollar": "USD",
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "american dollar": "USD",
    "canadian dollar": "CAD",
    "australian dollar": "AUD",
    "hong kong dollar": "HKD",
    "singapore dollar": "SGD",
    "new zealand dollar": "NZD",
    "euro": "EUR",
    "pound sterling": "GBP",
    "british pound": "GBP",
    "swiss franc": "CHF",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "indian rupee": "INR",
    "russian ruble": "RUB",
    "rouble": "RUB",
    "zloty": "PLN",
    "south korean won": "KRW",
    "swedish kronor": "SEK",
    "norwegian kroner": "NOK",
    "danish kroner": "DKK",
    "mexican peso": "MXN",
    "shekel": "ILS",
    "rand": "ZAR",
}
UNCERTAIN = ("franc", "kroner", "kronor", "krona", "krone", "peso", "rupee", "schilling", "shilling", "lira", "guilder")
_BEFORE = "|".join(re.escape(symbol) for symbol in SYMBOLS)
BEFORE = re.compile(rf"(?:(?P<symbol>{_BEFORE})\s?|\b(?P<code>{'|'.join(CODES)})\s?)\Z")
AFTER = re.compile(
    rf"[ -](?P<name>{'|'.join(sorted(map(re.escape, NAMES), key=len, reverse=True))}|{'|'.join(UNCERTAIN)})s?\b"
    rf"(?! per )|\s?(?P<code>{'|'.join(CODES)})\b|\s?(?P<sign>€)|[ -](?P<pounds>pounds sterling|pounds)\b",
    re.IGNORECASE,
)
TO = re.compile(r"\s?(?:-|–|—|to|and|or)\s?(?:(?:US|A|C|HK)?[$£€])?\s?\Z")
LONGEST_SYMBOL = 5


def amounts(text: str, found: list[Numeral]) -> Iterator[Value]:
    """Yield the amounts of money among the numbers found; a pair ("between $4 and $5") is one range."""
    read = [_amount(text, numeral) for numeral in found]
    place = 0
    while place < len(found):
        one = read[place]
        two = _second(text, found, read, place)
        if two and _is_range(text, found[place], found[place + 1], one, two):
            yield _range(found[place], found[place + 1], one, two)
            place += 1
        elif one:
            yield Value(one[2], one[3], MONEY, _worded(one[0], plain(one[1])), one[0])
        place += 1


Amount = tuple[str, Decimal, int, int]


def _worded(currency: str, amount: str) -> str:
    """Write "USD 5", but "5 kroner" where no code is certain."""
    return f"{currency} {amount}" if currency.isupper() else f"{amount} {currency}"


def _second(text: str, found: list[Numeral], read: list[Amount | None], place: int) -> Amount | None:
    """Return the next amount; in "$5-10 million" it borrows the first one's currency."""
    if place + 1 >= len(found):
        return None
    one, two, numeral = read[place], read[place + 1], found[place + 1]
    joint = text[found[place].end : numeral.start].strip()
    if one and not two and joint in {"-", "–", "to"} and numeral.scaled >= 1000 > one[1]:
        return one[0], numeral.scaled, numeral.start, numeral.end
    return two


def _amount(text: str, numeral: Numeral) -> Amount | None:
    """Return currency, amount, start and end, or None where this number is no money."""
    before = BEFORE.search(text[max(0, numeral.start - LONGEST_SYMBOL) : numeral.start])
    if before:
        start = numeral.start - len(before.group())
        code = SYMBOLS.get(before["symbol"] or "") or before["code"]
        tail = re.compile(r" (Canadian|Australian) dollars").match(text, numeral.end)
        if tail:
            return {"C": "CAD", "A": "AUD"}[tail[1][0]], numeral.scaled, start, tail.end()
        return code.replace("RMB", "CNY"), numeral.scaled, start, numeral.end
    after = AFTER.match(text, numeral.end)
    if not after or (numeral.suffix and not after["sign"] and numeral.suffix.lower() not in {"m", "b", "k"}):
        return None
    if after["pounds"]:
        return _pounds(text, numeral, after)
    name = (after["name"] or "").lower()
    code = NAMES.get(name) or (after["code"] or "").upper() or ("EUR" if after["sign"] else name)
    if name in UNCERTAIN:
        return None if numeral.amount < 1 else (after["name"] + "s" * after.group().endswith("s"), numeral.scaled,
                                                numeral.start, after.end())  # fmt: skip
    return code.replace("RMB", "CNY"), numeral.scaled, numeral.start, after.end()


def _pounds(text: str, numeral: Numeral, after: re.Match[str]) -> Amount | None:
    """Pounds weigh as often as they pay: only sterling, or millions of them, are certainly money."""
    if after["pounds"].lower() != "pounds" or numeral.scaled >= 10**6:
        return "GBP", numeral.scaled, numeral.start, after.end()
    return None


def _is_range(text: str, first: Numeral, second: Numeral, one: Amount | None, two: Amount) -> bool:
    between = text[first.end : second.start]
    if len(between) > 12 or not TO.match(between):
        return False
    if one is None:
        return "and" not in between and "or" not in between and not second.suffix
    if one[0] != two[0]:
        return False
    return "and" not in between or text[max(0, one[2] - 8) : one[2]].lower() == "between "


def _range(first: Numeral, second: Numeral, one: Amount | None, two: Amount) -> Value:
    """Join two amounts; "5 to 10 million" and "$5-10 million" share the second one's scale."""
    low = one[1] if one else first.scaled
    high = two[1]
    start = min(first.start, one[2]) if one else first.start
    if low < 1000 <= high and not first.suffix:
        scale = next((s for s in (10**12, 10**9, 10**6, 10**3) if high >= s), 1)
        low *= scale if high / scale > low else 1
    return Value(start, two[3], MONEY, _worded(two[0], f"{plain(low)}/{plain(high)}"), two[0])
