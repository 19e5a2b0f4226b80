"""The pictures drawn for the project. Sources: `pictures/src/*.svg`; shown: `pictures/*.webp`."""

from pathlib import Path

from alliance.portal.demo.shapes import Drawing

FOLDER = Path(__file__).parent / "pictures"
CREDIT = "Grafik: Fachkräftebündnis Südniedersachsen"

DRAWINGS = (
    Drawing(
        "plaetze",
        "Fünfundzwanzig Plätze",
        "Fünfundzwanzig Plätze im Oval, verbunden durch einen einzigen durchgehenden roten Faden",
        "Fünfundzwanzig Plätze, ein durchgehender Faden.",
    ),
    Drawing(
        "acht-flicken",
        "Acht Flicken, eine Decke",
        "Decke aus acht Stoffen mit verschiedenen Webmustern; ein roter Faden läuft durch zwei von ihnen",
        "Acht Bündnisse decken zusammen ganz Niedersachsen ab.",
    ),
    Drawing(
        "urkunde",
        "Urkunde mit Siegel",
        "Urkunde vor blauem Gewebe; ihr Siegel ist aus einem roten Faden geknüpft",
        "Ein Faden läuft hinein, ein Faden läuft weiter: die Anerkennung gilt auf Zeit.",
    ),
    Drawing(
        "vier-zu-drei",
        "Aus vier Bändern werden drei",
        "Vier gewebte Bänder lösen sich in Fäden auf und finden sich zu drei neuen Bändern zusammen",
        "Aus vier Handlungsfeldern werden drei. Welches Feld in welches übergeht, ist ein Beispiel.",
    ),
    Drawing(
        "landkarte",
        "Landkarte mit Faden",
        "Erdachte Landkarte mit Höhenlinien, Fluss und Nebenfluss; ein roter Faden verbindet drei Orte",
        "Keine genaue Karte: Hügel, ein Fluss und ein Faden, der Orte verbindet.",
    ),
    Drawing(
        "acht-spulen",
        "Acht Spulen",
        "Acht Garnspulen in acht Farben in zwei Reihen, dazwischen ein roter Faden mit vier Knoten",
        "Jedes Vorhaben spult seinen Teil ab, der Faden läuft durch.",
    ),
    Drawing(
        "webstuhl",
        "Webstuhl",
        "Webstuhl mit halb fertigem Tuch; das Schiffchen trägt den roten Faden in die offene Kette",
        "Halb gewebt: Die Kette steht, der Faden läuft.",
    ),
    Drawing(
        "vier-zeiten",
        "Vier Zeiten, ein Faden",
        "Vier gleich lange Stoffbahnen über einer Zeitachse, verbunden durch einen roten Faden mit fünf "
        "Knoten",
        "Vier Anerkennungsperioden von je drei Jahren, 2015 bis 2027.",
    ),
    Drawing(
        "kaestchen",
        "Arbeitslose und offene Stellen",
        "Links 155 volle Kästchen und ein kleiner Rest, rechts 38 volle Kästchen und ein kleiner Rest",
        "Jedes Kästchen steht für 100: links 15.526 Arbeitslose, rechts 3.819 offene Stellen im Oktober "
        "2025.",
    ),
    Drawing(
        "nadel-stufen",
        "Nadel und Stufen",
        "Treppe aus gewebtem Stoff; eine Nadel zieht einen roten Faden Stufe um Stufe nach oben",
        "Stich für Stich eine Stufe weiter.",
    ),
    Drawing(
        "horizont",
        "Ein Faden zeichnet den Horizont",
        "Häuser, Kirchturm, Baum, Werkhalle und Brücke, aus einem einzigen roten Faden gezeichnet",
        "Eine Linie: Häuser, ein Kirchturm, ein Werk, eine Brücke.",
    ),
    Drawing(
        "knaeuel",
        "Knäuel und Karten",
        "Ein verworrenes Knäuel aus rotem Faden, aus dem drei Fäden zu sechs beschriebenen Karten führen",
        "Aus vielen Gedanken werden Karten, die man ordnen kann.",
    ),
)

# Shown in the foot of every page, as EU law asks of what its funds pay for.
EMBLEM = Drawing(
    "eu-emblem",
    "Emblem der Europäischen Union",
    "Flagge der Europäischen Union: Kreis aus zwölf goldenen Sternen auf blauem Grund",
)
