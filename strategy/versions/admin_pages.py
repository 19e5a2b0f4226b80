"""Pages beside a version's form that ask first, and say what will happen before it happens."""

import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format

from alliance.accounts.models import person_of
from alliance.core.workflow import NotPossible
from strategy.versions import actions, rules
from strategy.versions.forms import AdoptForm, CopyForm, NoteForm
from strategy.versions.models import StrategyVersion

ONE_DAY = datetime.timedelta(days=1)
REFUSALS = (NotPossible, ValidationError)


def _seen(request: HttpRequest, version: StrategyVersion | None) -> StrategyVersion:
    if version is None or not rules.may_view(request.user, version):
        raise Http404
    return version


def _page(request: HttpRequest, version: StrategyVersion, title: str, **context: Any) -> HttpResponse:
    frame = {
        **admin.site.each_context(request),
        "title": f"{title}: {version}",
        "opts": StrategyVersion._meta,
    }
    context = {**frame, "page_title": title, "version": version, **context}
    return TemplateResponse(request, "admin/versions/page.html", context)


def _told(form: forms.Form, refusal: Exception) -> None:
    """A refusal of an action, at the field it speaks of."""
    form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))


def adopt(request: HttpRequest, version: StrategyVersion | None) -> HttpResponse:
    """Ask for the dates, say what will happen, and record it once that is confirmed. For the chief."""
    version = _seen(request, version)
    if not rules.may_adopt(request.user, version):
        raise PermissionDenied
    if not version.is_editable:
        messages.error(request, "Diese Fassung ist schon beschlossen.")
        return _back(version)
    form = AdoptForm(request.POST or None)
    valid = request.method == "POST" and form.is_valid()
    if valid and "confirm" in request.POST and _adopted(request, version, form):
        return _back(version)
    return _adopt_page(request, version, form, asks=not (valid and form.is_valid()))


def _adopt_page(
    request: HttpRequest, version: StrategyVersion, form: AdoptForm, *, asks: bool
) -> HttpResponse:
    """First the page that asks for the dates, then the one that says what they will do."""
    title = "Als beschlossen festhalten"
    if not asks:
        coming = consequences(version, form.cleaned_data["in_force_from"])
        return _page(request, version, title, form=form, consequences=coming)
    words = f"{FREEZES} Im nächsten Schritt sehen Sie, was an den gewählten Tagen geschieht."
    return _page(request, version, title, form=form, lead=words, missing=gaps(version), button="Weiter")


FREEZES = (
    "Eine beschlossene Fassung ändert sich nicht mehr: Texte, Felder, Ziele und Prioritäten bleiben, "
    "wie sie sind, für alle. Möglich sind nur noch datierte Anmerkungen. Das lässt sich nicht zurücknehmen."
)


def _adopted(request: HttpRequest, version: StrategyVersion, form: AdoptForm) -> bool:
    try:
        actions.adopt_version(by=person_of(request), version=version, **form.cleaned_data)
    except REFUSALS as refusal:
        _told(form, refusal)
        return False
    messages.success(request, "Die Fassung ist als beschlossen festgehalten.")
    return True


def consequences(version: StrategyVersion, begins: datetime.date) -> list[str]:
    """What adopting `version` with this first day will do, one sentence each."""
    today = timezone.localdate()
    versions = StrategyVersion.objects
    before = versions.in_force_on(begins).first()
    after = versions.adopted().filter(in_force_from__gt=begins).order_by("in_force_from").first()
    found = [FREEZES]
    if before:
        found.append(f"„{before}“ gilt bis {_day(begins - ONE_DAY)} und ist ab {_day(begins)} abgelöst.")
    if after and after.in_force_from:
        found.append(f"Ab {_day(after.in_force_from)} löst „{after}“ diese Fassung ab.")
    address = version.get_absolute_url()
    if begins > today:
        present = versions.in_force().first()
        until = f"weiter „{present}“" if present else "noch keine geltende Fassung"
        found.append(
            f"Besucher:innen sehen unter /strategie/ bis dahin {until}, ab {_day(begins)} diese Fassung."
        )
        found.append(
            f"Unter {address} lesen alle sie ab sofort, als beschlossen und noch nicht in Kraft bezeichnet."
        )
    elif after and after.in_force_from and after.in_force_from <= today:
        found.append(f"Besucher:innen sehen sie ab sofort unter {address}, als abgelöst bezeichnet.")
    else:
        found.append("Besucher:innen sehen ab sofort unter /strategie/ diese Fassung.")
    found.append(
        "Alle Fassungen stehen auf der Zeitleiste unter /strategie/fassungen/; alte Links führen weiter."
    )
    return [*found, *gaps(version)]


