"""A Merkle tree whose leaves can be changed and added to: one root stands for all of them.

Leaves and inner nodes are hashed apart, and a node without a neighbour moves up as it is, as in RFC 6962
(Certificate Transparency).
"""

import hashlib


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


class Tree:
    """A tree of leaves by position. Changing one costs as many hashes as the tree is high."""

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = [[]]

    def __len__(self) -> int:
        return len(self._levels[0])

    def put(self, position: int, leaf: str) -> None:
        """Set the leaf at this position, at most one behind the last."""
        node, height = _hash(b"\x00" + leaf.encode()), 0
        while True:
            level = self._levels[height]
            level[position : position + 1] = [node]
            if len(level) == 1:
                return
            position, height = position // 2, height + 1
            pair = level[position * 2 : position * 2 + 2]
            node = _hash(b"\x01" + pair[0] + pair[1]) if len(pair) == 2 else pair[0]
            if height == len(self._levels):
                self._levels.append([])

    def path(self, position: int) -> list[tuple[str, str]]:
        """Return what the leaf at this position is hashed with on its way to the root: [("left", digits), ...]."""
        found = []
        for level in self._levels[:-1]:
            beside = position ^ 1
            if beside < len(level):
                found.append(("left" if beside < position else "right", level[beside].hex()))
            position //= 2
        return found

    @property
    def root(self) -> str:
        """64 hexadecimal digits; of no leaves the hash of nothing."""
        top = self._levels[-1]
        return (top[0] if top else _hash(b"")).hex()
