import secrets

from django.db import models

from .publication import Publication


def random_token():
    return secrets.randbits(62)


class SearchText(models.Model):
    """The words of one thing that search finds, as its index keeps them; see `search.places`.

    `row` is the key of its passage, objective or outcome. What has no passage has its text here.
    """

    place = models.BigIntegerField(primary_key=True)
    words = models.TextField()
    row = models.BigIntegerField(null=True)
    text = models.TextField(blank=True)

    def __str__(self):
        return str(self.place)


class Card(models.Model):
    """What lists and facets know of a publication or project: its values and how it sorts."""

    shelf = models.CharField(max_length=12)
    key = models.BigIntegerField()
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(name="card_once", fields=["shelf", "key"])]

    def __str__(self):
        return f"{self.shelf} {self.key}"


class SearchDue(models.Model):
    """Something that was written, and that search and lists have not looked at since."""

    shelf = models.CharField(max_length=12)
    key = models.BigIntegerField()

    def __str__(self):
        return f"{self.shelf} {self.key}"


class SearchLog(models.Model):
    """That search and lists looked at something again, in the order in which they did.

    The token tells an entry from another with its key, as after a database was restored.
    """

    shelf = models.CharField(max_length=12)
    key = models.BigIntegerField()
    token = models.BigIntegerField(default=random_token)

    def __str__(self):
        return f"{self.shelf} {self.key}"


class Posting(models.Model):
    """Where a common word stands in one segment of the index; the word "" means: it is sealed."""

    word = models.CharField(max_length=40)
    segment = models.BigIntegerField(db_index=True)
    bits = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="posting_once", fields=["word", "segment"])]

    def __str__(self):
        return f"{self.word} {self.segment}"


class Acronym(models.Model):
    """An acronym that a publication defines: “Multilateral Framework on Labour Migration (MFLM)”.

    `short_word` and `long_words` are these as the index keeps them.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="acronyms")
    short = models.CharField(max_length=12)
    long = models.CharField(max_length=200)
    short_word = models.CharField(max_length=40, db_index=True)
    long_words = models.CharField(max_length=200, db_index=True)

    def __str__(self):
        return f"{self.long} ({self.short})"


class SearchWord(models.Model):
    """A word as texts write it, without accents, and in how many of them it was met."""

    word = models.CharField(max_length=40, primary_key=True)
    texts = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return self.word
