"""Letting people in from the lists of the office: who stands where, and inviting many at once."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format

from alliance.accounts.models import User, person_of
from alliance.history.admin import RecordedAdmin
from alliance.members import rules
from alliance.members.actions import invite_persons, plan_invitations
from alliance.members.querysets import access_annotations
from alliance.members.states import INVITED_STATES, Access


class AccessFilter(admin.SimpleListFilter):
    """Where people stand on the way in."""

    title = "Zugang"
    parameter_name = "zugang"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All of them, in the order of the way."""
        return list(Access.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those who stand there."""
        return queryset.filter(access=self.value()) if self.value() in Access.values else queryset


class InvitingAdmin(RecordedAdmin):
    """A list of persons, or of rows that have one at `person_at`, from which they are invited."""

    actions = ("invite_selected",)
    person_at = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With where each person stands."""
        return super().get_queryset(request).annotate(**access_annotations(self.person_at))

    @admin.display(description="Zugang", ordering="access")
    def access_shown(self, row: Any) -> str:
        """Where the person stands, and since when."""
        if row.access == Access.ACCEPTED:
            return f"angenommen am {_day(row.accepted_at)}" if row.accepted_at else Access.ACCEPTED.label
        if row.access == Access.EXPIRED:
            return f"am {_day(row.expires_at)} abgelaufen"
        if row.access in INVITED_STATES:
            said = "" if row.access == Access.INVITED else f", {Access(row.access).label}"
            return f"eingeladen am {_day(row.invited_at)}{said}"
        return str(Access(row.access).label)

    def has_invite_permission(self, request: HttpRequest) -> bool:
        """Whether the list offers to invite."""
        return rules.may_invite(request.user)

    def invited_among(self, queryset: QuerySet) -> list[User]:
        """The persons of the chosen rows."""
        raise NotImplementedError

    @admin.action(description="Einladen", permissions=["invite"])
    def invite_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """First the page that says who gets a mail, then the mails."""
        persons = self.invited_among(queryset)
        if request.POST.get("post"):
            _tell(request, invite_persons(by=person_of(request), persons=persons))
            return None
        return TemplateResponse(
            request, "admin/members/invite.html", self._preview(request, queryset, persons)
        )

    def _preview(self, request: HttpRequest, queryset: QuerySet, persons: list[User]) -> dict[str, Any]:
        """Who gets a mail and who does not, and why."""
        plans = plan_invitations(by=person_of(request), persons=persons)
        return {
            **self.admin_site.each_context(request),
            "title": "Einladungen senden",
            "opts": self.opts,
            "plans": plans,
            "days": settings.INVITATION_DAYS,
            "count": sum(bool(plan.verb) for plan in plans),
            "selected": queryset.values_list("pk", flat=True),
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }


def _tell(request: HttpRequest, invited: list[User]) -> None:
    if not invited:
        messages.warning(request, "Niemand davon kann eingeladen werden.")
        return
    one = len(invited) == 1
    words = "Eine Einladung ist" if one else f"{len(invited)} Einladungen sind"
    messages.success(request, f"{words} unterwegs.")


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j. F Y")
