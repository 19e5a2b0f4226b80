"""Documents and letters of the demo data. Their words are invented and say so."""

from alliance.portal.demo.meeting_shapes import Circular, Sheet

KEY_POINTS = "Eckpunkte der Strategie ab 2027 (Beispiel)"
INTERIM = "Zwischenstand „Ankommen vor Ort“ (Beispiel)"
WORK_PLAN = "Arbeitsplan der Arbeitsgruppe (Beispiel)"
HINTS = "Hinweise für Gäste des Fachforums (Beispiel)"
GROUP_2027 = "Arbeitsgruppe Strategie 2027"

SHEETS = (
    Sheet(
        KEY_POINTS,
        "eckpunkte-strategie-2027.pdf",
        "members",
        (
            "Die Anerkennung des Bündnisses gilt bis zum 31. August 2027. Die nächste Strategie soll rechtzeitig "
            "vorher beschlossen sein.",
            "Die drei Handlungsfelder bleiben der Ausgangspunkt. Zu prüfen ist, was sie erreicht haben und was fehlt.",
            "Ziele nennen künftig eine Zahl und ein Jahr, damit sich am Ende der Laufzeit sagen lässt, ob sie "
            "erreicht sind.",
            "Am Strategieaustausch sammeln die Mitglieder Themen und gewichten sie mit Punkten.",
        ),
        earlier=(
            "Die Anerkennung des Bündnisses gilt bis zum 31. August 2027.",
            "Die drei Handlungsfelder bleiben der Ausgangspunkt.",
        ),
    ),
    Sheet(
        INTERIM,
        "zwischenstand-ankommen-vor-ort.pdf",
        "members",
        (
            "Vier Gemeinden haben Anlaufstellen für Zugezogene eröffnet.",
            "Offen sind die Finanzierung im dritten Jahr und die Anbindung an die Ausländerbehörden.",
        ),
    ),
    Sheet(
        WORK_PLAN,
        "arbeitsplan.pdf",
        "group",
        (
            "Dezember: Rückmeldungen zu den Eckpunkten auswerten.",
            "Januar: Strategieaustausch vorbereiten, Fragen für die Punktabfrage festlegen.",
            "Februar bis April: Entwurf schreiben, Kapitel aufteilen.",
            "Mai: Entwurf den Mitgliedern vorlegen.",
        ),
        group=GROUP_2027,
    ),
    Sheet(
        "Beitrittserklärung Landkreis Northeim (Beispiel)",
        "beitritt-landkreis-northeim.pdf",
        "group",
        (
            "Der Landkreis Northeim arbeitet auf Grundlage des Kooperationsvertrags im Bündnis mit.",
            "Das Original liegt in der Geschäftsstelle.",
        ),
        organisation="Landkreis Northeim",
    ),
    Sheet(
        HINTS,
        "hinweise-fachforum.pdf",
        "public",
        (
            "Das Fachforum richtet sich an Betriebe, Kammern, Behörden und Beratungsstellen.",
            "Bitte bringen Sie eine Frage aus Ihrer Praxis mit.",
        ),
    ),
)

LETTERS = (
    Circular(
        "Eckpunkte der Strategie ab 2027 liegen vor",
        "<p>die Arbeitsgruppe hat die Eckpunkte der nächsten Strategie zusammengestellt. Das Papier hängt an und steht "
        "im Portal.</p><p>Bitte lesen Sie es vor dem Strategieaustausch und bringen Sie Ihre Fragen mit.</p>",
        papers=(KEY_POINTS,),
    ),
    Circular(
        "Termine im Frühjahr 2027",
        "<p>die Mitgliederversammlung im Frühjahr ist vorgemerkt. Die Einladung folgt.</p>",
        is_sent=False,
    ),
)
