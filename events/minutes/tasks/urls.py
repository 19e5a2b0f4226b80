"""Addresses of tasks."""

from django.urls import path

from events.minutes.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.task_list, name="list"),
    path("<int:pk>/", views.TaskDetail.as_view(), name="detail"),
    path("<int:pk>/beginnen/", views.start, name="start"),
    path("<int:pk>/erledigt/", views.finish, name="finish"),
    path("<int:pk>/verschieben/", views.move, name="move"),
    path("<int:pk>/oeffnen/", views.reopen, name="reopen"),
]
