"""The strategies of 2015 and 2018, of which little is known."""

from datetime import date

from alliance.portal.demo.strategy_shapes import Chapter, Number, Version

PROGRAMME = "http://www.suedniedersachsenprogramm.niedersachsen.de/startseite/"
KICK_OFF = f"{PROGRAMME}aktuelles/veranstaltungen_termine/tag-der-regionalen-mobilitaet-138601.html"
RENEWAL = (
    "https://www.fachkraeftebuendnis-sns.de/fachkraeftebuendnis-suedniedersachsen-setzt-arbeit-bis-2021-fort/"
)
VOTE = (
    "https://www.suedniedersachsenstiftung.de/fachkraeftebuendnis-suedniedersachsen-beantragt-fortsetzung-der-"
    "landesfoerderung-bis-august-2021/"
)

VERSIONS = (
    Version(
        slug="2015-2018",
        title="Regionale Fachkräftestrategie",
        starts=date(2015, 9, 1),
        ends=date(2018, 8, 31),
        resolved_on=date(2015, 7, 1),
        in_force_from=date(2015, 9, 1),
        foreword="",
        note=(
            "Beispiel, unvollständig: Der Wortlaut von 2015 liegt dem Portal nicht vor. Der Text ist aus "
            "öffentlichen Berichten zusammengetragen. Der Tag des Beschlusses ist nicht bekannt; "
            "Beschlussdatum und Inkrafttreten folgen der Anerkennungsperiode."
        ),
        chapters=(
            Chapter(
                "themen",
                "Themen",
                """
<p>Aus den ersten Jahren sind diese Themen bekannt. Die Liste ist nicht vollständig.</p>
<ul>
<li>das duale System der Ausbildung</li>
<li>Regionalmarketing</li>
<li>die Gesundheitsbranche als Jobmotor</li>
</ul>
""",
            ),
            Chapter(
                "geltungsbereich",
                "Geltungsbereich",
                """
<p>Die Strategie gilt für die Landkreise Göttingen, Northeim und Osterode am Harz und die Stadt
Göttingen.</p>
""",
            ),
            Chapter(
                "entstehung",
                "Wie die Strategie entstand",
                f"""
<p>Mitte 2015 haben Kommunen, Kammern, Gewerkschaften, Hochschulen und Arbeitsverwaltung einen
Kooperationsvertrag geschlossen. Die SüdniedersachsenStiftung koordiniert.</p>
<p>Am 27. August 2015 hat das Land die Urkunde der Anerkennung übergeben. Öffentlich begann die Arbeit am
15. Oktober 2015 mit der
<a href="{KICK_OFF}">zehnten Fachkräftekonferenz</a>.</p>
""",
            ),
        ),
    ),
    Version(
        slug="2018-2021",
        title="Überarbeitete Fachkräftestrategie",
        starts=date(2018, 9, 1),
        ends=date(2021, 8, 31),
        resolved_on=date(2018, 6, 1),
        in_force_from=date(2018, 9, 1),
        predecessor="2015-2018",
        foreword="""
<p>Diese Fassung überarbeitet die Strategie von 2015.</p>
""",
        note=(
            "Beispiel, unvollständig: Der Wortlaut von 2018 liegt dem Portal nicht vor. Der Text ist aus "
            "öffentlichen Berichten zusammengetragen. Der Tag des Beschlusses ist nicht bekannt; "
            "Beschlussdatum und Inkrafttreten folgen der Anerkennungsperiode."
        ),
        chapters=(
            Chapter(
                "themen",
                "Schwerpunkte",
                """
<p>Aus dieser Fassung sind diese Schwerpunkte bekannt. Die Liste ist nicht vollständig.</p>
<ul>
<li>Fachkräfte- und Standortmarketing</li>
<li>digitale Arbeit</li>
<li>die duale Ausbildung</li>
</ul>
""",
                continues="themen",
            ),
            Chapter(
                "ausgangslage",
                "Ausgangslage",
                """
<p>Im Frühjahr 2018 war die Arbeitslosigkeit im Agenturbezirk Göttingen so niedrig wie seit der
Wiedervereinigung nicht.</p>
""",
                figures=(
                    Number(
                        "5,6 %",
                        "Arbeitslosenquote im Agenturbezirk Göttingen (Landkreis Northeim 5,4 %)",
                        "StadtRadio Göttingen",
                        "Mai 2018",
                    ),
                ),
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
<p>In den ersten drei Jahren sind rund 700.000 Euro in Projekte der Region geflossen. Vor dem Ende der
Periode haben die Mitglieder ihre Strategie überarbeitet und 2018 einstimmig beschlossen, die
<a href="{VOTE}">Fortsetzung zu beantragen</a>. So arbeitet das Bündnis
<a href="{RENEWAL}">bis August 2021</a> weiter.</p>
""",
                continues="entstehung",
            ),
        ),
    ),
)
