"""The page „In die Strategie übernehmen“: from the result of a workshop into a draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from alliance.accounts.models import person_of
from alliance.core.workflow import NotPossible
from strategy.versions import actions, rules
from strategy.versions.models import StrategyVersion
from strategy.versions.taking import FROZEN
from strategy.versions.taking_forms import TakeForm, WorkshopChoiceForm

TITLE = "Aus einer Werkstatt übernehmen"


def take(request: HttpRequest, version: StrategyVersion | None, frame: dict[str, Any]) -> HttpResponse:
    """Choose a workshop, then what becomes of its clusters; changes nothing before that is sent."""
    if version is None or not rules.may_view(request.user, version):
        raise Http404
    if not version.is_editable:
        messages.error(request, FROZEN)
        return redirect("admin:versions_strategyversion_change", version.pk)
    choice = WorkshopChoiceForm(request.GET or None, user=request.user)
    form = _form(request, version, choice)
    if form and request.method == "POST" and form.is_valid() and _taken(request, version, form):
        return redirect("admin:versions_strategyversion_change", version.pk)
    context = {**frame, "version": version, "choice": choice, "form": form, "page_title": TITLE}
    return TemplateResponse(request, "admin/versions/take.html", context)


def _form(request: HttpRequest, version: StrategyVersion, choice: WorkshopChoiceForm) -> TakeForm | None:
    if not (choice.is_bound and choice.is_valid()):
        return None
    return TakeForm(request.POST or None, version=version, workshop=choice.cleaned_data["werkstatt"])


def _taken(request: HttpRequest, version: StrategyVersion, form: TakeForm) -> bool:
    by = person_of(request)
    try:
        count = actions.take_clusters(
            by=by, version=version, priorities=form.priorities, origins=form.origins
        )
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    said = {0: "Alles Gewählte stand schon im Entwurf.", 1: "Ein Thema steht jetzt im Entwurf."}
    messages.success(request, said.get(count, f"{count} Themen stehen jetzt im Entwurf."))
    return True
