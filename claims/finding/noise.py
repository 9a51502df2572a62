"""Blank out what is not copy: shortcodes, promotions, addresses, markup.

The text keeps its length, so a place in the masked text is the same place in the text given. Noise that
stands between two sentences becomes line breaks (it ends the sentence before it), noise inside a sentence
becomes spaces.
"""

import re

SHORTCODE = re.compile(r"\[/?[a-z][\w-]{0,40}(?:\s[^\[\]\n]{0,400}|/?)\]+")
ELEMENT = re.compile(r"<(script|style)\b[^<>]{0,400}>", re.IGNORECASE)
COMMENT = re.compile(r"<!--|-->")
TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,800}>")
ENTITY = re.compile(r"&(?:nbsp|amp|quot|lt|gt|#\d{2,5}|[lr][sd]quo|[mn]dash|hellip);")
ADDRESS = re.compile(r"https?://[^\s<>\"”)\]]{1,2000}|www\.[^\s<>\"”)\]]{1,300}")
MAILBOX = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}")
LINK = re.compile(r"(!?\[)([^\[\]\n]{1,300})(\]\([^()\n]{0,800}\))")
BLOCK = re.compile(r"^[ \t]*(?:#{1,6}|[*+-])[ \t]+", re.MULTILINE)
MARKUP = re.compile(r"^[ \t]*>+[ \t]+|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", re.MULTILINE)
PROMOTION = re.compile(r"\b(?:Read [Mm]ore|READ MORE|Read [Nn]ext|Also [Rr]ead|See [Aa]lso|Related|RELATED):")
GLUE = re.compile(r"(?<=[a-zà-ÿ0-9)?!’”])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLa)(?=[A-Z“])|\n")
FURNITURE = re.compile(
    r"^[ \t]*(?:advertisement|share(?: this)?|skip to .{0,40}|wait \d+ sec\.?|loading\W*|listen\b.{0,20}|"
    r"\d+ min(?:ute)? read|sign up .{0,80}|subscribe\b.{0,80}|follow .{0,60} on \w+\.?|"
    r"story continues below.{0,40}|continue reading.{0,40}|click here.{0,60}|all rights reserved\W*|"
    r"(?:copyright|©).{0,80}|.{0,80}getty images.{0,20}|photo(?:graph)?s? ?(?:by|:).{0,80}|"
    r"share on \w+|print|email|comments?(?: \(\d+\))?|most read|trending|newsletter.{0,40})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
INVISIBLE = re.compile("[\u00a0\u200b-\u200f\u2028-\u202f\u2060\u2066-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f]")
APOSTROPHE = re.compile(r"(?<=\w)[’ʼ´](?=\w)|[‘’](?=\d0s)")
LONGEST_PROMOTION = 160


def mask(text: str) -> str:
    """Return ``text`` with noise blanked out, character for character as long as before.

    Apostrophes within words become straight ones and odd spaces plain ones, so that later rules meet
    one spelling of each.
    """
    text = _mask_front_matter(text)
    text = _mask_elements(text)
    text = INVISIBLE.sub(" ", text)
    text = SHORTCODE.sub(_mask_shortcode, text)
    text = LINK.sub(_link_text, text)
    text = ADDRESS.sub(_spaces, text)
    for pattern in (TAG, COMMENT, ENTITY, MAILBOX):
        text = pattern.sub(_spaces, text)
    text = FURNITURE.sub(_breaks, text)
    text = _mask_promotions(text)
    text = BLOCK.sub(_breaks, text)
    text = MARKUP.sub(_spaces, text)
    return APOSTROPHE.sub("'", text)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _breaks(match: re.Match[str]) -> str:
    return "\n" * len(match.group())


def _link_text(match: re.Match[str]) -> str:
    return " " * len(match[1]) + match[2] + " " * len(match[3])


def _mask_shortcode(match: re.Match[str]) -> str:
    """An editor's insertion in a quotation ("[producer]") is copy; a tag with attributes or a slash is not."""
    found = match.group()
    return _breaks(match) if "=" in found or found.startswith("[/") or found.endswith("/]") else found


def _mask_front_matter(text: str) -> str:
    if not text.startswith("---\n"):
        return text
    end = text.find("\n---", 3)
    return text if end < 0 else "\n" * (end + 4) + text[end + 4 :]


def _mask_elements(text: str) -> str:
    """Blank scripts and styles with their content; an unclosed one runs to the end, as in a browser."""
    pieces, place = [], 0
    while opening := ELEMENT.search(text, place):
        closing = re.compile(rf"</{opening.group(1)}\s*>", re.IGNORECASE).search(text, opening.end())
        end = closing.end() if closing else len(text)
        pieces += [text[place : opening.start()], "\n" * (end - opening.start())]
        place = end
    return "".join([*pieces, text[place:]])


def _mask_promotions(text: str) -> str:
    """Blank "Read more: ..." up to the line's end or the first place where two words are glued together."""
    pieces, place = [], 0
    for opening in PROMOTION.finditer(text):
        if opening.start() < place:
            continue
        limit = min(len(text), opening.end() + LONGEST_PROMOTION)
        glue = GLUE.search(text, opening.end(), limit)
        end = glue.start() if glue else min(limit, opening.end())
        if not glue and limit == len(text):
            end = limit
        pieces += [text[place : opening.start()], "\n" * (end - opening.start())]
        place = end
    return "".join([*pieces, text[place:]])
