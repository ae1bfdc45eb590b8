import pytest
from tests.imports import *
from tests.roles import editor
from tests.factories import *
from findings.models import *
from projects.history import Revision
from django.db import connection
from django.test.utils import CaptureQueriesContext
pytestmark = pytest.mark.django_db
@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
def test_x(acceptance_data):
    ann=editor(username='ann'); desk=signed_in(ann)
    print('REV0',[(r.subject,r.reason,r.user) for r in Revision.objects.all()])
    up=uploaded(ann)
    for i,l in enumerate(up.told.lines): print(i,l.number,l.text, up.told.fields_of(i))
    print(up.told.unplaced, up.told.furniture)
    with CaptureQueriesContext(connection) as q: r=desk.get(address_of(up))
    for x in q: print('Q',x['sql'][:200])
    page=r.content.decode(); i=page.index('areas.1'); print(page[i-300:i+500])
    d=sheet_of(r); desk.post(address_of(up), d|{'save':'1'})
    print('REV',[(r.subject,r.reason,r.user) for r in Revision.objects.all()])
    from findings.reading.reader import read
    from findings.importing.proposals import places
    data=(acceptance_data/'lmpp-summary.pdf').read_bytes()
    up=Upload.objects.create(user=ann,name='a',size=1,sha256='0'*64,reading=plain(read(data,places())))
    d=sheet_of(desk.get(address_of(up))); desk.post(address_of(up), d|{'save':'1'}); 
    s=Upload.objects.get(pk=up.pk).evaluation.summary()
    for a,b in zip(s.findings, up.told.summary.findings):
        if a!=b: print('DIFF',a,'\n',b)
