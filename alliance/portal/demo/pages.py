"""What the portal says of itself and its static pages: template texts with marked gaps.

Nothing here is legal advice. Whoever runs a portal fills in the gaps and has the texts checked.
"""

from alliance.portal.demo.pages_legal import LEGAL
from alliance.portal.demo.people import CONTACT_EMAIL
from alliance.portal.demo.shapes import Site, StaticPage
from alliance.portal.legal import LegalPage

SITE = Site(
    name="Fachkräftebündnis Südniedersachsen",
    claim="Wege in die Region.\nWege in die Gute Arbeit.",
    intro="Kommunen, Kammern, Gewerkschaften, Hochschulen und Arbeitsverwaltung rund um Göttingen und "
    "Northeim sichern Fachkräfte gemeinsam. Hier sehen Sie, was aus ihren Ideen wird.",
    area="Südniedersachsen",
    address="SüdniedersachsenStiftung\nGöttingen",
    email=CONTACT_EMAIL,
    about="Zusammenschluss der Arbeitsmarktakteure in den Landkreisen Göttingen und Northeim und der Stadt"
    " Göttingen. Die Geschäftsstelle sitzt in der SüdniedersachsenStiftung.",
    funding_note="Gefördert aus dem Europäischen Sozialfonds Plus und vom Land Niedersachsen.",
    members_intro="Das Bündnis ist kein Verein. Seine Mitglieder arbeiten seit 2015 auf Grundlage eines "
    "Kooperationsvertrags zusammen.",
    members_note="Grundlage ist die Gründungsliste von August 2015. Die Geschäftsstelle prüft jeden Eintrag.",
    offer_title="Sie haben eine Projektidee?",
    offer_text="Die Geschäftsstelle berät kostenlos, vom ersten Gespräch bis zum Antrag. Sie müssen dafür "
    "nicht Mitglied sein.",
)

FUNDED_BY = "Kofinanziert von der Europäischen Union"

ABOUT = (
    StaticPage(
        "ueber-uns",
        "Über uns",
        "Das Fachkräftebündnis verbindet seit 2015 die Arbeitsmarktakteure in Südniedersachsen.",
        "about",
        """
<h2>Was das Bündnis ist</h2>
<p>Das Fachkräftebündnis Südniedersachsen ist eines von acht regionalen Bündnissen, die zusammen ganz
Niedersachsen abdecken. Es umfasst die Landkreise Göttingen und Northeim und die Stadt Göttingen. Eine
eigene Rechtsperson ist es nicht: Seine Mitglieder haben sich Mitte 2015 durch einen Kooperationsvertrag
verbunden.</p>
<p>Zum Bündnis gehören Kommunen, Kammern und Handwerk, Gewerkschaften und Arbeitgeber, die
Arbeitsverwaltung, Hochschulen, Bildungsträger und Einrichtungen der Regionalentwicklung.</p>
<h2>Wie es arbeitet</h2>
<ul>
<li><strong>Strategie:</strong> Die Mitglieder verständigen sich auf Handlungsfelder. Die Strategie gilt
derzeit von 2024 bis 2027.</li>
<li><strong>Versammlung:</strong> Zweimal im Jahr kommen die Mitglieder zusammen und bewerten
Projektideen.</li>
<li><strong>Projekte:</strong> Träger setzen um, was zum Bedarf der Region passt. Über die Förderung
entscheidet die NBank.</li>
<li><strong>Anerkennung:</strong> Das Land erkennt das Bündnis jeweils für drei Jahre an, zurzeit bis August
2027.</li>
</ul>
<h2>Wer koordiniert</h2>
<p>Die Geschäftsstelle sitzt in der SüdniedersachsenStiftung in Göttingen. Sie koordiniert, vernetzt, berät
zu Projektideen und informiert die Öffentlichkeit. Mehr dazu steht auf den <a
href="https://www.suedniedersachsenstiftung.de/projekt/fachkraeftebuendnis">Seiten der Stiftung</a>.</p>
""",
    ),
    StaticPage(
        "mitmachen",
        "Mitmachen",
        "Mit einer Idee, einem Projekt oder als Mitglied: So kommen Sie mit dem Bündnis zusammen.",
        "about",
        """
<h2>Eine Projektidee einbringen</h2>
<p>Eine Idee darf jede und jeder mitbringen. Die Geschäftsstelle berät kostenlos und bleibt bis zum Antrag
Ihre Ansprechstelle. Der Weg hat fünf Schritte:</p>
<ol>
<li>Sie schildern Ihre Idee in wenigen Sätzen.</li>
<li>Im Gespräch klären wir, ob sie zum Bedarf der Region und zu einem <a
href="/handlungsfelder/">Handlungsfeld</a> passt.</li>
<li>Sie schreiben eine Projektskizze mit Kosten und Kofinanzierung.</li>
<li>Die Mitglieder bewerten das Vorhaben. Passt es, gibt das Bündnis eine Stellungnahme ab.</li>
<li>Sie stellen den Antrag bei der NBank. Sie entscheidet; erst danach darf das Projekt beginnen.</li>
</ol>
<p>Ein positives Votum des Bündnisses ist keine Bewilligung.</p>
<h2>Einen Antrag stellen</h2>
<p>Antragsberechtigt sind die Mitglieder und andere öffentliche oder private Träger in Niedersachsen. Eigene
Mittel oder weitere Geldgeber gehören immer dazu.</p>
<h2>Mitglied werden</h2>
<p>Organisationen, die am Arbeitsmarkt der Region mitwirken, können Mitglied werden. Wie das geht,
sagt Ihnen die Geschäftsstelle.</p>
""",
    ),
)

PAGES: tuple[StaticPage | LegalPage, ...] = (*ABOUT, *LEGAL)
