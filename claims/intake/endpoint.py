"""Speak with an OpenAI-compatible endpoint: one question, one answer, within a time and a size.

The standard library's client, which follows no redirect: unpublished copy goes to the host that the settings name and
to no other.
"""

import http.client
import json
import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LARGEST_ANSWER = 2_000_000  # bytes
_PIECE = 65_536


class NoAnswer(Exception):
    """Raised where the endpoint gave no answer that can be read; the message is a sentence for a person."""


@dataclass(frozen=True)
class Endpoint:
    """Where a model answers. `url` is the address before /chat/completions, as the settings checked it."""

    url: str
    model: str
    key: str

    @property
    def host(self) -> str:
        """The host that copy is sent to, with its port where it has one of its own."""
        return urlsplit(self.url).netloc

    def ask(self, system: str, text: str, *, until: float) -> str:
        """Return the model's answer to the text. `until` is the moment of time.monotonic() to give up at.

        Raise NoAnswer.
        """
        messages = [{"role": "system", "content": system}, {"role": "user", "content": text}]
        question = {"model": self.model, "temperature": 0, "messages": messages}
        try:
            answer = json.loads(self._posted(json.dumps(question).encode(), until))
            content = answer["choices"][0]["message"]["content"]
        except TimeoutError as error:
            raise NoAnswer(f"{self.host} did not answer in time.") from error
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(f"{self.host} can't be reached.") from error
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise NoAnswer(f"{self.host} answered with something that is no answer of a model.") from error
        if not isinstance(content, str):
            raise NoAnswer(f"{self.host} answered with something that is no answer of a model.")
        return content

    def _posted(self, body: bytes, until: float) -> bytes:
        parts = urlsplit(self.url)
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
        headers |= {"Authorization": f"Bearer {self.key}"} if self.key else {}
        connection = self._connection(_left(until))
        try:
            connection.request("POST", f"{parts.path}/chat/completions", body, headers)
            response = connection.getresponse()
            answer = self._read(connection, response, until)
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise NoAnswer(f"{self.host} refused with code {response.status}.")
        return answer

    def _connection(self, seconds: float) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        assert parts.hostname
        if parts.scheme == "http":
            return http.client.HTTPConnection(parts.hostname, parts.port, timeout=seconds)
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(parts.hostname, parts.port, timeout=seconds, context=context)

    def _read(self, connection: http.client.HTTPConnection, response: Any, until: float) -> bytes:
        """Read the answer piece by piece: a host that drips must not hold a worker for ever, nor fill its memory."""
        answer = bytearray()
        while True:
            left = _left(until)
            if connection.sock is not None:
                connection.sock.settimeout(left)
            piece = response.read1(_PIECE)
            if not piece:
                return bytes(answer)
            answer += piece
            if len(answer) > LARGEST_ANSWER:
                raise NoAnswer(f"{self.host} answered with more than {LARGEST_ANSWER // 1_000_000} MB.")


def _left(until: float) -> float:
    """Return the seconds that are left; raise TimeoutError where none are."""
    if (left := until - time.monotonic()) <= 0:
        raise TimeoutError
    return left
