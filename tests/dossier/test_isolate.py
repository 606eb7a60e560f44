"""Names from right to left stand for themselves; signs of direction that reports bring are gone."""

from onrecord.dossier import gather, markdown, page
from onrecord.dossier.isolate import FSI, PDI, in_line, isolated, shown

NAME = "حركة المقاومة"


def test_only_right_to_left_is_kept_apart():
    assert isolated("Harbour Front") == "Harbour Front"
    assert isolated("ליגה") == f"{FSI}ליגה{PDI}"


def test_other_signs_of_direction_are_shown():
    assert shown(f"a\u202e {FSI}b{PDI}") == f"a\ufffd {FSI}b{PDI}"
    assert in_line(f"a\n {FSI}b{PDI}\t") == f"a {FSI}b{PDI}"


def test_a_name_with_signs_of_its_own_brings_none(ledger, tell):
    tell(actor=f"{PDI}\u202e{NAME}{FSI}", actor_id="report:x", publisher=f"{FSI}Delta Post{PDI}")
    for text in (page(gather(ledger, "Iran")), markdown(gather(ledger, "Iran"))):
        assert f"{FSI}\ufffd\ufffd{NAME}\ufffd{PDI}" in text
        assert "\ufffdDelta Post\ufffd" in text
        assert text.count(FSI) == text.count(PDI) > 0
        assert "\u202e" not in text
