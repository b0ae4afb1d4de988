"""Each diagnostic of the syntax has one bad example here, and its exact words and place."""

from __future__ import annotations

import pytest

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.text import Source
from lexcheck.syntax.automaton import DEEPEST
from lexcheck.syntax.from_text import MOST_BYTES, MOST_DIAGNOSTICS, parse


def diagnosed(text: str) -> list[Diagnostic]:
    file, diagnostics = parse(Source(name="bad.lex", text=text))
    assert (file is None) == bool(diagnostics)
    return diagnostics


def told(text: str) -> list[str]:
    """`code line:column message` of each diagnostic."""
    return [f"{d.code} {d.span.line}:{d.span.column} {d.message}" for d in diagnosed(text)]


HEAD = "ruleset r\n"

BAD = {
    "LX101": (
        HEAD + "obligation c\n  when = a\n",
        "3:8 expected a condition, found `=`",
        "",
    ),
    "LX102": (
        HEAD + "obligation c\n  when a and b or c\n",
        "3:16 `and` and `or` are mixed without parentheses",
        "say which belongs together: `(a and b) or c`, or `a and (b or c)`",
    ),
    "LX103": (
        HEAD + "obligaton comply\n  must a(i)\n",
        "2:1 `obligaton` is not a keyword here",
        "did you mean `obligation`?",
    ),
    "LX104": (
        HEAD + 'source act "The Act\nsource rules "The Rules"\n',
        "2:12 a text in quotes is not closed on this line",
        'a text ends on the line it begins on; write `\\"` for a quotation mark inside it',
    ),
    "LX105": (
        HEAD + "source act “The Act”\n",
        "2:12 `“` is no character of the language",
        'texts stand in straight quotes: `"…"`',
    ),
    "LX106": (
        HEAD + "reading strict\n  comply: or earlier\nobligation c\n  must a(i)\n",
        "4:1 `obligation` after a reading: readings come last",
        "move it above the first reading",
    ),
    "LX107": (
        'source act "The Act"\n',
        "1:1 a file begins with `ruleset` or `vocabulary`, found `source`",
        "name it on the first line, such as `ruleset in.it_act.s69a`",
    ),
    "LX108": (
        HEAD + "obligation c\n  must a(i\n  unless b\n",
        "3:9 this `(` is not closed",
        "write `)` where it is missed",
    ),
    "LX109": (
        HEAD + "obligation unless\n  must a(i)\n",
        "2:12 `unless` is a word of the language and cannot be a name here",
        "choose another name, such as `unless_`",
    ),
    "LX110": (
        HEAD + "source act \x00\n",
        "2:12 this is no text: the character U+0000 is in it",
        "a ruleset is a plain text in UTF-8",
    ),
    "LX111": (
        "  # nothing but a comment\n",
        "1:1 the file says nothing",
        "a file begins with `ruleset` or `vocabulary`, and a name",
    ),
    "LX112": (
        HEAD + "parameter start: date = 2021-02-30\n",
        "2:25 there is no day `2021-02-30`",
        "a date is year-month-day, such as `2021-01-31`",
    ),
    "LX113": (
        'ruleset r\n  title "One"\n  title "Two"\n',
        "3:3 `title` is there twice",
        "keep one",
    ),
    "LX114": (
        HEAD + f"define d() = {'not ' * DEEPEST}a\n",
        "2:14 this is nested more than 200 deep",
        "give a part of it a name, with `define`",
    ),
    "LX115": (
        HEAD + "#" * MOST_BYTES,
        "2:3999991 the file has 4,000,010 bytes: more than the 4,000,000 that are read",
        "what begins here is too much: divide the file; a ruleset `uses` vocabularies",
    ),
    "LX116": (
        HEAD + 'source act "C:\\new"\n',
        "2:15 `\\n` means nothing in a text in quotes",
        'write `\\\\` for a backslash and `\\"` for a quotation mark',
    ),
}


@pytest.mark.parametrize("code", BAD)
def test_bad_example(code: str) -> None:
    text, message, hint = BAD[code]
    (diagnostic,) = diagnosed(text)
    assert told(text) == [f"{code} {message}"]
    assert diagnostic.hint == hint


