"""The form of a picture."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File

from alliance.core.forms import RevisedForm
from alliance.pictures.actions import TEXTS
from alliance.pictures.cleaning import LARGEST_FILE, TYPES, CleanPicture, prepare
from alliance.pictures.models import Picture

ACCEPT = ",".join(f"image/{kind.lower()}" for kind in TYPES)


class PictureFileField(forms.FileField):
    """A file that becomes a `CleanPicture`, or an error that says what is wrong with it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Bilddatei")
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        super().__init__(allow_empty_file=True, **kwargs)
        self.help_text = kwargs.get("help_text") or (
            f"JPEG, PNG, WebP oder AVIF, höchstens {LARGEST_FILE // 1024 // 1024} MB, am besten ab 1600 "
            "Pixel Breite. Angaben der Kamera und den Ort entfernen wir."
        )
        self.error_messages["required"] = "Bitte wählen Sie eine Bilddatei."

    def clean(self, data: Any, initial: Any = None) -> CleanPicture | None:
        """The prepared picture; raises ValidationError with a German sentence."""
        file: File | None = super().clean(data, initial)
        return prepare(file) if file else None


def share_field(label: str, help_text: str) -> forms.DecimalField:
    """A number field for one direction of the focal point, in per cent."""
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        localize=False,
        initial=50,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )


class PictureForm(RevisedForm):
    """A new picture with its file, or what is said about one that exists."""

    file = PictureFileField()
    focal_x = share_field("Mittelpunkt von links in %", "0 ist der linke Rand, 100 der rechte.")
    focal_y = share_field("Mittelpunkt von oben in %", "0 ist der obere Rand, 100 der untere.")

    class Meta:
        model = Picture
        fields = TEXTS
        widgets = {"alternative_text": forms.Textarea(attrs={"rows": 2, "class": "vTextField"})}

    def full_clean(self) -> None:
        """A browser drops the chosen file when another field is wrong; say so where it happens."""
        super().full_clean()
        if self.is_bound and self.errors and "file" in self.fields and "file" not in self.errors:
            self.add_error("file", "Die Datei ist in Ordnung. Bitte wählen Sie sie noch einmal aus.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("file", None)
        for name, share in zip(("focal_x", "focal_y"), self.instance.focal_point, strict=True):
            self.initial.setdefault(name, _per_cent(share * 100))

    def clean(self) -> dict[str, Any]:
        """Ask for the alternative text unless the picture only decorates."""
        data = super().clean() or self.cleaned_data
        if not data.get("alternative_text") and not data.get("decorative"):
            self.add_error(
                "alternative_text",
                ValidationError(
                    "Beschreiben Sie in einem Satz, was zu sehen ist, oder haken Sie „schmückt nur“ an.",
                    code="alternative_text",
                ),
            )
        return data

    def clean_focal_x(self) -> Decimal:
        """In the form of the stored value, so that the comparison of two revisions finds them equal."""
        return _per_cent(self.cleaned_data["focal_x"])

    def clean_focal_y(self) -> Decimal:
        """See `clean_focal_x`."""
        return _per_cent(self.cleaned_data["focal_y"])

    def values(self) -> dict[str, Any]:
        """The cleaned texts and focal point, as `actions.add_picture` and `change_picture` take them."""
        data = {name: self.cleaned_data[name] for name in TEXTS}
        data["focal_point"] = (
            float(self.cleaned_data["focal_x"]) / 100,
            float(self.cleaned_data["focal_y"]) / 100,
        )
        return data


def _per_cent(value: float | Decimal) -> Decimal:
    """A share without needless zeros: 50.0 becomes 50."""
    return Decimal(f"{float(value):g}")
