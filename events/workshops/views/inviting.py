"""Asking members in by mail."""

from typing import Any

from django.http import HttpRequest

from alliance.accounts.models import User, person_of
from alliance.core.workflow import NotPossible
from alliance.members.models import Mandate
from events.meetings.models import Registration
from events.meetings.states import Answer
from events.workshops import actions
from events.workshops.models import Workshop
from events.workshops.views.leading import leading


def invitable(workshop: Workshop, whom: str) -> list[User]:
    """Who speaks for a member today; with „zugesagt“ only for members that come to the workshop's meeting."""
    mandates: Any = Mandate.objects.current().filter(person__is_active=True)
    if whom == "zugesagt":
        coming = Registration.objects.filter(
            meeting=workshop.meeting_id, answer__in=[Answer.ROOM, Answer.ONLINE], organisation__isnull=False
        )
        mandates = mandates.filter(organisation__in=coming.values("organisation"))
    return list(User.objects.filter(pk__in=mandates.values("person")))


@leading
def invite(request: HttpRequest, workshop: Workshop) -> str:
    """Mail their links to all members, or to those who come."""
    people = invitable(workshop, request.POST.get("wen", ""))
    if not people:
        raise NotPossible("Zu diesem Termin hat noch kein Mitglied zugesagt.")
    count = actions.invite_participants(by=person_of(request), workshop=workshop, persons=people)
    if not count:
        return "Alle waren schon eingeladen. Niemand bekommt eine zweite E-Mail."
    return (
        f"{count} persönliche Links sind unterwegs." if count > 1 else "Ein persönlicher Link ist unterwegs."
    )
