"""One question to a web site: does this address still answer? Only the head of the answer is read.

No cookie, no Referer, nothing of the desk goes along. The body is never read, so its size does not matter; the head
is limited by http.client (64 kB a line, 100 lines), and all of it, redirects included, by one deadline.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from .guard import Guard, NotAsked, Target

MOST_REDIRECTS = 5
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; link check)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_MOVES = {301, 302, 303, 307, 308}
_WORDS = {
    404: "The page is not there any more (404).",
    410: "The page was taken away (410).",
    401: "The site wants a log-in (401): look by hand.",
    403: "The site refuses to answer a program (403): look by hand.",
    429: "The site is asked too often just now (429): try later.",
}


@dataclass(frozen=True)
class Answer:
    """What came back: `status` of HTTP, None where there was none; `address` where it led, "" if nowhere else."""

    status: int | None
    sentence: str
    address: str = ""

    @property
    def is_there(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def ask(url: str, guard: Guard) -> Answer:
    """Return how the address answers. Raises nothing: every failure is an answer with its sentence."""
    end = time.monotonic() + guard.seconds
    here = url
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, location = _head(guard.target(here), end)
            if status not in _MOVES or not location:
                return Answer(status, _sentence(status), here if here != url else "")
            here = urljoin(here, location)
        return Answer(None, "It leads from one address to another without end.")
    except NotAsked as refused:
        return Answer(None, str(refused) if here == url else f"It leads on to another address. {refused}")
    except ssl.SSLError:
        return Answer(None, "No secure connection could be made: its certificate is wrong, or it speaks no https.")
    except (TimeoutError, OSError, http.client.HTTPException, ValueError):
        late = time.monotonic() >= end
        return Answer(None, "The site took too long to answer." if late else "The site could not be reached.")


def _sentence(status: int) -> str:
    if 200 <= status < 300:
        return f"The page answers ({status})."
    return _WORDS.get(status, f"The site has trouble ({status}): try later, or look by hand.")


def _head(target: Target, end: float) -> tuple[int, str]:
    """Return status and Location of the answer. Raise OSError or HTTPException where there is none in time."""
    connection = http.client.HTTPConnection(target.host, target.port)
    with _socket(target, end) as sock, _cut_off(sock, end):
        connection.sock = sock
        connection.putrequest("GET", quote(target.path, safe="%/:=&?~+!$,;'()*@[]"), skip_accept_encoding=True)
        for name, value in HEADERS.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        if time.monotonic() >= end:  # cut off in the middle, which http.client takes for the end
            raise TimeoutError
        return answer.status, answer.getheader("Location", "")


@contextlib.contextmanager
def _socket(target: Target, end: float) -> Iterator[socket.socket]:
    """Connect to the address that was judged, whatever its name says by now."""
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    with socket.create_connection((target.ip, target.port), timeout=left) as plain:
        if not target.secure:
            yield plain
            return
        plain.settimeout(max(0.01, end - time.monotonic()))
        with ssl.create_default_context().wrap_socket(plain, server_hostname=target.host) as sock:
            yield sock


@contextlib.contextmanager
def _cut_off(sock: socket.socket, end: float) -> Iterator[None]:
    """Close the connection at the deadline: a site that sends a byte a second never lets a read time out."""

    def shut() -> None:
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, end - time.monotonic()), shut)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
