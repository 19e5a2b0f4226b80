"""What people change about themselves."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alliance.accounts.models import AddressChange, User
from alliance.core.addresses import absolute
from alliance.core.tokens import new_token, token_hash
from alliance.core.workflow import NotPossible
from alliance.history.actions import record
from alliance.members.actions.persons import save_person
from alliance.members.models import Contact
from alliance.notifications.actions import notify

CONFIRM_WITHIN = datetime.timedelta(days=3)


def _locked(by: User) -> User:
    return User.objects.select_for_update().get(pk=by.pk)


@transaction.atomic
def change_profile(*, by: User, full_name: str) -> User:
    """Change one's own name; raises ValidationError for one that is none."""
    person = _locked(by)
    person.full_name = full_name
    return save_person(by=by, person=person)


@transaction.atomic
def request_address(*, by: User, email: str) -> AddressChange:
    """Send a link to a new address; the old one holds until it is confirmed there. A newer wish replaces it.

    An address that somebody else logs in with gets a mail that says so: whoever asks learns nothing.
    Raises ValidationError for the address one has.
    """
    person, email = _locked(by), email.strip().lower()
    if email == person.email:
        raise ValidationError("Das ist schon Ihre E-Mail-Adresse.")
    token, now = new_token(), timezone.now()
    values = {"email": email, "token_hash": token_hash(token), "requested_at": now}
    change, _ = AddressChange.objects.update_or_create(
        person=person, defaults={**values, "expires_at": now + CONFIRM_WITHIN}
    )
    record(verb="neue E-Mail-Adresse angefragt", obj=person, by=by)
    is_taken = User.objects.filter(email=email).exists()
    link = absolute(reverse("account:address_confirm", args=[token]))
    context = {} if is_taken else {"person": person, "url": link, "expires_at": change.expires_at}
    _tell(email, "address_taken" if is_taken else "address_confirm", change.token_hash, context)
    return change


@transaction.atomic
def confirm_address(*, by: User, token: str) -> User:
    """Log in with the new address from now on, and tell the old one.

    Raises NotPossible for a link that does not hold or is somebody else's, ValidationError for an address that
    somebody else has got in the meantime.
    """
    person = _locked(by)
    change = AddressChange.objects.select_for_update().of_token(token).filter(person=person).first()
    if change is None:
        raise NotPossible("Dieser Link gilt nicht mehr. Bitte fordern Sie einen neuen an.")
    old, person.email = person.email, change.email
    save_person(by=by, person=person, verb="E-Mail-Adresse geändert")
    change.delete()
    _tell(old, "address_changed", change.token_hash, {"person": person})
    return person


@transaction.atomic
def cancel_address_change(*, by: User) -> None:
    """Keep the old address; the link that was sent does not hold any more."""
    count, _ = AddressChange.objects.filter(person=by).delete()
    if count:
        record(verb="neue E-Mail-Adresse verworfen", obj=by, by=by)


def _tell(email: str, what: str, key: str, context: dict[str, object]) -> None:
    notify(
        occasion=f"account:{key[:16]}:{what}",
        recipients=[email],
        template=f"members/{what}",
        context={**context, "contact": Contact.objects.default().first()},
        keep=CONFIRM_WITHIN,
    )
