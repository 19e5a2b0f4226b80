"""All articles of the demo data, oldest first."""

from alliance.portal.demo import articles_2015, articles_2021, articles_2025, articles_2026

TOPICS = ("Strategie", "Projekt", "Arbeitsmarkt", "Bündnis", "Förderung", "Veranstaltung")

STORIES = (
    *articles_2015.STORIES,
    *articles_2021.STORIES,
    *articles_2025.STORIES,
    *articles_2026.STORIES,
)
