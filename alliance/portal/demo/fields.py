"""The action fields of the strategies 2021–2024 and 2024–2027. The short texts are examples.

Which field continues which is an example too; a successor takes over the weave of a predecessor.
"""

from alliance.portal.demo.shapes import Field

FORMER = (
    Field(
        "berufliche-bildung",
        "Berufliche Bildung",
        "Handlungsfeld der Strategie 2021–2024: Ausbildung und Weiterbildung in den Betrieben und Schulen "
        "der Region.",
        "malve",
        is_active=False,
    ),
    Field(
        "rekrutierung-von-fachkraeften",
        "Rekrutierung von Fachkräften im In- und Ausland",
        "Handlungsfeld der Strategie 2021–2024: gemeinsam um Menschen werben, die hier arbeiten wollen.",
        "waid",
        is_active=False,
    ),
    Field(
        "arbeitsmarktintegration",
        "Arbeitsmarktintegration aller Erwerbsfähigen",
        "Handlungsfeld der Strategie 2021–2024: Zugänge zum Arbeitsmarkt für alle, die arbeiten können.",
        "reseda",
        is_active=False,
    ),
    Field(
        "bindung-an-die-region",
        "Bindung von Fachkräften an die Region",
        "Handlungsfeld der Strategie 2021–2024: Gründe zu bleiben, im Betrieb und am Wohnort.",
        "nuss",
        is_active=False,
    ),
)

CURRENT = (
    Field(
        "rekrutierung-integration",
        "Rekrutierung & Integration",
        "Menschen für die Region gewinnen und ihnen das Ankommen leicht machen: im Betrieb, in der "
        "Behörde, im Ort.",
        "waid",
        continues=("rekrutierung-von-fachkraeften", "arbeitsmarktintegration"),
    ),
    Field(
        "aktivierung-von-nicht-beschaeftigten",
        "Aktivierung von Nicht-Beschäftigten",
        "Wege in Arbeit öffnen für alle, die wollen, aber bisher keinen passenden Zugang gefunden haben.",
        "reseda",
        continues=("arbeitsmarktintegration",),
    ),
    Field(
        "qualifizierung-weiterbildung",
        "Qualifizierung & Weiterbildung",
        "Lernen neben dem Beruf planbar machen, auch für Betriebe ohne eigene Personalabteilung.",
        "malve",
        continues=("berufliche-bildung", "bindung-an-die-region"),
    ),
)

FIELDS = (*FORMER, *CURRENT)
