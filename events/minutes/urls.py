"""Addresses of minutes."""

from django.urls import path

from events.minutes.views import extract, objecting, reading, recording, verbs, writing

app_name = "minutes"
urlpatterns = [
    path("", reading.MinutesList.as_view(), name="list"),
    path("<slug:slug>/", reading.MinutesDetail.as_view(), name="detail"),
    path("<slug:slug>/protokoll.pdf", reading.minutes_pdf, name="pdf"),
    path("<slug:slug>/beginnen/", verbs.begin, name="begin"),
    path("<slug:slug>/schreiben/", writing.write, name="write"),
    path("<slug:slug>/schreiben/kopf/", writing.head, name="head"),
    path("<slug:slug>/schreiben/anwesenheit/", writing.attendance, name="attendance"),
    path("<slug:slug>/schreiben/punkte/neu/", writing.add, name="add"),
    path("<slug:slug>/schreiben/punkte/<int:pk>/", writing.save, name="save"),
    path("<slug:slug>/schreiben/punkte/<int:pk>/verschieben/", writing.move, name="move"),
    path("<slug:slug>/schreiben/punkte/<int:pk>/streichen/", writing.drop, name="drop"),
    path("<slug:slug>/schreiben/punkte/<int:pk>/beschluss/", recording.record_resolution, name="resolution"),
    path("<slug:slug>/schreiben/punkte/<int:pk>/aufgabe/", recording.record_task, name="task"),
    path("<slug:slug>/umlauf/", verbs.circulate, name="circulate"),
    path("<slug:slug>/tagesordnung/", verbs.put_on_agenda, name="put_on_agenda"),
    path("<slug:slug>/genehmigung/", verbs.approve, name="approve"),
    path("<slug:slug>/nachtrag/", verbs.addendum, name="addendum"),
    path("<slug:slug>/einwand/", objecting.object_to, name="object"),
    path("<slug:slug>/einwaende/<int:pk>/", objecting.objection, name="objection"),
    path("<slug:slug>/einwaende/<int:pk>/uebernehmen/", objecting.accept, name="accept"),
    path("<slug:slug>/einwaende/<int:pk>/ablehnen/", objecting.decline, name="decline"),
    path("<slug:slug>/auszug/", extract.extract, name="extract"),
    path("<slug:slug>/auszug/vorschau/", extract.preview, name="preview"),
    path("<slug:slug>/auszug/veroeffentlichen/", extract.release, name="release"),
]
