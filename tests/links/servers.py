"""Web servers of this machine that answer as told, and note what they were asked."""

import contextlib
import socket
import threading

from claims.links.guard import Guard, is_public

MOST_DRIPS = 1_000


class Server:
    """Sends `answer` (bytes, or a function of the request's bytes) and keeps each request in `heard`.

    With `drip` it sends the answer again after that many seconds, and again, as often as `dripped` tells.
    """

    def __init__(self, answer, *, drip=None):
        self.answer, self.drip, self.dripped, self.heard = answer, drip, 0, []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.over = threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                visitor, _ = self.socket.accept()
            except OSError:
                return
            with visitor, contextlib.suppress(OSError):
                request = b""
                while (
                    b"\r\n\r\n" not in request and not request.startswith(b"\x16\x03") and (part := visitor.recv(65536))
                ):
                    request += part
                self.heard.append(request.decode(errors="replace"))
                answer = self.answer(request.decode(errors="replace")) if callable(self.answer) else self.answer
                if self.drip is None:
                    visitor.sendall(answer)
                else:
                    # Not without end: who waits for ever is to fail a test, not to hang it.
                    while self.dripped < MOST_DRIPS and not self.over.wait(self.drip):
                        visitor.sendall(answer)
                        self.dripped += 1

    def stop(self):
        self.over.set()
        self.socket.close()


@contextlib.contextmanager
def serving(answer, **how):
    server = Server(answer, **how)
    try:
        yield server
    finally:
        server.stop()


def letting(*servers, seconds=5.0, **names):
    """A guard under which these servers, on this machine, count as public; every other address is judged as always.

    `names` are host names (_ for .) with the address that the name server gives.
    """
    known = {name.replace("_", "."): [ip] if isinstance(ip, str) else ip for name, ip in names.items()}
    ports = frozenset({80, 443, *(server.port for server in servers)})

    def resolve(host, port):
        if host in known:
            return known[host]
        if not host.replace(".", "").isdigit():
            raise OSError(f"no name server in tests: {host}")
        return [host]

    def may_ask(ip):
        return str(ip) == "127.0.0.1" or is_public(ip)

    return Guard(resolve=resolve, may_ask=may_ask if servers else is_public, ports=ports, seconds=seconds)
