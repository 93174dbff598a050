"""A mail server and a webhook on loopback that take what they are sent, and fail when told to."""

import email
import email.policy
import json
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Step = Callable[[str], None]  # told of each thing that happens: EHLO, MAIL, RCPT, DATA, BODY, END, TAKEN


@dataclass
class Mailbox:
    """What a mail server took, in order. ``replies``: what it answers to a step instead, each once."""

    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    replies: dict[str, list[str]] = field(default_factory=dict)
    at: Step = lambda _: None
    tls: ssl.SSLContext | None = None  # for STARTTLS
    password: str = ""  # base64 of \0user\0password; wanted before MAIL

    @property
    def url(self) -> str:
        """As it is set."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mails(self) -> list[EmailMessage]:
        """What was taken, as messages."""
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.taken]

    def told(self) -> list[tuple[str, str]]:
        """To whom went what, by its subject's first words."""
        return [
            (recipient, str(mail["Subject"]))
            for recipient, mail in zip(self.recipients, self.mails, strict=True)
        ]

    def step(self, name: str) -> str | None:
        """Note that something happens; the reply that it gets instead of the usual one."""
        self.steps.append(name)
        self.at(name)
        waiting = self.replies.get(name)
        return waiting.pop(0) if waiting else None


class _Session(socketserver.StreamRequestHandler):
    """One connection (RFC 5321)."""

    box: Mailbox

    def handle(self) -> None:
        self.say("220 receiving.test ESMTP")
        self.recipient, self.known = "", not self.box.password
        while line := self.rfile.readline(2000).decode("ascii"):
            verb, _, rest = line.strip().partition(" ")
            instead = self.box.step(verb.upper())
            reply = self.reply(verb.upper(), rest) if instead is None else instead
            self.say(reply)
            if reply.startswith(("221", "421")):
                return
            self.after(reply)

    def reply(self, verb: str, rest: str) -> str:
        """What is answered to a command."""
        match verb:
            case "EHLO":
                return "\r\n".join(self.extensions())
            case "AUTH":
                self.known = rest == f"PLAIN {self.box.password}"
                return "235 welcome" if self.known else "535 5.7.8 no"
            case "MAIL" if not self.known:
                return "530 5.7.0 who are you?"
            case "RCPT":
                self.recipient = rest.partition("<")[2].partition(">")[0]
        return {"STARTTLS": "220 go ahead", "DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok")

    def after(self, reply: str) -> None:
        """What follows an answer: TLS, or a message."""
        if reply.startswith("220") and self.box.tls:
            self.request = self.box.tls.wrap_socket(self.request, server_side=True)
            self.setup()
        elif reply.startswith("354"):
            self.take()

    def finish(self) -> None:
        """Close what TLS was wrapped around too."""
        super().finish()
        self.request.close()

    def extensions(self) -> list[str]:
        """The answer to EHLO."""
        if isinstance(self.request, ssl.SSLSocket) or not self.box.tls:
            return ["250-receiving.test", "250 AUTH PLAIN"]
        return ["250-receiving.test", "250-STARTTLS", "250 AUTH PLAIN"]

    def take(self) -> None:
        """One message: what comes before the lone dot, which makes it ours (RFC 5321, 4.2.5)."""
        lines: list[bytes] = []
        while (line := self.rfile.readline(100_000)) not in (b".\r\n", b""):
            if not lines:
                self.box.step("BODY")
            lines.append(line[1:] if line.startswith(b".") else line)
        if not line:
            return  # the connection ended before the message did: there is none
        instead = self.box.step("END")
        if instead is None or instead.startswith("250"):
            self.box.taken.append(b"".join(lines))
            self.box.recipients.append(self.recipient)
        self.box.step("TAKEN")
        self.say(instead or "250 taken")

    def say(self, reply: str) -> None:
        """One reply; to nobody, where the other side was killed."""
        try:
            self.wfile.write(f"{reply}\r\n".encode())
        except OSError:
            self.box.steps.append("gone")


class _Server(socketserver.ThreadingTCPServer):
    """Each connection in a thread of its own."""

    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is what the tests are about."""


@contextmanager
def receiving(box: Mailbox | None = None, *, implicit: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """A mail server; ``implicit``: TLS from the first octet."""
    mailbox = box or Mailbox()
    session = type("Session", (_Session,), {"box": mailbox})
    with _Server(("127.0.0.1", mailbox.port), session) as server:
        if implicit:
            server.socket = implicit.wrap_socket(server.socket, server_side=True)
        mailbox.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield mailbox
        server.shutdown()
        thread.join()


@dataclass
class Hooked:
    """What a webhook got: headers and body. ``answers``: the status of the next ones; 200 after that."""

    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    @property
    def events(self) -> list[dict[str, Any]]:
        """The bodies."""
        return [json.loads(body) for _, body in self.got]


@contextmanager
def hooked() -> Iterator[Hooked]:
    """A webhook's receiver."""
    hook = Hooked()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.got.append((dict(self.headers.items()), body))
            status = hook.answers.pop(0) if hook.answers else 200
            self.send_response(status)
            if status in (301, 302, 307, 308):
                self.send_header("Location", hook.url + "elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing to standard error."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hook.url = f"http://127.0.0.1:{server.server_address[1]}/"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield hook
        server.shutdown()
        thread.join()
