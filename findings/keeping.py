"""What publications name is kept."""

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from projects.models import Project

from .models import Publication


@receiver(pre_delete, sender=Project)
def keep_projects_that_were_published(instance, using, **kwargs):
    """A project that a publication names is not deleted; a merge first moves what names it."""
    if Publication.objects.using(using).filter(projects=instance.pk).exists():
        raise ProtectedError(
            f"“{instance}” is named in what was published; it can be merged, not deleted.",
            {instance},
        )
