"""Meetings of the demo data: one that was held, and invented ones that are marked as examples.

Dates are those of the design. What is to come and has passed is moved on by whole weeks (`fill_meetings`).
"""

import datetime

from alliance.portal.demo.meeting_shapes import Answers, House, Occasion, Point, Rule
from alliance.portal.demo.shapes import at
from alliance.portal.demo.sheets import GROUP_2027, HINTS, INTERIM, KEY_POINTS, WORK_PLAN

AGENCY, DISTRICT = "Agentur für Arbeit Göttingen", "Kreishaus Northeim"
HOUSES = (
    House(
        AGENCY,
        "Bahnhofsallee 5\n37081 Göttingen",
        25,
        "Beispiel: stufenloser Eingang, Aufzug, barrierefreies WC im Erdgeschoss.",
        "Beispiel: wenige Minuten zu Fuß vom Bahnhof Göttingen.",
    ),
    House(
        DISTRICT,
        "Medenheimer Straße 6/8\n37154 Northeim",
        40,
        "Beispiel: Rampe am Haupteingang, Aufzug, Induktionsanlage im Sitzungssaal.",
        "Beispiel: Parkplätze vor dem Haus, Bushaltestelle am Kreishaus.",
    ),
)
RULE = Rule(datetime.date(2024, 9, 1), quorum=(1, 2), majority=(1, 2))

WELCOME = Point("Begrüßung und Feststellung der Beschlussfähigkeit", 10, rapporteur="Geschäftsstelle")
OTHER = Point("Verschiedenes", 10, "discussion")
# What the agenda of each kind begins with.
TEMPLATES = {
    "mitgliederversammlung": (
        WELCOME,
        Point("Genehmigung des letzten Protokolls", 5, "resolution", "Geschäftsstelle"),
        Point("Bericht der Geschäftsstelle", 20, rapporteur="Geschäftsstelle"),
        Point("Bewertung eingereichter Vorhaben", 45, "resolution"),
        OTHER,
    ),
    "arbeitsgruppe": (
        Point("Stand der Aufgaben", 15, rapporteur="Geschäftsstelle"),
        Point("Schwerpunkt der Sitzung", 75, "discussion"),
        Point("Nächste Schritte", 15, "discussion"),
    ),
    "workshop": (
        Point("Begrüßung und Ziel", 15, rapporteur="Geschäftsstelle"),
        Point("Themen sammeln", 60, "discussion", "alle"),
        Point("Pause", 15, "break"),
        Point("Gewichten und zusammenfassen", 60, "discussion", "alle"),
    ),
    "konferenz": (
        Point("Eröffnung", 15, rapporteur="Geschäftsstelle"),
        Point("Vorträge", 90),
        Point("Pause", 30, "break"),
        Point("Gespräch mit dem Publikum", 45, "discussion"),
    ),
    "veranstaltung": (
        Point("Begrüßung", 10, rapporteur="Geschäftsstelle"),
        Point("Impuls", 30),
        Point("Gespräch", 60, "discussion"),
    ),
}

PRESENT = (
    *("Landkreis Göttingen", "Landkreis Northeim", "Stadt Göttingen", "IHK Hannover", "Handwerkskammer"),
    *("Kreishandwerkerschaft", "DGB", "IG Metall", "Arbeitgeberverband Mitte", AGENCY),
    *("Universität Göttingen", "HAWK", "Beschäftigungsförderung Göttingen", "Bildungswerk der Wirtschaft"),
    *("WRG", "Amt für regionale Landesentwicklung", "SüdniedersachsenStiftung"),
)

HELD_2024 = "Strategieaustausch mit den Mitgliedern"
AUTUMN_2026 = "Mitgliederversammlung im Herbst 2026"
EXCHANGE_2027 = "Strategieaustausch 2027"

