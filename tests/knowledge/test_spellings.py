import pytest

from onrecord.knowledge.spellings import known_person, same_person, spelled


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad al-Mursi", "Mohamed Morsi"),
        ("Mohammed Hussein el-Tantawy", "Mohamed Hossein Tantawy"),
        ("Sergey Ivanov", "Sergei Ivanov"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert spelled(one) == spelled(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Omar Hassan", "Omar Hussein", False),
        ("Jane Anne Doe", "Jane Doe", True),
        ("Jane A. Doe", "Jane Anne Doe", True),
        ("Jane Anne Doe", "Jane Beth Doe", False),
        ("Doe", "Jane Doe", False),
    ],
)
def test_middle_names_may_be_left_out(one, other, same):
    assert same_person(spelled(one), spelled(other)) is same


def test_a_person_of_the_registry_in_another_spelling():
    assert known_person("Mohammad Mursi") == "mohamed-morsi"
    assert known_person("Nobody Whatever") is None
