"""Which writes of the site itself readers notice."""

from findings.stamp import raised_by

from .models import Page

raised_by(Page)
