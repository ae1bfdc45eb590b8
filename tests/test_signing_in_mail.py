"""Mails reach a real server by SMTP; without one they are kept in files."""

import socket
import stat

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import send_mail

from evalsite.environment import mail_server

from .test_signing_in import account, mails

pytestmark = pytest.mark.django_db


class Box:
    def __init__(self):
        self.arrived = []

    async def handle_DATA(self, server, session, envelope):
        self.arrived.append(envelope)
        return "250 OK"


@pytest.fixture
def box():
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


def use(settings, monkeypatch, url, folder=None):
    monkeypatch.setenv("EVALSITE_SMTP", url)
    for name, value in mail_server(folder).items():
        setattr(settings, name, value)


def test_the_link_for_a_new_password_arrives(client, box, settings, monkeypatch):
    use(settings, monkeypatch, f"smtp://127.0.0.1:{box.port}")
    settings.DEFAULT_FROM_EMAIL = "Evaluations <evaluations@example.org>"
    account()
    client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    mails()
    [mail] = box.arrived
    assert mail.rcpt_tos == ["Ann@Example.org"]
    assert mail.mail_from == "evaluations@example.org"
    assert b"/accounts/password/reset/key/" in mail.content


def test_without_a_server_a_mail_is_kept_for_its_owner_alone(
    settings, monkeypatch, tmp_path, caplog
):
    use(settings, monkeypatch, "", tmp_path / "mail")
    send_mail("A new password", "Choose one.", None, ["ann@example.org"])
    [file] = (tmp_path / "mail").iterdir()
    assert "Choose one." in file.read_text()
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "“A new password” to ann@example.org. Set EVALSITE_SMTP to send mails." in caplog.text