def test_the_labels_point_at_the_other_place() -> None:
    def labels(text: str) -> list[tuple[str, str]]:
        (diagnostic,) = diagnosed(text)
        return [(label.span.text, label.message) for label in diagnostic.labels]

    assert labels(BAD["LX102"][0]) == [("and", "`and` here")]
    assert labels(BAD["LX106"][0]) == [("reading", "the first reading")]
    assert labels(BAD["LX108"][0]) == [("unless", "`)` is missing before this")]
    assert labels(BAD["LX113"][0]) == [('title "One"', "the first")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("obligation c\n  wihtin 2 hours of a\n", "within"),
        ("obligation c\n  duty off o.addressee\n", "duty of"),
        ("obligation c\n  for eech o: Order\n", "for each"),
        ("obligation c\n  when a adn b\n", "and"),
        ("obligation c\n  if a\n", "when"),
        ("obligation c\n  shall a(i)\n", "must"),
        ("obligation c\n  When a\n", "when"),
        ("obligation c\n  within 2 huors of a\n", "hours"),
        ("obligation c\n  time is of essence\n", "time is of the essence"),
        ("record R\n  a: lst of Item\n", "list of"),
        ("reading r\n  c: or earlier, wihtin 2 days of a\n", "within"),
        ("  titel \"x\"\n", "title"),
    ],
)  # fmt: skip
def test_a_misspelt_keyword_is_guessed(written: str, meant: str) -> None:
    (diagnostic,) = diagnosed(HEAD + written)
    assert (diagnostic.code, diagnostic.hint) == ("LX103", f"did you mean `{meant}`?")


@pytest.mark.parametrize(
    ("character", "hint"),
    [
        ("’", 'texts stand in double quotes: `"…"`'),
        (";", "nothing separates clauses: take the `;` away"),
        ("&", "write `and`"),
        ("≥", "write `>=`"),
        ("€", "the currency comes after the number, as three letters: `100 EUR`"),
        ("%", "write a percentage without a space: `95%`"),
        ("–", "write `-` for minus"),
        ("\u00a0", "this is no ordinary space: write one"),
        ("§", ""),
    ],
)
def test_a_stray_character_has_a_hint(character: str, hint: str) -> None:
    (diagnostic,) = diagnosed(HEAD + f"define d() = a {character} b\n")
    assert (diagnostic.code, diagnostic.hint) == ("LX105", hint)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("obligation\n  must a(i)\n", "LX101 3:3 expected a name, found `must`"),
        ("obligation c\n  when\nrecord R\n", "LX101 4:1 expected a condition, found `record`"),
        ("obligation c\n  until\n", "LX101 3:8 expected a value, found the end of the file"),
        ("obligation c\n  when a == b\n", "LX101 3:11 expected a value, found `=`"),
        ("record R\n  a: time, b: time\n",
         "LX101 3:10 expected a name with `:`, `?` or the next statement, found `,`"),
        ("parameter p = 5\n", "LX101 2:11 expected a name with `:`, found `p`"),
        ("reviewed 2021\n", "LX101 2:10 expected a date such as `2021-01-31`, found `2021`"),
        ("define d() = (a))\n", "LX108 2:17 `)` without `(`"),
        ("define d() = a in {b\n", "LX108 2:19 this `{` is not closed"),
        ("enum k = not\n", "LX109 2:10 `not` is a word of the language and cannot be a name here"),
    ],
)  # fmt: skip
def test_what_was_expected_is_said_in_the_words_of_the_author(text: str, message: str) -> None:
    assert told(HEAD + text) == [message]


def test_at_most_eight_are_named() -> None:
    (diagnostic,) = diagnosed("ruleset r +\n")
    assert diagnostic.message == (
        "expected `counting`, `in force`, `jurisdiction`, `reviewed`, `timezone`, `title`, "
        "`uses` or the next statement, found `+`"
    )


def test_faults_of_several_statements_are_found_in_one_run() -> None:
    text = """ruleset r
  titel "x"
source act "The Act
obligation one
  must a(i
  within 2 hours of x
obligaton two
  must b(i)
obligation three
  when a and b or c
  unless
obligation four
  must good(i)
reading platform
  one: withn 2 hours of x
  exception press to one
    when x = = y
obligation five
  must a(i)
obligation six
  must a(i)) by b
"""
    assert told(text) == [
        "LX103 2:3 `titel` is not a keyword here",
        "LX104 3:12 a text in quotes is not closed on this line",
        "LX108 5:9 this `(` is not closed",
        "LX103 7:1 `obligaton` is not a keyword here",
        "LX102 10:16 `and` and `or` are mixed without parentheses",
        "LX103 15:8 `withn` is not a keyword here",
        "LX101 17:14 expected a value, found `=`",
        "LX106 18:1 `obligation` after a reading: readings come last",
        "LX108 21:12 `)` without `(`",
    ]


def test_a_file_has_at_most_twenty() -> None:
    found = diagnosed(HEAD + "obligation o\n  when and\n" * 30)
    assert len(found) == MOST_DIAGNOSTICS
    assert found[0].hint == "choose another name, such as `and_`"
    assert found[-1].hint.endswith("there may be more: only the first 20 are shown")
