from django.urls import path

from . import views

urlpatterns = [
    path("", views.evaluation_list, name="evaluation-list"),
    path("<slug:slug>/", views.evaluation_detail, name="evaluation-detail"),
    path("<slug:slug>/files/<str:sha256>/", views.attachment, name="evaluation-attachment"),
]
