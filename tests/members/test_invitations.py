"""Letting people in: where somebody stands, the verbs, and the link that holds once."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance.accounts.models import Invitation, Role, User
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.members import actions
from alliance.members.actions.invitations import VERBS
from alliance.members.states import TRANSITIONS, Access
from alliance.notifications.models import Message
from alliance.notifications.states import State
from tests.cast import EVERYBODY, VISITOR, Cast
from tests.factories.accounts import PersonFactory
from tests.factories.invitations import DAY, address_change, invitation, link_in, mail_to

pytestmark = pytest.mark.django_db


def standing(state: str, role: str = Role.NONE) -> User:
    """Somebody who stands there."""
    person = PersonFactory(is_active=state != Access.BLOCKED, role=role)
    if state in (Access.INVITED, Access.REFUSED, Access.EXPIRED):
        row, _ = invitation(person, days=-1 if state == Access.EXPIRED else 14)
        if state == Access.REFUSED:
            refused(row)
    if state == Access.ACCEPTED:
        invitation(person, accepted_at=timezone.now())
    return person


def refused(row: Invitation) -> None:
    """The mail server wants nothing of it."""
    soon = timezone.now() + DAY
    Message.objects.create(
        occasion=f"{row.occasions}mail",
        recipient=row.person.email,
        message_id=f"<{row.pk}>",
        state=State.FAILED,
        last_error="550 no such mailbox",
        give_up_at=soon,
        delete_at=soon,
    )


def token_of(person: User) -> str:
    """The secret in the newest mail to somebody."""
    return link_in(mail_to(person.email)).strip("/").rpartition("/")[2]


@pytest.mark.parametrize("state", Access.values)
def test_where_somebody_stands(state: str) -> None:
    assert actions.standing_of(standing(state)).state == state


def test_a_password_or_a_log_in_is_access_too() -> None:
    with_password, logged_in = PersonFactory(password="md5$x$y"), PersonFactory(last_login=timezone.now())
    assert actions.standing_of(with_password).state == Access.ACCEPTED
    assert actions.standing_of(logged_in).state == Access.ACCEPTED


CHIEFS = ("leitung", "administration")


@pytest.mark.parametrize(("state", "verb"), [*product(Access.values, TRANSITIONS)])
def test_states_verbs_cast(state: str, verb: str, cast: Cast) -> None:
    possible = state in TRANSITIONS[verb].sources
    for name in EVERYBODY:
        if name == VISITOR:
            continue
        person = standing(state)
        before = Invitation.objects.count(), Entry.objects.count()
        if name in CHIEFS and possible:
            VERBS[verb](by=cast[name], person=person)
            assert actions.standing_of(person).state == TRANSITIONS[verb].target
            assert Entry.objects.get(object_id=person.pk, kind="accounts.user").by == cast[name]
        else:
            with pytest.raises(NotPossible if name in CHIEFS else PermissionDenied):
                VERBS[verb](by=cast[name], person=person)
            assert (Invitation.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHIEF, Role.ADMINISTRATOR])
def test_only_administrators_let_somebody_into_the_office(role: str, cast: Cast) -> None:
    person = standing(Access.NONE, role)
    with pytest.raises(PermissionDenied):
        actions.invite_person(by=cast.leitung, person=person)
    actions.invite_person(by=cast.administration, person=person)
    assert actions.standing_of(person).state == Access.INVITED


def test_the_mail_holds_the_link_and_the_database_does_not(cast: Cast, settings: Any) -> None:
    settings.SITE_URL = "https://portal.example.org"
    person = PersonFactory(full_name="Ada Lovelace")
    actions.invite_person(by=cast.leitung, person=person)
    mail, row = mail_to(person.email), person.invitations.get()
    token = token_of(person)
    assert f"https://portal.example.org/einladung/{token}/" in mail.text
    assert token in mail.html and "Guten Tag, Ada Lovelace" in mail.text
    assert mail.occasion == f"invitation:{row.pk}:mail"
    assert token not in str(Invitation.objects.values_list().get())
    assert Invitation.objects.of_token(token).get() == row
    assert abs(row.expires_at - timezone.now() - 14 * DAY) < timedelta(minutes=1)
    assert f"bis zum {timezone.localtime(row.expires_at):%-d.}" in mail.text


def test_sent_again_only_the_newest_link_holds(cast: Cast) -> None:
    person = PersonFactory()
    actions.invite_person(by=cast.leitung, person=person)
    first = token_of(person)
    actions.resend_invitation(by=cast.leitung, person=person)
    second = token_of(person)
    assert first != second
    assert Message.objects.filter(recipient=person.email).count() == 1, "die erste wartete noch"
    with pytest.raises(NotPossible, match="gilt nicht mehr"):
        actions.accept_invitation(token=first, full_name="Wer")
    actions.accept_invitation(token=second, full_name="Wer")


def test_a_link_is_used_once(cast: Cast) -> None:
    person = PersonFactory()
    actions.invite_person(by=cast.leitung, person=person)
    token = token_of(person)
    accepted = actions.accept_invitation(token=token, full_name="Neuer Name", password="ein-langes-Passwort")
    assert accepted.full_name == "Neuer Name" and accepted.check_password("ein-langes-Passwort")
    assert Entry.objects.first().verb == "Einladung angenommen"  # type: ignore[union-attr]
    with pytest.raises(NotPossible, match="schon benutzt"):
        actions.accept_invitation(token=token, full_name="Andere", password="ein-anderes-Passwort")
    accepted.refresh_from_db()
    assert accepted.full_name == "Neuer Name" and accepted.check_password("ein-langes-Passwort")


def test_without_a_password_the_way_in_is_a_code() -> None:
    row, token = invitation()
    person = actions.accept_invitation(token=token, full_name="Ohne")
    assert not person.has_usable_password()
    assert actions.standing_of(row.person).state == Access.ACCEPTED
    assert person.emailaddress_set.get().verified


@pytest.mark.parametrize(
    ("days", "values", "words"),
    [
        (-1, {}, "abgelaufen"),
        (14, {"revoked_at": timezone.now()}, "gilt nicht mehr"),
        (14, {"accepted_at": timezone.now()}, "schon benutzt"),
    ],
)
def test_links_that_do_not_hold(days: int, values: dict[str, Any], words: str) -> None:
    row, token = invitation(days=days, **values)
    with pytest.raises(NotPossible, match=words):
        actions.accept_invitation(token=token, full_name="Wer", password="ein-langes-Passwort")
    assert not User.objects.get(pk=row.person_id).has_usable_password()


def test_a_made_up_link_lets_nobody_in() -> None:
    with pytest.raises(NotPossible):
        actions.accept_invitation(token="erfunden", full_name="Wer")


def test_a_blocked_person_does_not_come_in() -> None:
    _, token = invitation(PersonFactory(is_active=False))
    with pytest.raises(NotPossible, match="gilt nicht mehr"):
        actions.accept_invitation(token=token, full_name="Wer")


def test_a_name_that_is_none_uses_nothing_up() -> None:
    row, token = invitation()
    with pytest.raises(ValidationError):
        actions.accept_invitation(token=token, full_name="")
    row.refresh_from_db()
    assert row.accepted_at is None


def test_another_address_makes_the_link_void(cast: Cast) -> None:
    person = PersonFactory()
    actions.invite_person(by=cast.leitung, person=person)
    token = token_of(person)
    person.email = "anders@example.org"
    actions.save_person(by=cast.administration, person=person)
    assert actions.standing_of(person).state == Access.NONE
    with pytest.raises(NotPossible):
        actions.accept_invitation(token=token, full_name="Wer")


def test_many_at_once_pass_over_who_gets_nothing(cast: Cast) -> None:
    persons = [standing(state) for state in Access.values] + [standing(Access.NONE, Role.EDITOR)]
    plans = actions.plan_invitations(by=cast.leitung, persons=persons)
    words = {plan.person.pk: plan.verb for plan in plans}
    assert [words[person.pk] for person in persons] == ["invite", "resend", "resend", "resend", "", "", ""]
    invited = actions.invite_persons(by=cast.leitung, persons=persons)
    assert {person.pk for person in invited} == {person.pk for person in persons[:4]}
    assert Message.objects.waiting().count() == 4


def test_the_database_keeps_one_open_invitation() -> None:
    row, _ = invitation()
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation(row.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(accepted_at=timezone.now(), revoked_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(expires_at=row.sent_at)


def ended(row: Invitation, *, days: int) -> None:
    """It ran out so many days ago."""
    moment = timezone.now() - days * DAY
    Invitation.objects.filter(pk=row.pk).update(sent_at=moment - DAY, expires_at=moment)


def test_unused_invitations_are_deleted_a_month_after_they_ran_out(settings: Any, cast: Cast) -> None:
    assert "alliance.members.actions.delete_outlived_invitations" in settings.DUE_JOBS
    used, kept, gone = (invitation()[0] for _ in range(3))
    Invitation.objects.filter(pk=used.pk).update(accepted_at=timezone.now())
    ended(used, days=31)
    ended(kept, days=29)
    ended(gone, days=31)
    address_change(cast.northeim, days=-1)
    address_change(cast.goettingen, days=1)
    assert actions.delete_outlived_invitations() == 2
    assert set(Invitation.objects.all()) == {used, kept}
    assert User.objects.filter(pk=gone.person_id).exists(), "die Person bleibt"
    settings.RETENTION_DAYS = 60
    ended(kept, days=31)
    assert actions.delete_outlived_invitations() == 0
