"""Persons with access. Accounts lie below the log, so their verbs stand here."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.history.actions import record
from alliance.notifications.models import Message


@transaction.atomic
def save_person(*, by: User | None, person: User, password: str | None = None, verb: str = "") -> User:
    """Add or change a person with access.

    The address counts as verified, since the office wrote it or its owner confirmed it; a changed one makes an
    open invitation void, because its link lies in another mailbox. Without `password` a new person comes in by
    an invitation. `verb` is what the log says. Raises ValidationError for what the model refuses.
    """
    is_new = person._state.adding
    if password is not None:
        person.set_password(password)
    elif is_new:
        person.set_unusable_password()
    person.full_clean()
    was = User.objects.filter(pk=person.pk).values_list("email", flat=True).first()
    person.save()
    if was is not None and was != person.email:
        revoke_open_invitations(person)
    keep_address(person)
    record(verb=verb or ("angelegt" if is_new else "geändert"), obj=person, by=by)
    return person


def keep_address(person: User) -> None:
    """The log-in knows this one address of a person, as verified."""
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


def revoke_open_invitations(person: User) -> int:
    """Make links that nobody used void and take back mails that still wait; returns how many."""
    rows = list(person.invitations.open().select_for_update())
    for row in rows:
        Message.objects.of(row.occasions).waiting().delete()
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
    return len(rows)
