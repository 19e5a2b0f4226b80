"""The pages that the law asks for, as template texts, and the page in Leichte Sprache."""

from alliance.portal.demo.shapes import StaticPage
from alliance.portal.legal import TEMPLATES, LegalPage

LEGAL: tuple[StaticPage | LegalPage, ...] = (
    *TEMPLATES.values(),
    StaticPage(
        "leichte-sprache",
        "Leichte Sprache",
        "Hier steht das Wichtigste in Leichter Sprache. Der Text ist eine Vorlage.",
        "legal",
        """
<p>[bitte ergänzen: Prüfung durch eine Prüf-Gruppe für Leichte Sprache]</p>
<h2>Was ist das Bündnis?</h2>
<p>Viele Betriebe suchen Menschen, die bei ihnen arbeiten.<br>
Diese Menschen nennt man Fach-Kräfte.<br>
In Süd-Niedersachsen arbeiten viele Stellen zusammen.<br>
Sie helfen bei der Suche nach Fach-Kräften.<br>
Zusammen heißen sie: Fach-Kräfte-Bündnis.</p>
<h2>Wer gehört dazu?</h2>
<ul>
<li>Städte und Land-Kreise</li>
<li>die Agentur für Arbeit</li>
<li>Gewerkschaften und Arbeit-Geber</li>
<li>Hoch-Schulen und Bildungs-Träger</li>
</ul>
<h2>Was macht das Bündnis?</h2>
<p>Die Mitglieder sprechen über gute Ideen.<br>
Zum Beispiel: Wie finden mehr Menschen Arbeit?<br>
Für manche Ideen gibt es Geld.<br>
Über das Geld entscheidet eine Bank vom Land. Sie heißt NBank.</p>
<h2>Was finden Sie auf dieser Internet-Seite?</h2>
<ul>
<li>Unter <a href="/aktuelles/">Aktuelles</a> stehen Nachrichten.</li>
<li>Unter <a href="/handlungsfelder/">Handlungsfelder</a> stehen die wichtigsten Aufgaben.</li>
</ul>
<h2>Haben Sie Fragen?</h2>
<p>Dann schreiben Sie uns: [bitte ergänzen: E-Mail-Adresse]<br>
Oder rufen Sie an: [bitte ergänzen: Telefon]</p>
""",
    ),
)
