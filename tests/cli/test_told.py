"""What stands below a list."""

from onrecord.cli.told import errors, rests_on
from onrecord.ledger import Expected


def test_what_is_not_known_beside_what_is():
    found = Expected(20, 12, 5, 0.13, 0.09, 0.184, unknown=4, judged=14, basis="confidence and 14 decisions")
    assert rests_on(found) == (
        "From 12 reports, 5 origins; of 100 such rows about 13 are expected to be wrong (9 to 18; by confidence and "
        "14 decisions); of 4 rows it is not known."
    )
    assert errors(Expected(3, 1, 1, unknown=3)) == "how many of such rows are wrong is not known"
    assert rests_on(Expected(0, 2, 1)) == "From 2 reports, 1 origin."


def test_rows_that_people_judged_have_no_interval():
    found = Expected(2, 1, 1, 0.0, 0.0, 0.0, basis="decisions on each of them")
    assert errors(found) == "of 100 such rows about 0 are expected to be wrong (by decisions on each of them)"
