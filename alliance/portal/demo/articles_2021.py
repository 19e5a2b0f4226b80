"""Articles of 2021 to 2024: recognition, strategy 2021–2024, projects, the exchange of 20 February 2024."""

from alliance.portal.demo.occasions import HELD_2024
from alliance.portal.demo.shapes import Link, Story, at

ALLIANCE = "https://www.suedniedersachsenstiftung.de/projekt/fachkraeftebuendnis"
STRATEGY_2021 = "https://www.fachkraeftebuendnis-sns.de/neuefachkraeftestrategie/"

LEAD_TITLE = "Rund 25 Mitglieder, eine gemeinsame Richtung"

STORIES = (
    Story(
        title="Anerkennung bis August 2024: rund 680.000 Euro für neue Vorhaben",
        teaser="Die dritte Periode hat begonnen. Elf Projekte hat das Bündnis in sechs Jahren auf den Weg "
        "gebracht.",
        publish_at=at(2021, 9, 6, 9, 30),
        topics=("Bündnis", "Förderung"),
        fields=("berufliche-bildung",),
        drawing="acht-spulen",
        links=(
            Link(
                "Bericht: Arbeit bis 2024 gesichert",
                "https://einbeck-business.de/businessnews/artikel/fachkraeftebuendnis-suedniedersachsen-setzt-arbeit-"
                "bis-2024-fort-fuer-neue-foerderprojekte-stehen-680000-euro-zur-verfuegung",
            ),
            Link(article="Drei weitere Jahre: Anerkennung bis August 2021"),
        ),
        text="""
<p>Von September 2021 bis August 2024 ist das Fachkräftebündnis Südniedersachsen zum dritten Mal anerkannt.
Für neue Vorhaben stehen rechnerisch rund 680.000 Euro bereit.</p>
<h2>Elf Projekte in sechs Jahren</h2>
<p>Seit 2015 sind elf Projekte mit zusammen etwa 1,3 Millionen Euro entstanden. Zwei Beispiele zeigen die
Spannweite:</p>
<ul>
<li>„IT macht Schule – Innovationstransfer in Südniedersachsen“ führte Schüler:innen über Praxisphasen an
IT-Berufe heran.</li>
<li>„Digitale Kompetenzen in der Weiterbildung“ entwickelte Angebote, die auf die Branchen kleiner und
mittlerer Betriebe zugeschnitten sind.</li>
</ul>
<h2>So läuft das Verfahren</h2>
<p>Die Geschäftsstelle berät zu jeder Idee, kostenlos und bis zum Antrag. Zweimal im Jahr bewerten die
Mitglieder in ihrer Versammlung die eingereichten Vorhaben. Passt ein Vorhaben zum Bedarf der Region und zur
Strategie, gibt das Bündnis eine Stellungnahme ab. Den Antrag stellt der Träger bei der NBank, und sie
entscheidet.</p>
<p>Bis Ende des Jahres arbeiten die Partner gemeinsam an einer neuen Fachkräftestrategie.</p>
""",
    ),
    Story(
        title="Die Fachkräftestrategie 2021–2024 liegt vor",
        teaser="Befragung, Workshops, Einzelgespräche: Vier Handlungsfelder geben bis 2024 die Richtung vor.",
        publish_at=at(2021, 12, 15, 10),
        topics=("Strategie",),
        fields=(
            "berufliche-bildung",
            "rekrutierung-von-fachkraeften",
            "arbeitsmarktintegration",
            "bindung-an-die-region",
        ),
        drawing="webstuhl",
        links=(
            Link("Fachkräftestrategie 2021–2024 im Portal", "/strategie/2021-2024/"),
            Link("Fachkräftestrategie 2021–2024", STRATEGY_2021, note="mit PDF zum Herunterladen"),
            Link(
                "Hintergrund: Regionale Fachkräftestrategie",
                "https://www.fachkraeftebuendnis-sns.de/hintergrund/regionale-fachkraeftestrategie/",
            ),
        ),
        text="""
<p>Die Mitglieder des Fachkräftebündnisses haben ihre Strategie neu gefasst. Sie beschreibt, wie die Region
auf Dauer genug Fachkräfte und andere Arbeitskräfte findet, ausbildet und hält. Fachkräftesicherung versteht
sie als Kernthema der Standortpolitik.</p>
<h2>Vier Handlungsfelder</h2>
<ul>
<li>Berufliche Bildung</li>
<li>Rekrutierung von Fachkräften im In- und Ausland</li>
<li>Arbeitsmarktintegration aller Erwerbsfähigen</li>
<li>Bindung von Fachkräften an die Region</li>
</ul>
<h2>Wie der Text entstand</h2>
<p>Am Anfang stand eine Befragung der Mitglieder: Welche Themen werden wichtiger, welche Maßnahmen fehlen,
was soll das Bündnis besser machen? Die Antworten wurden in Workshops geordnet und in Gesprächen mit
einzelnen Partnern vertieft. Erst danach wurde geschrieben.</p>
<p>Jede Fassung der Strategie baut auf der vorigen auf. So bleibt nachvollziehbar, was aus früheren Vorhaben
geworden ist. Die Strategie steht als PDF zum Herunterladen bereit. Wer ein Projekt plant, findet darin den
Maßstab, an dem die Mitglieder es messen.</p>
""",
    ),
    Story(
        title="Adelante 3.0: Abschluss im Ratssaal",
        teaser="Ein Jahr im Betrieb, am Ende ein Zertifikat: Junge Menschen aus Europa schließen ihre "
        "Qualifizierung ab.",
        publish_at=at(2022, 2, 4, 11),
        topics=("Projekt", "Veranstaltung"),
        fields=("rekrutierung-von-fachkraeften",),
        organisations=("Beschäftigungsförderung Göttingen", "IHK Hannover"),
        links=(
            Link(
                "Bericht vom Abschluss",
                "https://www.fachkraeftebuendnis-sns.de/adelante-30-abschlussveranstaltung/",
            ),
        ),
        text="""
<p>Im Ratssaal der Stadt Göttingen ist am 3. Februar 2022 die Runde „Adelante 3.0“ zu Ende gegangen. Die
Teilnehmenden haben ein Jahr lang in Betrieben der Region gearbeitet und sich dabei an die Anforderungen
ihres Berufs in Deutschland angepasst.</p>
<h2>Was Adelante ausmacht</h2>
<p>Die Reihe richtet sich an junge Menschen aus Europa, die ihre Ausbildung schon mitbringen. Die
Qualifizierung findet im Betrieb statt, nicht im Klassenzimmer, und endet mit einem Zertifikat. Getragen
wird sie von der Beschäftigungsförderung Göttingen mit der Geschäftsstelle Göttingen der IHK Hannover.</p>
<h2>Eine Reihe mit Geschichte</h2>
<p>„Adelante 2017“ gehörte zu den frühen Vorhaben des Fachkräftebündnisses. Aus den Erfahrungen jeder Runde
ist die nächste entstanden. Betriebe, die mitmachen, stellen eine Ansprechperson und planen Zeit für Fragen
ein. Das hilft auch den Beschäftigten, die schon da sind.</p>
""",
    ),
    Story(
        title="Die Geschäftsstelle geht in die nächste Runde",
        teaser="Von Juli 2022 bis Juni 2025 ist das Bündnismanagement gefördert. Beratung und Vernetzung "
        "laufen weiter.",
        publish_at=at(2022, 7, 1, 9),
        topics=("Bündnis", "Förderung"),
        organisations=("SüdniedersachsenStiftung",),
        links=(
            Link(
                "Projekt Geschäftsstelle",
                "https://fachkraeftebuendnis-sns.de/projekt-fachkraeftebuendnis-suedniedersachsen-geschaeftsstelle-"
                "geht-in-die-naechste-runde",
            ),
        ),
        text="""
<p>Die Geschäftsstelle des Fachkräftebündnisses ist selbst ein gefördertes Vorhaben. Die neue Laufzeit
reicht vom 1. Juli 2022 bis zum 30. Juni 2025. Sitz bleibt die SüdniedersachsenStiftung in Göttingen.</p>
<h2>Was die Geschäftsstelle tut</h2>
<ul>
<li>Sie koordiniert die Arbeit der Mitglieder und bereitet die Versammlungen vor.</li>
<li>Sie bringt Menschen zusammen, die an ähnlichen Fragen arbeiten.</li>
<li>Sie berät zu Projektideen und begleitet Träger bis zum Antrag.</li>
<li>Sie berichtet öffentlich über das, was entsteht.</li>
</ul>
<h2>Für wen die Beratung offen ist</h2>
<p>Eine Idee darf jede und jeder mitbringen. Antragsberechtigt sind die Mitglieder und andere öffentliche
oder private Träger in Niedersachsen. Ein erstes Gespräch klärt, ob die Idee zum Bedarf der Region und zu
einem Handlungsfeld passt. Die Beratung kostet nichts und verpflichtet zu nichts. Ein Termin lässt sich per
E-Mail vereinbaren.</p>
""",
    ),
    Story(
        title="Adelante: Runde 2021/2022 abgeschlossen",
        teaser="Diesmal waren neben Betrieben auch Kindertagesstätten beteiligt.",
        publish_at=at(2022, 11, 4, 9),
        topics=("Projekt",),
        fields=("rekrutierung-von-fachkraeften", "bindung-an-die-region"),
        organisations=("Beschäftigungsförderung Göttingen",),
        links=(
            Link(article="Adelante 3.0: Abschluss im Ratssaal"),
            Link("Bericht vom Abschluss", "https://fachkraeftebuendnis-sns.de/?p=7469"),
        ),
        text="""
<p>Bei der Beschäftigungsförderung Göttingen ist am 3. November 2022 die Adelante-Runde 2021/2022 zu Ende
gegangen. Beteiligt waren Betriebe und Kindertagesstätten aus der Region.</p>
<h2>Ein Jahr, zwei Seiten</h2>
<p>Für die Teilnehmenden war es ein Jahr mit neuer Sprache, neuem Arbeitsplatz und neuem Wohnort. Für die
Betriebe war es ein Jahr, in dem sie ihre Einarbeitung überdenken mussten: Wer erklärt was, in welcher
Reihenfolge, und wer hilft bei Fragen außerhalb der Arbeit?</p>
<h2>Was bleibt</h2>
<p>Zur Reihe gehört am Ende ein Zertifikat über die Anpassungsqualifizierung im Betrieb. Es hilft bei der
nächsten Bewerbung, in der Region oder anderswo. Besser ist es für die Region, wenn die Teilnehmenden
bleiben. Die Erfahrungen fließen in das Feld Rekrutierung ein, in dem das Bündnis Anwerbung und Ankommen
zusammen denkt.</p>
""",
    ),
    Story(
        title=LEAD_TITLE,
        teaser="Im Sitzungssaal der Agentur für Arbeit Göttingen haben die Mitglieder die Handlungsfelder "
        "der nächsten Fachkräftestrategie erarbeitet und nach Dringlichkeit geordnet.",
        publish_at=at(2024, 2, 20, 18),
        topics=("Strategie",),
        fields=(
            "rekrutierung-integration",
            "aktivierung-von-nicht-beschaeftigten",
            "qualifizierung-weiterbildung",
        ),
        organisations=("Agentur für Arbeit Göttingen", "SüdniedersachsenStiftung"),
        meetings=(HELD_2024,),
        drawing="plaetze",
        is_pinned=True,
        links=(
            Link("Mehr über das Fachkräftebündnis", ALLIANCE),
            Link("Fachkräftestrategie 2021–2024", STRATEGY_2021, note="mit PDF zum Herunterladen"),
            Link("Fachkräftestrategie 2024–2027", "/strategie/2024-2027/"),
            Link(article="Die Fachkräftestrategie 2024–2027 ist veröffentlicht"),
        ),
        text=f"""
<p>Eine regionale Fachkräftestrategie gehört zu den Voraussetzungen, unter denen das Land ein
Fachkräftebündnis anerkennt. Die <a href="{STRATEGY_2021}">Strategie 2021–2024</a> läuft aus. Deshalb haben
sich rund 25 Mitglieder am 20. Februar getroffen und besprochen, worauf sich das <a
href="/ueber-uns/">Bündnis</a> in den nächsten drei Jahren konzentriert.</p>
<h2>Erst sammeln, dann gewichten</h2>
<p>Gearbeitet wurde in mehreren Workshop-Phasen. Zuerst ging es darum, welche Themen die Region bewegen.
Danach haben die Mitglieder daraus Handlungsfelder gebildet und die dringlichsten Themen nach vorn gestellt.
Auch ein Leitmotto haben sie gefunden.</p>
<blockquote><p>Die nächste Strategie soll auf dem aufbauen, was schon trägt. Der rote Faden soll länger
halten als eine Förderperiode.</p></blockquote>
<h2>So geht es weiter</h2>
<p>Eine Arbeitsgruppe schreibt jetzt aus, was im Saal verabredet wurde. Die Geschäftsstelle leitet sie. Die
fertige Strategie gehört zu den Unterlagen für die erneute Anerkennung des Bündnisses.</p>
<p>Was das Fachkräftebündnis ist und wer mitwirkt, steht auf den Seiten der
<a href="{ALLIANCE}">SüdniedersachsenStiftung</a>. Fragen beantwortet die Geschäftsstelle.</p>
""",
    ),
    Story(
        title="Sieben Welcome Center im Land erhalten Förderung",
        teaser="Das Land fördert Anlaufstellen für internationale Fachkräfte mit zusammen einer Million "
        "Euro.",
        publish_at=at(2024, 7, 15, 10),
        topics=("Förderung", "Arbeitsmarkt"),
        fields=("rekrutierung-integration",),
        drawing="landkarte",
        links=(
            Link(
                "Fachkräfte-Blog Nr. 117: Förderung Welcome Center",
                "https://suedniedersachsenstiftung.de/fachkraefte-blog-117-foerderung-welcome-center",
            ),
            Link(article="Das Welcome Centre geht in den Regelbetrieb"),
        ),
        text="""
<p>Im Januar 2024 hat das Land zu Anträgen für regionale Welcome Center aufgerufen. Nun stehen sieben
Standorte fest. Sie teilen sich eine Million Euro.</p>
<h2>Wozu Welcome Center da sind</h2>
<p>Ein Welcome Center berät Menschen, die aus dem Ausland zum Arbeiten kommen, und die Betriebe, die sie
einstellen. Es kennt die Wege zur Anerkennung von Abschlüssen, zur Sprache und zu den Behörden. Wer sich
dort meldet, soll nicht an fünf andere Stellen weitergeschickt werden.</p>
<h2>Ein anderer Weg als beim Bündnis</h2>
<p>Solche Aufrufe des Landes laufen neben der Förderung durch die Fachkräftebündnisse. Sie zählen nicht zum
virtuellen Budget der Region, und eine Stellungnahme des Bündnisses ist nicht nötig. Für Träger lohnt sich
deshalb ein Gespräch mit der Geschäftsstelle: Manche Idee passt besser zu einem Aufruf als zu einem Projekt
des Bündnisses.</p>
""",
    ),
    Story(
        title="Erneut anerkannt: das Bündnis arbeitet bis August 2027 weiter",
        teaser="Das Sozialministerium hat die Fortsetzung bestätigt. Rund 600.000 Euro aus dem "
        "Europäischen Sozialfonds Plus stehen rechnerisch bereit.",
        publish_at=at(2024, 10, 1, 9),
        topics=("Bündnis", "Förderung"),
        fields=(
            "rekrutierung-integration",
            "aktivierung-von-nicht-beschaeftigten",
            "qualifizierung-weiterbildung",
        ),
        drawing="urkunde",
        links=(
            Link("Mehr über das Fachkräftebündnis", ALLIANCE),
            Link(article=LEAD_TITLE),
        ),
        text="""
<p>Das Niedersächsische Ministerium für Soziales, Arbeit, Gesundheit und Gleichstellung hat das
Fachkräftebündnis Südniedersachsen erneut anerkannt. Die vierte Periode reicht von September 2024 bis August
2027.</p>
<h2>Vier Uhren, die verschieden gehen</h2>
<table>
<thead><tr><th scope="col">Was</th><th scope="col">Zeitraum</th></tr></thead>
<tbody>
<tr><th scope="row">Anerkennung durch das Land</th><td>September 2024 bis August 2027</td></tr>
<tr><th scope="row">Fachkräftestrategie</th><td>2024 bis 2027</td></tr>
<tr><th scope="row">Förderperiode der EU</th><td>2021 bis 2027, Projekte bis 31. Dezember 2028</td></tr>
<tr><th scope="row">Förderung der Geschäftsstelle</th><td>Juli 2022 bis Juni 2025</td></tr>
</tbody>
</table>
{bild:vier-zeiten}
<h2>Was jetzt möglich ist</h2>
<p>Rund 600.000 Euro aus dem Europäischen Sozialfonds Plus sind für Vorhaben der Region vorgesehen, dazu
kommt Geld des Landes. Träger brauchen eigene Mittel oder weitere Geldgeber, denn jede Förderung deckt nur
einen Teil der Kosten. Die Mitglieder bewerten die Vorhaben, die NBank entscheidet über die Anträge. Beides
sind getrennte Schritte. Die Geschäftsstelle erklärt, was das für ein Vorhaben bedeutet.</p>
""",
    ),
)
