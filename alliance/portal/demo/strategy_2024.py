"""The strategy 2024–2027 with its three action fields and its priorities."""

from datetime import date

from alliance.portal.demo.articles_2025 import BLOG_141
from alliance.portal.demo.strategy_shapes import Aim, Chapter, Edition, Number, Rank, Version
from alliance.portal.demo.workshops import HELD as WORKSHOP

BLOG = "Fachkräfte-Blog der SüdniedersachsenStiftung Nr. 141"
WELCOME, WAYS_IN, LEARNING = (
    "rekrutierung-integration",
    "aktivierung-von-nicht-beschaeftigten",
    "qualifizierung-weiterbildung",
)

CHAPTERS = (
    Chapter(
        "leitbild",
        "Gute Arbeit",
        """
<p>Gute Arbeit heißt für das Bündnis: Arbeitsplätze, die auf Dauer angelegt sind, und ein Umfeld, das
Menschen willkommen heißt, im Betrieb ebenso wie in der Gesellschaft. Im Mittelpunkt steht der einzelne
Mensch mit seinen Fähigkeiten und seiner Lage.</p>
<p>Dafür braucht es mutige Wege bei der Rekrutierung, eine unterstützende Kultur in den Betrieben und die
Bereitschaft, über Branchen hinweg zu denken.</p>
<p>Das Bündnis bringt Zuständige zusammen, stimmt Vorhaben ab und hält fest, was vereinbart wurde.
Fachkräftesicherung bleibt Kernthema der Standortpolitik.</p>
""",
        continues="leitbild",
    ),
    Chapter(
        "ausgangslage",
        "Ausgangslage",
        f"""
<p>Fachkräfte fehlen vor allem in der Pflege, in der Technik für erneuerbare Energien und im Tiefbau. Die
Arbeitslosenquote liegt über der des
Landes. Die Zahlen nennt auch der <a href="{BLOG_141}">Fachkräfte-Blog Nr. 141</a>.</p>
""",
        continues="ausgangslage",
        figures=(
            Number("6,8 %", "Arbeitslosenquote (Land 6,1 %)", BLOG, "August 2024"),
            Number("34 %", "der Arbeitslosen mit nichtdeutscher Herkunft", BLOG, "2024"),
            Number("+18,2 %", "Arbeitslose über 55 gegenüber dem Vorjahr", BLOG, "2024"),
            Number("4,5 %", "Ausbildungsquote", BLOG, "2024"),
            Number("69 %", "der Kinder unter sechs werden betreut", BLOG, "2024"),
            Number("35 %", "arbeiten in Teilzeit, davon 77 % Frauen", BLOG, "2024"),
        ),
    ),
    Chapter(
        "idee-zum-projekt",
        "Von der Idee zum Projekt",
        """
<p>Die Strategie wirkt durch Vorhaben. Die Geschäftsstelle berät zu jeder Idee, kostenlos und bis zum
Antrag. Die Mitglieder bewerten zweimal im Jahr, was zum Bedarf der Region und zu den Handlungsfeldern
passt.</p>
<p>Befürwortet ist nicht bewilligt: Über den Antrag entscheidet die NBank. Projekte dieser Förderperiode
können bis zum 31. Dezember 2028 laufen.</p>
""",
    ),
    Chapter(
        "geltungsbereich",
        "Geltungsbereich",
        """
<p>Die Strategie gilt für die Landkreise Göttingen und Northeim und die Stadt Göttingen.</p>
""",
        continues="geltungsbereich",
    ),
    Chapter(
        "entstehung",
        "Wie die Strategie entstand",
        """
<p>Den Anfang machte der <a href="/aktuelles/rund-25-mitglieder-eine-gemeinsame-richtung/">Austausch am
20. Februar 2024</a> mit rund 25 Mitgliedern. In mehreren Workshop-Phasen haben sie Handlungsfelder
gebildet, die dringlichsten Themen nach vorn gestellt und ein Leitmotto gefunden.</p>
<p>Eine Arbeitsgruppe unter Leitung der Geschäftsstelle hat die Ergebnisse ausformuliert; 2024 haben die
Mitglieder die Strategie grundlegend überarbeitet. Die Anerkennung durch das Land gilt von September 2024
bis August 2027.</p>
<p>Rangfolge und Punkte der Prioritäten sind ein Beispiel. So kann das Ergebnis einer Punktabfrage
aussehen: 25 Mitglieder, je drei Punkte.</p>
""",
        continues="entstehung",
    ),
)

