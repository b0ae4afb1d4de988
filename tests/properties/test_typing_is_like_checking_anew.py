"""After any changes, what is told of a text is what one is told who sees it for the first time."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.editor.workspace import Workspace
from tests.properties.numbers_of_examples import examples
from tests.unit.samples import RULESET, VOCABULARY

ROOT = Path(__file__).parents[2]
LAW = (ROOT / "rulesets/in/it_act_s69a.lex").read_text("utf-8")
WORDS = (ROOT / "rulesets/moderation.lex").read_text("utf-8")

#: The words of a ruleset, and the ruleset, by the names of their files.
DESKS = [
    {"desk.lex": VOCABULARY, "shop.lex": RULESET},
    {"moderation.lex": WORDS, "law.lex": LAW},
]

#: What is put in: begun clauses, other names, what opens or closes, whole statements.
TYPED = st.sampled_from(
    [
        "", "", "x", "_", " ", "\n", "\n  wi", "(", ")", '"', "#", ":", "9", "?", "\nobligation ",
        "\nsource y \"z\"\n", "\ndefine f(x: Order) = x.received > 2021-01-01\n", " or earlier",
        "\nreading r\n", "  unless x\n", "\n  because \"so\"\n", "  # lint: LX906 so\n", "comply",
        "\nexception e to comply when o.revoked is present\n", "\nobligaton x\n", "o.received",
    ]
)  # fmt: skip


class Author:
    """Two files as they stand, in an editor that was there all along."""

    def __init__(self, folder: Path, texts: dict[str, str]) -> None:
        self.texts = {str((folder / name).resolve()): text for name, text in texts.items()}
        self.before = dict(self.texts)
        self.workspace = Workspace()
        for path, text in self.texts.items():
            self.workspace.change(path, text)

    def change(self, path: str, text: str) -> None:
        self.texts[path] = text
        self.workspace.change(path, text)

    def agrees(self) -> None:
        anew = Workspace()
        for path, text in self.texts.items():
            anew.change(path, text)
        for path in self.texts:
            here, there = shown(self.workspace, path), shown(anew, path)
            assert here == there
            for one, other in zip(here, there, strict=True):
                assert one.span.source.text == other.span.source.text
                assert [e.span.line for e in one.labels] == [e.span.line for e in other.labels]
        self.workspace.let_go()


def shown(workspace: Workspace, path: str) -> list[Diagnostic]:
    known = workspace.known(path)
    assert known is not None
    return known.diagnostics


@examples(15)
@given(st.sampled_from(DESKS), st.data())
def test_after_any_changes_all_is_told_that_is_wrong(
    texts: dict[str, str], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        author = Author(Path(folder), texts)
        author.agrees()
        for _ in range(data.draw(st.integers(1, 5))):
            path = data.draw(st.sampled_from([*author.texts, list(author.texts)[-1]]))
            text = author.texts[path]
            if data.draw(st.integers(0, 3)) == 0:
                author.change(path, author.before[path])  # all taken back
            else:
                # Near the end of a line, as most is typed, or anywhere.
                start = data.draw(st.integers(0, len(text)))
                if data.draw(st.booleans()):
                    start = max(text.find("\n", start), 0)
                end = min(len(text), start + data.draw(st.sampled_from([0, 0, 0, 1, 5, 60])))
                author.change(path, text[:start] + data.draw(TYPED) + text[end:])
            author.agrees()
