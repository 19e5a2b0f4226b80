"""What waits for the office of minutes and tasks."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from alliance.portal.lines import Due
from events.minutes.models import Minutes, Task
from events.minutes.states import ObjectionState, State

# What is counted, one, many, what that means, where it is found, the link, its mark.
LINES = (
    (
        "objections",
        "Einwand ohne Antwort",
        "Einwände ohne Antwort",
        "vor der Genehmigung zu beantworten",
        "is-soon",
    ),
    ("ripe", "Protokoll zu genehmigen", "Protokolle zu genehmigen", "die Frist für Einwände ist vorbei", ""),
    ("drafts", "Protokoll im Entwurf", "Protokolle im Entwurf", "noch nicht im Umlauf", ""),
)


def minutes_due() -> list[Due]:
    """Objections, minutes and late tasks that wait; two queries."""
    waiting = Q(state=State.CIRCULATED, entries__objections__state=ObjectionState.OPEN)
    ripe = Q(state=State.CIRCULATED, objections_until__lte=timezone.now())
    counts = Minutes.objects.aggregate(
        objections=Count("entries__objections", filter=waiting, distinct=True),
        ripe=Count("pk", filter=ripe, distinct=True),
        drafts=Count("pk", filter=Q(state=State.DRAFT), distinct=True),
    )
    address = reverse("admin:minutes_minutes_changelist")
    states = {"objections": State.CIRCULATED, "ripe": State.CIRCULATED, "drafts": State.DRAFT}
    found = [
        Due(
            f"{counts[key]} {one if counts[key] == 1 else many}",
            detail,
            f"{address}?state__exact={states[key].value}",
            "Protokolle öffnen",
            mark,
        )
        for key, one, many, detail, mark in LINES
        if counts[key]
    ]
    return [*found, *_late_tasks()]


def _late_tasks() -> list[Due]:
    count = Task.objects.late().count()
    if not count:
        return []
    words = "Aufgabe überfällig" if count == 1 else "Aufgaben überfällig"
    return [
        Due(
            f"{count} {words}",
            "wer zuständig ist, weiß es",
            reverse("tasks:list"),
            "Aufgaben ansehen",
            "is-late",
        )
    ]
