"""What colours a text at a glance says what the parser says: Pygments, and editors' grammars."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pygments.token import Error, Keyword, Name, Operator, String, is_token_subtype

from lexcheck.base.text import Source
from lexcheck.editor import colours
from lexcheck.editor.pygments_lexer import LexcheckLexer
from lexcheck.editor.textmate import grammar
from lexcheck.editor.words import Kind, glanced
from lexcheck.syntax import tokens
from lexcheck.syntax.automaton import run
from lexcheck.syntax.tables import KEYWORDS, PHRASES
from lexcheck.syntax.wording import spelled

ROOT = Path(__file__).parents[3]
VSCODE = ROOT / "editors/vscode"
SHIPPED = sorted([*ROOT.glob("rulesets/**/*.lex"), *ROOT.glob("cases/**/*.lex")])
NAMES = ["/".join(path.parts[-2:]) for path in SHIPPED]

#: What the parser calls a word of the language, and a glance may call so.
OF_THE_LANGUAGE: set[Kind | None] = {"keyword", "lead", "operator word", "constant"}
WORDS = {*KEYWORDS.values(), *(kind for found in PHRASES.values() for kind, _ in found)}

#: Every word and phrase that the grammar itself spells out, by the name of its terminal.
GRAMMAR = {
    kind: re.split(r"\\b|\(\?", shape.replace(r"\s+", " "))[0]
    for kind, shape in re.findall(
        r'^([A-Z_]+)(?:\.\d)?: ["/]([a-z](?:[a-z]|\\s\+)+.*?)["/](?: //.*)?$',
        (ROOT / "grammar/lexcheck.lark").read_text("utf-8"),
        re.MULTILINE,
    )
}


@pytest.mark.parametrize("path", SHIPPED, ids=NAMES)
def test_a_glance_agrees_with_the_parser(path: Path) -> None:
    text = path.read_text("utf-8")
    seen: list[tokens.Token] = []
    run(Source(name=path.name, text=text), "start", {}, lambda token, _: seen.append(token))
    kinds = {at: kind for at, _, kind in glanced(text)}
    assert len(seen) > 20
    for token in seen:
        if token.kind == "TERRITORY" and kinds[token.start] == "type":
            continue  # the name of a type, which is a word of the grammar besides
        expected = token.kind in WORDS
        assert (kinds[token.start] in OF_THE_LANGUAGE) == expected, (token.text, token.kind)


@pytest.mark.parametrize("path", SHIPPED, ids=NAMES)
def test_pygments_knows_every_character(path: Path) -> None:
    text = path.read_text("utf-8")
    found = list(LexcheckLexer(stripnl=False, ensurenl=False).get_tokens(text))
    assert "".join(piece for _, piece in found) == text
    assert not [piece for token, piece in found if is_token_subtype(token, Error)]
    for wanted in (String, Keyword, Name):
        assert any(is_token_subtype(token, wanted) for token, _ in found)


def test_the_server_knows_every_word_of_the_grammar() -> None:
    assert len(GRAMMAR) > 90
    assert set(GRAMMAR) == WORDS == set(colours._KEYWORDS)
    assert set(GRAMMAR.values()) == {spelled(kind) for kind in WORDS} | set(KEYWORDS)


@pytest.mark.parametrize("word", sorted(set(GRAMMAR.values())))
def test_every_word_of_the_language_is_coloured_as_one(word: str) -> None:
    after = {"annulled": " 2020-01-01", "pending": " end"}.get(word, " ")
    (first, *_) = (
        token for token, piece in LexcheckLexer().get_tokens(word + after) if piece.strip()
    )
    assert is_token_subtype(first, Keyword) or is_token_subtype(first, Operator.Word)
    scope = scope_of(word + after)
    assert scope.startswith(("keyword.", "constant.language")), scope


def scope_of(text: str) -> str:
    """What the grammar for editors calls the beginning of a text."""
    for pattern in json.loads(grammar())["patterns"]:
        match = re.match(pattern["match"], text)
        if match is not None:
            return str(pattern.get("name") or pattern["captures"]["1"]["name"])
    raise AssertionError(text)


def test_the_grammar_of_the_extension_is_of_today() -> None:
    written = (VSCODE / "syntaxes/lexcheck.tmLanguage.json").read_text("utf-8")
    assert written == grammar(), "python -m lexcheck.editor.textmate writes it"


def test_the_extension_is_whole() -> None:
    def read(name: str) -> Any:
        return json.loads((VSCODE / name).read_text("utf-8"))

    package = read("package.json")
    assert (VSCODE / package["main"]).is_file()
    (language,) = package["contributes"]["languages"]
    (coloured,) = package["contributes"]["grammars"]
    assert language["id"] == coloured["language"] == "lexcheck"
    assert language["extensions"] == [".lex"]
    assert read(language["configuration"])["comments"] == {"lineComment": "#"}
    assert read(coloured["path"])["scopeName"] == coloured["scopeName"]
    command = package["contributes"]["configuration"]["properties"]["lexcheck.command"]
    assert command["default"] == ["lexcheck", "lsp"]


def test_the_extension_knows_the_command_of_a_lens() -> None:
    from lexcheck.editor.lenses import COMMAND

    code = (VSCODE / "extension.js").read_text("utf-8")
    assert f'registerCommand("{COMMAND}"' in code


def test_an_enter_after_a_statement_knows_the_statements() -> None:
    rules = json.loads((VSCODE / "language-configuration.json").read_text("utf-8"))["onEnterRules"]
    (rule,) = rules
    for word in ("obligation", "exception", "calendar", "counting rule"):
        assert re.match(rule["beforeText"], f"{word} name")
