"""Addresses of meetings."""

from django.urls import path

from events.meetings import feeds, paper_views, views, views_answers, views_attendance, views_guests

app_name = "meetings"
urlpatterns = [
    path("", views.MeetingList.as_view(), name="list"),
    path("gast/bestaetigen/<str:token>/", views_guests.guest_confirm, name="guest_confirm"),
    path("gast/abmelden/<str:token>/", views_guests.guest_withdraw, name="guest_withdraw"),
    path("<slug:slug>/", views.MeetingDetail.as_view(), name="detail"),
    path("<slug:slug>/antwort/", views_answers.answer, name="answer"),
    path("<slug:slug>/anmeldung/", views_guests.register, name="register"),
    path("<slug:slug>/anmeldung/danke/", views_guests.registered, name="registered"),
    path("<slug:slug>/anwesenheit/", views_attendance.attendance, name="attendance"),
    path("<slug:slug>/anwesenheit/eintragen/", views_attendance.check, name="check"),
    path("<slug:slug>/anwesenheit/liste/", views_attendance.keep_list, name="keep_list"),
    path("kalender.ics", feeds.public_feed, name="public_feed"),
    path("kalender/<str:token>.ics", feeds.personal_feed, name="personal_feed"),
    path("<slug:address>/termin.ics", feeds.ics, name="ics"),
    path("<slug:address>/tagesordnung.pdf", paper_views.agenda_pdf, name="agenda_pdf"),
    path("<slug:address>/teilnahmeliste.pdf", paper_views.attendance_pdf, name="attendance_pdf"),
    path("<slug:address>/unterlagen.zip", paper_views.papers_zip, name="papers_zip"),
]
