"""Written procedures in the admin. How anybody voted is shown nowhere here."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from alliance.accounts.models import User, person_of
from alliance.core.inlines import SortedInline
from alliance.history.admin import RecordedAdmin
from events.meetings import rules
from events.meetings.actions import BALLOT_VERBS, count_ballot, delete_ballot, save_ballot
from events.meetings.models import Ballot, BallotDocument


def count(*, by: User | None, ballot: Ballot) -> Ballot:
    """Count, and stay at the ballot."""
    return count_ballot(by=by, ballot=ballot).ballot or ballot


class DocumentInline(SortedInline):
    """Papers of the ballot."""

    model = BallotDocument
    fields = ("order", "document")
    autocomplete_fields = ("document",)


@admin.register(Ballot)
class BallotAdmin(RecordedAdmin):
    """From the draft to the count."""

    rules = rules
    may = {"add": "may_view", "change": "may_change_ballot", "delete": "may_change_ballot"}
    workflow = rules.BALLOT_WORKFLOW
    verbs = {**BALLOT_VERBS, "count": count}
    noun = "ballot"
    frozen = (
        "Die Abstimmung ist inzwischen eröffnet und ändert sich nicht mehr. Was Sie geschrieben haben, steht "
        "noch hier: Kopieren Sie, was Sie brauchen."
    )
    said = {
        "open": "Die Abstimmung läuft. Wer stimmberechtigt ist, bekommt eine E-Mail.",
        "withdraw": "Die Abstimmung ist zurückgezogen. Die Stimmberechtigten bekommen eine E-Mail.",
        "count": "Die Abstimmung ist ausgezählt, der Beschluss festgehalten.",
    }
    list_display = ("title", "body", "deadline", "state", "is_secret", "taken_part")
    list_filter = ("state", "is_secret", "working_group")
    list_select_related = ("working_group",)
    ordering = ("-deadline", "-pk")
    search_fields = ("title",)
    autocomplete_fields = ("working_group",)
    history_told = ("state",)
    inlines = [DocumentInline]
    fieldsets = (
        (None, {"fields": ("title", "text", "reasons")}),
        ("Wer abstimmt und wie", {"fields": ("working_group", ("opens_at", "deadline"), "is_secret")}),
        ("Danach", {"fields": ("audience", "is_example")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """How many took part, at once."""
        cast = Count("votes", filter=Q(votes__cast_at__isnull=False))
        return super().get_queryset(request).annotate(cast=cast, all=Count("votes"))

    @admin.display(description="abgestimmt")
    def taken_part(self, ballot: Any) -> str:
        """How many of how many."""
        return f"{ballot.cast} von {ballot.all}" if ballot.all else "–"

    @admin.display(description="Gremium")
    def body(self, ballot: Ballot) -> str:
        """Who votes."""
        return ballot.body

    def get_view_on_site_url(self, obj: Ballot | None = None) -> str | None:
        """Its page; the office sees drafts, too."""
        return obj.get_absolute_url() if obj is not None and obj.pk else None

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        documents = [row["document"] for formset in formsets for row in formset.rows]
        return save_ballot(by=person_of(request), ballot=obj, documents=documents)

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        delete_ballot(by=person_of(request), ballot=obj)
