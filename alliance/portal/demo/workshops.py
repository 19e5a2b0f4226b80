"""The workshop of 20 February 2024, and one that can be joined at once.

That day, the room, about 25 people, the action fields and the motto are known; cards and dots are examples.
"""

from dataclasses import dataclass
from datetime import time

from events.workshops.states import Kind

HELD = "Werkstatt zum Strategieaustausch 2024"
RUNNING = "Was packen wir zuerst an?"
PEOPLE = 25
DOTS = 3


@dataclass(frozen=True)
class Theme:
    """A cluster with its cards and the dots it got; `field` is the name of its action field."""

    name: str
    field: str = ""
    points: int = 0
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One round, and when it took place on the day."""

    kind: Kind
    text: str
    themes: tuple[Theme, ...]
    begin: time = time(14)
    end: time = time(15)


WELCOME, WAYS_IN, LEARNING = (
    "Rekrutierung & Integration",
    "Aktivierung von Nicht-Beschäftigten",
    "Qualifizierung & Weiterbildung",
)

IDEAS = (
    Theme(
        "Anerkennung ausländischer Abschlüsse beschleunigen",
        WELCOME,
        17,
        (
            "Beispiel: Ein Laufzettel für alle Stellen",
            "Beispiel: Wer ist für welchen Beruf zuständig?",
            "Beispiel: Übersetzungen bezahlbar machen",
        ),
    ),
    Theme(
        "Gemeinsamer Weiterbildungskalender",
        LEARNING,
        14,
        ("Beispiel: Alle Kurse an einem Ort", "Beispiel: Termine früher bekannt geben"),
    ),
    Theme(
        "Wiedereinstieg nach Familienzeit begleiten",
        WAYS_IN,
        12,
        ("Beispiel: Teilzeit in der Ausbildung", "Beispiel: Praktikum ohne Hürde"),
    ),
    Theme(
        "Anlaufstellen für Zugezogene in den Gemeinden",
        WELCOME,
        11,
        ("Beispiel: Eine Stelle muss den ganzen Weg kennen", "Beispiel: Begleitung in der ersten Woche"),
    ),
    Theme(
        "Wohnraum für Auszubildende",
        LEARNING,
        9,
        ("Beispiel: Leerstand nutzen", "Beispiel: Wohnheim mit mehreren Betrieben"),
    ),
    Theme(
        "Gemeinsamer Messeauftritt",
        WELCOME,
        7,
        ("Beispiel: Ein Stand für die Region", "Beispiel: Rückkehrer:innen ansprechen"),
    ),
    Theme(
        "Mobilität im ländlichen Raum",
        WAYS_IN,
        5,
        ("Beispiel: Bus zum Schichtbeginn", "Beispiel: Fahrgemeinschaften vermitteln"),
    ),
)

FIELDS = Question(
    Kind.TOPICS,
    "Welche Felder sind am dringendsten?",
    (
        Theme(
            WELCOME,
            WELCOME,
            31,
            ("Beispiel: Gemeinsam um Fachkräfte werben", "Beispiel: Ankommen leicht machen"),
        ),
        Theme(
            LEARNING,
            LEARNING,
            23,
            ("Beispiel: Lernen neben der Schicht", "Beispiel: Kleine Betriebe bei der Planung entlasten"),
        ),
        Theme(
            WAYS_IN,
            WAYS_IN,
            21,
            ("Beispiel: Wer arbeiten will, findet einen Zugang", "Beispiel: Betreuung und Arbeit verbinden"),
        ),
    ),
    time(14, 15),
    time(15),
)
MOTTO = Question(
    Kind.MOTTO,
    "Welches Motto trägt uns?",
    (
        Theme(
            "Wege in die Region – Wege in die Gute Arbeit",
            points=41,
            cards=("Beispiel: Wege in die Region – Wege in die Gute Arbeit",),
        ),
        Theme("Gemeinsam gewinnen", points=19, cards=("Beispiel: Gemeinsam gewinnen",)),
        Theme("Südniedersachsen arbeitet", points=15, cards=("Beispiel: Südniedersachsen arbeitet",)),
    ),
    time(16, 20),
    time(16, 50),
)
PROJECTS = Question(
    Kind.PROJECTS, "Was packen wir in der Strategie zuerst an?", IDEAS, time(15, 15), time(16, 15)
)
HELD_ROUNDS = (FIELDS, PROJECTS, MOTTO)
RUNNING_ROUND = Question(Kind.PROJECTS, RUNNING, IDEAS)
