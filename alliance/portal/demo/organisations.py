"""The members as the list of August 2015 names them, in seven kinds.

Only websites that were seen are stated. Of the joining only the year 2015 is known for certain: the day is
that of the first recognition. Osterode am Harz became part of Landkreis Göttingen in November 2016.
"""

import datetime

from alliance.portal.demo.shapes import Kind, Member

KINDS = (
    # A soft hyphen, so that the long word fits beside the names.
    Kind("gebietskoerperschaften", "Gebiets\u00adkörperschaften"),
    Kind("kammern", "Kammern und Handwerk"),
    Kind("gewerkschaften", "Gewerkschaften und Arbeitgeber"),
    Kind("arbeitsverwaltung", "Arbeitsverwaltung"),
    Kind("hochschulen", "Hochschulen"),
    Kind("bildung", "Bildung und Beschäftigung"),
    Kind("wirtschaft", "Wirtschaft und Region"),
)

FIRST_RECOGNITION = datetime.date(2015, 8, 27)

_ROWS = (
    ("gebietskoerperschaften", "Landkreis Göttingen", "Landkreis Göttingen", "Göttingen", ""),
    ("gebietskoerperschaften", "Landkreis Northeim", "Landkreis Northeim", "Northeim", ""),
    ("gebietskoerperschaften", "Stadt Göttingen", "Stadt Göttingen", "Göttingen", ""),
    (
        "kammern",
        "IHK Hannover, Geschäftsstelle Göttingen",
        "IHK Hannover",
        "Göttingen",
        "https://www.ihk.de/hannover/",
    ),
    ("kammern", "Handwerkskammer Hildesheim-Südniedersachsen", "Handwerkskammer", "Hildesheim", ""),
    (
        "kammern",
        "Kreishandwerkerschaft Südniedersachsen",
        "Kreishandwerkerschaft",
        "Region Göttingen und Northeim",
        "",
    ),
    ("gewerkschaften", "Deutscher Gewerkschaftsbund (DGB)", "DGB", "Göttingen", ""),
    ("gewerkschaften", "IG Metall Süd-Niedersachsen-Harz", "IG Metall", "Northeim", ""),
    ("gewerkschaften", "ver.di Bezirk Süd-Ost-Niedersachsen", "ver.di", "Braunschweig", ""),
    ("gewerkschaften", "Arbeitgeberverband Mitte", "Arbeitgeberverband Mitte", "Göttingen", ""),
    (
        "arbeitsverwaltung",
        "Agentur für Arbeit Göttingen",
        "Agentur für Arbeit Göttingen",
        "Göttingen",
        "https://www.arbeitsagentur.de/vor-ort/goettingen/",
    ),
    (
        "hochschulen",
        "Georg-August-Universität Göttingen",
        "Universität Göttingen",
        "Göttingen",
        "https://www.uni-goettingen.de/",
    ),
    (
        "hochschulen",
        "HAWK Hildesheim/Holzminden/Göttingen",
        "HAWK",
        "Göttingen und weitere Orte",
        "https://www.hawk.de/",
    ),
    ("hochschulen", "PFH Private Hochschule Göttingen", "PFH", "Göttingen", ""),
    (
        "bildung",
        "Beschäftigungsförderung Göttingen kAöR",
        "Beschäftigungsförderung Göttingen",
        "Göttingen",
        "",
    ),
    (
        "bildung",
        "Bildungswerk der Niedersächsischen Wirtschaft (BNW)",
        "Bildungswerk der Wirtschaft",
        "Standort Göttingen",
        "",
    ),
    ("wirtschaft", "WRG Wirtschaftsförderung Region Göttingen GmbH", "WRG", "Göttingen", ""),
    (
        "wirtschaft",
        "GWG Gesellschaft für Wirtschaftsförderung und Stadtentwicklung Göttingen mbH",
        "GWG",
        "Göttingen",
        "",
    ),
    ("wirtschaft", "Regionalverband Südniedersachsen e.V.", "Regionalverband", "Göttingen", ""),
    (
        "wirtschaft",
        "Amt für regionale Landesentwicklung Braunschweig, Projektbüro Südniedersachsen",
        "Amt für regionale Landesentwicklung",
        "Göttingen",
        "",
    ),
    ("wirtschaft", "Gesundheitsregion Göttingen e.V.", "Gesundheitsregion", "Göttingen", ""),
    (
        "wirtschaft",
        "SüdniedersachsenStiftung",
        "SüdniedersachsenStiftung",
        "Göttingen, Sitz der Geschäftsstelle",
        "https://www.suedniedersachsenstiftung.de/",
    ),
)

MEMBERS = (
    *(
        Member(name, short_name, kind, place, website, joined=FIRST_RECOGNITION)
        for kind, name, short_name, place, website in _ROWS
    ),
    Member(
        "Landkreis Osterode am Harz",
        "Landkreis Osterode am Harz",
        "gebietskoerperschaften",
        "Osterode am Harz",
        joined=FIRST_RECOGNITION,
        left=datetime.date(2016, 11, 1),
        succeeded_by="Landkreis Göttingen",
    ),
)