def gaps(version: StrategyVersion) -> list[str]:
    """What is still empty and would stay so."""
    empty = version.sections.filter(text="").count()
    aimless = version.editions.filter(goals__isnull=True).count()
    lines = [
        (not version.sections.exists(), "Die Fassung hat noch keinen Abschnitt."),
        (not version.editions.exists(), "Die Fassung hat noch kein Handlungsfeld."),
        (empty, f"Noch ohne Text: {empty} {'Abschnitt' if empty == 1 else 'Abschnitte'}."),
        (aimless, f"Noch ohne Ziele: {aimless} {'Handlungsfeld' if aimless == 1 else 'Handlungsfelder'}."),
    ]
    return [words for applies, words in lines if applies]


def _day(day: datetime.date) -> str:
    return date_format(day, "j. F Y")


def copy(request: HttpRequest, version: StrategyVersion | None) -> HttpResponse:
    """Begin a new draft as a copy."""
    version = _seen(request, version)
    form = CopyForm(request.POST or None, initial=_next_period(version))
    if request.method == "POST" and form.is_valid():
        draft = _copied(request, version, form)
        if draft:
            return _back(draft)
    words = "Der Entwurf übernimmt Texte, Felder, Ziele und Prioritäten. Die Vorlage bleibt, wie sie ist."
    return _page(request, version, "Kopie als neuen Entwurf", form=form, lead=words, button="Entwurf anlegen")


def _next_period(version: StrategyVersion) -> dict[str, Any]:
    """What a copy is called when it follows without gap and lasts as long."""
    years = version.period_ends.year - version.period_starts.year
    starts = version.period_ends + ONE_DAY
    ends = datetime.date(starts.year + years, 12, 31)
    slug = f"{starts.year}-{ends.year}"
    return {"title": f"Strategie {slug.replace('-', '–')}", "slug": slug, "starts": starts, "ends": ends}


def _copied(request: HttpRequest, version: StrategyVersion, form: CopyForm) -> StrategyVersion | None:
    try:
        draft = actions.copy_version(by=person_of(request), version=version, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, " ".join(refusal.messages))
        return None
    messages.success(request, "Der Entwurf ist angelegt. Er führt alles fort, was in der Vorlage steht.")
    return draft


NOT_YET = "Dieser Entwurf kann noch geändert werden; Anmerkungen bekommt er nach dem Beschluss."


def note(request: HttpRequest, version: StrategyVersion | None) -> HttpResponse:
    """Write a dated note beside an adopted version."""
    version = _seen(request, version)
    if version.is_editable:
        messages.error(request, NOT_YET)
        return _back(version)
    form = NoteForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        actions.add_note(by=person_of(request), version=version, **form.cleaned_data)
        messages.success(request, "Die Anmerkung steht neben dem Text.")
        return _back(version)
    words = "Der beschlossene Text bleibt stehen. Die Anmerkung steht mit dem heutigen Datum daneben."
    button = "Anmerkung veröffentlichen"
    return _page(request, version, "Anmerkung schreiben", form=form, lead=words, button=button)


def _back(version: StrategyVersion) -> HttpResponse:
    return redirect("admin:versions_strategyversion_change", version.pk)
