"""Articles of 2015 to 2019: recognition, kick-off, Welcome Centre, prolongation, labour market."""

from alliance.portal.demo.shapes import Link, Story, at

STORIES = (
    Story(
        title="Das Land erkennt das Fachkräftebündnis Südniedersachsen an",
        teaser="Kommunen, Kammern, Gewerkschaften, Hochschulen und Arbeitsverwaltung arbeiten ab sofort "
        "mit einem gemeinsamen Auftrag. Die Anerkennung gilt für drei Jahre.",
        publish_at=at(2015, 8, 27, 15),
        topics=("Bündnis",),
        organisations=(
            "Landkreis Göttingen",
            "Landkreis Northeim",
            "Stadt Göttingen",
            "Landkreis Osterode am Harz",
        ),
        drawing="acht-flicken",
        links=(
            Link(
                "Das Fachkräftebündnis auf den Seiten der SüdniedersachsenStiftung",
                "https://www.suedniedersachsenstiftung.de/projekt/fachkraeftebuendnis",
            ),
        ),
        text="""
<p>Am 27. August 2015 hat das Fachkräftebündnis Südniedersachsen seine Urkunde erhalten. Der
Wirtschaftsminister des Landes hat sie übergeben. Damit gehört die Region zu den acht Bündnissen, die
zusammen ganz Niedersachsen abdecken.</p>
<h2>Ein Vertrag, kein Verein</h2>
<p>Die Arbeitsmarktakteure der Region haben sich Mitte 2015 durch einen Kooperationsvertrag verbunden. Eine
eigene Rechtsperson ist das Bündnis nicht. Die Koordination liegt bei der SüdniedersachsenStiftung in
Göttingen.</p>
<p>Das Gebiet umfasst die Landkreise Göttingen, Northeim und Osterode am Harz und die Stadt Göttingen. Auf
der Liste der Mitglieder stehen neben den Kommunen</p>
<ul>
<li>die Industrie- und Handelskammer, die Handwerkskammer und die Kreishandwerkerschaft,</li>
<li>Gewerkschaften und der Arbeitgeberverband,</li>
<li>die Agentur für Arbeit Göttingen,</li>
<li>drei Hochschulen,</li>
<li>Bildungsträger, Wirtschaftsförderungen und Einrichtungen der Regionalentwicklung.</li>
</ul>
<h2>Was die Anerkennung bedeutet</h2>
<p>Die Anerkennung gilt von September 2015 bis August 2018. In dieser Zeit können Träger aus der Region
Vorhaben zur Fachkräftesicherung beantragen. Das Bündnis nimmt dazu fachlich Stellung; über die Förderung
entscheidet die NBank. Grundlage ist die regionale Fachkräftestrategie, auf die sich die Mitglieder
verständigt haben.</p>
""",
    ),
    Story(
        title="Auftakt auf der zehnten Fachkräftekonferenz",
        teaser="Das Bündnis stellt sich der Öffentlichkeit vor. Für die ersten drei Jahre ist ein Budget "
        "von 610.000 Euro vorgesehen.",
        publish_at=at(2015, 10, 16, 10),
        topics=("Bündnis", "Veranstaltung"),
        fields=("berufliche-bildung",),
        drawing="knaeuel",
        links=(
            Link(article="Das Land erkennt das Fachkräftebündnis Südniedersachsen an"),
            Link(
                "Bericht des Südniedersachsenprogramms",
                "http://www.suedniedersachsenprogramm.niedersachsen.de/startseite/aktuelles/"
                "veranstaltungen_termine/tag-der-regionalen-mobilitaet-138601.html",
            ),
        ),
        text="""
<p>Die zehnte Fachkräftekonferenz am 15. Oktober 2015 war der öffentliche Auftakt des Fachkräftebündnisses
Südniedersachsen. Wer in der Region mit Arbeit und Ausbildung zu tun hat, konnte dort erfahren, wie das
Bündnis arbeitet und wie eine Idee zu einem geförderten Vorhaben wird.</p>
<h2>Drei Beispiele aus der Strategie</h2>
<p>Die Fachkräftestrategie nennt unter anderem diese Themen:</p>
<ul>
<li>die duale Ausbildung,</li>
<li>das Marketing für die Region,</li>
<li>die Gesundheitswirtschaft, in der viele Arbeitsplätze entstehen.</li>
</ul>
<h2>610.000 Euro als Planungsgröße</h2>
<p>Bis 2018 stehen für Projekte der Region rechnerisch 610.000 Euro bereit, aus dem Europäischen Sozialfonds
und vom Land. Dieses virtuelle Budget ist eine Planungsgröße: Das Geld fließt erst, wenn ein Träger einen
Antrag gestellt und die NBank ihn bewilligt hat.</p>
<blockquote><p>Erst die Idee, dann das Gespräch, dann der Antrag.</p></blockquote>
<p>So lässt sich der Weg zusammenfassen. Die Geschäftsstelle berät dazu kostenlos. Auch wer nicht Mitglied
ist, kann eine Idee einbringen.</p>
""",
    ),
    Story(
        title="Welcome Centre: Zuwendungsbescheid für Campus und Region",
        teaser="Eine Anlaufstelle für Menschen, die zum Arbeiten nach Südniedersachsen kommen: Die "
        "Förderung aus dem Europäischen Sozialfonds ist bewilligt.",
        publish_at=at(2017, 4, 20, 14),
        topics=("Projekt", "Förderung"),
        fields=("rekrutierung-von-fachkraeften",),
        organisations=("Universität Göttingen", "SüdniedersachsenStiftung"),
        drawing="horizont",
        links=(
            Link(
                "Welcome Centre: Bericht zur Förderung",
                "https://www.eiz-niedersachsen.de/welcome-centre-fuer-den-goettingen-campus-die-region-"
                "suedniedersachsen-erhaelt-foerdertafel/",
            ),
        ),
        text="""
<p>Am 20. April 2017 hat die Georg-August-Universität den Zuwendungsbescheid für das „Welcome Centre für den
Göttingen Campus und die Region Südniedersachsen“ erhalten. Aus dem Europäischen Sozialfonds kommen rund
350.000 Euro. Die Gesamtkosten liegen bei mehr als einer Million Euro.</p>
<h2>Für wen das Welcome Centre da ist</h2>
<p>Wer aus dem Ausland zum Arbeiten in die Region zieht, hat viele Fragen auf einmal: zur Anerkennung des
Abschlusses, zu Behörden, Wohnung, Sprache und Kita. Das Welcome Centre soll die Antworten an einer Stelle
zusammenführen, für Beschäftigte der Hochschulen ebenso wie für Betriebe und ihre neuen Leute.</p>
<h2>Wer es trägt</h2>
<p>Träger ist die Universität, gemeinsam mit der SüdniedersachsenStiftung. Mehr als 40 Partner wirken mit.
Das Vorhaben läuft zwei Jahre und drei Monate.</p>
<p>Das Fachkräftebündnis begleitet das Vorhaben. Vom Inhalt her gehört es zur Rekrutierung: Menschen
gewinnen und ihnen den Anfang leicht machen.</p>
""",
    ),
    Story(
        title="Drei weitere Jahre: Anerkennung bis August 2021",
        teaser="Die Mitglieder haben einstimmig beschlossen, die Fortsetzung zu beantragen. Jetzt ist die "
        "zweite Periode da, mit einer überarbeiteten Strategie und 600.000 Euro als Planungsgröße.",
        publish_at=at(2018, 9, 3, 11),
        topics=("Bündnis", "Strategie"),
        drawing="vier-zeiten",
        links=(
            Link(
                "Fachkräftebündnis setzt Arbeit bis 2021 fort",
                "https://www.fachkraeftebuendnis-sns.de/"
                "fachkraeftebuendnis-suedniedersachsen-setzt-arbeit-bis-2021-fort/",
            ),
            Link(article="Das Land erkennt das Fachkräftebündnis Südniedersachsen an"),
        ),
        text="""
<p>Das Fachkräftebündnis Südniedersachsen ist für die Zeit von September 2018 bis August 2021 erneut
anerkannt. Die Mitglieder hatten den Antrag auf Fortsetzung in ihrer Versammlung einstimmig beschlossen.</p>
<h2>Was in drei Jahren zusammenkam</h2>
<p>In der ersten Periode sind rund 700.000 Euro in Vorhaben der Region geflossen. Dazu gehören das Welcome
Centre für Campus und Region, „Adelante 2017“ für junge Menschen aus Europa und „Zukunft in
Südniedersachsen“. Mehr als 20 Arbeitsmarktakteure wirken im Bündnis mit, dazu die Landkreise und die Stadt
Göttingen.</p>
<h2>Schwerpunkte der überarbeiteten Strategie</h2>
<ul>
<li>Fachkräfte- und Standortmarketing</li>
<li>Arbeit in der digitalen Welt</li>
<li>duale Ausbildung</li>
</ul>
<h2>Geld und Entscheidung</h2>
<p>Für die zweite Periode stehen rechnerisch 600.000 Euro bereit; landesweit sind es für alle acht Bündnisse
11,4 Millionen Euro. Ein positives Votum der Mitglieder ist noch keine Bewilligung: Über jeden Antrag
entscheidet die NBank.</p>
""",
    ),
    Story(
        title="Das Welcome Centre geht in den Regelbetrieb",
        teaser="Aus dem geförderten Vorhaben wird eine feste Anlaufstelle.",
        publish_at=at(2019, 5, 28, 12),
        topics=("Projekt",),
        fields=("rekrutierung-von-fachkraeften",),
        organisations=("Universität Göttingen", "SüdniedersachsenStiftung"),
        links=(Link(article="Welcome Centre: Zuwendungsbescheid für Campus und Region"),),
        text="""
<p>Seit dem 28. Mai 2019 arbeitet das Welcome Centre für den Göttingen Campus und die Region
Südniedersachsen im Regelbetrieb. Zwei Jahre lang hat ein gefördertes Vorhaben erprobt, was Menschen
brauchen, die zum Arbeiten in die Region kommen. Nun bleibt das Angebot.</p>
<h2>Vom Versuch zur festen Stelle</h2>
<p>So ist eine Förderung durch das Fachkräftebündnis gedacht: Sie hilft, etwas Neues auszuprobieren. Was
sich bewährt, soll danach ohne diese Förderung weitergehen. Deshalb fragt das Bündnis bei jeder Projektidee,
wie es nach dem Ende der Laufzeit weitergeht.</p>
<h2>Wohin sich Betriebe wenden</h2>
<p>Betriebe, die Beschäftigte aus dem Ausland einstellen, können sich vor dem ersten Arbeitstag beraten
lassen. Auch Familienangehörige finden dort Auskunft. Bei Fragen zum Bündnis hilft die Geschäftsstelle
weiter.</p>
<p>Für das Bündnis ist der Übergang auch ein Prüfstein: Er zeigt, welche Teile eines Vorhabens ohne
Projektmittel bestehen können.</p>
""",
    ),
    Story(
        title="Arbeitslosenquote bei 5,0 Prozent",
        teaser="12.186 Menschen sind im Agenturbezirk Göttingen arbeitslos gemeldet. 4.514 Stellen sind "
        "offen.",
        publish_at=at(2019, 11, 4, 10),
        topics=("Arbeitsmarkt",),
        fields=("arbeitsmarktintegration",),
        organisations=("Agentur für Arbeit Göttingen",),
        links=(
            Link(
                "Bericht des Stadtradios Göttingen",
                "https://stadtradio-goettingen.de/redaktion/nachrichtenarchiv/2019/november_2019/"
                "agentur_fuer_arbeit_goettingen_vermeldet_allzeittief_bei_arbeitslosenzahlen",
            ),
        ),
        text="""
<p>Die Agentur für Arbeit Göttingen meldet für Oktober 2019 einen Stand, den sie ein Allzeittief nennt. Die
Arbeitslosenquote liegt bei 5,0 Prozent: 5,1 Prozent im Landkreis Göttingen, 4,9 Prozent im Landkreis
Northeim.</p>
<h2>Ein Jahr im Vergleich</h2>
<table>
<thead><tr><th scope="col">Monat</th><th scope="col">Quote</th><th scope="col">Arbeitslose</th>
<th scope="col">offene Stellen</th></tr></thead>
<tbody>
<tr><th scope="row">September 2018</th><td>5,4 %</td><td>13.060</td><td>4.867</td></tr>
<tr><th scope="row">Februar 2019</th><td>5,6 %</td><td>mehr als 13.500</td><td>mehr als 4.600</td></tr>
<tr><th scope="row">Oktober 2019</th><td>5,0 %</td><td>12.186</td><td>4.514</td></tr>
</tbody>
</table>
<p>Alle Zahlen gelten für den Agenturbezirk Göttingen, also für die Landkreise Göttingen und Northeim. Die
Monate sind nicht ohne Weiteres vergleichbar, weil die Arbeitslosigkeit im Winter steigt und im Herbst
sinkt.</p>
<h2>Was das für das Bündnis heißt</h2>
<p>Weniger Arbeitslose und weiterhin mehr als 4.500 offene Stellen: Für Betriebe wird die Suche schwerer.
Deshalb kommt es darauf an, auch Menschen zu erreichen, die in keiner Statistik der Arbeitslosen stehen.</p>
""",
    ),
)
