"""Invented articles of 2026 and later, marked as examples, and one for each state of the lists."""

from alliance.portal.demo.articles_2021 import LEAD_TITLE
from alliance.portal.demo.shapes import Link, Story, at

STORIES = (
    Story(
        is_example=True,
        title="Projektideen bis Ende Oktober gesucht",
        teaser="Im November bewerten die Mitglieder neue Vorhaben; die Geschäftsstelle berät vorher zu "
        "jeder Idee.",
        publish_at=at(2026, 9, 1, 9),
        topics=("Projekt", "Förderung"),
        fields=(
            "rekrutierung-integration",
            "aktivierung-von-nicht-beschaeftigten",
            "qualifizierung-weiterbildung",
        ),
        drawing="knaeuel",
        links=(
            Link("Zum Mitmachen", "/mitmachen/"),
            Link(article="Geschäftsstelle arbeitet ohne Unterbrechung weiter"),
        ),
        text="""
<p>Wer eine Idee für die Fachkräftesicherung in der Region hat, kann sie bis zum 31. Oktober besprechen. In
der nächsten Versammlung bewerten die Mitglieder, welche Vorhaben zum Bedarf und zur Strategie passen.
Termine und Fristen in dieser Meldung sind ein Beispiel.</p>
<h2>In fünf Schritten</h2>
<ol>
<li>Idee in wenigen Sätzen an die Geschäftsstelle schicken</li>
<li>Gespräch führen, kostenlos und ohne Verpflichtung</li>
<li>Projektskizze schreiben, mit Kosten und Kofinanzierung</li>
<li>Bewertung durch die Mitglieder abwarten</li>
<li>Antrag bei der NBank stellen</li>
</ol>
<h2>Was zählt</h2>
<p>Das Vorhaben soll einem Bedarf der Region folgen, zu einem Handlungsfeld gehören und nach der Laufzeit
weiterwirken. Eine positive Stellungnahme des Bündnisses ist Voraussetzung für den Antrag, aber keine
Bewilligung: Die Entscheidung trifft die NBank. Begonnen werden darf erst danach. Fragen klärt die
Geschäftsstelle am Telefon oder vor Ort.</p>
""",
    ),
    Story(
        is_example=True,
        title="Ein Kalender für alle Weiterbildungen",
        teaser="Bildungsträger und Kammern legen ihre Termine zusammen. Kleine Betriebe sehen das ganze "
        "Angebot auf einer Seite.",
        publish_at=at(2026, 10, 14, 9),
        topics=("Projekt",),
        fields=("qualifizierung-weiterbildung",),
        organisations=("Handwerkskammer", "IHK Hannover", "Bildungswerk der Wirtschaft"),
        drawing="nadel-stufen",
        links=(Link(article="Die Ausgangslage in sechs Zahlen"),),
        text="""
<p>Wer in einem kleinen Betrieb eine Fortbildung sucht, musste bisher mehrere Programme nebeneinander lesen.
Ein gemeinsamer Kalender soll das ändern. Vorhaben, Beteiligte und Ablauf in dieser Meldung sind
erfunden.</p>
<h2>Eine Suche statt vieler Hefte</h2>
<p>Der Kalender fragt nur drei Dinge: Was möchten Sie lernen, wann haben Sie Zeit, wie weit können Sie
fahren? Er zeigt auch Angebote, die es online oder am Abend gibt.</p>
<h2>Warum das zum Handlungsfeld passt</h2>
<p>Lernen neben dem Beruf scheitert selten am Willen. Es scheitert daran, dass niemand Zeit hat, das
passende Angebot zu finden. Betriebe ohne eigene Personalabteilung sollen deshalb eine Stelle haben, an der
alles steht.</p>
<blockquote><p>Planbar heißt: Ich weiß im Januar, wann im Herbst der Kurs liegt.</p></blockquote>
<h2>Wie es weitergeht</h2>
<p>Zuerst sammeln die Beteiligten ein Jahr lang Rückmeldungen. Danach entscheiden sie, wer den Kalender auf
Dauer pflegt.</p>
""",
    ),
    Story(
        is_example=True,
        title="Vierte Anlaufstelle für Zugezogene öffnet",
        teaser="Die Beratung vor Ort gibt es damit in allen vier beteiligten Gemeinden. Der "
        "Zwischenbericht folgt im Frühjahr.",
        publish_at=at(2026, 11, 5, 9),
        place="Northeim",
        topics=("Projekt",),
        fields=("rekrutierung-integration",),
        organisations=("Landkreis Northeim",),
        drawing="horizont",
        links=(Link(article="Welcome Center: das Land erweitert auf neun Standorte"),),
        text="""
<p>Wer neu in die Region zieht, braucht in den ersten Wochen vor allem eines: eine Person, die den ganzen
Weg kennt. Nach drei Gemeinden gibt es diese Beratung nun in einer vierten. Das Vorhaben in dieser Meldung
ist erfunden.</p>
<h2>Was die Anlaufstelle klärt</h2>
<ul>
<li>Welche Behörde ist wofür zuständig?</li>
<li>Wie läuft die Anerkennung des Abschlusses?</li>
<li>Wo beginnt der nächste Sprachkurs, und passt er in den Schichtplan?</li>
<li>Wie finden Familien einen Platz in der Kita?</li>
</ul>
<h2>Vom Laufzettel zur Auswertung</h2>
<p>Die vier Stellen arbeiten mit demselben Laufzettel. So lässt sich am Ende erkennen, wo Menschen warten
müssen und welcher Schritt am längsten dauert. Die Gemeinden tauschen sich einmal im Monat darüber aus. Der
Zwischenbericht ist für das Frühjahr vorgesehen.</p>
""",
    ),
    Story(
        is_example=True,
        title="Anmeldung zum Strategieaustausch ist offen",
        teaser="Diese Meldung ist ein Beispiel für eine abgelaufene Meldung: Sie war bis zum 19. Februar "
        "2024 zu sehen.",
        publish_at=at(2024, 1, 22, 9),
        expire_at=at(2024, 2, 19, 18),
        topics=("Veranstaltung",),
        text="""
<p>Am 20. Februar 2024 besprechen die Mitglieder, worauf sich das Bündnis in den nächsten drei Jahren
konzentriert. Die Anmeldung ist offen. Diese Meldung ist ein Beispiel; nach dem Anmeldeschluss verschwindet
sie von selbst.</p>
<h2>Was Sie erwartet</h2>
<p>In mehreren Workshop-Phasen sammeln die Mitglieder Themen, bilden daraus Handlungsfelder und ordnen sie.
Bringen Sie mit, was Ihren Betrieb oder Ihre Einrichtung gerade am meisten beschäftigt.</p>
""",
    ),
    Story(
        is_example=True,
        title="Umzug der Sprechstunde im Sommer 2019",
        teaser="Diese Meldung ist ein Beispiel für eine archivierte Meldung.",
        publish_at=at(2019, 6, 17, 9),
        topics=("Bündnis",),
        state="archived",
        text="""
<p>Während der Sommerwochen findet die Sprechstunde für Projektideen in einem anderen Raum statt. Diese
Meldung ist ein Beispiel. Sie gilt nicht mehr und liegt deshalb im Archiv der Redaktion.</p>
""",
    ),
    Story(
        is_example=True,
        title="Sprechstunde für Projektideen im Winter",
        teaser="Dieser Entwurf ist ein Beispiel. Die Geschäftsstelle nimmt sich zwei Stunden Zeit, online "
        "und ohne Anmeldung.",
        topics=("Projekt",),
        fields=("qualifizierung-weiterbildung",),
        state="draft",
        text="""
<p>Einmal im Quartal beantwortet die Geschäftsstelle Fragen zu Projektideen in einer offenen Sprechstunde.
Der Termin steht noch nicht fest; dieser Entwurf ist ein Beispiel.</p>
<h2>Noch zu klären</h2>
<ul>
<li>Termin und Uhrzeit</li>
<li>Zugang zur Videokonferenz</li>
</ul>
""",
    ),
    Story(
        is_example=True,
        title="Was die Mitglieder vom nächsten Austausch erwarten",
        teaser="Dieser Beitrag liegt zur Prüfung bei der Leitung. Er ist ein Beispiel.",
        topics=("Strategie",),
        fields=("rekrutierung-integration",),
        organisations=("SüdniedersachsenStiftung",),
        drawing="plaetze",
        links=(Link(article=LEAD_TITLE),),
        state="review",
        text="""
<p>Vor dem nächsten Austausch fragt die Geschäftsstelle die Mitglieder, welche Themen auf den Tisch gehören.
Dieser Beitrag fasst erfundene Antworten zusammen und liegt zur Prüfung bei der Leitung.</p>
<h2>Drei Wünsche</h2>
<ul>
<li>mehr Zeit für das Ordnen der Themen</li>
<li>Beispiele aus Betrieben, die etwas ausprobiert haben</li>
<li>ein Blick auf das, was aus den Prioritäten von 2024 geworden ist</li>
</ul>
<h2>Der Ablauf</h2>
<p>Gesammelt wird wie beim letzten Mal in Phasen. Am Ende soll eine Reihenfolge stehen, auf die sich die
nächste Fassung der Strategie stützen kann.</p>
""",
    ),
    Story(
        is_example=True,
        title="Was nach der vierten Anerkennungsperiode kommt",
        teaser="Diese Meldung ist ein Beispiel für eine geplante Meldung: Sie erscheint am 1. September "
        "2027.",
        publish_at=at(2027, 9, 1, 8),
        topics=("Bündnis", "Strategie"),
        drawing="vier-zeiten",
        text="""
<p>Ende August 2027 endet die vierte Anerkennungsperiode. Diese Meldung ist ein Beispiel dafür, dass die
Geschäftsstelle einen Beitrag schreiben und freigeben kann, lange bevor er erscheint.</p>
<h2>Was dann hier stehen kann</h2>
<p>Zum Beispiel, wie viele Vorhaben in drei Jahren bewertet wurden, was die NBank bewilligt hat und welche
Ziele der Strategie weiterlaufen.</p>
""",
    ),
)
