"""Addresses below `/werkstatt/`."""

from django.urls import path

from events.workshops.views import board, inviting, leading, result

app_name = "workshops"
urlpatterns = [
    path("stand/<str:token>.json", board.poll, name="poll"),
    path("<slug:slug>/ergebnis/", result.result, name="result"),
    path("<slug:slug>/ergebnis.pdf", result.result_as_pdf, name="result_pdf"),
    path("<slug:slug>/ergebnis.xlsx", result.result_as_table, name="result_table"),
    path("<slug:slug>/projektor/", board.projector, name="projector"),
    path("<slug:slug>/leitung/", board.board, name="board"),
    path("<slug:slug>/leitung/teilnahme/", board.people, name="people"),
    path("<slug:slug>/leitung/thema/<int:pk>/", board.cluster, name="cluster"),
    path("<slug:slug>/leitung/tun/<slug:verb>/", leading.move_workshop, name="move"),
    path("<slug:slug>/leitung/phase/<slug:verb>/", leading.move_round, name="move_round"),
    path("<slug:slug>/leitung/uhr/", leading.clock, name="clock"),
    path("<slug:slug>/leitung/karte/", leading.add_card, name="add_card"),
    path("<slug:slug>/leitung/karten/", leading.sort_cards, name="sort_cards"),
    path("<slug:slug>/leitung/karten/zurueck/", leading.put_back, name="put_back"),
    path("<slug:slug>/leitung/thema/", leading.add_cluster, name="add_cluster"),
    path("<slug:slug>/leitung/uebernehmen/", leading.carry, name="carry"),
    path("<slug:slug>/leitung/thema/<int:pk>/aendern/", leading.change_cluster, name="change_cluster"),
    path("<slug:slug>/leitung/thema/<int:pk>/teilen/", leading.split_cluster, name="split_cluster"),
    path("<slug:slug>/leitung/thema/<int:pk>/zusammenlegen/", leading.merge_cluster, name="merge_cluster"),
    path("<slug:slug>/leitung/thema/<int:pk>/loeschen/", leading.delete_cluster, name="delete_cluster"),
    path("<slug:slug>/leitung/einladen/", inviting.invite, name="invite"),
    path("<slug:slug>/leitung/tuer/", leading.door, name="door"),
    path("<slug:slug>/leitung/teilnahme/<int:pk>/", leading.participant, name="participant"),
]
