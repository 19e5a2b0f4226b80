"""The cast of the demo data. Persons are functions; addresses and telephone are invented."""

import datetime

from alliance.portal.demo.shapes import Group, Person, Term

PASSWORD = "roter-faden-2024"

PEOPLE = (
    Person("administration@example.org", "Administration", "administrator"),
    Person("leitung@example.org", "Geschäftsstelle, Leitung", "chief"),
    Person("redaktion@example.org", "Geschäftsstelle, Redaktion", "editor"),
    Person("northeim@example.org", "Vertretung Landkreis Northeim"),
    Person("goettingen@example.org", "Vertretung Stadt Göttingen"),
    Person("stellvertretung@example.org", "Stellvertretung Landkreis Northeim"),
    Person("ehemalig@example.org", "Frühere Vertretung Handwerkskammer"),
)

TERMS = (
    Term("northeim@example.org", "Landkreis Northeim", "representative", datetime.date(2021, 9, 1)),
    Term("goettingen@example.org", "Stadt Göttingen", "representative", datetime.date(2021, 9, 1)),
    Term("stellvertretung@example.org", "Landkreis Northeim", "deputy", datetime.date(2024, 2, 1)),
    Term(
        "ehemalig@example.org",
        "Handwerkskammer",
        "representative",
        datetime.date(2018, 9, 1),
        datetime.date(2024, 8, 31),
    ),
)

GROUPS = (
    Group(
        "Arbeitsgruppe Strategie",
        "Die Arbeitsgruppe schreibt aus, was die Mitglieder am 20. Februar 2024 verabredet haben, und "
        "bereitet die folgenden Fassungen der Fachkräftestrategie vor. Sie legt jeden Entwurf den "
        "Mitgliedern vor.",
        "SüdniedersachsenStiftung",
        ("northeim@example.org", "leitung@example.org"),
        datetime.date(2024, 2, 20),
    ),
    Group(
        "Arbeitsgruppe Strategie 2027",
        "Beispiel: Die Arbeitsgruppe wertet aus, was die Strategie 2024–2027 erreicht hat, bereitet den "
        "Strategieaustausch vor und schreibt den Entwurf der nächsten Strategie.",
        "SüdniedersachsenStiftung",
        ("northeim@example.org", "leitung@example.org"),
        datetime.date(2026, 9, 1),
    ),
)

CONTACT_FUNCTION = "Geschäftsstelle"
CONTACT_DETAILS = "Fachkräftebündnis Südniedersachsen\nin der SüdniedersachsenStiftung"
CONTACT_EMAIL = "geschaeftsstelle@example.org"
CONTACT_PHONE = ""
CONTACT_HOURS = "Montag bis Donnerstag, 9 bis 15 Uhr (Beispiel)"