EDITIONS = (
    Edition(
        WELCOME,
        """
<p>Die Region wirbt gemeinsam um Fachkräfte und begleitet sie in den ersten Monaten.</p>
<p>Ankommen organisieren: Anerkennung, Sprache, Wohnen und die ersten Wochen im Betrieb greifen
ineinander.</p>
""",
        (
            Aim(
                "Wer einen ausländischen Abschluss anerkennen lässt, hat eine feste Ansprechstelle.",
                "Beispiel",
            ),
            Aim("Betriebe treten gemeinsam auf, wenn sie außerhalb der Region suchen.", "Beispiel"),
            Aim("In jeder Gemeinde wissen Zugezogene, an wen sie sich wenden.", "Beispiel"),
        ),
    ),
    Edition(
        WAYS_IN,
        """
<p>Wer arbeiten will, findet einen Zugang zum Arbeitsmarkt. Beratung, Betreuung und Teilzeitmodelle werden
so verbunden, dass der Einstieg gelingt.</p>
""",
        (
            Aim("Nach einer Familienzeit führt ein begleiteter Weg zurück in den Beruf.", "Beispiel"),
            Aim("Teilzeit lässt sich aufstocken, wo Beschäftigte das wünschen.", "Beispiel"),
        ),
    ),
    Edition(
        LEARNING,
        """
<p>Betriebe, Schulen und Bildungsträger der Region bilden gemeinsam aus und weiter.</p>
<p>Angebote bündeln, Lücken schließen und kleinen Betrieben die Planung abnehmen.</p>
""",
        (
            Aim("Alle Angebote der Region stehen in einem Kalender.", "Beispiel"),
            Aim("Weiterbildung ist auch neben Schicht und Familie möglich.", "Beispiel"),
            Aim("Wer seine Ausbildung beendet, kennt eine Perspektive in der Region.", "Beispiel"),
        ),
    ),
)

# 25 members with three points each.
PRIORITIES = (
    Rank(
        "Anerkennung ausländischer Abschlüsse beschleunigen",
        "Beispiel: Kammern, Ausländerbehörden und Betriebe legen einen gemeinsamen Ablauf fest.",
        WELCOME,
        17,
    ),
    Rank(
        "Gemeinsamer Weiterbildungskalender",
        "Beispiel: Betriebe und Beschäftigte sehen alle Kurse der Region an einer Stelle.",
        LEARNING,
        14,
    ),
    Rank(
        "Wiedereinstieg nach Familienzeit begleiten",
        "Beispiel: Beratung, Betreuung und Einarbeitung greifen ineinander.",
        WAYS_IN,
        12,
    ),
    Rank(
        "Anlaufstellen für Zugezogene in den Gemeinden",
        "Beispiel: Wer neu ist, findet am Wohnort eine Ansprechstelle.",
        WELCOME,
        11,
    ),
    Rank("Wohnraum für Auszubildende", "Beispiel: Kommunen und Betriebe prüfen leere Gebäude.", LEARNING, 9),
    Rank("Gemeinsamer Messeauftritt", "Beispiel: ein Stand der Region statt vieler einzelner.", WELCOME, 7),
    Rank("Mobilität im ländlichen Raum", "Beispiel: Fahrten zu Frühschicht und Berufsschule.", WAYS_IN, 5),
)

VERSION = Version(
    slug="2024-2027",
    title="Fachkräftestrategie Südniedersachsen",
    starts=date(2024, 9, 1),
    ends=date(2027, 8, 31),
    resolved_on=date(2024, 9, 10),
    in_force_from=date(2024, 10, 1),
    motto="Wege in die Region – Wege in die Gute Arbeit",
    predecessor="2021-2024",
    working_group="Arbeitsgruppe Strategie",
    foreword="""
<p>Diese Strategie baut auf der Fassung 2021–2024 auf. Der rote Faden soll länger halten als eine
Förderperiode.</p>
""",
    note=(
        "Beispiel: Leitmotto, Leitgedanke, Handlungsfelder, Zahlen und Entstehung entsprechen dem, was "
        "öffentlich bekannt ist; Ziele, Prioritäten und Formulierungen sind erfunden. Vorgestellt wurde die "
        "Strategie am 10. Januar 2025. Der Tag des Beschlusses ist nicht bekannt; Beschlussdatum und "
        "Inkrafttreten sind Beispiele."
    ),
    chapters=CHAPTERS,
    editions=EDITIONS,
    priorities=PRIORITIES,
    adopted_ranks=4,
    workshop=WORKSHOP,
)
