"""Letting people in: the office invites, the link of the mail is used once."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alliance.accounts.models import AddressChange, Invitation, User
from alliance.core.addresses import absolute
from alliance.core.tokens import new_token, token_hash
from alliance.core.workflow import NotPossible
from alliance.history.actions import record
from alliance.members.actions.persons import keep_address, revoke_open_invitations
from alliance.members.models import Contact
from alliance.members.querysets import access_annotations
from alliance.members.rules import WORKFLOW, link_state
from alliance.members.states import Access, Link, Standing
from alliance.notifications.actions import notify

SAID = {
    Link.USED: "Diese Einladung ist schon benutzt. Bitte melden Sie sich an.",
    Link.REVOKED: "Diese Einladung gilt nicht mehr.",
    Link.EXPIRED: "Diese Einladung ist abgelaufen.",
}


@dataclass(frozen=True)
class Plan:
    """What inviting many does for one of them: the verb, or none and why not."""

    person: User
    verb: str
    words: str


def standing_of(person: User) -> Standing:
    """Where a person stands now; one query."""
    row = User.objects.annotate(**access_annotations()).values_list("access").get(pk=person.pk)
    return Standing(person, row[0])


def plan_invitations(*, by: User | None, persons: Iterable[User]) -> list[Plan]:
    """For each of `persons` what inviting would do, in the order of their names; one query."""
    rows: Any = User.objects.filter(pk__in=[person.pk for person in persons])
    return [_plan(by, row, row.access) for row in rows.annotate(**access_annotations())]


def _plan(by: User | None, person: User, access: str) -> Plan:
    if access == Access.ACCEPTED:
        return Plan(person, "", "hat schon Zugang")
    if access == Access.BLOCKED:
        return Plan(person, "", "ist gesperrt")
    verb = "invite" if access == Access.NONE else "resend"
    if by is not None and not WORKFLOW.rules[verb](by, person):
        return Plan(person, "", "arbeitet in der Geschäftsstelle: Das darf nur die Administration.")
    if verb == "invite":
        return Plan(person, verb, "bekommt eine Einladung")
    return Plan(person, verb, "bekommt eine neue Einladung; die alte gilt dann nicht mehr")


@transaction.atomic
def invite_person(*, by: User | None, person: User) -> User:
    """Send somebody the link with which they come in.

    Raises NotPossible for who was invited before, has access or is blocked, PermissionDenied.
    """
    return _invite("invite", person, by, "eingeladen")


@transaction.atomic
def resend_invitation(*, by: User | None, person: User) -> User:
    """Send a new link to who has not come in yet; the former one does not hold any more."""
    return _invite("resend", person, by, "noch einmal eingeladen")


def invite_persons(*, by: User | None, persons: Iterable[User]) -> list[User]:
    """Invite many, those once more who were invited before; returns who gets a mail.

    Who has access, is blocked or may not be invited by `by` is passed over, as `plan_invitations` tells.
    """
    verbs = {"invite": invite_person, "resend": resend_invitation}
    invited = []
    for plan in plan_invitations(by=by, persons=persons):
        if plan.verb:
            invited.append(verbs[plan.verb](by=by, person=plan.person))
    return invited


@transaction.atomic
def withdraw_invitation(*, by: User | None, person: User) -> User:
    """Make the link void, as after a mail to the wrong address."""
    row = _locked("withdraw", person, by)
    revoke_open_invitations(row)
    record(verb="Einladung zurückgezogen", obj=row, by=by)
    return row


def _locked(verb: str, person: User, by: User | None) -> User:
    """The stored person, locked; PermissionDenied when `by` may not use the verb, NotPossible when nobody may."""
    row = User.objects.select_for_update().get(pk=person.pk)
    if by is not None and not WORKFLOW.rules[verb](by, row):
        raise PermissionDenied
    WORKFLOW.move(verb, standing_of(row))
    return row


def _invite(verb: str, person: User, by: User | None, said: str) -> User:
    row = _locked(verb, person, by)
    revoke_open_invitations(row)
    token, days = new_token(), datetime.timedelta(days=settings.INVITATION_DAYS)
    now = timezone.now()
    invitation = Invitation.objects.create(
        person=row, token_hash=token_hash(token), sent_at=now, expires_at=now + days
    )
    record(verb=said, obj=row, by=by)
    link = absolute(reverse("account:invitation", args=[token]))
    contact = Contact.objects.default().first()
    notify(
        occasion=f"{invitation.occasions}mail",
        recipients=[row.email],
        template="members/invitation",
        context={"person": row, "url": link, "expires_at": invitation.expires_at, "contact": contact},
        reply_to=contact.email if contact else "",
        keep=days,
    )
    return row


@transaction.atomic
def accept_invitation(*, token: str, full_name: str, password: str | None = None) -> User:
    """Use the link: the person tells their name and a password, or comes in by codes from now on.

    Raises NotPossible for a link that does not hold, ValidationError for a name that is none. Of two that use
    it at once one wins.
    """
    found = Invitation.objects.of_token(token).first()
    if found is None:
        raise NotPossible(SAID[Link.REVOKED])
    person = User.objects.select_for_update().get(pk=found.person_id)
    invitation = Invitation.objects.select_for_update().get(pk=found.pk)
    invitation.person = person
    state = link_state(invitation)
    if state != Link.OPEN:
        raise NotPossible(SAID[Link(state)])
    person.full_name = full_name
    if password is not None:
        person.set_password(password)
    person.full_clean()
    person.save()
    keep_address(person)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record(verb="Einladung angenommen", obj=person, by=person)
    return person


def delete_outlived_invitations() -> int:
    """Delete invitations that ran out unused so many days ago, and new addresses that nobody confirmed.

    Returns how many. No entry: nobody does it. The persons stay, since mandates and the log name them.
    """
    period = datetime.timedelta(days=settings.RETENTION_DAYS)
    count = Invitation.objects.unused_since(period).delete()[0]
    return count + AddressChange.objects.expired().delete()[0]


VERBS = {"invite": invite_person, "resend": resend_invitation, "withdraw": withdraw_invitation}
