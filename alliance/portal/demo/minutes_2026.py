"""Minutes, resolutions, tasks and ballots of the demo data. All of it is invented, and marked as an example."""

import datetime
from dataclasses import dataclass

from alliance.portal.demo.occasions import AUTUMN_2026


@dataclass(frozen=True)
class Duty:
    """A task: who, what, until when, and how far it is; `done` tells what came of it."""

    what: str
    member: str
    due_on: datetime.date
    is_begun: bool = False
    done: str = ""


@dataclass(frozen=True)
class Motion:
    """A resolution: title, wording and the votes; none for a unanimous one."""

    title: str
    wording: str
    votes: tuple[int, int, int] | None = None
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True)
class Record:
    """What is written at an item, known by its title."""

    item: str
    text: str
    motions: tuple[Motion, ...] = ()


@dataclass(frozen=True)
class Procedure:
    """A written procedure that runs: so many days are left, and these have voted."""

    title: str
    text: str
    reasons: str
    days: int
    is_secret: bool
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()


MEETING, CHAIR = AUTUMN_2026, "Landkreis Northeim"
OFFICE_MEMBER = "SüdniedersachsenStiftung"

RECORDS = (
    Record(
        "Begrüßung und Feststellung der Beschlussfähigkeit",
        "<p>Die Sitzungsleitung begrüßt die Mitglieder und stellt fest, dass form- und fristgerecht eingeladen "
        "wurde. Die Tagesordnung wird ohne Änderung angenommen.</p>",
    ),
    Record(
        "Bericht der Geschäftsstelle",
        "<p>Die Geschäftsstelle berichtet über laufende Projekte und das virtuelle Budget. Die Mitglieder bitten "
        "darum, offene Beträge künftig nach Handlungsfeld auszuweisen.</p>",
        (
            Motion(
                "Virtuelles Budget nach Handlungsfeldern",
                "<p>Die Geschäftsstelle weist offene Beträge des virtuellen Budgets künftig nach Handlungsfeld "
                "aus.</p>",
                None,
                (
                    Duty(
                        "Budget nach Handlungsfeldern ausweisen",
                        OFFICE_MEMBER,
                        datetime.date(2026, 11, 20),
                        done="Die Übersicht liegt den Mitgliedern vor.",
                    ),
                ),
            ),
        ),
    ),
    Record(
        "Zwischenstand „Ankommen vor Ort“",
        "<p>Vier Gemeinden haben Anlaufstellen für Zugezogene eröffnet. Diskutiert werden die Finanzierung im "
        "dritten Jahr und die Anbindung an die Ausländerbehörden.</p>",
        (
            Motion(
                "Zwischenstand „Ankommen vor Ort“",
                "<p>Die Mitglieder nehmen den Zwischenstand zur Kenntnis. Der Projektträger legt bis zum "
                "15. Januar 2027 einen Bericht mit Fallzahlen vor.</p>",
                (15, 0, 2),
                (
                    Duty(
                        "Zwischenbericht „Ankommen vor Ort“ vorlegen",
                        "Landkreis Northeim",
                        datetime.date(2027, 1, 15),
                        is_begun=True,
                    ),
                ),
            ),
        ),
    ),
    Record(
        "Strategie ab 2027",
        "<p>Die Anerkennung läuft bis zum 31. August 2027. Die Konsultation zu den Eckpunkten dauert bis zum "
        "11. Dezember; am 20. Januar folgt der Strategieaustausch.</p>",
        (
            Motion(
                "Arbeitsgruppe für die Strategie ab 2027",
                "<p>Die Mitglieder setzen eine Arbeitsgruppe ein, die den Entwurf der nächsten Strategie "
                "schreibt. Die Geschäftsstelle leitet sie.</p>",
                (17, 0, 0),
                (
                    Duty(
                        "Vertretung für die Arbeitsgruppe benennen",
                        "Landkreis Northeim",
                        datetime.date(2026, 12, 4),
                    ),
                    Duty(
                        "Vertretung für die Arbeitsgruppe benennen",
                        "Stadt Göttingen",
                        datetime.date(2026, 12, 4),
                    ),
                ),
            ),
        ),
    ),
    Record("Verschiedenes", "<p>Keine Wortmeldungen.</p>"),
)

PROCEDURES = (
    Procedure(
        "Gemeinsamer Auftritt auf der Ausbildungsmesse 2027",
        "<p>Das Bündnis tritt auf der Ausbildungsmesse 2027 mit einem gemeinsamen Stand auf. Die Geschäftsstelle "
        "stimmt Inhalte und Dienste mit den Mitgliedern ab.</p>",
        "<p>Die Anmeldung endet vor der nächsten Sitzung. Deshalb wird im Umlauf beschlossen.</p>",
        9,
        is_secret=False,
        yes=("IHK Hannover", "Handwerkskammer", "HAWK", "DGB"),
        abstained=("WRG",),
    ),
    Procedure(
        "Sprecherin oder Sprecher des Bündnisses",
        "<p>Die Mitglieder bestätigen für zwei Jahre, wer das Bündnis nach außen vertritt, wie in der Sitzung "
        "vorgeschlagen.</p>",
        "<p>Über Personen wird geheim abgestimmt.</p>",
        16,
        is_secret=True,
        yes=("Universität Göttingen", "IHK Hannover"),
    ),
)
