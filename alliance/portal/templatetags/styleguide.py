"""What the style guide shows its components with: invented, and only what a template cannot write itself."""

from datetime import date, datetime
from typing import Any

from django import forms, template
from django.core.paginator import Paginator
from django.utils.timezone import get_default_timezone

register = template.Library()

WEAVES = (
    ("waid", "Waid · Köper", "Rekrutierung & Integration"),
    ("reseda", "Reseda · Leinwand", "Aktivierung von Nicht-Beschäftigten"),
    ("malve", "Malve · Atlas", "Qualifizierung & Weiterbildung"),
    ("wau", "Wau · Panama", "frei"),
    ("efeu", "Efeu · Fischgrat", "frei"),
    ("nuss", "Nuss · Rips", "frei"),
    ("galle", "Galle · Damast", "frei"),
    ("heide", "Heide · Raute", "frei"),
)
ICONS = [
    *("auge", "dokument", "drucken", "haken", "kalender", "laden", "leute", "menue", "minus", "mond", "ort"),
    *("papierkorb", "pfeil", "plus", "schliessen", "schloss", "stift", "suche", "uhr"),
]


class SampleForm(forms.Form):
    """Every kind of field."""

    title = forms.CharField(label="Titel der Idee", help_text="Ein Satz genügt.")
    email = forms.EmailField(label="E-Mail-Adresse", error_messages={"invalid": "Hier fehlt das @-Zeichen."})
    topic = forms.ChoiceField(
        label="Handlungsfeld",
        choices=[("", "Bitte wählen"), *((weave, name) for weave, _, name in WEAVES[:3])],
        error_messages={"required": "Bitte wählen Sie ein Handlungsfeld."},
    )
    text = forms.CharField(label="Kurzbeschreibung", widget=forms.Textarea(attrs={"rows": 3}))
    seen_by = forms.ChoiceField(
        label="Wer darf die Idee sehen?",
        widget=forms.RadioSelect,
        choices=[("all", "Alle Mitglieder"), ("office", "Nur die Geschäftsstelle")],
    )
    agreed = forms.BooleanField(label="Die Geschäftsstelle darf mich dazu anrufen", required=False)


@register.simple_tag
def samples() -> dict[str, Any]:
    """Lists and forms for the components: `{% samples as sample %}`."""
    values = {"title": "Ankommen aus einer Hand", "email": "name(at)example", "text": "…", "seen_by": "all"}
    return {
        "weaves": [{"weave": weave, "dye": dye, "name": name} for weave, dye, name in WEAVES],
        "icons": ICONS,
        "fields": [{"weave": weave, "name": name} for weave, _, name in WEAVES[:2]],
        "date": date(2024, 2, 20),
        "start": datetime(2027, 1, 20, 14, tzinfo=get_default_timezone()),
        "end": datetime(2027, 1, 20, 17, tzinfo=get_default_timezone()),
        "form": SampleForm(initial={"seen_by": "all"}, prefix="leer"),
        "refused_form": SampleForm(values),
        "chips": [
            {"url": "#h-tasten", "title": "Kommende", "current": True, "count": None},
            {"url": "#h-tasten", "title": "Vergangene", "current": False, "count": None},
            {"url": "#h-tasten", "title": "Strategie", "current": False, "count": 12},
        ],
        "steps": [
            {"kind": "Beschluss", "title": "geschehen: voller Knoten", "note": "2024", "url": "#h-faden"},
            {"kind": "Projekt", "title": "jetzt: offener roter Knoten", "state": "now"},
            {"kind": "Wirkung", "title": "kommt noch: grauer Knoten, gestrichelt", "state": "open"},
        ],
        "facts": [("Ort", "Göttingen"), ("Zeit", "14 bis 17 Uhr"), ("Leer", "")],
        "first_page": Paginator(range(100), 5).page(1),
        "middle_page": Paginator(range(100), 5).page(9),
        "places": ["taken", "you", "free", "door", "wait"],
    }
