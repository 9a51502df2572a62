"""What of a text is word for word from the copy: what goes out of the house must not carry the copy with it."""

import re

from claims.anchoring.folding import fold

LEAST = 6  # words in a row; shorter runs are names, titles and figures that no question can do without
_WORD = re.compile(r"\w+(?:'\w+)*")


class Borrowing:
    """A copy read once, in linear time, for questions to be held against it."""

    def __init__(self, copy: str) -> None:
        words = [word for word, _, _ in _words(copy)]
        self._runs = {tuple(words[at : at + LEAST]) for at in range(len(words) - LEAST + 1)}

    def passages(self, text: str) -> list[str]:
        """Return the passages of at least LEAST words that the copy holds too, as they stand in the text."""
        words = _words(text)
        found: list[tuple[int, int]] = []
        for at in range(len(words) - LEAST + 1):
            if tuple(word for word, _, _ in words[at : at + LEAST]) not in self._runs:
                continue
            start, end = words[at][1], words[at + LEAST - 1][2]
            if found and start <= found[-1][1]:
                start = found.pop()[0]
            found.append((start, end))
        return [text[start:end] for start, end in found]


def _words(text: str) -> list[tuple[str, int, int]]:
    """Return each word folded in case and print, and where it stands in the text."""
    folded = fold(text)
    return [
        (match[0].casefold(), folded.starts[match.start()], folded.ends[match.end() - 1])
        for match in _WORD.finditer(folded.text)
    ]
