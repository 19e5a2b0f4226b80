"""What the admin of each content model shares: states, their difference, and the way back to an old one."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.forms.models import _get_foreign_key  # type: ignore[attr-defined]
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from alliance.core.admin import OfficeAdmin
from alliance.core.usage import usages
from alliance.history.comparison import compare
from alliance.history.filled import FilledForm, initial_rows
from alliance.history.past import Part, Shape, State, content_fields, has_history, load, timeline
from alliance.history.restoring import Contents, contents

STEPS_A_PAGE = 50
HIGHEST = 2**63 - 1


class RecordedAdmin(OfficeAdmin):
    """An office form with „Verlauf“: all states, any two compared, an old one opened in the form again.

    `history_also` names columns beside those that a form fills in, and how to put them into words;
    `history_told` names columns that are shown and never restored. Inlines whose rows keep a history
    belong to the state. `tells_usage` shows in the form, and before deleting, where the thing is named.
    """

    history_also: ClassVar[Mapping[str, Callable[[Any], str]]] = {}
    history_told: ClassVar[tuple[str, ...]] = ()
    tells_usage: ClassVar[bool] = False

    # ---- states

    @property
    def shape(self) -> Shape:
        """What belongs to a state."""
        parts = tuple(
            Part(inline.model, _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name).name)
            for inline in self.inlines
            if has_history(inline.model)
        )
        told = tuple(self.model._meta.get_field(name) for name in self.history_told)
        fields = tuple(content_fields(self.model, self.history_also))
        return Shape(self.model, fields, told, parts, self.history_also)

    def get_urls(self) -> list[URLPattern]:
        """One state, two states, and the way back to one."""
        if not has_history(self.model):
            return super().get_urls()
        pages: dict[str, tuple[str, Any]] = {
            "difference": ("vergleich/", self.difference_view),
            "state": ("<int:number>/", self.state_view),
            "restore": ("<int:number>/herstellen/", self.restore_view),
        }
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(f"<path:object_id>/verlauf/{end}", self.admin_site.admin_view(view), name=f"{name}_{page}")
            for page, (end, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """All states and verbs, newest first."""
        obj = self._seen(request, object_id)
        page = Paginator(timeline(obj), STEPS_A_PAGE).get_page(request.GET.get("seite"))
        states = [step.state for step in page if step.state]
        chosen_new, chosen_old = [*states, 0, 0][:2]
        context = {"page": page, "chosen_new": chosen_new, "chosen_old": chosen_old}
        return self._history_page(request, obj, "admin/history.html", f"Verlauf: {obj}", context)

    def state_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """One state as a whole."""
        obj = self._seen(request, object_id)
        state = self._states(obj, number)[0]
        filled = [line for line in compare(self.shape, state, state) if not line.is_empty]
        context = {"state": state, "changes": filled}
        title = f"Stand vom {_moment(state)}: {obj}"
        return self._history_page(request, obj, "admin/history/state.html", title, context)

    def difference_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What changed between two states, the older one first whichever way they were chosen."""
        obj = self._seen(request, object_id)
        numbers = [_number(request.GET.get(name, "")) for name in ("alt", "neu")]
        if None in numbers or numbers[0] == numbers[1]:
            messages.warning(request, "Bitte wählen Sie zwei verschiedene Stände.")
            return redirect(self._address("history", obj.pk))
        old, new = self._states(obj, *numbers)
        lines = compare(self.shape, old, new)
        changes, same = (
            [line for line in lines if line.changed],
            [line.label for line in lines if not line.changed],
        )
        context = {"old": old, "new": new, "changes": changes, "same": same}
        return self._history_page(request, obj, "admin/history/difference.html", f"Vergleich: {obj}", context)

    def _seen(self, request: HttpRequest, object_id: str) -> Any:
        obj = self.get_object(request, object_id)
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        return obj

    def _states(self, obj: models.Model, *numbers: Any) -> list[State]:
        """These states of `obj`, oldest first; Http404 where one is none of its own."""
        found = load(self.shape, obj, [number for number in numbers if number <= HIGHEST])
        if len(found) != len(set(numbers)):
            raise Http404
        return sorted(found.values(), key=lambda state: (state.record.history_date, state.record.history_id))

    def _address(self, page: str, *parts: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=parts)

    def _history_page(
        self, request: HttpRequest, obj: Any, template: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "title": title, "object": obj, "opts": self.opts}
        may_restore = has_history(self.model) and self.may_restore(request, obj)
        return TemplateResponse(request, template, {**frame, "may_restore": may_restore, **context})

    # ---- an old state again

    def may_restore(self, request: HttpRequest, obj: Any) -> bool:
        """Whether this person may have an old state again now."""
        return self._allowed("change", request, obj)

    @method_decorator(require_POST)
    def restore_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Begin to restore a state; where that leads is said by `restoring`."""
        obj = self._seen(request, object_id)
        state = self._states(obj, number)[0]
        if not self.may_restore(request, obj):
            raise PermissionDenied
        return redirect(self.restoring(request, obj, contents(self.shape, state)))

    def restoring(self, request: HttpRequest, obj: Any, found: Contents) -> str:
        """The address of the form filled with the old state; nothing is stored until somebody saves there."""
        return f"{self._address('change', obj.pk)}?stand={found.state.record.history_id}"

    def states_for(self, obj: Any) -> list[Any]:
        """The things whose states may be opened in the form of `obj`."""
        return [obj]

    def opened_contents(self, obj: Any, number: int) -> Contents | None:
        """The state with this number, as it may be filled into the form of `obj`."""
        for source in self.states_for(obj):
            if found := load(self.shape, source, [number]):
                return contents(self.shape, found[number])
        return None

    def tell_of(self, request: HttpRequest, found: Contents | None) -> None:
        """Say above the form which state it holds, and what of it is gone."""
        if found is None:
            messages.warning(request, "Diesen Stand gibt es nicht. Das Formular zeigt, was gespeichert ist.")
            return
        text = f"Der Stand vom {_moment(found.state)} ist geladen. Gespeichert wird erst mit „Speichern“."
        messages.info(request, text)
        tell_missing(request, found)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; `?stand=…` fills it with that state."""
        base = super().get_form(request, obj, change, **kwargs)
        number = _number(request.GET.get("stand", ""))
        if number and obj is not None and request.method == "GET" and self._allowed("change", request, obj):
            request.restored = self.opened_contents(obj, number)  # type: ignore[attr-defined]
            self.tell_of(request, _restored(request))
        found = _restored(request)
        return type(base.__name__, (FilledForm, base), {"restored": found}) if found else base

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        """As many rows as the old state had."""
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            rows = initial_rows(_restored(request), inline.model)
            if rows is not None:
                formset.extra = len(rows)
            yield formset, inline

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """The rows of the old state stand in place of the present ones; sent, they are all there are."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        rows = initial_rows(_restored(request), inline.model)
        if rows is None:
            return kwargs
        return {**kwargs, "queryset": inline.model._base_manager.none(), "initial": rows}

    # ---- where it is used

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The places that name the thing come last."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.tells_usage:
            return fieldsets
        return [*fieldsets, ("Wo verwendet", {"fields": ("used_in",)})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is told and not filled in."""
        own = ("used_in",) if self.tells_usage and obj is not None else ()
        return (*super().get_readonly_fields(request, obj), *own)

    @staticmethod
    def _places(obj: Any) -> str:
        return render_to_string("admin/history/usages.html", {"usages": usages(obj)})

    def used_in(self, obj: Any) -> str:
        """Where the thing is named, with links."""
        return self._places(obj)

    used_in.short_description = "Verwendung"  # type: ignore[attr-defined]

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The page before deleting names the places too."""
        obj = self.get_object(request, object_id) if self.tells_usage else None
        places = usages(obj) if obj is not None else []
        return super().delete_view(request, object_id, {"usages": places, **(extra_context or {})})


def tell_missing(request: HttpRequest, found: Contents) -> None:
    """Name what an old state showed and nobody can show any more."""
    if found.missing:
        gone = "; ".join(dict.fromkeys(found.missing))
        messages.warning(request, f"Seitdem gelöscht und deshalb weggelassen: {gone}.")


def _restored(request: HttpRequest) -> Contents | None:
    return getattr(request, "restored", None)


def _number(text: str) -> int | None:
    """A number from an address; None for anything that is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _moment(state: State) -> str:
    return f"{date_format(localtime(state.record.history_date), 'j. F Y, H:i')} Uhr"
