"""Links into groups."""

from itertools import permutations

from onrecord.ledger.grouping import groups

SCORES = {("a", "b"): 5.0, ("b", "c"): 4.0, ("a", "c"): 1.0, ("c", "d"): 6.0, ("b", "d"): 3.0, ("a", "d"): 2.0}


def grouped(
    links: dict[tuple[str, str], float], rows: str = "abcd", apart: tuple[tuple[str, str], ...] = (), **people: object
) -> list[str]:
    def alike(one: str, other: str) -> tuple[float, bool]:
        return SCORES[one, other], (one, other) in apart

    return ["".join(sorted(group)) for group in groups(rows, links, alike, 2.0, **people)]  # type: ignore[arg-type]


def test_links_join_over_several_steps_where_the_rest_fits() -> None:
    assert grouped({("a", "b"): 5.0, ("c", "d"): 6.0, ("b", "c"): 4.0}) == ["abcd"]
    assert grouped({("a", "b"): 5.0}) == ["ab", "c", "d"]


def test_the_best_link_comes_first_and_a_contradiction_stops_the_next() -> None:
    links = {("a", "b"): 5.0, ("b", "c"): 4.0, ("c", "d"): 6.0}
    assert grouped(links, apart=(("a", "d"),)) == ["ab", "cd"]


def test_groups_do_not_depend_on_the_order() -> None:
    links = list({("a", "b"): 5.0, ("b", "c"): 4.0, ("c", "d"): 6.0}.items())
    found = {tuple(grouped(dict(some), "".join(rows))) for some in permutations(links) for rows in permutations("abcd")}
    assert len(found) == 1


def test_people_join_and_part() -> None:
    assert grouped({}, join=[("a", "d")]) == ["ad", "b", "c"]
    assert grouped({("a", "b"): 5.0}, split=[("b", "a")]) == ["a", "b", "c", "d"]
    assert grouped({("a", "b"): 5.0, ("b", "c"): 4.0}, "abc", split=[("a", "c")]) == ["ab", "c"]
    assert grouped({("a", "b"): 5.0}, join=[("a", "gone")]) == ["ab", "c", "d"]


def test_a_join_takes_no_third_telling_out_and_a_split_stands_against_links() -> None:
    linked = {("a", "b"): 5.0}
    assert grouped(linked, "abd", apart=(("b", "d"),), join=[("a", "d")]) == ["abd"]
    assert grouped(linked, "abd", apart=(("b", "d"),), join=[("a", "d")], split=[("b", "d")]) == ["ad", "b"]
