"""The admin's ground: permissions from rules, saving through actions, verbs as buttons, no silent overwriting."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from alliance.core.forms import RevisedForm
from alliance.core.german import fold
from alliance.core.inlines import LabelledFields, row_differences
from alliance.core.revision import StaleRevision
from alliance.core.usage import usages
from alliance.core.workflow import NotPossible, Offer, Workflow

REFUSALS = (NotPossible, StaleRevision, ValidationError)
# One module of static/js each, on all forms and lists.
BEHAVIOURS = ("select", "slug", "calendar", "unsaved", "keep")


class OfficeAdmin(LabelledFields, admin.ModelAdmin):
    """What all the office's forms share. A subclass names its `rules` and writes through `save_object`."""

    form: Any = RevisedForm
    rules: ClassVar[Any]
    may: ClassVar[Mapping[str, str]] = {}
    workflow: ClassVar[Workflow | None] = None
    verbs: ClassVar[Mapping[str, Callable[..., Any]]] = {}
    said: ClassVar[Mapping[str, str]] = {}
    noun: ClassVar[str] = ""
    folded_search: ClassVar[tuple[str, ...]] = ()
    frozen: ClassVar[str] = "Das lässt sich so nicht mehr ändern."
    list_per_page = 50
    show_full_result_count = False
    save_on_top = False

    class Media:
        js = [Script(f"js/admin-{name}.js", type="module") for name in BEHAVIOURS]

    # ---- who may

    def _allowed(self, verb: str, request: HttpRequest, obj: Any = None) -> bool:
        rule = getattr(self.rules, self.may.get(verb, f"may_{verb}"))
        return bool(rule(request.user, obj))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The app's `may_view`."""
        return self._allowed("view", request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The app's `may_add`."""
        return self._allowed("add", request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The app's `may_change`.

        What was frozen while somebody wrote is refused by the form (`refusal`), not by a bare page that
        would lose what was typed.
        """
        if self._allowed("change", request, obj):
            return True
        return obj is not None and request.method == "POST" and self._allowed("change", request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The app's `may_delete`."""
        return self._allowed("delete", request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the index shows it."""
        return self.has_view_permission(request)

    # ---- the form

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, which asks the rules once more when it is sent."""
        base = super().get_form(request, obj, change, **kwargs)
        may_save = obj is None or self._allowed("change", request, obj)
        return type(base.__name__, (base,), {"refusal": "" if may_save else self.frozen})

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row; locked while it is being saved, so that checking and saving see the same one."""
        obj = super().get_object(request, object_id, from_field)
        if obj is not None and request.method == "POST" and transaction.get_connection().in_atomic_block:
            # Not in the model's order: it may lead over another table, whose rows are not to be locked.
            type(obj)._base_manager.select_for_update().order_by("pk").filter(pk=obj.pk).first()
            obj.refresh_from_db(fields=["revision"] if hasattr(obj, "revision") else None)
        return obj

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Write the checked form through the app's action."""
        raise NotImplementedError

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Delete through the app's action."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing: `save_related` hands the whole form to the action."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """One action for the row, its keys of many and its inline rows."""
        self.save_object(request, form.instance, form, formsets)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        self.delete_object(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """One by one through the action."""
        for obj in queryset:
            self.delete_object(request, obj)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> str:
        """Nothing: the action has written the log."""
        return ""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """What goes with `objs`, counted in words of the office; tables it has never heard of are left out."""
        tree, counts, lacking, protected = super().get_deleted_objects(objs, request)
        models_shown = [*self.admin_site._registry, *(inline.model for inline in self.inlines)]
        words = {str(model._meta.verbose_name_plural) for model in models_shown}
        words.discard(str(self.opts.verbose_name_plural))
        if protected:
            # Not the row that points here, but the thing it is a part of.
            protected = [f"{usage.label}: {usage.title}" for obj in objs for usage in usages(obj)]
        return tree, {name: count for name, count in counts.items() if name in words}, lacking, protected

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Nothing: the action has written the log."""

    log_change = log_addition  # type: ignore[assignment]

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        """Nothing: the action has written the log."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Every word, umlauts in either spelling, in any of the folded texts that the model keeps."""
        if not self.folded_search:
            return super().get_search_results(request, queryset, search_term)
        for word in fold(search_term).split():
            found = [models.Q(**{f"{name}__contains": word}) for name in self.folded_search]
            queryset = queryset.filter(reduce(or_, found))
        return queryset, False

    # ---- verbs

    def get_urls(self) -> list[URLPattern]:
        """Each verb has an address of its own, by POST only."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<path:object_id>/tun/<slug:verb>/", view, name=name), *super().get_urls()]

    def offers(self, request: HttpRequest, obj: Any) -> list[Offer]:
        """The verbs this person may use on `obj` now."""
        return self.workflow.available(request.user, obj) if self.workflow and obj else []

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """The form with the verbs that are possible now."""
        obj = None
        if self.workflow:
            # Of the stored row: a refused form has written on its own copy.
            obj = super().get_object(request, object_id) if object_id else self.model()
        context = {"offers": self.offers(request, obj), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """After somebody else has saved, the rows below the form are compared, too."""
        form = context["adminform"].form
        if getattr(form, "is_stale", False):
            form.conflict = [*form.conflict, *row_differences(context["inline_admin_formsets"])]
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list under the name of what it lists."""
        title = str(self.opts.verbose_name_plural)
        return super().changelist_view(
            request, {"title": title[:1].upper() + title[1:], **(extra_context or {})}
        )

    @method_decorator(require_POST)
    def verb_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        """Use a verb on a stored row."""
        obj = self.get_object(request, object_id)
        if obj is None or verb not in self.verbs or not self.has_view_permission(request, obj):
            raise Http404
        return self.perform(request, obj, verb)

    def perform(self, request: HttpRequest, obj: Any, verb: str) -> HttpResponseRedirect:
        """Use a verb and lead to what came of it; a refusal is told above the form."""
        try:
            result = self.verbs[verb](by=request.user, **{self.noun: obj})
        except REFUSALS as refusal:
            result = obj
            words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
            messages.error(request, " ".join(words))
        else:
            messages.success(request, self.told(verb, result))
        return redirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[result.pk])
        )

    def told(self, verb: str, result: Any) -> str:
        """What is said after a verb; `result` is what its action returned."""
        return self.said[verb]

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        """Django's messages without their "erfolgreich"."""
        plain = str(message).replace("erfolgreich ", "")
        said = mark_safe(plain) if isinstance(message, SafeString) else plain
        super().message_user(request, said, *args, **kwargs)

    def perform_on_all(self, request: HttpRequest, queryset: models.QuerySet, verb: str, done: str) -> None:
        """Use a verb on each row of the list; rows that refuse stay and are named with their reason."""
        count = 0
        for obj in queryset:
            try:
                self.verbs[verb](by=request.user, **{self.noun: obj})
                count += 1
            except (*REFUSALS, PermissionDenied) as refusal:
                messages.error(request, f"{obj}: {refusal or 'Das dürfen Sie nicht.'}")
        if count:
            messages.success(request, f"{count} {done}.")

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """After saving, the verb whose button was pressed."""
        return self._verb_after_saving(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """After saving, the verb whose button was pressed."""
        return self._verb_after_saving(request, obj) or super().response_change(request, obj)

    def _verb_after_saving(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        verb = request.POST.get("_verb", "")
        if verb not in self.verbs:
            return None
        if self.workflow and not self.workflow.rules[verb](request.user, obj):
            raise PermissionDenied
        return self.perform(request, obj, verb)
