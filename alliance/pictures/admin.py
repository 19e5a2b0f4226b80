"""The library of pictures in the admin."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms.widgets import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from alliance.accounts.models import person_of
from alliance.core.usage import usages
from alliance.history.admin import RecordedAdmin
from alliance.pictures import actions, rules
from alliance.pictures.forms import PictureForm
from alliance.pictures.models import Picture
from alliance.pictures.renditions import cut_out

USAGES = "admin/pictures/usages.html"


def focus_in_words(focus: str) -> str:
    """A focal point as the form's two number fields state it."""
    x, y = (float(share) * 100 for share in focus.split("x"))
    return f"{x:.0f} % von links, {y:.0f} % von oben"


class AlternativeTextFilter(admin.SimpleListFilter):
    """Pictures that are read out, and those that are not."""

    title = "Alternativtext"
    parameter_name = "alternativtext"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The two states."""
        return [("mit", "mit Alternativtext"), ("ohne", "ohne Alternativtext (schmückt nur)")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The pictures in the chosen state."""
        return queryset.filter(decorative=self.value() == "ohne") if self.value() else queryset


class UsageFilter(admin.SimpleListFilter):
    """Pictures that something shows, and those that nothing shows."""

    title = "Verwendung"
    parameter_name = "verwendung"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The two states."""
        return [("benutzt", "benutzt"), ("unbenutzt", "unbenutzt")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The pictures in the chosen state."""
        chosen = {"benutzt": queryset.used, "unbenutzt": queryset.unused}.get(self.value() or "")
        return chosen() if chosen else queryset


@admin.register(Picture)
class PictureAdmin(RecordedAdmin):
    """List with thumbnails, form with the focal point, no deleting of what is shown."""

    form = PictureForm
    rules: ClassVar[Any] = rules
    list_display = ("thumbnail", "name", "alt_state", "credit", "is_used", "uploaded_at")
    list_display_links = ("name",)
    list_filter = (AlternativeTextFilter, UsageFilter)
    search_fields = ("find_text",)
    folded_search = ("find_text",)
    search_help_text = "Sucht in Titel, Alternativtext, Bildunterschrift und Nachweis."
    history_also: ClassVar[Any] = {"focus": focus_in_words}
    readonly_fields = ("preview", "places", "file_facts")
    texts = ("Angaben", {"fields": ("title", "alternative_text", "decorative", "caption", "credit")})
    focus = ("Mittelpunkt", {"fields": ("preview", ("focal_x", "focal_y"))})

    class Media:
        css = {"all": ["css/focal-point.css"]}
        js = [Script("js/focal-point.js", type="module")]

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        """The file only while adding: it never changes afterwards."""
        if obj is None:
            return [("Datei", {"fields": ("file",)}), self.focus, self.texts]
        return [self.focus, self.texts, ("Wo das Bild steht", {"fields": ("places", "file_facts")})]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Pictures that know whether they are used."""
        return Picture.objects.with_usage()

    def save_object(self, request: HttpRequest, obj: Picture, form: Any, formsets: Sequence[Any]) -> Picture:
        """Add or change through the action; `obj` then knows its key, for the page that follows."""
        by, values = person_of(request), form.values()
        if obj.pk:
            return actions.change_picture(by=by, picture=obj, revision=form.stored_revision, **values)
        picture = actions.add_picture(by=by, file=form.cleaned_data["file"], **values)
        obj.pk = picture.pk
        self._tell_of_twins(request, picture)
        return picture

    def _tell_of_twins(self, request: HttpRequest, picture: Picture) -> None:
        """Say so when the same file was already there; two are allowed, but seldom meant."""
        twin = Picture.objects.filter(checksum=picture.checksum).exclude(pk=picture.pk).first()
        if twin:
            address = reverse("admin:pictures_picture_change", args=[twin.pk])
            text = 'Dieselbe Datei liegt schon in der Bibliothek: <a href="{}">{}</a>.'
            messages.warning(request, format_html(text, address, twin))

    def delete_object(self, request: HttpRequest, obj: Picture) -> None:
        """Delete through the action; the page before has already said where the picture stands."""
        try:
            actions.delete_picture(by=person_of(request), picture=obj)
        except actions.PictureInUse as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """What the pages before deleting show: for every used picture the places where it stands."""
        used = [(picture, places) for picture in objs if (places := usages(picture))]
        heading = "<h2>{}</h2>{}" if len(objs) > 1 else "{1}"
        blocks = [
            format_html(heading, pic, render_to_string(USAGES, {"usages": places})) for pic, places in used
        ]
        names = [str(picture) for picture in objs]
        return names, {str(self.opts.verbose_name_plural): len(names)}, set(), blocks

    @admin.display(description="Bild")
    def thumbnail(self, picture: Picture) -> str:
        """A small square of the picture; its title stands beside it."""
        return format_html(
            '<img class="picture-thumb" src="{}" width="64" height="64" alt="" loading="lazy">',
            picture.thumbnail_url,
        )

    @admin.display(description="Titel", ordering="sort_name")
    def name(self, picture: Picture) -> str:
        """The title, sorted as German readers do."""
        return picture.title

    @admin.display(description="Alternativtext")
    def alt_state(self, picture: Picture) -> str:
        """What is read out, or that nothing is."""
        return picture.alt or "schmückt nur"

    @admin.display(description="verwendet", ordering="is_used")
    def is_used(self, picture: Any) -> str:
        """Whether something shows the picture."""
        return "ja" if picture.is_used else "nein"

    @admin.display(description="Ausschnitt")
    def preview(self, picture: Picture | None) -> str:
        """The picture with its focal point; moved by `focal-point.js`."""
        shown = picture if picture and picture.pk else None
        x, y = shown.focal_point if shown else (0.5, 0.5)
        ratio = shown.width / shown.height if shown else 1.0
        context = {
            "picture": shown,
            "sources": shown.sources() if shown else None,
            "x": f"{x * 100:g}",
            "y": f"{y * 100:g}",
            "cut": {name: f"{share * 100:g}" for name, share in cut_out(x, y, ratio).items()},
        }
        return render_to_string("admin/pictures/focal_point.html", context)

    @admin.display(description="Verwendung")
    def places(self, picture: Picture) -> str:
        """Where the picture stands, with links."""
        return render_to_string(USAGES, {"usages": usages(picture)})

    @admin.display(description="Datei")
    def file_facts(self, picture: Picture) -> str:
        """Size and origin, and why the file cannot be exchanged."""
        return format_html(
            "{} × {} Pixel, hochgeladen von {}. Die Datei selbst bleibt, wie sie ist: Für ein anderes Foto "
            "legen Sie ein neues Bild an.",
            str(picture.width),
            str(picture.height),
            picture.uploaded_by or "dem System",
        )
