"""Letters in the admin: written, looked at as mail, sent, and who got them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from alliance.accounts.models import person_of
from alliance.core.inlines import SortedInline
from alliance.core.workflow import Offer
from alliance.history.admin import RecordedAdmin
from alliance.letters import actions, rules, sending_admin
from alliance.letters.forms import LetterForm, PaperFormSet
from alliance.letters.models import Letter, LetterDocument


class DocumentInline(SortedInline):
    """The papers in their order."""

    model = LetterDocument
    formset = PaperFormSet
    fields = ("order", "document")
    autocomplete_fields = ("document",)


@admin.register(Letter)
class LetterAdmin(RecordedAdmin):
    """Letters from the first word to the list of receivers."""

    form = LetterForm
    rules = rules
    workflow = rules.WORKFLOW
    # Sending has a page of its own, which shows the mail and its receivers first.
    verbs = {"test": actions.test_letter}
    noun = "letter"
    said = {"test": "Der Test ist unterwegs an Ihre Adresse."}
    frozen = (
        "Das Rundschreiben wurde inzwischen versendet und ändert sich nicht mehr. Ihr Text steht noch hier: "
        "Kopieren Sie, was Sie brauchen."
    )
    history_told = ("state", "sent_to")
    list_display = ("subject", "state", "sent_at", "receiver_count", "changed_by_name", "changed_at")
    list_filter = ("state",)
    ordering = (F("sent_at").desc(nulls_first=True), "-pk")
    search_fields = ("subject",)
    autocomplete_fields = ("reply_to", "meeting")
    inlines = [DocumentInline]
    fieldsets = (
        (None, {"fields": ("subject", "text", "is_example", "reply_to")}),
        (
            "Wer es bekommt",
            {
                "description": "Was Sie wählen, kommt zusammen; wer doppelt vorkommt, bekommt es einmal. "
                "In der Vorschau sehen Sie alle Empfänger:innen.",
                "fields": ("to_members", "kinds", "groups", "with_deputies"),
            },
        ),
        (
            "Oder nach der Antwort zu einem Termin",
            {"fields": ("meeting", ("to_open", "to_room", "to_online", "to_waiting", "to_no"))},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With how many got it."""
        return super().get_queryset(request).annotate(receivers=Count("recipients"))

    @admin.display(description="Empfänger:innen", ordering="receivers")
    def receiver_count(self, letter: Letter) -> str:
        """How many got it; nobody knows before it is sent."""
        return "–" if letter.is_draft else str(getattr(letter, "receivers", 0))

    def offers(self, request: HttpRequest, obj: Any) -> list[Offer]:
        """The verbs that need no page of their own."""
        return [offer for offer in super().offers(request, obj) if offer.verb in self.verbs]

    def get_urls(self) -> list[URLPattern]:
        """The pages beside the form."""
        pages: dict[str, tuple[str, Callable[..., HttpResponseBase]]] = {
            "vorschau": ("preview", sending_admin.preview),
            "vorschau/email": ("mail", sending_admin.mail),
            "senden": ("send", sending_admin.send),
        }
        own = [
            path(f"<int:pk>/{end}/", self.admin_site.admin_view(view), name=f"letters_letter_{name}")
            for end, (name, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def get_view_on_site_url(self, obj: Letter | None = None) -> str | None:
        """Only once it is out."""
        return obj.get_absolute_url() if obj is not None and obj.pk and not obj.is_draft else None

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say where it stands, and lead to the mail and its receivers."""
        obj = kwargs.get("obj")
        context["can_preview"] = True
        if obj is not None and obj.pk:
            context["situation"] = obj.get_state_display()
            context["preview_url"] = reverse("admin:letters_letter_preview", args=[obj.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """„Speichern und ansehen“ leads to the preview."""
        return self._to_preview(request, obj) or super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """„Speichern und ansehen“ leads to the preview."""
        return self._to_preview(request, obj) or super().response_add(request, obj, post_url_continue)

    def _to_preview(self, request: HttpRequest, obj: Letter) -> HttpResponse | None:
        return sending_admin.to_preview(obj) if "_preview" in request.POST else None

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action, with its papers."""
        related = {name: form.cleaned_data[name] for name in actions.RELATIONS}
        documents = [row["document"] for formset in formsets for row in formset.rows]
        return actions.save_letter(by=person_of(request), letter=obj, related=related, documents=documents)

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_letter(by=person_of(request), letter=obj)
