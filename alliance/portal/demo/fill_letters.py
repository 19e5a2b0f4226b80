"""Puts the letters of the demo data into the database, through actions only."""

from alliance.accounts.models import User
from alliance.files.models import Document
from alliance.letters.actions import save_letter, send_letter
from alliance.letters.models import Letter
from alliance.portal.demo import sheets


def add_letters(*, editor: User, chief: User) -> int:
    """Write the letters that are missing and send those that are meant to be sent; returns how many were added."""
    known = set(Letter.objects.values_list("subject", flat=True))
    missing = [data for data in sheets.LETTERS if data.subject not in known]
    for data in missing:
        letter = Letter(subject=data.subject, text=data.text, is_example=True, to_members=True)
        documents = list(Document.objects.filter(title__in=data.papers))
        letter = save_letter(by=editor, letter=letter, documents=documents)
        if data.is_sent:
            send_letter(by=chief, letter=letter)
    return len(missing)
