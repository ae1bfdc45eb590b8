"""Terms that projects and evaluations share."""

from django.db.models import TextChoices
from django.utils.translation import gettext


def gettext_noop(words):
    """Mark words for the catalogues; Django's own asks for settings, which a reader has not."""
    return words


_ = gettext_noop


class Terms(TextChoices):
    """Choices whose labels are English, for the record and the desk, and told to any reader."""

    @property
    def told(self):
        """The label in the language of whoever reads."""
        return gettext(self.label)


class AreaKind(Terms):
    """Levels of UN M49; its intermediate regions are sub-regions here."""

    WORLD = "world", _("World")
    REGION = "region", _("Region")
    SUB_REGION = "sub_region", _("Sub-region")
    COUNTRY = "country", _("Country or area")


class Audience(Terms):
    """Who may read what is published, from the widest to the narrowest."""

    EVERYBODY = "everybody", _("Everybody")
    DONORS = "donors", _("Donors of its projects, and staff")
    STAFF = "staff", _("Staff")


class Language(Terms):
    """Languages in which evaluations are written, by ISO 639-1."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    PORTUGUESE = "pt", _("Portuguese")
    ARABIC = "ar", _("Arabic")
    CHINESE = "zh", _("Chinese")
    GERMAN = "de", _("German")
    RUSSIAN = "ru", _("Russian")
