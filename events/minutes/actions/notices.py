"""What members and the office are told of minutes and tasks. Mails name, they never quote."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from alliance.accounts.models import Role, User
from alliance.core.addresses import absolute
from alliance.members.access import Audience
from alliance.members.models import GroupMembership, Mandate
from alliance.notifications.actions import notify_persons
from events.minutes.models import Minutes, Objection, Task
from events.minutes.states import UNDONE


def _members() -> QuerySet[User]:
    mandates = Mandate.objects.current().values("person")
    return User.objects.filter(pk__in=mandates, is_active=True)


def _office() -> QuerySet[User]:
    return User.objects.exclude(role=Role.NONE).filter(is_active=True)


def readers(minutes: Minutes) -> QuerySet[User]:
    """The members to whom the minutes are open as a whole."""
    if minutes.audience == Audience.OFFICE:
        return User.objects.none()
    if minutes.audience == Audience.GROUP:
        seats = GroupMembership.objects.current().filter(group=minutes.meeting.working_group)
        return _members().filter(pk__in=seats.values("person"))
    return _members()


def _tell(what: str, minutes: Minutes, persons: Any, occasion: str = "", **context: Any) -> None:
    notify_persons(
        kind="minutes",
        occasion=occasion or f"minutes:{minutes.pk}:{what}",
        persons=persons,
        template=f"minutes/{what}",
        context={"minutes": minutes, "url": absolute(minutes.get_absolute_url()), **context},
    )


def tell_circulated(minutes: Minutes) -> None:
    """Tell members that they may read and object."""
    _tell("circulated", minutes, readers(minutes))


def tell_approved(minutes: Minutes) -> None:
    """Tell members that the minutes are final."""
    _tell("approved", minutes, readers(minutes))


def tell_objection(objection: Objection) -> None:
    """Tell the office that somebody objects."""
    minutes = objection.entry.minutes
    _tell("objection", minutes, _office(), f"objection:{objection.pk}:new", objection=objection)


def tell_answered(objection: Objection) -> None:
    """Tell those who speak for the member what the office answered, as far as the minutes are open to them."""
    minutes = objection.entry.minutes
    mandates = Mandate.objects.current().filter(organisation=objection.organisation_id)
    persons = readers(minutes).filter(pk__in=mandates.values("person"))
    if objection.entry.audience == Audience.GROUP:
        seats = GroupMembership.objects.current().filter(group=minutes.meeting.working_group)
        persons = persons.filter(pk__in=seats.values("person"))
    _tell("answered", minutes, persons, f"objection:{objection.pk}:answered", objection=objection)


def _in_charge(task: Task) -> QuerySet[User]:
    """The person, or who speaks for the organisation today."""
    if task.person_id is not None:
        return User.objects.filter(pk=task.person_id, is_active=True)
    mandates = Mandate.objects.current().filter(organisation=task.organisation_id)
    return User.objects.filter(Q(pk__in=mandates.values("person")), is_active=True)


def _tell_of(task: Task, what: str, occasion: str) -> None:
    notify_persons(
        kind="task",
        occasion=occasion,
        persons=_in_charge(task),
        template=f"minutes/{what}",
        context={"task": task, "url": absolute(reverse("tasks:detail", args=[task.pk]))},
    )


def tell_task(task: Task) -> None:
    """Tell who got a task."""
    _tell_of(task, "task_given", f"task:{task.pk}:given")


def tell_new_tasks(minutes: Minutes) -> None:
    """Tell who got a task in minutes that are sent round now."""
    rows = Task.objects.filter(entry__minutes=minutes, state__in=UNDONE)
    for task in rows.select_related("organisation", "person"):
        tell_task(task)


def tell_due_task(task: Task) -> None:
    """Tell that a task falls due, or is late; once for each day it was given."""
    what = "late" if task.is_late else "soon"
    _tell_of(task, "task_due", f"task:{task.pk}:{task.due_on:%Y-%m-%d}:{what}")
