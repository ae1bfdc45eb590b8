import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import projects.fields


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('projects', '0001_record'),
    ]

    operations = [
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(choices=[('about', 'About'), ('contact', 'Contact'), ('privacy', 'Privacy'), ('accessibility', 'Accessibility')], max_length=20, unique=True, verbose_name='page')),
                ('text', projects.fields.RichTextField(blank=False, default='')),
            ],
            options={
                'ordering': ['slug'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__in', ['', 'about', 'contact', 'privacy', 'accessibility']), ('slug__isnull', True), _connector='OR'), name='page_slug_is_known', violation_error_message='Choose one of the values offered for slug.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPage',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('slug', models.CharField(choices=[('about', 'About'), ('contact', 'Contact'), ('privacy', 'Privacy'), ('accessibility', 'Accessibility')], db_index=True, max_length=20, verbose_name='page')),
                ('text', projects.fields.RichTextField(blank=False, default='')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.revision')),
            ],
            options={
                'verbose_name': 'historical page',
                'verbose_name_plural': 'historical pages',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'history_date', 'history_id'], name='evalsite_hi_id_3df782_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
