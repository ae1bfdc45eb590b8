from django.db import models


class Stamp(models.Model):
    """A number that the database raises whenever readers may see something else than before."""

    name = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return f"{self.name} {self.number}"
