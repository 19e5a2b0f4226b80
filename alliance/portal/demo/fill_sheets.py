"""Puts the documents of the demo data into the database, through actions only."""

import io

from django.core.files import File

from alliance.accounts.models import User
from alliance.core import pdf
from alliance.files.actions import add_document, add_document_version
from alliance.files.models import Document
from alliance.members.models import Organisation, WorkingGroup
from alliance.portal.demo import pages, sheets
from alliance.portal.demo.meeting_shapes import Sheet


def add_sheets(*, by: User) -> int:
    """Write the documents that are missing; one with an earlier wording gets two versions. Returns how many."""
    known = set(Document.objects.values_list("title", flat=True))
    missing = [sheet for sheet in sheets.SHEETS if sheet.title not in known]
    for sheet in missing:
        document = add_document(
            by=by,
            file=_printed(sheet, sheet.earlier or sheet.paragraphs),
            title=sheet.title,
            audience=sheet.audience,
            working_group=WorkingGroup.objects.filter(name=sheet.group).first(),
            organisation=Organisation.objects.filter(short_name=sheet.organisation).first(),
            is_accessible=True,
        )
        if sheet.earlier:
            add_document_version(by=by, document=document, file=_printed(sheet, sheet.paragraphs))
    return len(missing)


def _printed(sheet: Sheet, paragraphs: tuple[str, ...]) -> File:
    data = {
        "title": sheet.title,
        "running": sheet.title,
        "stand": "Beispiel",
        "footing": pages.SITE.name,
        "example": True,
        "paragraphs": paragraphs,
    }
    return File(io.BytesIO(pdf.compile("paper", data)), name=sheet.name)
