"""Which machines may be asked: those of the public internet, on the web's own ports.

A name is resolved once, every address that it has must be public, and the connection goes to the very address that
was looked at (`asking`): a name that answers differently the second time gains nothing. However an address is
written (decimal, octal, in IPv6's clothes), it is the resolved one that is judged.
"""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")  # out of use (RFC 7526); Pythons differ on whether it is public


class NotAsked(Exception):
    """Raised for an address that is not asked. The message is a sentence for a person."""


@dataclass(frozen=True)
class Target:
    """What to connect to: `host` as the address names it, `ip` as it was resolved and judged."""

    secure: bool
    host: str
    ip: str
    port: int
    path: str


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to the public internet, with what it carries inside if it carries another."""
    inner = _carried(address)
    unassigned = (address.is_reserved and address not in _NAT64) or address in _SIX_TO_FOUR
    if not address.is_global or address.is_multicast or unassigned or getattr(address, "is_site_local", False):
        return False
    return inner is None or is_public(inner)


def _carried(address: Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address inside an IPv6 one: mapped, compatible, Teredo or NAT64."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in _NAT64 or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or (teredo[1] if teredo else None)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a name, by the machine's own resolver. Raise OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True)
class Guard:
    """Judges addresses. Tests put their own resolver and their own port in; the desk never does."""

    resolve: Callable[[str, int], list[str]] = resolve
    may_ask: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    seconds: float = 10.0

    def target(self, url: str) -> Target:
        """Return what to connect to for this address. Raise NotAsked."""
        secure, host, port, path = _parts(url)
        if port not in self.ports:
            raise NotAsked("It names a port that web sites do not use.")
        ips = self._addresses(host, port)
        if not ips or not all(self.may_ask(ipaddress.ip_address(ip)) for ip in ips):
            raise NotAsked("It leads into a private network, not to the public web.")
        return Target(secure, host, ips[0], port, path)

    def _addresses(self, host: str, port: int) -> list[str]:
        """Resolve within the time there is: the machine's resolver may itself wait for long."""
        answer: queue.SimpleQueue[list[str] | None] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                answer.put(self.resolve(host, port))
            except (OSError, UnicodeError):
                answer.put(None)

        threading.Thread(target=look_up, daemon=True).start()
        try:
            ips = answer.get(timeout=self.seconds)
        except queue.Empty:
            ips = None
        if ips is None:
            raise NotAsked("There is no site of this name, or it could not be found just now.")
        return [ip.partition("%")[0] for ip in ips]


def _parts(url: str) -> tuple[bool, str, int, str]:
    """Return (secure, host, port, path with query). Raise NotAsked for what is no plain address of the web."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if ":" not in host:  # IPv6 is no name
            host = host.rstrip(".").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise NotAsked("It can't be read as a web address.") from None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc or not host.isascii():
        raise NotAsked("It can't be read as a web address.")
    secure = parts.scheme == "https"
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    return secure, host, port or (443 if secure else 80), path
