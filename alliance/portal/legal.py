"""Template texts of the pages that the law asks for, with the marks that the office fills in.

Nothing here is legal advice. Sources of the duties: § 5 DDG and § 18 MStV (Impressum), Art. 13 GDPR and
§ 25 TDDDG (Datenschutz), §§ 9 to 9e NBGG (Barrierefreiheit). Whoever runs a portal has the texts checked.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class LegalPage:
    """A page before it is stored; the names are those of `models.Page`."""

    slug: str
    title: str
    lead: str
    place: str
    text: str


NOTICE = "Diese Seite ist eine Vorlage. Die Geschäftsstelle ergänzt die Lücken und lässt den Text prüfen."

_PAGES = (
    LegalPage(
        "impressum",
        "Impressum",
        NOTICE,
        "legal",
        """
<h2>Anbieter nach § 5 DDG</h2>
<p>[bitte ergänzen: vollständiger Name der Stiftung]<br>
Stiftung des bürgerlichen Rechts<br>
[bitte ergänzen: Straße, Hausnummer, Postleitzahl, Ort]</p>
<h2>Vertreten durch</h2>
<p>[bitte ergänzen: Name und Funktion der vertretungsberechtigten Person]</p>
<h2>Kontakt</h2>
<p>Telefon: [bitte ergänzen: Nummer]<br>
E-Mail: [bitte ergänzen: Adresse]</p>
<h2>Aufsicht und Register</h2>
<ul>
<li>Stiftungsaufsicht: [bitte ergänzen: Behörde]</li>
<li>Umsatzsteuer-Identifikationsnummer: [bitte ergänzen: Nummer oder streichen]</li>
</ul>
<h2>Verantwortlich für redaktionelle Beiträge nach § 18 MStV</h2>
<p>[bitte ergänzen: Name und Anschrift]</p>
<h2>Bildnachweise</h2>
<p>Der Nachweis steht unter jedem Bild. Die Grafiken wurden für dieses Portal gezeichnet.</p>
<h2>Förderung</h2>
<p>Das Bündnismanagement wird aus dem Europäischen Sozialfonds Plus und vom Land Niedersachsen gefördert.
[bitte ergänzen: Hinweis nach den Vorgaben des Zuwendungsbescheids]</p>
""",
    ),
    LegalPage(
        "datenschutz",
        "Datenschutz",
        NOTICE,
        "legal",
        """
<h2>Wer verantwortlich ist</h2>
<p>[bitte ergänzen: Name, Anschrift, E-Mail-Adresse der verantwortlichen Stelle]<br>
Datenschutzbeauftragte Person: [bitte ergänzen: Kontakt]</p>
<h2>Besuch der Website</h2>
<p>Beim Aufruf einer Seite verarbeitet der Server die Adresse Ihres Geräts, den Zeitpunkt und die
aufgerufene Seite, damit die Antwort ankommt und Angriffe abgewehrt werden. Rechtsgrundlage: [bitte
ergänzen]. Speicherdauer der Protokolle: [bitte ergänzen].</p>
<h2>Cookies und Speicher</h2>
<ul>
<li>Wer nur liest, bekommt kein Cookie.</li>
<li>Wer sich anmeldet, bekommt ein Sitzungscookie und eines, das Formulare schützt. Beide sind für die
Anmeldung nötig.</li>
<li>Wenn Sie die helle oder dunkle Darstellung wählen, merkt sich Ihr Browser die Wahl auf Ihrem Gerät. Sie
wird nicht an uns gesendet.</li>
</ul>
<h2>Keine Dritten</h2>
<p>Schriften, Bilder und Programme kommen von diesem Server. Es gibt keine Zählung durch andere Anbieter und
keine eingebetteten Inhalte.</p>
<h2>Zugang für Mitglieder</h2>
<p>Für Personen mit Zugang speichern wir Name, E-Mail-Adresse, Rolle, Mandate und ein verschlüsseltes
Kennwort. Der Verlauf hält fest, wer welchen Inhalt wann geändert hat. Rechtsgrundlage und Speicherdauer:
[bitte ergänzen].</p>
<h2>Ihre Rechte</h2>
<ul>
<li>Auskunft, Berichtigung und Löschung</li>
<li>Einschränkung der Verarbeitung und Widerspruch</li>
<li>Übertragbarkeit Ihrer Daten</li>
<li>Beschwerde bei der Aufsichtsbehörde: [bitte ergänzen: Anschrift]</li>
</ul>
""",
    ),
    LegalPage(
        "barrierefreiheit",
        "Erklärung zur Barrierefreiheit",
        NOTICE,
        "legal",
        """
<h2>Wofür die Erklärung gilt</h2>
<p>Sie gilt für dieses Portal. Maßstab sind die europäische Norm EN 301 549 und die WCAG 2.1 in der Stufe
AA. Rechtliche Grundlage in Niedersachsen sind die §§ 9 bis 9e NBGG. [bitte ergänzen: ob und wie die
Vorschriften für den Träger gelten]</p>
<h2>Stand der Vereinbarkeit</h2>
<p>[bitte ergänzen: vollständig, teilweise oder nicht vereinbar, mit Datum und Art der Prüfung]</p>
<h2>Was noch nicht barrierefrei ist</h2>
<p>[bitte ergänzen: Inhalte, Gründe und Alternativen]</p>
<h2>Barriere melden</h2>
<p>Wenn Sie auf ein Hindernis stoßen oder einen Inhalt in anderer Form brauchen, schreiben Sie uns: [bitte
ergänzen: E-Mail-Adresse, Telefon]. Wir antworten innerhalb von [bitte ergänzen: Frist].</p>
<h2>Schlichtung</h2>
<p>Wenn Ihnen unsere Antwort nicht weiterhilft, können Sie sich an die <a
href="https://www.behindertenbeauftragte-niedersachsen.de/DE/Schlichtungsstelle/Schlichtungsverfahren/Aufgabe/Aufgabe_node.html">Schlichtungsstelle
nach § 9d NBGG</a> wenden. Das Verfahren ist dort beschrieben.</p>
<h2>Stand dieser Erklärung</h2>
<p>Erstellt am [bitte ergänzen: Datum], zuletzt geprüft am [bitte ergänzen: Datum]. Die Erklärung wird jedes
Jahr und nach größeren Änderungen überprüft.</p>
""",
    ),
)

# By slug, as the desk and `?vorlage=…` of the admin's form ask for them.
TEMPLATES = {page.slug: page for page in _PAGES}
