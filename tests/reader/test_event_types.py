"""Who of two is the host."""

from onrecord.knowledge.events import Meaning
from onrecord.model import Party, Span
from onrecord.reader.event_types import hosted

VISITOR, HOST = Party(Span(0, 1, "a")), Party(Span(2, 3, "b"))


def test_who_receives_is_the_host():
    received = Meaning("CONSULT", "visit", "043")
    assert hosted(received, (HOST,), (VISITOR,)) == ((VISITOR,), (HOST,))
    third = Meaning("CONSULT", "third-party", "043")
    assert hosted(third, (HOST,), (VISITOR,)) == ((VISITOR,), ())


def test_other_meetings_and_a_host_alone_stay():
    for meaning in (Meaning("CONSULT", "visit", "042"), Meaning("AID", None, "070")):
        assert hosted(meaning, (VISITOR,), (HOST,)) == ((VISITOR,), (HOST,))
    assert hosted(Meaning("CONSULT", "visit", "043"), (HOST,), ()) == ((HOST,), ())
