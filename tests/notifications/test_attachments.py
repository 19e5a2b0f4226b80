"""Files, calendars and the head of notices, as a mail server gets them."""

from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from alliance.notifications.actions import set_preferences
from alliance.notifications.models import Message, MessageAttachment
from alliance.notifications.sending import send_due
from alliance.notifications.states import How
from tests.cast import Cast
from tests.factories.notifications import MessageFactory
from tests.mailserver import Box, mail_server

pytestmark = pytest.mark.django_db
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
    "SUMMARY:Mitgliederversammlung in Göttingen mit einem Namen\\, der lang\r\n  ist\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A mail server, and the portal sends to it."""
    with mail_server() as box:
        settings.EMAIL_BACKEND = "alliance.notifications.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield box


def sent(
    box: Box, mimetype: str = "", content: bytes = b"", name: str = "datei", **values: Any
) -> EmailMessage:
    """A mail with one file as the server took it."""
    mail: Any = MessageFactory(**values)
    if mimetype:
        MessageAttachment.objects.create(message=mail, name=name, mimetype=mimetype, content=content)
    assert send_due() == 1
    [taken] = box.taken
    return taken


def types(mail: EmailMessage) -> list[str]:
    """The kinds of all parts, outermost first."""
    return [part.get_content_type() for part in mail.walk()]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_is_one_way_to_read_the_mail(box: Box, method: str) -> None:
    content = CALENDAR.replace(b"REQUEST", method.encode())
    mail = sent(box, f"text/calendar; method={method}; charset=utf-8", content, "termin.ics")
    assert types(mail) == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"),
        "application/ics",
    ]
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert part["Content-Type"].params == {"method": method, "charset": "utf-8"}
    assert not part.is_attachment()
    assert part.get_content().encode().splitlines() == content.splitlines()
    [file] = mail.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("termin.ics", content)


@pytest.mark.parametrize("mimetype", ["text/calendar; method=PUBLISH; charset=utf-8", "text/calendar"])
def test_any_other_calendar_is_a_file(box: Box, mimetype: str) -> None:
    mail = sent(box, mimetype, CALENDAR, "termin.ics")
    assert types(mail)[-1] == "text/calendar" and types(mail).count("text/calendar") == 1
    [file] = mail.iter_attachments()
    assert file.get_filename() == "termin.ics"
    assert file["Content-Type"].params.get("method") == ("PUBLISH" if "PUBLISH" in mimetype else None)
    assert file.get_content().encode().splitlines() == CALENDAR.splitlines()


def test_a_file_comes_whole(box: Box) -> None:
    content = bytes(range(256)) * 9
    mail = sent(box, "application/pdf", content, "Übersicht der Plätze.pdf")
    [file] = mail.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("application/pdf", "Übersicht der Plätze.pdf")
    assert file.get_content() == content


def test_a_notice_can_be_stopped_with_one_click(box: Box, cast: Cast) -> None:
    mail = sent(box, person=cast.northeim, kind="letter", recipient=cast.northeim.email)
    # RFC 8058: one HTTPS address in angle brackets, and the second line word for word.
    address = mail["List-Unsubscribe"].strip()
    assert address.startswith("<http://testserver/abbestellen/") and address.endswith("/>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_button_of_the_mail_program_works(box: Box, cast: Cast, client: Any) -> None:
    mail = sent(box, person=cast.northeim, kind="letter", recipient=cast.northeim.email)
    address = mail["List-Unsubscribe"].strip(" <>").removeprefix("http://testserver")
    name, _, value = mail["List-Unsubscribe-Post"].partition("=")
    assert client.post(address, {name: value}).status_code == 200
    waiting: Any = MessageFactory(person=cast.northeim, kind="letter")
    assert send_due() == 0
    assert Message.objects.withheld().get() == waiting


def test_other_mails_have_no_such_line(box: Box) -> None:
    mail = sent(box)
    assert "List-Unsubscribe" not in mail and "List-Unsubscribe-Post" not in mail


def test_deleting_a_mail_takes_its_files_along() -> None:
    mail: Any = MessageFactory()
    MessageAttachment.objects.create(message=mail, name="a", mimetype="text/plain", content=b"a")
    Message.objects.all().delete()
    assert not MessageAttachment.objects.exists()


def test_a_digest_goes_while_anything_is_wanted(box: Box, cast: Cast) -> None:
    set_preferences(person=cast.northeim, chosen={"letter": How.NONE})
    assert sent(box, person=cast.northeim, kind="digest", recipient=cast.northeim.email)
