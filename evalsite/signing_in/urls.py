"""The addresses of allauth that the house uses, under allauth's names. What is not here is closed:
signing up, changing one's e-mail address, connecting accounts of other sites.
"""

from allauth.account import views as allauth
from allauth.socialaccount import views as socialaccount
from django.urls import include, path, re_path

from . import views

urlpatterns = [
    path("", views.account, name="account"),
    path("login/", views.sign_in, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("oidc/<slug:provider_id>/login/", views.provider_login, name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        views.provider_callback,
        name="openid_connect_callback",
    ),
    path("oidc/cancelled/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/error/", socialaccount.login_error, name="socialaccount_login_error"),
]
