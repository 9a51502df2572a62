"""Places where a web page's paragraphs were run together: "feel it.”Read", "sportThe", "the sport.“It"."""

import re
from collections.abc import Iterator

from claims.anchoring.sentences import ABBREVIATION

_LOWER, _UPPER = "a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ"
_CAPITALISED = rf"[{_UPPER}][{_LOWER}]|[AI][ ’']"

_STOP = re.compile(rf"(?P<stop>[.!?…])(?P<closing>[”’'\")\]]*)(?P<opening>[“‘]?)(?=[{_UPPER}])")
_STARTS_SENTENCE = re.compile(_CAPITALISED)
_LAST_WORD = re.compile(r"[\w’']*\Z")
_ADDRESS_SIGNS = ("/", "@", "www")
_DOMAIN_OR_FILE = re.compile(r"(?:Com|Org|Net|Co|Uk|Io|Gov|Edu|Ai|Js|Py)\b")

_CAMEL = re.compile(rf"(?<=[{_LOWER}0-9)”’\"!?…])(?={_CAPITALISED})")
_NAME_PREFIX = re.compile(r"(?<!\w)(?:Mc|Mac|De|Di|Du|Da|La|Le|Lo|Van|Von|Ver|Fitz|[DLO]['’])\Z")
_CAMEL_NAMES = re.compile(
    r"YouTube|TikTok|LinkedIn|FedEx|PayPal|WhatsApp|WeChat|MasterCard|BuzzFeed|HuffPost|DreamWorks|SoundCloud"
    r"|WikiLeaks|GoFundMe|AstraZeneca|GlaxoSmithKline|PricewaterhouseCoopers|HarperCollins|BlackRock|BlackBerry"
    r"|StubHub|GitHub|OneDrive|PlayStation|PowerPoint|JavaScript|OxyContin|DeepMind|JetBlue|CinemaCon|ComicCon"
    r"|SiriusXM|SmackDown|WrestleMania|SummerSlam|IndieWire|AfroBeats"
)


def sentence_cuts(text: str) -> Iterator[int]:
    """Offsets in one paragraph where a new paragraph begins right after a sentence's last sign."""
    quotes_before, counted = 0, 0
    for glue in _STOP.finditer(text):
        quotes_before += text.count('"', counted, glue.start())
        counted = glue.start()
        if glue["closing"] or glue["opening"] or _ends_sentence(text, glue):
            opens = glue["closing"] == '"' and quotes_before % 2 == 0
            yield glue.start("closing") if opens else glue.end("closing")


def _ends_sentence(text: str, glue: re.Match[str]) -> bool:
    """Whether a bare ".X" is the seam of two sentences, and no initialism, abbreviation, address or number."""
    before = text[max(0, glue.start() - 30) : glue.start()]
    token = before.split(" ")[-1] + text[glue.end() : glue.end() + 60].split(" ", maxsplit=1)[0]
    if not _STARTS_SENTENCE.match(text, glue.end()) or any(sign in token for sign in _ADDRESS_SIGNS):
        return False
    if glue["stop"] != ".":
        return True
    match = _LAST_WORD.search(before)
    word = match[0] if match else ""
    if word.isdigit() and (len(word) == 1 or len(word) == glue.start()):
        return False
    abbreviated = len(word) == 1 or ABBREVIATION.fullmatch(word)
    return not abbreviated and not _DOMAIN_OR_FILE.match(text, glue.end())


def camel_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets between `start` and `end` where a word runs into a capital that begins another text.

    Names that are written so (McCain, DeVito, YouTube) are left whole.
    """
    whole = [range(name.start() + 1, name.end()) for name in _CAMEL_NAMES.finditer(text, start, end)]
    for glue in _CAMEL.finditer(text, start, end):
        at = glue.start()
        if not _NAME_PREFIX.search(text[max(0, at - 6) : at]) and not any(at in name for name in whole):
            yield at
