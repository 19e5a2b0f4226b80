"""What the office does with static pages and settings, and what becomes of messages from the contact form."""

import datetime
import re
from collections.abc import Mapping, Sequence

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.addresses import remember
from alliance.history.actions import delete_content, record, save_content, save_rows
from alliance.notifications.actions import notify
from alliance.notifications.models import Message
from alliance.pictures.actions import keep_text_pictures
from alliance.portal.models import ContactMessage, Page, PagePicture, SiteLink, SiteSettings

KEEP_CONTACT = datetime.timedelta(days=30)
COPY_SALT = "alliance.portal.contact.copy"
# What a name in the head of a mail does without.
NOT_IN_NAMES = re.compile(r"[^\w .-]")


@transaction.atomic
def save_page(*, by: User | None, page: Page) -> Page:
    """Add or change a static page; it is out at once. A changed slug keeps leading here.

    Raises ValidationError for a slug that another room of the portal answers at.
    """
    old_slug = Page.objects.filter(pk=page.pk).values_list("slug", flat=True).first() or ""
    save_content(page, by=by)
    remember(page, old_slug=old_slug, new_slug=page.slug)
    keep_text_pictures(owner=page, through=PagePicture, html=page.text)
    return page


def delete_page(*, by: User | None, page: Page) -> None:
    """Delete a static page."""
    delete_content(page, by=by)


@transaction.atomic
def save_settings(
    *, by: User | None, site: SiteSettings, links: Sequence[SiteLink] | None = None
) -> SiteSettings:
    """Change what the portal says of the alliance on every page; `links`, if given, are all from now on."""
    save_content(site, by=by)
    if links is not None:
        for link in links:
            link.site = site
        save_rows(site.links.all(), links, by=by)
    return site


@transaction.atomic
def send_contact_message(*, message: ContactMessage, to: str, root: str) -> ContactMessage:
    """Keep an unsaved message from the contact form and send it to the office at `to`; twice is once.

    Who wants a copy gets a mail with a link first, without a word of the message: anybody can type any
    address. `root` is the address of the portal's home page.
    """
    row, is_new = ContactMessage.objects.get_or_create(
        key=message.key,
        defaults={name: getattr(message, name) for name in ("name", "email", "text", "wants_copy")},
    )
    if not is_new:
        return row
    context: dict[str, object] = {"message": row, "site": SiteSettings.current()}
    sender = f'"{NOT_IN_NAMES.sub("", row.name)[:60].strip()}" <{row.email}>'
    _notify_contact(row, "office", to, context, reply_to=sender)
    if row.wants_copy:
        link = reverse("portal:contact_copy", args=[signing.dumps(row.pk, salt=COPY_SALT)])
        _notify_contact(row, "confirm", row.email, {**context, "link": root.rstrip("/") + link})
    return row


def send_contact_copy(*, message: ContactMessage) -> None:
    """Send the message to who wrote it, after they have confirmed their address; once."""
    _notify_contact(message, "copy", message.email, {"message": message, "site": SiteSettings.current()})


def _notify_contact(
    message: ContactMessage, what: str, to: str, context: Mapping[str, object], reply_to: str = ""
) -> None:
    notify(
        occasion=f"{message.occasions}{what}",
        recipients=[to],
        template=f"portal/contact_{what}",
        context=context,
        reply_to=reply_to,
        keep=KEEP_CONTACT,
    )


@transaction.atomic
def delete_contact_message(*, by: User | None, message: ContactMessage) -> None:
    """Delete a message and its mails, those that wait included."""
    if by is not None:
        record(verb="gelöscht", obj=message, by=by)
    Message.objects.of(message.occasions).delete()
    message.delete()


def delete_old_contact_messages() -> int:
    """Delete what is older than thirty days, with its mails; returns how many. No entry: nobody does it."""
    old = ContactMessage.objects.filter(created_at__lte=timezone.now() - KEEP_CONTACT)
    for message in old:
        delete_contact_message(by=None, message=message)
    return len(old)
