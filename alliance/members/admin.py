"""Members, persons and contacts in the admin."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from alliance.accounts import rules as account_rules
from alliance.accounts.models import User, person_of
from alliance.core.exchange_admin import TableExchange
from alliance.core.forms import RevisedForm
from alliance.core.inlines import SortedInline
from alliance.core.workflow import Offer
from alliance.history.admin import RecordedAdmin
from alliance.members import actions, rules
from alliance.members.actions.invitations import VERBS
from alliance.members.inviting_admin import AccessFilter, InvitingAdmin
from alliance.members.models import (
    Contact,
    GroupMembership,
    Mandate,
    Organisation,
    OrganisationKind,
    WorkingGroup,
)
from alliance.members.resources import MandateResource, OrganisationResource
from alliance.members.rules import WORKFLOW
from alliance.members.states import Standing


class PresentFilter(admin.SimpleListFilter):
    """Members of today and former ones."""

    title = "Mitgliedschaft"
    parameter_name = "mitglied"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The two states."""
        return [("heute", "heute dabei"), ("frueher", "früher dabei")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The members in the chosen state."""
        chosen = {"heute": queryset.current, "frueher": queryset.former}.get(self.value() or "")
        return chosen() if chosen else queryset


@admin.register(User)
class PersonAdmin(InvitingAdmin):
    """Persons with access; a new one comes in by an invitation."""

    form = forms.ModelForm
    rules = account_rules
    workflow = WORKFLOW
    verbs = VERBS
    noun = "person"
    said = {
        "invite": "Die Einladung ist unterwegs.",
        "resend": "Die neue Einladung ist unterwegs. Der frühere Link gilt nicht mehr.",
        "withdraw": "Der Link der Einladung gilt nicht mehr.",
    }
    list_display = ("full_name", "email", "role", "access_shown", "last_login")
    list_filter = (AccessFilter, "role", "is_active")
    search_fields = ("sort_name",)
    search_help_text = "Sucht in Name und E-Mail-Adresse."
    folded_search = ("sort_name",)
    ordering = ("sort_name",)
    fields = ("full_name", "email", "role", "is_active")

    def offers(self, request: HttpRequest, obj: Any) -> list[Offer]:
        """The verbs of where the person stands; none while a new one is filled in."""
        return WORKFLOW.available(request.user, Standing(obj, obj.access)) if obj and obj.pk else []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where the person stands is told, not filled in."""
        own = ("access_shown",) if obj is not None else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new person does not stand anywhere yet."""
        return (*self.fields, "access_shown") if obj is not None else self.fields

    def invited_among(self, queryset: Any) -> list[User]:
        """The chosen ones."""
        return list(queryset)

    def save_object(self, request: HttpRequest, obj: User, form: Any, formsets: Sequence[Any]) -> User:
        """Through the action."""
        return actions.save_person(by=person_of(request), person=obj)


@admin.register(OrganisationKind)
class KindAdmin(RecordedAdmin):
    """Kinds of members in the order of the public pages."""

    rules = rules
    list_display = ("name", "order")
    search_fields = ("sort_name",)
    folded_search = ("sort_name",)
    fields = ("name", "slug", "order")
    prepopulated_fields = {"slug": ("name",)}

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_kind(by=person_of(request), kind=obj)


@admin.register(Organisation)
class OrganisationAdmin(TableExchange, RecordedAdmin):
    """Members. They leave; they are not deleted."""

    rules = rules
    resource = OrganisationResource
    hints = (
        ("Name", "muss dabei sein; sagt, welches Mitglied gemeint ist"),
        ("Kurzname", "leer: wie der Name"),
        ("Art", "muss dabei sein, so wie unter „Arten von Mitgliedern“"),
        ("Website", "zum Beispiel www.example.org"),
        ("Mitglied seit, ausgetreten am", "Datum: 31.12.2024"),
        ("stimmberechtigt", "ja oder nein"),
        ("aufgegangen in", "Name eines anderen Mitglieds, auch aus derselben Datei"),
    )
    list_display = ("name", "short_name", "kind", "place", "has_vote", "left")
    list_filter = (PresentFilter, "kind", "has_vote")
    list_select_related = ("kind",)
    search_fields = ("sort_name",)
    search_help_text = "Sucht in Name und Kurzname."
    folded_search = ("sort_name",)
    autocomplete_fields = ("kind", "logo", "succeeded_by")
    prepopulated_fields = {"slug": ("short_name",)}
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "kind", "place", "website", "logo")}),
        ("Mitgliedschaft", {"fields": (("joined", "left"), "has_vote", "succeeded_by")}),
    )

    def get_view_on_site_url(self, obj: Organisation | None = None) -> str | None:
        """The member's page, once it is saved."""
        return obj.get_absolute_url() if obj is not None and obj.pk else None

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_organisation(by=person_of(request), organisation=obj)


@admin.register(Mandate)
class MandateAdmin(TableExchange, InvitingAdmin):
    """Who speaks for whom, from when to when."""

    rules = rules
    resource = MandateResource
    hints = (
        ("E-Mail-Adresse der Person", "muss dabei sein; die Person hat schon einen Zugang"),
        ("Mitglied", "muss dabei sein; Name oder Kurzname"),
        ("Art", "Vertretung oder Stellvertretung; leer: Vertretung"),
        ("von, bis", "Datum: 31.12.2024; leer: ohne Grenze"),
    )
    may = {"add": "may_manage_mandates", "change": "may_manage_mandates"}
    person_at = "person__"
    list_display = ("person", "organisation", "kind", "holds", "term", "access_shown")
    list_filter = (AccessFilter, "kind")
    list_select_related = ("person", "organisation")
    search_fields = ("person__sort_name", "organisation__sort_name")
    folded_search = ("person__sort_name", "organisation__sort_name")
    autocomplete_fields = ("person", "organisation")
    fields = ("person", "organisation", "kind", ("valid_from", "valid_to"))

    @admin.display(description="gilt heute", boolean=True)
    def holds(self, mandate: Mandate) -> bool:
        """Whether the mandate holds today in Berlin."""
        today = timezone.localdate()
        begun = mandate.valid_from is None or mandate.valid_from <= today
        return begun and (mandate.valid_to is None or mandate.valid_to >= today)

    @admin.display(description="von – bis", ordering="valid_from")
    def term(self, mandate: Mandate) -> str:
        """From when to when; what is open stays empty."""
        days = [date_format(day, "j. n. Y") if day else "" for day in (mandate.valid_from, mandate.valid_to)]
        return " – ".join(days).strip() if any(days) else "ohne Grenze"

    def invited_among(self, queryset: Any) -> list[User]:
        """Each person once; who speaks for nobody any more is not let in."""
        rows = queryset.not_ended().select_related("person")
        return list({mandate.person_id: mandate.person for mandate in rows}.values())

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_mandate(by=person_of(request), mandate=obj)


class MembershipInline(SortedInline):
    """The persons of a working group."""

    model = GroupMembership
    autocomplete_fields = ("person",)
    fields = ("person", "valid_from", "valid_to")


@admin.register(WorkingGroup)
class GroupAdmin(RecordedAdmin):
    """Working groups with their persons."""

    rules = rules
    may = {"add": "may_manage_mandates", "change": "may_manage_mandates"}
    list_display = ("name", "lead", "valid_from", "valid_to")
    list_select_related = ("lead",)
    search_fields = ("sort_name",)
    folded_search = ("sort_name",)
    autocomplete_fields = ("lead",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "mandate_text", "lead", ("valid_from", "valid_to"))
    inlines = [MembershipInline]

    def get_view_on_site_url(self, obj: WorkingGroup | None = None) -> str | None:
        """The group's page, once it is saved."""
        return obj.get_absolute_url() if obj is not None and obj.pk else None

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action, with all its persons."""
        rows = [row for formset in formsets for row in formset.rows]
        seats = [actions.Seat(row["person"], row["valid_from"], row["valid_to"]) for row in rows]
        return actions.save_group(by=person_of(request), group=obj, seats=seats)


class ContactForm(RevisedForm):
    """The form of a contact."""

    def clean_is_default(self) -> bool:
        """There is always one default: another one takes its place, it is never just given up."""
        if self.initial.get("is_default") and not self.cleaned_data["is_default"]:
            raise forms.ValidationError(
                "Bitte machen Sie stattdessen eine andere Ansprechstelle zum Standard."
            )
        return self.cleaned_data["is_default"]

    def _get_validation_exclusions(self) -> set[str]:
        """The action takes the mark from the former default, so that two of them are no mistake here."""
        return super()._get_validation_exclusions() | {"is_default"}


@admin.register(Contact)
class ContactAdmin(RecordedAdmin):
    """Whom readers ask."""

    form = ContactForm
    rules = rules
    may = {"delete": "may_delete_contact"}
    list_display = ("function", "phone", "email", "is_default")
    search_fields = ("sort_name",)
    folded_search = ("sort_name",)
    autocomplete_fields = ("picture",)
    tells_usage = True
    fields = ("function", "details", "phone", "email", "hours", "picture", "is_default")

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_contact(by=person_of(request), contact=obj)

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_contact(by=person_of(request), contact=obj)
