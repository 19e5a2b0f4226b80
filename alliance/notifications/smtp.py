"""Django's SMTP backend, which knows one thing more: whether a lost connection leaves a mail's fate open."""

import smtplib
from typing import Any

from django.core.mail.backends import smtp

# For looking through a text before taking it; RFC 5321 (4.5.3.2.6) allows a server even more. To hang up too
# early makes a mail unclear that is about to be taken.
SECONDS_TO_ANSWER = 120


class Unclear(smtplib.SMTPException):
    """The connection broke after the text was handed over and before the server said whether it takes it."""


class _Handover(smtplib.SMTP):
    def data(self, msg: Any) -> Any:
        """Hand the text over; raises Unclear where the server may have it without having said so."""
        if self.sock is not None:
            self.sock.settimeout(max(self.sock.gettimeout() or 0, SECONDS_TO_ANSWER))
        try:
            return super().data(msg)
        except smtplib.SMTPServerDisconnected as error:
            raise Unclear(str(error)) from error


class _SecureHandover(smtplib.SMTP_SSL, _Handover):
    pass


class EmailBackend(smtp.EmailBackend):
    """Sends by SMTP."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """What talks to the server."""
        return _SecureHandover if self.use_ssl else _Handover
