"""Terms that projects and evaluations share."""

from django.db.models import TextChoices


class AreaKind(TextChoices):
    """Levels of UN M49; its intermediate regions are sub-regions here."""

    WORLD = "world", "World"
    REGION = "region", "Region"
    SUB_REGION = "sub_region", "Sub-region"
    COUNTRY = "country", "Country or area"


class Audience(TextChoices):
    """Who may read what is published, from the widest to the narrowest."""

    EVERYBODY = "everybody", "Everybody"
    DONORS = "donors", "Donors of its projects, and staff"
    STAFF = "staff", "Staff"


class Language(TextChoices):
    """Languages in which evaluations are written, by ISO 639-1."""

    ENGLISH = "en", "English"
    FRENCH = "fr", "French"
    SPANISH = "es", "Spanish"
    PORTUGUESE = "pt", "Portuguese"
    ARABIC = "ar", "Arabic"
    CHINESE = "zh", "Chinese"
    GERMAN = "de", "German"
    RUSSIAN = "ru", "Russian"
