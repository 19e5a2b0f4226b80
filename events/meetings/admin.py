"""Meetings in the admin: the office's daily tool."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from alliance.accounts.models import person_of
from alliance.core.workflow import Offer
from alliance.history.admin import RecordedAdmin, Shape
from events.meetings import actions, admin_pages, admin_people, rules
from events.meetings.actions import AgendaRow, Paper
from events.meetings.admin_forms import MeetingForm
from events.meetings.admin_parts import ItemAdmin, ItemInline, PaperInline, TemplateAdmin
from events.meetings.ballots.admin import BallotAdmin
from events.meetings.models import Meeting, Venue, VotingRule
from events.meetings.resolutions.admin import ResolutionAdmin
from events.meetings.states import Answer, State

__all__ = [
    "BallotAdmin",
    "ItemAdmin",
    "MeetingAdmin",
    "ResolutionAdmin",
    "TemplateAdmin",
    "VenueAdmin",
    "VotingRuleAdmin",
]
PAGES = {
    "invite": ("einladen", admin_people.invite),
    "invite_more": ("nachladen", admin_people.invite_more),
    "answers": ("antworten", admin_people.answers),
    "copy": ("kopie", admin_pages.copy),
    "postpone": ("verschieben", admin_pages.postpone),
    "reschedule": ("neuer-termin", admin_pages.reschedule),
    "cancel": ("absagen", admin_pages.cancel),
}


class SituationFilter(admin.SimpleListFilter):
    """Where meetings stand, what follows from time included."""

    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """From the first plan to what was."""
        return [
            ("entwurf", "Entwürfe"),
            ("vorgemerkt", "vorgemerkt"),
            ("eingeladen", "eingeladen"),
            ("laeuft", "läuft"),
            ("gehalten", "gehalten"),
            ("verschoben", "verschoben"),
            ("abgesagt", "abgesagt"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The meetings in the chosen situation."""
        ahead = queryset.exclude(pk__in=Meeting.objects.held().values("pk"))
        ahead = ahead.exclude(pk__in=Meeting.objects.running().values("pk"))
        chosen = {
            "entwurf": lambda: queryset.filter(state=State.DRAFT),
            "vorgemerkt": lambda: ahead.filter(state=State.PLANNED),
            "eingeladen": lambda: ahead.filter(state=State.INVITED),
            "laeuft": lambda: queryset.filter(pk__in=Meeting.objects.running().values("pk")),
            "gehalten": lambda: queryset.filter(pk__in=Meeting.objects.held().values("pk")),
            "verschoben": lambda: queryset.filter(state=State.POSTPONED),
            "abgesagt": lambda: queryset.filter(state=State.CANCELLED),
        }.get(self.value() or "")
        return chosen() if chosen else queryset


@admin.register(Venue)
class VenueAdmin(RecordedAdmin):
    """Houses where meetings take place."""

    rules = rules
    may = {"add": "may_change_beside", "change": "may_change_beside", "delete": "may_change_beside"}
    list_display = ("name", "address", "capacity")
    search_fields = ("sort_name",)
    folded_search = ("sort_name",)
    tells_usage = True
    fields = ("name", "address", "capacity", "accessibility", "directions")

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_venue(by=person_of(request), venue=obj)

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_venue(by=person_of(request), venue=obj)


@admin.register(VotingRule)
class VotingRuleAdmin(RecordedAdmin):
    """How bodies decide."""

    rules = rules
    may = {"add": "may_change_voting_rules", "change": "may_change_voting_rules", "delete": "may_never"}
    list_display = ("__str__", "valid_from")
    list_select_related = ("working_group",)
    autocomplete_fields = ("working_group",)
    fieldsets = (
        (None, {"fields": ("working_group", "valid_from")}),
        ("Beschlussfähigkeit", {"fields": (("quorum_numerator", "quorum_denominator"), "quorum_exceeds")}),
        (
            "Mehrheit",
            {"fields": (("majority_numerator", "majority_denominator"), "majority_exceeds", "majority_of")},
        ),
    )

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_voting_rule(by=person_of(request), rule=obj)


