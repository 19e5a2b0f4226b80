"""A mail server for tests: it takes mails, counts them and misbehaves where it is told to."""

import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass
class Box:
    """What the server took, and how it behaves. `answers` maps a verb or a recipient to another reply.

    `drop` closes the connection without a word: "DATA" once the text is in, any other verb instead of the
    answer. `slow` is how many seconds each answer takes, `thinking` those before it takes a text.
    """

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    drop: set[str] = field(default_factory=set)
    slow: float = 0.0
    thinking: float = 0.0
    connections: int = 0

    @property
    def counts(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(str(mail["Message-ID"]) for mail in self.taken)


class _Talk(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        """One connection."""
        box: Box = self.server.box
        box.connections += 1
        self.say(box.answers.get("CONNECT", "220 ready"))
        while line := self.rfile.readline():
            words = line.decode().strip()
            verb = words.split(" ")[0].upper()
            if verb in box.drop and verb != "DATA":
                return
            if verb == "DATA":
                if not self.data(box):
                    return
            else:
                recipient = words.partition("<")[2].partition(">")[0]
                self.say(box.answers.get(recipient) or box.answers.get(verb) or "250 fine")
            if verb == "QUIT":
                return

    def data(self, box: Box) -> bool:
        """The text of a mail; False when the connection is to be dropped."""
        self.say("354 go on")
        text = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            text += line[1:] if line.startswith(b"..") else line
        time.sleep(box.slow + box.thinking)
        if answer := box.answers.get("DATA"):
            self.say(answer)
            return True
        box.taken.append(message_from_bytes(text, policy=policy.default))  # type: ignore[arg-type]
        if "DATA" in box.drop:
            return False
        self.say("250 taken")
        return True

    def say(self, words: str) -> None:
        """Answer, after a while."""
        time.sleep(self.server.box.slow)
        self.wfile.write(words.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, *args: Any) -> None:
        """A client that was killed is no error here."""


@contextmanager
def mail_server(box: Box | None = None) -> Iterator[Box]:
    """A running server on the loopback address; a given box with a port keeps that port."""
    box = box or Box()
    with _Server(("127.0.0.1", box.port), _Talk) as server:
        box.port = server.server_address[1]
        server.box = box  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
