"""Several editors at one evaluation at once: a short form of bench/editors.py."""

import threading

import pytest
from django.db import connection
from django.test import Client

from findings.models import Evaluation
from projects.history.verify import verify

from .factories import EvaluationFactory, UserFactory
from .forms import address_of, filled, posted

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def edit(user, address, saved, told):
    client = Client()
    client.force_login(user)
    try:
        for n in range(ROUNDS):
            token = f"{user.username}-{n}"
            data = filled(client, address)
            data["keywords"] += f" {token}"
            lessons = int(data["lessons-TOTAL_FORMS"])
            data |= {f"lessons-{lessons}-text": token, "lessons-TOTAL_FORMS": str(lessons + 1)}
            response = client.post(address, data)
            if response.status_code == 302:
                saved.append(token)
            else:
                told.append((response.status_code, token in response.content.decode()))
    finally:
        connection.close()


def test_no_saved_edit_is_lost_and_every_loser_is_told_with_her_text():
    evaluation, saved, told = EvaluationFactory(keywords=""), [], []
    people = [
        threading.Thread(target=edit, args=(user, address_of(evaluation), saved, told))
        for user in UserFactory.create_batch(4, is_staff=True, is_superuser=True)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(saved) + len(told) == 4 * ROUNDS
    assert set(told) <= {(409, True)}
    assert sorted(Evaluation.objects.get().keywords.split()) == sorted(saved)
    texts = evaluation.lessons.values_list("text", flat=True)
    assert sorted(texts) == sorted(f"<p>{token}</p>" for token in saved)
    assert list(verify()) == []


def test_who_was_told_can_save_what_she_sees():
    evaluation = EvaluationFactory(team="Start")
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    data = filled(client, address_of(evaluation)) | {"team": "Mine"}
    Evaluation.objects.filter(pk=evaluation.pk).update(title="Theirs")
    page = client.post(address_of(evaluation), data).content.decode()
    version = Evaluation.objects.get().version
    client.post(address_of(evaluation), posted(page) | {"_save_over": str(version)})
    evaluation.refresh_from_db()
    assert (evaluation.team, evaluation.title) == ("Mine", "Theirs")