@admin.register(Meeting)
class MeetingAdmin(RecordedAdmin):
    """Meetings from the first plan to the day itself."""

    form = MeetingForm
    rules = rules
    workflow = rules.WORKFLOW
    verbs = actions.VERBS
    noun = "meeting"
    change_form_template = "admin/meetings/meeting/change_form.html"
    frozen = (
        "Der Termin ist inzwischen abgesagt und ändert sich nicht mehr. Was Sie geschrieben haben, steht noch "
        "hier: Kopieren Sie, was Sie brauchen."
    )
    said = {
        "plan": "Der Termin ist vorgemerkt: Wer ihn sehen darf, findet ihn jetzt unter „Termine“.",
        "enter": "Der Termin steht jetzt unter den vergangenen. Eingeladen und benachrichtigt wurde niemand.",
        "withdraw": "Der Termin ist wieder ein Entwurf.",
    }
    list_display = ("title", "starts_at", "kind", "situation", "answered", "changed_by_name")
    list_filter = (SituationFilter, "kind", "action_fields", "working_group")
    list_select_related = ("venue",)
    date_hierarchy = "starts_at"
    ordering = ("-starts_at", "-pk")
    search_fields = ("find_text",)
    folded_search = ("find_text",)
    search_help_text = "Sucht in Titel und Raum."
    history_told = ("state", "reason")
    autocomplete_fields = ("venue", "working_group", "action_fields", "contact", "picture")
    prepopulated_fields = {"slug": ("title",)}
    inlines = [ItemInline, PaperInline]
    quiet = ("Nach der Einladung", {"fields": ("quiet",)})
    fieldsets = (
        (None, {"fields": ("kind", "title", "slug", "starts_at", "ends_at", "is_example")}),
        ("Ort und Plätze", {"fields": ("venue", "room", "online_url", "capacity", "seats_each")}),
        (
            "Für wen",
            {"fields": ("audience", "working_group", "takes_guests", "register_until", "contact")},
        ),
        ("Beschreibung", {"fields": ("description", "action_fields", "picture")}),
    )

    @property
    def shape(self) -> Shape:
        """The meeting with its papers. Items have a history of their own: minutes hold on to them."""
        whole = super().shape
        parts = tuple(part for part in whole.parts if part.model is PaperInline.model)
        return Shape(whole.model, whole.fields, whole.told, parts, whole.words)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Rows once there is a meeting: a new one begins with the agenda of its kind."""
        return super().get_inlines(request, obj) if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A change is told to those invited, unless the office says otherwise."""
        found = super().get_fieldsets(request, obj)
        asks = obj is not None and obj.state == State.INVITED and self.has_change_permission(request, obj)
        return [*found, self.quiet] if asks else found

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """What the list says of each row, at once."""
        online = Count("registrations", filter=Q(registrations__answer=Answer.ONLINE), distinct=True)
        rows = super().get_queryset(request)
        if getattr(request.resolver_match, "url_name", "") != "meetings_meeting_changelist":
            return rows
        return rows.annotate(taken=Count("seats", distinct=True), online=online)

    def get_urls(self) -> list[URLPattern]:
        """The pages beside the form that ask before they do something."""
        own = [
            path(
                f"<path:object_id>/{end}/",
                self.admin_site.admin_view(self._page(view)),
                name=f"meetings_{name}",
            )
            for name, (end, view) in PAGES.items()
        ]
        return [*own, *super().get_urls()]

    def _page(self, view: Any) -> Any:
        def page(request: HttpRequest, object_id: str) -> HttpResponse:
            return view(request, self.get_object(request, object_id))

        return page

    def offers(self, request: HttpRequest, obj: Any) -> list[Offer]:
        """The verbs of one press; the others have a page that asks first. A new meeting is saved before."""
        if obj is None or not obj.pk:
            return []
        return [offer for offer in super().offers(request, obj) if offer.verb in self.verbs]

    def get_view_on_site_url(self, obj: Meeting | None = None) -> str | None:
        """The page, once it is saved: the office sees drafts, too."""
        return obj.get_absolute_url() if obj is not None and obj.pk else None

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say where the meeting stands, and lead to the pages beside the form."""
        obj = kwargs.get("obj")
        if obj is not None and obj.pk:
            stored = Meeting.objects.get(pk=obj.pk)
            context["situation"] = self.situation(stored)
            context["stored"] = stored
            pages = admin_pages.pages_of(request.user, stored)
            context["pages"] = [
                (reverse(f"admin:meetings_{name}", args=[stored.pk]), words) for name, words in pages
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="Stand")
    def situation(self, meeting: Meeting) -> str:
        """The state in the words of the office, with what follows from time."""
        if meeting.is_running:
            return "läuft"
        return "gehalten" if meeting.is_held else meeting.get_state_display()

    @admin.display(description="Anmeldungen")
    def answered(self, meeting: Any) -> str:
        """How many seats are taken of how many, and who takes part online."""
        if meeting.invited_at is None:
            return "–"
        parts = []
        if meeting.has_room:
            parts.append(
                f"{meeting.taken} von {meeting.limit}" if meeting.limit is not None else str(meeting.taken)
            )
        if meeting.online:
            parts.append(f"{meeting.online} online")
        return ", ".join(parts) or "0"

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the actions: the meeting, then its agenda and papers."""
        by, tell = person_of(request), not form.cleaned_data.get("quiet")
        related = {"action_fields": form.cleaned_data["action_fields"]}
        actions.save_meeting(by=by, meeting=obj, related=related, tell=tell)
        rows = {formset.model: formset.rows for formset in formsets}
        if PaperInline.model in rows:
            papers = [Paper(row["document"], row["item"]) for row in rows[PaperInline.model]]
            actions.save_papers(by=by, meeting=obj, papers=papers, tell=tell)
        if ItemInline.model in rows:
            names = ("kind", "title", "rapporteur", "minutes", "audience")
            items = [
                AgendaRow(key=row["id"], **{name: row[name] for name in names})
                for row in rows[ItemInline.model]
            ]
            actions.save_agenda(by=by, meeting=obj, rows=items, tell=tell)
        return obj

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_meeting(by=person_of(request), meeting=obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """Who may delete a draft may delete its agenda with it."""
        tree, counts, lacking, protected = super().get_deleted_objects(objs, request)
        parts = {str(ItemInline.model._meta.verbose_name)}
        return tree, counts, {name for name in lacking if str(name) not in parts}, protected
