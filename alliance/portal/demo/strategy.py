"""Recognition periods and strategy versions, oldest first.

Periods, budgets, titles, the motto, the names of the action fields, the figures and how each version
came about are facts from public pages. The wording, goals, priorities and days of resolution are examples
and say so.
"""

from datetime import date

from alliance.portal.demo import strategy_2015, strategy_2021, strategy_2024
from alliance.portal.demo.strategy_shapes import Period

MW = "Niedersächsisches Wirtschaftsministerium (MW)"
MS = "Niedersächsisches Ministerium für Soziales, Arbeit, Gesundheit und Gleichstellung (MS)"

PERIODS = (
    Period(date(2015, 9, 1), date(2018, 8, 31), MW, 610_000),
    Period(date(2018, 9, 1), date(2021, 8, 31), MW, 600_000),
    Period(date(2021, 9, 1), date(2024, 8, 31), MW, 680_000),
    Period(date(2024, 9, 1), date(2027, 8, 31), MS, 600_000),
)

VERSIONS = (*strategy_2015.VERSIONS, strategy_2021.VERSION, strategy_2024.VERSION)
