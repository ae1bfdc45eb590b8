import pytest
from django.db import IntegrityError

from projects.codes import code_warning, normalise_code
from projects.models import Donor, Project

from .factories import DonorFactory, EvaluationFactory, ProjectFactory


@pytest.mark.parametrize(
    ("code", "normalised"),
    [
        ("GLO/06/57/UKM", "GLO/06/57/UKM"),
        ("GLO/O6/57/UKM", "GLO/06/57/UKM"),
        ("glo/o6/57/ukm", "GLO/06/57/UKM"),
        (" GLO / 06/57 /UKM\n", "GLO/06/57/UKM"),
        ("URT/l0/I1/NOR", "URT/10/11/NOR"),
        ("INT/09/1O3/EEC", "INT/09/103/EEC"),
        ("OIL/10/01/LOI", "OIL/10/01/LOI"),
        ("rbsa 2010", "RBSA2010"),
        ("GLO/O6/5/UKM", "GLO/O6/5/UKM"),
        ("", ""),
    ],
)
def test_a_code_has_digits_where_digits_must_stand(code, normalised):
    assert normalise_code(code) == normalised
    assert normalise_code(normalised) == normalised


@pytest.mark.parametrize("code", ["", "GLO/06/57/UKM", "INT/09/103/EEC"])
def test_a_code_of_the_usual_shape_calls_for_no_warning(code):
    assert code_warning(code) == ""


@pytest.mark.parametrize("code", ["GLO/O6/57/UKM", "glo/06/57/ukm", "GLO/06/57/UKM "])
def test_a_code_in_another_spelling_is_warned_of(code):
    assert code_warning(code) == (
        f"The code {code} probably means GLO/06/57/UKM. It is kept as you typed it, "
        "and search finds both."
    )


@pytest.mark.parametrize("code", ["RBSA 2010", "GLO/06/57", "GLO/2006/57/UKM", "GLO/06/5/UKM", "?"])
def test_a_code_of_another_shape_is_warned_of(code):
    assert code_warning(code) == (
        f"The code {code} has not the usual shape AAA/YY/NN/DDD. It is kept as you typed it."
    )


@pytest.mark.django_db
def test_a_code_is_kept_verbatim_and_normalised_beside_it():
    project = ProjectFactory(code="GLO/O6/57/UKM")
    project.refresh_from_db()
    assert project.code == "GLO/O6/57/UKM"
    assert project.code_normalised == "GLO/06/57/UKM"


@pytest.mark.django_db
@pytest.mark.parametrize("spelling", ["GLO/06/57/UKM", "GLO/O6/57/UKM", "glo/o6/57/ukm "])
def test_both_spellings_of_a_code_find_both(spelling):
    printed, typed = ProjectFactory(code="GLO/O6/57/UKM"), ProjectFactory(code="GLO/06/57/UKM")
    ProjectFactory(code="GLO/06/58/UKM")
    assert set(Project.objects.coded(spelling)) == {printed, typed}


@pytest.mark.django_db
def test_a_code_that_changes_is_normalised_again():
    project = ProjectFactory(code="GLO/O6/57/UKM")
    project.code = "RAF/1O/01/NOR"
    project.save()
    assert Project.objects.coded("RAF/10/01/NOR").get() == project


@pytest.mark.django_db
def test_codes_written_in_bulk_are_normalised():
    Project.objects.bulk_create([Project(code="GLO/O6/57/UKM", title="x")])
    assert Project.objects.coded("GLO/06/57/UKM").get().slug == "glo-06-57-ukm"


def by_update(project):
    Project.objects.update(code=project.code)


def by_bulk_update(project):
    Project.objects.bulk_update([project], ["code"])


def by_update_fields(project):
    project.save(update_fields=["code"])


@pytest.mark.django_db
@pytest.mark.parametrize("write", [by_update, by_bulk_update, by_update_fields])
def test_a_code_that_changes_by_itself_is_normalised_again(write):
    project = ProjectFactory(code="GLO/O6/57/UKM")
    project.code = "RAF/1O/01/NOR"
    write(project)
    assert Project.objects.coded("RAF/10/01/NOR").exists()


@pytest.mark.django_db
def test_an_address_is_made_from_the_code():
    assert ProjectFactory(code="GLO/O6/57/UKM", title="Migration").slug == "glo-06-57-ukm"


@pytest.mark.django_db
def test_an_address_is_made_from_the_title_where_there_is_no_code():
    assert ProjectFactory(code="", title="Labour migration: Asia").slug == "labour-migration-asia"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Équité en matière d’emploi", "equite-en-matiere-demploi"),
        ("Skills/jobs", "skills-jobs"),
        ("العمل اللائق", "project"),
        ("x" * 300, "x" * 114),
        (f"{'x' * 113} y", "x" * 113),
    ],
)
def test_an_address_says_what_can_stand_in_one(title, slug):
    assert ProjectFactory(code="", title=title).slug == slug


@pytest.mark.django_db
def test_an_address_stays_when_title_and_code_change():
    project = ProjectFactory(code="", title="Labour migration")
    project.title, project.code = "Decent work", "GLO/06/57/UKM"
    project.save()
    project.refresh_from_db()
    assert project.slug == "labour-migration"


@pytest.mark.django_db
def test_equal_titles_are_numbered():
    slugs = [EvaluationFactory(title="Final evaluation").slug for _ in range(3)]
    assert slugs == ["final-evaluation", "final-evaluation-2", "final-evaluation-3"]


@pytest.mark.django_db
def test_the_longest_equal_titles_are_numbered_too():
    slugs = [EvaluationFactory(title="x" * 300).slug for _ in range(2)]
    assert slugs == ["x" * 114, "x" * 114 + "-2"]


@pytest.mark.django_db
def test_a_title_that_begins_like_another_takes_no_number():
    EvaluationFactory(title="Final evaluation of skills")
    assert EvaluationFactory(title="Final evaluation").slug == "final-evaluation"


@pytest.mark.django_db
def test_a_free_number_is_taken():
    EvaluationFactory(title="Final evaluation")
    EvaluationFactory(title="Final evaluation 2")
    assert EvaluationFactory(title="Final evaluation").slug == "final-evaluation-3"


@pytest.mark.django_db
def test_an_address_that_is_given_is_kept():
    assert EvaluationFactory(title="Final evaluation", slug="own").slug == "own"


@pytest.mark.django_db
def test_equal_titles_in_one_bulk_create_are_refused():
    with pytest.raises(IntegrityError):
        Project.objects.bulk_create([Project(title="Migration"), Project(title="Migration")])
    assert not Project.objects.exists()


@pytest.mark.django_db
def test_a_donor_is_addressed_by_acronym_before_name():
    DonorFactory(name="Department for International Development", acronym="DFID")
    DonorFactory(name="Norway")
    assert set(Donor.objects.values_list("slug", flat=True)) == {"dfid", "norway"}
