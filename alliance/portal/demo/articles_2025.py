"""Articles of 2025: the strategy 2024–2027, figures, the office, recruiting, the labour market."""

from alliance.portal.demo.articles_2021 import ALLIANCE, LEAD_TITLE
from alliance.portal.demo.shapes import Link, Story, at

BLOG_141 = "https://suedniedersachsenstiftung.de/fachkraefte-blog-141-fachkraeftestrategie"

STORIES = (
    Story(
        title="Die Fachkräftestrategie 2024–2027 ist veröffentlicht",
        teaser="„Wege in die Region – Wege in die Gute Arbeit“: Der Leitgedanke zielt auf dauerhafte "
        "Arbeitsplätze und eine Willkommenskultur in Betrieb und Gesellschaft.",
        publish_at=at(2025, 1, 10, 9),
        topics=("Strategie",),
        fields=(
            "rekrutierung-integration",
            "aktivierung-von-nicht-beschaeftigten",
            "qualifizierung-weiterbildung",
        ),
        drawing="vier-zu-drei",
        links=(
            Link("Fachkräftestrategie 2024–2027 lesen", "/strategie/2024-2027/"),
            Link("Fachkräfte-Blog Nr. 141: Die neue Strategie", BLOG_141),
            Link(article=LEAD_TITLE),
            Link(article="Die Fachkräftestrategie 2021–2024 liegt vor"),
        ),
        text="""
<p>Die neue Fachkräftestrategie für Südniedersachsen liegt vor. Die Mitglieder haben die Fassung von 2021 im
vergangenen Jahr grundlegend überarbeitet. Aus vier Handlungsfeldern sind drei geworden:</p>
<ul>
<li>Rekrutierung &amp; Integration</li>
<li>Aktivierung von Nicht-Beschäftigten</li>
<li>Qualifizierung &amp; Weiterbildung</li>
</ul>
<h2>Was „Gute Arbeit“ meint</h2>
<p>Gute Arbeit heißt für das Bündnis: Arbeitsplätze, die auf Dauer angelegt sind, und ein Umfeld, das
Menschen willkommen heißt, im Betrieb ebenso wie in der Gesellschaft. Im Mittelpunkt steht der einzelne
Mensch mit seinen Fähigkeiten und seiner Lage.</p>
<blockquote><p>Dafür braucht es mutige Wege bei der Rekrutierung, eine unterstützende Kultur in den
Betrieben und die Bereitschaft, über Branchen hinweg zu denken.</p></blockquote>
<h2>Vom Austausch zum Text</h2>
<p>Den Anfang machte der Austausch am 20. Februar 2024 mit rund 25 Mitgliedern. Eine Arbeitsgruppe unter
Leitung der Geschäftsstelle hat die Ergebnisse ausformuliert. Im Herbst 2024 hat das Land das Bündnis auf
dieser Grundlage erneut anerkannt.</p>
""",
    ),
    Story(
        title="Die Ausgangslage in sechs Zahlen",
        teaser="Arbeitslosenquote, Ausbildung, Betreuung, Teilzeit: Diese Werte stehen hinter der "
        "Strategie 2024–2027.",
        publish_at=at(2025, 1, 24, 9),
        topics=("Arbeitsmarkt", "Strategie"),
        fields=("aktivierung-von-nicht-beschaeftigten", "qualifizierung-weiterbildung"),
        organisations=("Agentur für Arbeit Göttingen",),
        links=(
            Link("Fachkräfte-Blog Nr. 141", BLOG_141, note="Quelle der Zahlen"),
            Link(article="Die Fachkräftestrategie 2024–2027 ist veröffentlicht"),
        ),
        text="""
<p>Eine Strategie beginnt mit dem, was ist. Diese Zahlen aus dem Jahr 2024 haben die Mitglieder ihrer Arbeit
zugrunde gelegt.</p>
<table>
<thead><tr><th scope="col">Kennzahl</th><th scope="col">Wert</th></tr></thead>
<tbody>
<tr><th scope="row">Arbeitslosenquote im August 2024 (Niedersachsen: 6,1 %)</th><td>6,8 %</td></tr>
<tr><th scope="row">Anteil der Arbeitslosen mit nichtdeutscher Herkunft</th><td>34 %</td></tr>
<tr><th scope="row">Zunahme der Arbeitslosen über 55 gegenüber 2023</th><td>18,2 %</td></tr>
<tr><th scope="row">Ausbildungsquote</th><td>4,5 %</td></tr>
<tr><th scope="row">Betreuungsquote der Kinder unter sechs Jahren</th><td>69 %</td></tr>
<tr><th scope="row">Teilzeitquote</th><td>35 %</td></tr>
</tbody>
</table>
<h2>Wo Menschen fehlen</h2>
<p>Zu den Engpassberufen zählen die Pflege, die Technik für erneuerbare Energien und der Tiefbau. Hier
bleiben Stellen lange unbesetzt.</p>
<h2>Wo Möglichkeiten liegen</h2>
<p>Von den Beschäftigten in Teilzeit sind 77 Prozent Frauen. Wenn Betreuung verlässlich ist, können manche
mehr Stunden arbeiten. Auch ältere Arbeitslose und Menschen, die noch nicht lange in Deutschland leben,
bringen Erfahrung mit. Die Handlungsfelder setzen an diesen Stellen an.</p>
{bild:nadel-stufen}
""",
    ),
    Story(
        title="Adelante Colombia: die IHK sucht Fachkräfte in Kolumbien",
        teaser="Das Land fördert einen Versuch mit bis zu 50 Arbeitskräften. Er läuft neben den Projekten "
        "des Bündnisses.",
        publish_at=at(2025, 2, 14, 11),
        topics=("Projekt",),
        fields=("rekrutierung-integration",),
        organisations=("IHK Hannover",),
        links=(
            Link(
                "Adelante Colombia bei der IHK Hannover",
                "https://www.ihk.de/hannover/hauptnavigation/ausbildung-und-weiterbildung/fachkraefte/"
                "fachkraefte-finden/adelante-colombia-6325554",
            ),
            Link(article="Adelante 3.0: Abschluss im Ratssaal"),
        ),
        text="""
<p>Die IHK Hannover hat im Februar 2025 mit „Adelante Colombia“ begonnen. In 36 Monaten sollen bis zu 50
Arbeitskräfte aus Kolumbien in Betriebe der Region kommen. Das Land gibt dafür 500.000 Euro.</p>
<h2>Was das mit dem Bündnis zu tun hat</h2>
<p>Das Vorhaben ist ein Pilot des Landes in der Region und wird nicht aus dem Budget des
Fachkräftebündnisses bezahlt. Es passt aber zum Handlungsfeld Rekrutierung &amp; Integration. Auch die
früheren Adelante-Runden für junge Menschen aus Europa sind in Göttingen entstanden.</p>
<h2>Was Betriebe wissen sollten</h2>
<ul>
<li>Auskunft zu Ablauf und Voraussetzungen gibt die IHK.</li>
<li>Wer zum ersten Mal Beschäftigte aus dem Ausland einstellt, kann sich zusätzlich beim Welcome Centre
beraten lassen.</li>
</ul>
<p>Im Bündnis sitzen Kammern, Arbeitsverwaltung und Kommunen an einem Tisch. Fragen, die mehrere Stellen
betreffen, lassen sich dort klären.</p>
""",
    ),
    Story(
        title="Geschäftsstelle arbeitet ohne Unterbrechung weiter",
        teaser="Ende Juni ist der Zuwendungsbescheid für die Anschlussförderung eingegangen. Beratung und "
        "Vernetzung laufen weiter.",
        publish_at=at(2025, 6, 30, 12),
        topics=("Bündnis", "Förderung"),
        organisations=("SüdniedersachsenStiftung",),
        links=(
            Link(
                "Meldung der SüdniedersachsenStiftung",
                "https://www.suedniedersachsenstiftung.de/aktuelles/fachkraeftebuendnis",
            ),
            Link(article="Die Geschäftsstelle geht in die nächste Runde"),
        ),
        correction="Ende Juni ist der Zuwendungsbescheid für die Anschlussförderung eingegangen. Die "
        "Ansprechstelle bleibt dieselbe.",
        text="""
<p>Am 30. Juni 2025 endet die bisherige Förderung der Geschäftsstelle. Rechtzeitig vorher ist der Bescheid
für die Anschlussförderung eingegangen. Damit gibt es keine Lücke.</p>
<h2>Was gleich bleibt</h2>
<p>Die Geschäftsstelle sitzt weiter in der SüdniedersachsenStiftung in Göttingen. Sie koordiniert das
Bündnis, bringt Partner zusammen, berät zu Projektideen und begleitet Träger bis zum Antrag. Zweimal im Jahr
bereitet sie die Versammlung vor, in der die Mitglieder Vorhaben bewerten.</p>
<h2>Was Träger jetzt tun können</h2>
<p>Für Projekte in den drei Handlungsfeldern ist Geld aus dem Europäischen Sozialfonds Plus vorgesehen; sie
können bis zum 31. Dezember 2028 laufen. Wer eine Idee hat, meldet sich am besten früh: Bis zur Bewertung
durch die Mitglieder müssen Inhalt, Kosten und Kofinanzierung beschrieben sein. Das erste Gespräch ist
kostenlos.</p>
""",
    ),
    Story(
        title="Welcome Center: das Land erweitert auf neun Standorte",
        teaser="1,2 Millionen Euro stehen ab Oktober 2025 bereit.",
        publish_at=at(2025, 10, 2, 9),
        topics=("Förderung",),
        fields=("rekrutierung-integration",),
        links=(
            Link(
                "Bericht zur Förderung der Welcome Center",
                "https://regionalheute.de/niedersachsen/"
                "niedersachsen-foerdert-neun-welcome-center-mit-12-millionen-euro-1759314722",
            ),
            Link(article="Sieben Welcome Center im Land erhalten Förderung"),
        ),
        text="""
<p>Niedersachsen fördert seit dem 1. Oktober 2025 neun Welcome Center. Dafür sind 1,2 Millionen Euro
vorgesehen. Im ersten Durchgang waren es sieben Standorte und eine Million Euro.</p>
<h2>Der Vergleich</h2>
<table>
<thead><tr><th scope="col">Beginn</th><th scope="col">Standorte</th><th
scope="col">Förderung</th></tr></thead>
<tbody>
<tr><th scope="row">Juli 2024</th><td>7</td><td>1,0 Mio. Euro</td></tr>
<tr><th scope="row">Oktober 2025</th><td>9</td><td>1,2 Mio. Euro</td></tr>
</tbody>
</table>
<h2>Einordnung</h2>
<p>Je mehr Anlaufstellen es gibt, desto kürzer werden die Wege für Betriebe und für Menschen, die neu ins
Land kommen. Für die Bündnisse heißt das: Sie müssen diese Beratung nicht selbst aufbauen. Sie können sich
auf das konzentrieren, was davor und danach kommt, etwa Sprachkurse am Arbeitsort oder Wohnraum.</p>
<p>Die Förderung der Welcome Center läuft über Aufrufe des Landes und belastet das Budget des
Fachkräftebündnisses nicht. Auch eine Stellungnahme der Mitglieder ist dafür nicht nötig. Welches Welcome
Center zuständig ist, sagt die Geschäftsstelle.</p>
""",
    ),
    Story(
        title="15.526 Arbeitslose, 3.819 offene Stellen",
        teaser="Die Agentur für Arbeit Göttingen meldet nur eine schwache Herbstbelebung. Im Oktober kamen"
        " 882 Stellen neu hinzu.",
        publish_at=at(2025, 10, 31, 10),
        topics=("Arbeitsmarkt",),
        fields=("aktivierung-von-nicht-beschaeftigten",),
        organisations=("Agentur für Arbeit Göttingen",),
        links=(
            Link(
                "Pressemitteilung der Agentur für Arbeit Göttingen",
                "https://www.arbeitsagentur.de/vor-ort/goettingen/presse/"
                "2025-53-auch-im-oktober-nur-schwache-herbstbelebung-am-regionalen-arbeitsmarkt",
            ),
            Link("Mehr über das Fachkräftebündnis", ALLIANCE),
        ),
        text="""
<p>Im Oktober 2025 waren im Agenturbezirk Göttingen 15.526 Menschen arbeitslos gemeldet. Dem standen 3.819
offene Stellen gegenüber. Die übliche Belebung im Herbst fiel schwach aus.</p>
{bild:kaestchen}
<h2>Frühjahr und Herbst im Vergleich</h2>
<table>
<thead><tr><th scope="col">Monat</th><th scope="col">Arbeitslose</th><th scope="col">offene Stellen</th>
<th scope="col">neue Stellen</th></tr></thead>
<tbody>
<tr><th scope="row">Mai 2025</th><td>16.746</td><td>4.159</td><td>1.037</td></tr>
<tr><th scope="row">Oktober 2025</th><td>15.526</td><td>3.819</td><td>882</td></tr>
</tbody>
</table>
<h2>Zwei Lücken zugleich</h2>
<p>Rein rechnerisch kommen vier Arbeitslose auf eine offene Stelle. Trotzdem suchen Betriebe lange, denn die
Stellen und die Menschen passen oft nicht zueinander: Es fehlt an einem Abschluss, an Sprache, an Betreuung
für die Kinder oder an einer Busverbindung.</p>
<p>An diesen Stellen setzt das Handlungsfeld Aktivierung von Nicht-Beschäftigten an. Es fragt zuerst, was
jemand braucht, um arbeiten zu können, und erst danach, welche Stelle frei ist. Die Zahlen gelten für die
Landkreise Göttingen und Northeim. Die Agentur für Arbeit veröffentlicht sie jeden Monat neu.</p>
""",
    ),
)
