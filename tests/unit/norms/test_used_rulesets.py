"""A ruleset that uses another has its words and its norms."""

from tests.unit.resolved.programs import ANSWER, HEAD, VOCABULARY, faults, lowered

OTHER = (
    """ruleset other timezone "Asia/Kolkata" uses moderation in force from 2020-01-01
source act "The Act"
define urgent(o: Order) = o.provision = rule_9
parameter length: duration = 3 hours
stay(o) counts as stayed(o)
"""
    + ANSWER
    + """  cites act "s 1"
exception stayed_one to answer_it
  when stayed(o)
reading x
  answer_it: time is of the essence
"""
)


def test_all_of_it_is_there() -> None:
    text = """ruleset r timezone "Asia/Kolkata" uses other in force from 2021-01-01
    obligation mine
      cites act "s 2"
      for each o: Order
      when urgent(o)
      must acknowledge(o)
      within length of o.received
    exception my_own to answer_it
      when urgent(o)
    """
    ruleset = lowered(text, VOCABULARY, OTHER)
    assert [norm.name for norm in ruleset.norms] == ["answer_it", "mine"]
    theirs, mine = ruleset.norms
    assert [each.name for each in theirs.exceptions] == ["stayed_one", "my_own"]
    # Each is in force when the file is in which it stands.
    assert (str(theirs.in_force), str(mine.in_force)) == ("from 2020-01-01", "from 2021-01-01")
    assert [each.name for each in ruleset.parameters] == ["length"]
    assert [each.action for each in ruleset.counts_as] == ["stay"]
    assert [each.name for each in ruleset.readings] == ["x"]
    assert ruleset.vocabularies == ("moderation",)


def test_names_that_clash_are_shown_in_both_files() -> None:
    text = 'define urgent(o: Order) = true\nsource act "Another Act"\n'
    assert faults(HEAD + text, VOCABULARY, OTHER) == [
        ("LX215", "2:8", "`urgent` is declared twice"),
        ("LX215", "3:8", "`act` is declared twice"),
    ]


def test_two_files_may_name_one_source_alike() -> None:
    lowered(HEAD + 'source act "The Act"\n', VOCABULARY, OTHER)
