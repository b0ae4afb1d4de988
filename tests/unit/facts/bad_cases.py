"""Bad examples: a text, and the one diagnostic that it must get.

The cases stand in `bad_cases.txt`, one a paragraph: the code and message, the hint (none: there is
none), and what differs from a sound case: the fields of an order (`order`), an act (`act`), any
entry of the file (an empty one is left out), or the whole `text`. `⟨` and `⟩` stand around what the
diagnostic must point at.
"""

from pathlib import Path
from typing import NamedTuple

_SOUND = {
    "case": "twitter-2021",
    "timezone": "Asia/Kolkata",
    "built_from": "reports",
    "sources": "{S1: {title: An article}, S2: {title: Another}}",
    "records": """
  Party: {twitter: {kind: intermediary}, ministry: {kind: government}}
  Order: {order_1: {addressee: twitter}}
  Item: {acc_a: {kind: account}, acc_b: {count: 10}}""",
}


class Bad(NamedTuple):
    """`code`, `message` and `hint` of the one diagnostic, and the marked text."""

    code: str
    text: str
    message: str
    hint: str = ""

    @property
    def name(self) -> str:
        return f"{self.code} {self.message[:50]}"

    @property
    def unmarked(self) -> str:
        return self.text.replace("⟨", "").replace("⟩", "")

    @property
    def place(self) -> tuple[int, int]:
        """The marked stretch, as offsets of the unmarked text."""
        return self.text.index("⟨"), self.text.index("⟩") - 1


def _example(paragraph: str) -> Bad:
    head, *rest = paragraph.splitlines()
    code, _, message = head.partition(" ")
    parts = dict(_SOUND)
    hint = ""
    for line in rest:
        key, _, value = line.strip().partition(":")
        value = value.strip()
        if key == "hint":
            hint = value
        elif key == "text":
            return Bad(code, value.replace("\\n", "\n") + "\n", message, hint)
        elif key == "order":
            whole = f"order_1: {{{value}}}, order_2: {{}}"
            parts["records"] = parts["records"].replace("order_1: {addressee: twitter}", whole)
        elif key == "act":
            parts["acts"] = f"\n  - {value}"
        else:
            parts[key] = value
    text = "".join(f"{key}: {part}\n" for key, part in parts.items() if part)
    return Bad(code, text, message, hint)


def _paragraphs() -> list[str]:
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    return [part for part in text.split("\n\n") if part.strip() and not part.startswith("#")]


BAD_CASES = [_example(paragraph.strip()) for paragraph in _paragraphs()]
