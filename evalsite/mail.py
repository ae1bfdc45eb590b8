"""Mails until there is a mail server: kept in files, and told on the console."""

import logging
from pathlib import Path

from django.core.mail.backends.filebased import EmailBackend

log = logging.getLogger(__name__)


class KeptInFiles(EmailBackend):
    """A mail may hold a link that opens an account, so its folder is its owner's alone."""

    def __init__(self, *args, file_path=None, **kwargs):
        super().__init__(*args, file_path=file_path, **kwargs)
        Path(self.file_path).chmod(0o700)

    def send_messages(self, messages):
        sent = super().send_messages(messages)
        for message in messages:
            log.warning(
                "Not sent, kept in %s: “%s” to %s. Set EVALSITE_SMTP to send mails.",
                self.file_path,
                message.subject,
                ", ".join(message.recipients()),
            )
        return sent
