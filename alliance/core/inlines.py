"""Rows inside a form: sorted by buttons, and written as a whole by the parent's action."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField
from django.forms.widgets import Script
from django.http import HttpRequest

from alliance.core.difference import text_difference
from alliance.core.forms import Difference, shown


class LabelledFields:
    """Every input says its name to screen readers, also where the page shows it only once, above a column."""

    formfield_overrides: ClassVar[dict[Any, Any]] = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Name the widget after the field."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and not field.widget.is_hidden:
            field.widget.attrs.setdefault("aria-label", str(field.label or db_field.verbose_name))
        return field


class RowChoice(AutocompleteSelect):
    """What a row has chosen from another list, named by one query for all rows of the form."""

    formset: "RowFormSet | None" = None
    column = ""

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> list[Any]:
        """The chosen thing and, where it may be left out, nothing; the list itself is asked for as one types."""
        known = self.formset.known(self.column) if self.formset else {}
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for pk in map(str, value):
            if pk in known:
                options.append(self.create_option(name, pk, str(known[pk]), True, len(options)))
        return [(None, options, 0)]


class RowForm(forms.ModelForm):
    """One row. A row of which only the number is filled in is an empty row."""

    def has_changed(self) -> bool:
        """Whether anything but the number differs."""
        return bool(set(self.changed_data) - {"order"})


class RowFormSet(BaseInlineFormSet):
    """All rows of a form as they are from now on.

    The parent's action compares them with the stored ones, so what is sent stands for itself: keys of rows
    that somebody else has changed or removed meanwhile do no harm.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            data = data.copy()
            prefix = kwargs.get("prefix") or self.get_default_prefix()
            data[f"{prefix}-INITIAL_FORMS"] = "0"
            for name in data:
                if re.fullmatch(rf"{re.escape(prefix)}-\d+-{cast(Any, self.model)._meta.pk.name}", name):
                    data[name] = ""
        self._known: dict[str, dict[str, models.Model]] = {}
        super().__init__(data, *args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        """Tell the widgets of this row where the names of all rows are."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            inner = getattr(field.widget, "widget", field.widget)
            if isinstance(inner, RowChoice):
                inner.formset, inner.column = self, name

    def known(self, column: str) -> dict[str, models.Model]:
        """What all rows have chosen in a column, by key; one query for each column, and none for an empty one."""
        if column not in self._known:
            chosen = {str(form[column].value()) for form in self.forms}
            keys = [key for key in chosen if key.isdecimal()]
            queryset = cast(Any, self.empty_form.fields[column]).queryset
            rows = queryset.filter(pk__in=keys) if keys else []
            self._known[column] = {str(row.pk): row for row in rows}
        return self._known[column]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What was typed, in the order of its numbers, without empty rows and those to be deleted."""
        return _kept(self.cleaned_data)


class KeyedFormSet(RowFormSet):
    """Rows that keep their keys, since other things hold on to them; the action judges a key that is sent.

    `once` names the column that no two rows of a form may share.
    """

    once: ClassVar[str] = ""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self._shared: dict[str, list[tuple[Any, str]]] = {}
        if data is None:
            return
        for name, value in data.items():
            if name.startswith(f"{self.prefix}-") and name.endswith("-id") and value.isdecimal():
                cast(Any, self.data)[name] = value

    def add_fields(self, form: Any, index: int | None) -> None:
        """The key travels with the row and is judged by the action; lists are asked for once for all rows."""
        super().add_fields(form, index)
        form.fields["id"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        if form.instance.pk:
            form.initial["id"] = form.instance.pk
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField) and not isinstance(field, InlineForeignKeyField):
                self.narrow(name, field)
                if name not in self._shared:
                    self._shared[name] = list(cast(Any, field.choices))
                field.widget.choices = self._shared[name]

    def narrow(self, name: str, field: Any) -> None:
        """Limit what a row may choose."""

    @property
    def is_wrong(self) -> bool:
        """Whether something has been refused already, so that there are no rows to look at."""
        return any(self.errors) or bool(self.non_form_errors())

    def clean(self) -> None:
        """Rows cannot swap what only one of them may have: the first one saved would clash with the other."""
        super().clean()
        if not self.once or self.is_wrong:
            return
        stored = {row.pk: getattr(row, self.once) for row in cast(Any, self.get_queryset())}
        kept = {row["id"]: row[self.once] for row in self.rows if row.get("id") in stored}
        for key, value in kept.items():
            holder = next((other for other in kept if other != key and stored[other] == value), None)
            if value and holder is not None:
                raise forms.ValidationError(
                    f"„{value}“ gehört schon zu einer anderen Zeile. "
                    "Verschieben Sie die Zeilen, statt zu tauschen."
                )


def _kept(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    filled = [row for row in rows if row and not row.get("DELETE")]
    return sorted(filled, key=lambda row: row.get("order") or 0)


def row_differences(groups: Iterable[Any]) -> list[Difference]:
    """For each group of rows in a form (an `InlineAdminFormSet`): from the stored ones to the typed ones."""
    found = []
    for group in groups:
        columns = [name for name in group.opts.fields if name != "order"]
        stored = [[getattr(row, name) for name in columns] for row in group.formset.get_queryset()]
        sent = [getattr(form, "cleaned_data", {}) for form in group.formset.forms]
        typed = [[row.get(name) for name in columns] for row in _kept(sent)]
        before, after = _lines(stored), _lines(typed)
        if before != after:
            label = str(group.opts.verbose_name_plural)
            found.append(Difference(label[:1].upper() + label[1:], text_difference(before, after)))
    return found


def _lines(rows: list[list[Any]]) -> str:
    return "\n".join(" · ".join(filter(None, map(shown, row))) for row in rows)


class SortedInline(LabelledFields, admin.TabularInline):
    """Rows that are sorted by buttons, by mouse and keyboard; without JavaScript by their numbers.

    Rows are written by the parent's action, so whoever may change the parent may change them.
    """

    extra = 0
    form = RowForm
    formset = RowFormSet

    class Media:
        js = [Script("js/admin-sort.js", type="module")]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The rows with what they name, since each row's title says it."""
        names = self.get_autocomplete_fields(request)
        rows = super().get_queryset(request)
        return rows.select_related(*names) if names else rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Autocomplete whose names cost one query for all rows."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RowChoice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the parent."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the parent."""
        return self._parent_allows(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the parent."""
        return self._parent_allows(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the parent."""
        return self._parent_allows(request, obj)

    def _parent_allows(self, request: HttpRequest, obj: Any) -> bool:
        parent = self.admin_site.get_model_admin(self.parent_model)
        return parent.has_change_permission(request, obj) if obj else parent.has_add_permission(request)
