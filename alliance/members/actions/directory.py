"""Members, mandates, groups and contacts."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from alliance.accounts.models import User
from alliance.core.addresses import remember
from alliance.history.actions import delete_content, save_content, saved_by
from alliance.members.models import (
    Contact,
    GroupMembership,
    Mandate,
    Organisation,
    OrganisationKind,
    WorkingGroup,
)


@dataclass(frozen=True)
class Seat:
    """A person in a working group, from one day to another."""

    person: User
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None


def save_kind(*, by: User | None, kind: OrganisationKind) -> OrganisationKind:
    """Add or change a kind of members."""
    return save_content(kind, by=by)


@transaction.atomic
def save_organisation(*, by: User | None, organisation: Organisation) -> Organisation:
    """Add or change a member. A changed slug keeps leading here."""
    old_slug = Organisation.objects.filter(pk=organisation.pk).values_list("slug", flat=True).first() or ""
    save_content(organisation, by=by)
    remember(organisation, old_slug=old_slug, new_slug=organisation.slug)
    return organisation


def save_mandate(*, by: User | None, mandate: Mandate) -> Mandate:
    """Let a person speak for an organisation, or change from when to when."""
    return save_content(mandate, by=by)


@transaction.atomic
def save_group(*, by: User | None, group: WorkingGroup, seats: Iterable[Seat] | None = None) -> WorkingGroup:
    """Add or change a working group; `seats`, if given, are all its persons from now on.

    A changed slug keeps leading here.
    """
    old_slug = WorkingGroup.objects.filter(pk=group.pk).values_list("slug", flat=True).first() or ""
    save_content(group, by=by)
    remember(group, old_slug=old_slug, new_slug=group.slug)
    if seats is not None:
        _seat(group, list(seats), by)
    return group


def _seat(group: WorkingGroup, seats: list[Seat], by: User | None) -> None:
    kept = []
    rows = {(row.person_id, row.valid_from): row for row in group.memberships.all()}
    for seat in seats:
        row = rows.get((seat.person.pk, seat.valid_from)) or GroupMembership(
            group=group, person=seat.person, valid_from=seat.valid_from
        )
        if row.pk is None or row.valid_to != seat.valid_to:
            row.valid_to = seat.valid_to
            row.full_clean()
            saved_by(row, by).save()
        # Of two that say the same the later one holds.
        rows[seat.person.pk, seat.valid_from] = row
        kept.append(row.pk)
    for row in group.memberships.exclude(pk__in=kept):
        saved_by(row, by).delete()


@transaction.atomic
def save_contact(*, by: User | None, contact: Contact) -> Contact:
    """Add or change a contact. A new default takes the place of the former one.

    Raises ValidationError when the default would just be given up.
    """
    if not contact.is_default and Contact.objects.default().filter(pk=contact.pk).exists():
        raise ValidationError(
            {"is_default": "Bitte machen Sie stattdessen eine andere Ansprechstelle zum Standard."}
        )
    if contact.is_default:
        for former in Contact.objects.default().exclude(pk=contact.pk):
            former.is_default = False
            save_content(former, by=by)
    return save_content(contact, by=by)


def delete_contact(*, by: User | None, contact: Contact) -> None:
    """Delete a contact; raises ProtectedError while content names it, ValidationError for the default."""
    if contact.is_default:
        raise ValidationError("Diese Ansprechstelle ist der Standard und bleibt deshalb.")
    delete_content(contact, by=by)
