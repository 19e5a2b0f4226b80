"""Tasks: mine, my organisation's, all for the office."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from alliance.accounts.models import person_of
from alliance.core.workflow import NotPossible
from alliance.members.access import sees_members_area
from events.meetings.models import Resolution
from events.minutes.actions import finish_task, move_task, reopen_task, start_task
from events.minutes.models import MinutesEntry, Task
from events.minutes.rules import TASK_WORKFLOW, may_move, may_work_on
from events.minutes.tasks.forms import FinishForm, MoveForm, TaskFilter

PER_PAGE = 30


@login_required
def task_list(request: HttpRequest) -> HttpResponse:
    """Tasks by whose they are and whether they are done; the office begins with all."""
    if not sees_members_area(request.user):
        raise Http404
    chosen = TaskFilter.of(request.GET, request.user)
    rows = chosen.apply(with_sources(Task.objects.visible_to(request.user)), request.user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))
    context = {"filter": chosen, "page_obj": page, "tasks": page.object_list}
    return render(request, "tasks/list.html", context)


def with_sources(tasks: Any) -> Any:
    """All that a list prints, at once."""
    related = ("organisation", "person", "resolution__working_group", "entry__minutes__meeting")
    return tasks.select_related(*related).defer("entry__text", "resolution__wording")


class TaskDetail(DetailView):
    """One task with what may be done about it."""

    template_name = "tasks/detail.html"
    context_object_name = "task"

    def get_queryset(self) -> QuerySet[Task]:
        """What the person may see."""
        return with_sources(Task.objects.visible_to(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With its verbs and, as far as they are open, where it comes from."""
        return super().get_context_data(**kwargs, **task_context(self.request, self.object))


def task_context(
    request: HttpRequest, task: Task, *, finish: FinishForm | None = None, move: MoveForm | None = None
) -> dict[str, Any]:
    """What the page of a task needs beside it; three queries."""
    user = request.user
    entries = MinutesEntry.objects.visible_to(user).select_related("minutes__meeting")
    offers = {offer.verb for offer in TASK_WORKFLOW.available(user, task)}
    return {
        "offers": offers,
        "may_work": may_work_on(user, task),
        "finish_form": (finish or FinishForm()) if "finish" in offers else None,
        "move_form": (move or MoveForm()) if may_move(user, task) else None,
        "entry": entries.filter(pk=task.entry_id).first() if task.entry_id else None,
        "resolution": Resolution.objects.visible_to(user).filter(pk=task.resolution_id or 0).first(),
        "moves": list(task.moves.all()),
    }


def _seen(request: HttpRequest, pk: int) -> Task:
    task = get_object_or_404(with_sources(Task.objects.visible_to(request.user)), pk=pk)
    if not may_work_on(request.user, task):
        raise PermissionDenied
    return task


def _done(request: HttpRequest, task: Task, said: str, work: Callable[[], object]) -> HttpResponse:
    """Do it, and tell what came of it above the task."""
    try:
        work()
    except (NotPossible, ValidationError) as refusal:
        words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        messages.error(request, " ".join(words))
    else:
        messages.success(request, said)
    return redirect(task)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that somebody is at it."""
    task = _seen(request, pk)
    return _done(
        request, task, "Die Aufgabe ist in Arbeit.", lambda: start_task(by=person_of(request), task=task)
    )


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a done task again."""
    task = _seen(request, pk)
    return _done(
        request, task, "Die Aufgabe ist wieder offen.", lambda: reopen_task(by=person_of(request), task=task)
    )


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is done, and what came of it."""
    task, form = _seen(request, pk), FinishForm(request.POST)
    if not form.is_valid():
        context = {"task": task, **task_context(request, task, finish=form)}
        return render(request, "tasks/detail.html", context, status=422)
    note = form.cleaned_data["note"]
    return _done(
        request,
        task,
        "Die Aufgabe ist erledigt.",
        lambda: finish_task(by=person_of(request), task=task, note=note),
    )


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it another day, and say why."""
    task, form = _seen(request, pk), MoveForm(request.POST)
    if not form.is_valid():
        context = {"task": task, **task_context(request, task, move=form)}
        return render(request, "tasks/detail.html", context, status=422)
    values = form.cleaned_data
    said = "Die Aufgabe ist verschoben."
    return _done(request, task, said, lambda: move_task(by=person_of(request), task=task, **values))