OCCASIONS = (
    Occasion(
        HELD_2024,
        "workshop",
        at(2024, 2, 20, 14),
        at(2024, 2, 20, 17),
        "held",
        audience="public",
        house=AGENCY,
        room="Sitzungssaal",
        description="<p>Rund 25 Mitglieder haben die Handlungsfelder der Strategie 2024–2027 erarbeitet und nach "
        "Dringlichkeit geordnet. Tag und Ort sind überliefert, die Uhrzeiten sind ein Beispiel.</p>",
        is_example=False,
    ),
    Occasion(
        AUTUMN_2026,
        "mitgliederversammlung",
        at(2026, 11, 11, 14),
        at(2026, 11, 11, 16, 40),
        "held",
        house=DISTRICT,
        room="Sitzungssaal",
        points=(
            WELCOME,
            Point("Bericht der Geschäftsstelle", 30, rapporteur="Geschäftsstelle"),
            Point(
                "Zwischenstand „Ankommen vor Ort“",
                40,
                "resolution",
                "Landkreis Northeim",
                "<p>Wie weit sind die Anlaufstellen für Zugezogene, und was ist im dritten Jahr zu klären?</p>",
                papers=(INTERIM,),
            ),
            Point("Strategie ab 2027", 60, "resolution", "Geschäftsstelle"),
            Point("Verschiedenes", 20, "discussion"),
        ),
        present=PRESENT,
    ),
    Occasion(
        GROUP_2027,
        "arbeitsgruppe",
        at(2026, 12, 8, 10),
        at(2026, 12, 8, 12),
        "invited",
        audience="group",
        group=GROUP_2027,
        online="https://konferenz.example.org/arbeitsgruppe-strategie",
        register_days=4,
        points=(
            Point("Stand der Aufgaben", 15, rapporteur="Geschäftsstelle"),
            Point("Rückmeldungen zu den Eckpunkten", 60, "discussion", papers=(KEY_POINTS,)),
            Point("Ablauf des Strategieaustauschs", 30, "discussion", "Geschäftsstelle"),
            Point("Nächste Schritte", 15, "discussion"),
        ),
        papers=(WORK_PLAN,),
        whom="group",
    ),
    Occasion(
        "Sprechstunde für Projektideen",
        "veranstaltung",
        at(2026, 12, 9, 10),
        at(2026, 12, 9, 12),
        "planned",
        audience="public",
        online="https://konferenz.example.org/sprechstunde",
        description="<p>Sie haben eine Idee? Die Geschäftsstelle sagt Ihnen, ob und wie daraus ein Vorhaben werden "
        "kann. Sie müssen dafür nicht Mitglied sein.</p>",
        points=(Point("Offenes Gespräch", 120, "discussion", "Geschäftsstelle"),),
    ),
    Occasion(
        "Runder Tisch Wohnraum für Auszubildende",
        "workshop",
        at(2026, 12, 15, 14),
        at(2026, 12, 15, 16),
        "cancelled",
        house=DISTRICT,
        whom="all",
        reason="Beispiel: Der Saal ist an diesem Tag nicht verfügbar. Das Thema kommt im Strategieaustausch vor.",
        fields=("qualifizierung-weiterbildung",),
    ),
    Occasion(
        EXCHANGE_2027,
        "workshop",
        at(2027, 1, 20, 14),
        at(2027, 1, 20, 17),
        "invited",
        house=AGENCY,
        room="Sitzungssaal",
        online="https://konferenz.example.org/strategieaustausch-2027",
        # Two seats for most, so that 22 members fill the 25 of the hall.
        seats_each=2,
        register_days=5,
        fields=(
            "rekrutierung-integration",
            "aktivierung-von-nicht-beschaeftigten",
            "qualifizierung-weiterbildung",
        ),
        description="<p>Was bleibt von der Strategie 2024–2027, was kommt hinzu? Die Mitglieder sammeln Themen und "
        "gewichten sie mit Punkten.</p>",
        points=(
            WELCOME,
            Point(
                "Was bleibt von 2024–2027?",
                60,
                "information",
                "Arbeitsgruppe Strategie 2027",
                "<p>Die Arbeitsgruppe stellt vor, was die drei Handlungsfelder erreicht haben. Grundlage sind die "
                "Stellungnahmen aus der Konsultation.</p>",
                papers=(KEY_POINTS,),
            ),
            Point("Pause", 20, "break"),
            Point(
                "Themen sammeln und mit Punkten gewichten",
                60,
                "discussion",
                "alle",
                "<p>Bitte bringen Sie ein Telefon mit. Abgestimmt wird im Browser, eine App brauchen Sie nicht.</p>",
            ),
            Point("Fahrplan bis zur erneuten Anerkennung", 20, "resolution", "Geschäftsstelle"),
            OTHER,
        ),
        whom="all",
        answers=Answers(
            pairs=12,
            room=(
                *("Landkreis Göttingen", "Landkreis Northeim", "Stadt Göttingen", "IHK Hannover"),
                *("Handwerkskammer", "Kreishandwerkerschaft", "DGB", "IG Metall", "Arbeitgeberverband Mitte"),
                *(AGENCY, "Universität Göttingen", "HAWK", "SüdniedersachsenStiftung"),
                *("Bildungswerk der Wirtschaft", "WRG", "Beschäftigungsförderung Göttingen"),
            ),
            online=("ver.di", "PFH", "Amt für regionale Landesentwicklung", "GWG"),
            no=("Regionalverband", "Gesundheitsregion"),
        ),
    ),
    Occasion(
        "Fachforum Anerkennungsberatung",
        "veranstaltung",
        at(2027, 2, 3, 14),
        at(2027, 2, 3, 17),
        "invited",
        audience="public",
        house=AGENCY,
        room="Schulungsraum",
        seats=9,
        takes_guests=True,
        register_days=7,
        fields=("rekrutierung-integration",),
        description="<p>Wer einen ausländischen Abschluss mitbringt, braucht klare Wege. Kammern, Behörden und "
        "Betriebe tauschen sich darüber aus, was die Beratung leichter macht.</p>",
        points=(
            Point("Begrüßung", 10, rapporteur="Geschäftsstelle"),
            Point("Drei Wege zur Anerkennung", 50, rapporteur="Handwerkskammer"),
            Point("Pause", 20, "break"),
            Point("Gespräch: Was hält auf, was hilft?", 90, "discussion", "alle"),
        ),
        papers=(HINTS,),
        whom="all",
        answers=Answers(
            room=(
                *("Handwerkskammer", "IHK Hannover", "Kreishandwerkerschaft", AGENCY, "DGB"),
                *("Universität Göttingen", "Stadt Göttingen", "Landkreis Göttingen"),
                *("Landkreis Northeim",),
            ),
            no=("ver.di",),
            guests=2,
        ),
    ),
    Occasion(
        "Mitgliederversammlung im Frühjahr 2027",
        "mitgliederversammlung",
        at(2027, 5, 12, 14),
        at(2027, 5, 12, 17),
        "planned",
        house=DISTRICT,
    ),
    Occasion(
        "Fachkräftekonferenz 2027",
        "konferenz",
        at(2027, 9, 23, 10),
        at(2027, 9, 23, 16),
        "draft",
        audience="public",
    ),
)
