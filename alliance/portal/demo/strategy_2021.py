"""The strategy 2021–2024 with its four action fields."""

from datetime import date

from alliance.portal.demo.articles_2021 import STRATEGY_2021
from alliance.portal.demo.strategy_shapes import Aim, Chapter, Edition, Number, Version

RADIO = "Agentur für Arbeit Göttingen, nach StadtRadio Göttingen"

CHAPTERS = (
    Chapter(
        "leitbild",
        "Leitbild",
        """
<p>Die Region will auf Dauer genug Fachkräfte und andere Arbeitskräfte finden, ausbilden und halten.</p>
<p>Das Bündnis begleitet die Akteure am Arbeitsmarkt. Fachkräftesicherung ist Kernthema der
Standortpolitik.</p>
""",
    ),
    Chapter(
        "ausgangslage",
        "Ausgangslage",
        """
<p>Vor der Pandemie war die Arbeitslosigkeit im Agenturbezirk Göttingen so niedrig wie nie zuvor.</p>
""",
        continues="ausgangslage",
        figures=(
            Number(
                "5,0 %",
                "Arbeitslosenquote im Agenturbezirk (Landkreis Göttingen 5,1 %, Landkreis Northeim 4,9 %)",
                RADIO,
                "Oktober 2019",
            ),
            Number("12.186", "Arbeitslose im Agenturbezirk", RADIO, "Oktober 2019"),
            Number("4.514", "offene Stellen im Agenturbezirk", RADIO, "Oktober 2019"),
        ),
    ),
    Chapter(
        "bisherige-projekte",
        "Worauf die Strategie aufbaut",
        """
<p>Seit 2015 sind elf Projekte mit zusammen etwa 1,3 Millionen Euro entstanden, darunter „IT macht Schule“
und „Digitale Kompetenzen in der Weiterbildung“. Was sich dort bewährt hat, führt diese Strategie
fort.</p>
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
        f"""
<p>Den Anfang machte eine Befragung der Mitglieder: Welche Themen kommen, welche Vorhaben helfen, was soll
besser werden? Die Antworten haben die Mitglieder in Workshops und Einzelgesprächen vertieft.</p>
<p>Daraus entstand der
<a href="{STRATEGY_2021}">Text der Strategie</a>. Die Anerkennung durch das Land gilt von September 2021 bis
August 2024.</p>
""",
        continues="entstehung",
    ),
)

EDITIONS = (
    Edition(
        "berufliche-bildung",
        """
<p>Betriebe und Schulen der Region bilden gemeinsam aus und weiter.</p>
<p>Kleine Betriebe erhalten Hilfe bei der Planung der Ausbildung.</p>
""",
        (
            Aim("Jugendliche lernen vor dem Schulabschluss mehrere Betriebe kennen.", "Beispiel"),
            Aim("Weiterbildung ist auch neben Schicht und Familie möglich.", "Beispiel"),
        ),
    ),
    Edition(
        "rekrutierung-von-fachkraeften",
        """
<p>Die Region wirbt gemeinsam um Fachkräfte.</p>
<p>Betriebe, die im Ausland suchen, gehen diesen Weg nicht allein.</p>
""",
        (
            Aim("Betriebe treten gemeinsam auf, wenn sie außerhalb der Region suchen.", "Beispiel"),
            Aim("Zugezogene finden eine Stelle, die alle Fragen annimmt.", "Beispiel"),
        ),
    ),
    Edition(
        "arbeitsmarktintegration",
        """
<p>Wer arbeiten kann, findet einen Zugang zum Arbeitsmarkt. Beratung, Betreuung und Teilzeitmodelle
ergänzen sich.</p>
""",
        (Aim("Für den Wiedereinstieg gibt es Beratung in jeder Gemeinde.", "Beispiel"),),
    ),
    Edition(
        "bindung-an-die-region",
        """
<p>Betriebe erhalten Unterstützung, um Beschäftigte langfristig zu halten.</p>
""",
        (Aim("Wer seine Ausbildung beendet, kennt eine Perspektive in der Region.", "Beispiel"),),
    ),
)

VERSION = Version(
    slug="2021-2024",
    title="Fachkräftestrategie Südniedersachsen",
    starts=date(2021, 9, 1),
    ends=date(2024, 8, 31),
    resolved_on=date(2021, 12, 1),
    in_force_from=date(2021, 12, 15),
    predecessor="2018-2021",
    foreword="""
<p>Diese Strategie baut auf den Fassungen von 2015 und 2018 auf.</p>
""",
    note=(
        "Beispiel: Vision, Handlungsfelder und Entstehung entsprechen dem, was öffentlich bekannt ist; "
        "Ziele und Formulierungen sind erfunden. Der Tag des Beschlusses ist nicht bekannt. "
        "Beschlussdatum und Inkrafttreten sind Beispiele: Fertig wurde die Strategie Ende 2021."
    ),
    chapters=CHAPTERS,
    editions=EDITIONS,
)
