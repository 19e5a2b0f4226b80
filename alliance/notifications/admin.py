"""The outbox in the admin: what waits, what went, what got stuck."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from alliance.accounts.models import person_of
from alliance.core.workflow import NotPossible
from alliance.history.admin import RecordedAdmin
from alliance.notifications import rules
from alliance.notifications.actions import VERBS, resend_message
from alliance.notifications.models import Message
from alliance.notifications.states import State, is_unclear

SHORT = 80
SITUATIONS = ("unklar", "gescheitert", "wartet", "gesendet", "zurückgehalten")


class SituationFilter(admin.SimpleListFilter):
    """Where mails stand, what follows from time included."""

    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """What needs a person first."""
        return [(word, word) for word in SITUATIONS]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The mails in the chosen situation."""
        chosen = {
            "unklar": queryset.unclear,
            "gescheitert": queryset.failed,
            "wartet": queryset.waiting,
            "gesendet": queryset.sent,
            "zurückgehalten": queryset.withheld,
        }.get(self.value() or "")
        return chosen() if chosen else queryset


@admin.register(Message)
class MessageAdmin(RecordedAdmin):
    """Read only; two verbs for mails that need a person."""

    rules = rules
    may = {"add": "may_write", "change": "may_write", "delete": "may_write"}
    workflow = rules.WORKFLOW
    verbs = VERBS
    noun = "message"
    said = {
        "resend": "Die E-Mail wird noch einmal gesendet.",
        "mark_sent": "Vermerkt: Die E-Mail wurde gesendet.",
    }
    list_display = ("created_at", "subject", "recipient", "situation", "next_attempt", "error")
    list_filter = (SituationFilter, "created_at")
    search_fields = ("recipient", "subject", "occasion")
    search_help_text = "Sucht in Adresse, Betreff und Anlass."
    actions = ["resend_chosen"]
    fields = (
        *("situation", "explanation", "recipient", "reply_to", "subject", "words", "files", "attempts"),
        *("next_attempt", "last_error", "created_at", "sent_at", "delete_at", "occasion", "message_id"),
    )
    readonly_fields = ("situation", "explanation", "words", "files", "next_attempt")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without what no page here shows."""
        return super().get_queryset(request).defer("html")

    @admin.display(description="Stand")
    def situation(self, message: Message) -> str:
        """The state in the words of the office, with what follows from time."""
        return "unklar" if is_unclear(message) else message.get_state_display()

    @admin.display(description="Was das heißt")
    def explanation(self, message: Message) -> str:
        """What somebody who sees this mail should know or do."""
        if is_unclear(message):
            return (
                "Der Versand brach ab, bevor der Mailserver geantwortet hat. Vielleicht ist die E-Mail "
                "angekommen. Fragen Sie nach oder sehen Sie im Mailserver nach, dann entscheiden Sie: noch "
                "einmal senden oder als gesendet vermerken."
            )
        return {
            State.DUE: "Die E-Mail geht von selbst hinaus.",
            State.SENDING: "Die E-Mail geht gerade hinaus.",
            State.SENT: "Der Mailserver hat die E-Mail angenommen.",
            State.WITHHELD: "Die E-Mail geht nicht hinaus: Die Person hat keinen Zugang mehr oder solche "
            "Nachrichten abbestellt.",
            State.FAILED: "Die E-Mail ging nicht hinaus. Beheben Sie den Fehler und senden Sie noch einmal.",
        }[State(message.state)]

    @admin.display(description="nächster Versuch", ordering="next_attempt_at")
    def next_attempt(self, message: Message) -> str:
        """When it is tried next, if it is."""
        if message.state != State.DUE:
            return "–"
        return date_format(timezone.localtime(message.next_attempt_at), "j. F Y, H:i")

    @admin.display(description="Text")
    def words(self, message: Message) -> str:
        """What it says, unless it lets its reader in (setting PRIVATE_OCCASIONS): that is for nobody else."""
        if message.occasion.startswith(settings.PRIVATE_OCCASIONS):
            return "Wird nicht gezeigt: Die E-Mail enthält einen persönlichen Link oder Code."
        return message.text

    @admin.display(description="Anhänge")
    def files(self, message: Message) -> str:
        """Their names; the files themselves may be for others than the office."""
        return ", ".join(message.attachments.values_list("name", flat=True)) or "keine"

    @admin.display(description="letzter Fehler")
    def error(self, message: Message) -> str:
        """The beginning of the last error."""
        words = message.last_error
        return words if len(words) <= SHORT else words[: SHORT - 1] + "…"

    @admin.action(description="Noch einmal senden (gescheiterte und unklare)")
    def resend_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Many at once, as after the mail server's password was wrong."""
        done = 0
        for message in queryset.order_by("pk"):
            try:
                resend_message(by=person_of(request), message=message)
            except NotPossible:
                continue
            done += 1
        left = len(queryset) - done
        if done:
            count = "Eine E-Mail wird" if done == 1 else f"{done} E-Mails werden"
            messages.success(request, f"{count} noch einmal gesendet.")
        if left:
            messages.warning(request, f"Nicht gescheitert und nicht unklar, deshalb übergangen: {left}.")
