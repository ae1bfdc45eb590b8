import time
import pytest
from .leakwalk.world import build
@pytest.mark.django_db
def test_it(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    t=time.process_time()
    w = build()
    print(time.process_time()-t, len(w.aviary.known), w.wholes.keys(), len(w.mails))
