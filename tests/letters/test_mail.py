"""A letter as mail: its text for programs without style sheets, and as plain words."""

from typing import Any

import pytest

from alliance.letters.mail import as_html, as_text, reply_address, summary
from alliance.members.models import Contact
from alliance.notifications.models import Message
from tests.cast import Cast
from tests.factories.files import DocumentFactory
from tests.factories.letters import sent
from tests.factories.pictures import PictureFactory
from tests.markup import parse

pytestmark = pytest.mark.django_db


def test_plain_text_keeps_addresses_items_and_tables() -> None:
    text = (
        '<h2>Termin &amp; Ort</h2><p>Siehe <a href="/termine/">Termine</a> und'
        ' <a href="https://example.org/">https://example.org/</a>.<br>Bis <strong>bald</strong>.</p>'
        "<ul><li>eins</li><li>zwei</li></ul><ol><li>erst</li><li>dann</li></ol>"
        '<table><tbody><tr><th scope="col">Wann</th><th scope="col">Wo</th></tr>'
        "<tr><td>Montag</td><td>Saal</td></tr></tbody></table>"
    )
    assert as_text(text) == (
        "Termin & Ort\n\n"
        "Siehe Termine (http://testserver/termine/) und https://example.org/.\nBis bald.\n\n"
        "- eins\n- zwei\n\n1. erst\n2. dann\n\nWann | Wo\nMontag | Saal"
    )


def test_html_has_styles_at_its_elements_and_whole_addresses() -> None:
    html = as_html('<h2>Ort</h2><p>Zu den <a href="/termine/">Terminen</a></p><ul><li>eins</li></ul>')
    assert '<h2 style="' in html and '<p style="' in html and '<ul style="' in html
    assert 'href="http://testserver/termine/"' in html
    parse(f"<!doctype html><html lang=de><head><title>x</title></head><body>{html}</body></html>")


def test_pictures_come_from_the_portal(cast: Cast) -> None:
    picture: Any = PictureFactory(alternative_text="Ein Saal")
    figure = f'<figure><img data-picture="{picture.pk}"><figcaption>Im Saal</figcaption></figure>'
    html = as_html(f"{figure}<p>Worte</p>")
    assert 'src="http://testserver/bilder/' in html and 'alt="Ein Saal"' in html and "Im Saal" in html
    assert as_text(f"{figure}<p>Worte</p>") == "Im Saal\n\nWorte"
    letter = sent(text=figure)
    assert letter.text and "data-picture" not in Message.objects.all()[0].html


def test_words_of_the_office_stay_words(cast: Cast) -> None:
    sent(subject="Zahlen <script>alert(1)</script> & mehr")
    mail = Message.objects.all()[0]
    assert mail.subject == "Zahlen <script>alert(1)</script> & mehr"
    assert "<script>" not in mail.html and "&lt;script&gt;" in mail.html


def test_the_mail_names_its_papers_and_the_way_to_them(cast: Cast) -> None:
    letter = sent(papers=[DocumentFactory(title="Haushalt"), DocumentFactory(title="Plan")])
    mail = Message.objects.all()[0]
    for words in (mail.text, mail.html):
        assert words.index("Haushalt") < words.index("Plan")
        assert f"http://testserver/anmelden/?next=%2Frundschreiben%2F{letter.pk}%2F" in words
    assert "Rundschreiben an die Mitglieder." in mail.text
    assert not mail.attachments.exists()
    parse(mail.html)


def test_the_summary_is_short_and_ends_at_a_word() -> None:
    assert summary("<h2>Kurz</h2><p>und gut</p>") == "Kurz und gut"
    long = summary(f"<p>{'Wort ' * 100}</p>")
    assert len(long) <= 200 and long.endswith("Wort …")


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        (
            Contact(function='Büro "A", Göttingen', email="a@example.org"),
            '"Büro A Göttingen" <a@example.org>',
        ),
        (Contact(function="Büro", phone="1"), ""),
        (None, ""),
    ],
)
def test_answers_reach_the_contact(contact: Contact | None, address: str) -> None:
    assert reply_address(contact) == address
