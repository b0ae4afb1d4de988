"""Texts and files that are no tree: what is said of each, and where (see `bad_cases`)."""

from tests.unit.facts.bad_cases import Bad

_DEEP = "more than 50 lists and mappings stand inside each other"
_SEVEN = "a case file needs seven; is this one?"
_ENDS = "the file ends in the middle"
_WHOLE = "is it complete?"
_VALUE = "a value should stand here"
_MARK = "the text starts with a byte order mark"
_NUMBER = "a number has no leading zero, no `+`, and a digit on each side of its point"
_INDENT = "check the indentation, and put quotes around a text that starts with a sign"
_KEY = "a key is a text; put quotes around one that starts with a bracket"
_TWICE = "the key `case` stands twice in one mapping"
_RENAME = "put both into one entry, or rename one; does another entry begin above?"
_HALF = "this text holds half of a surrogate pair, `\\ud800`"
_KEY_HERE = "a key in double quotes should stand here"
_COMMENT = "JSON has no comments; YAML has"
_NOBODY = 'for what nobody knows, write `"unknown"`'
_TAG = "leave it out: the vocabulary knows the types"

BAD_YAML = [
    Bad("LX403", "⟨\ufeff⟩case: x\n", _MARK, "save it as UTF-8 without one"),
    Bad("LX406", "a: b\n⟨\t⟩c: d\n", "a tab stands where only spaces may", "indent with spaces"),
    Bad("LX406", "a:\n⟨\t⟩- d\n", "a tab stands where only spaces may", "indent with spaces"),
    Bad("LX406", "a: ⟨@⟩handle\n", "a text cannot start with `@`", "put it in quotes"),
    Bad("LX406", "a: ⟨!⟩x!y z\n", "a text cannot start with `!`", "put it in quotes"),
    Bad("LX406", "a: *⟨\n⟩b: c\n", "a text cannot start with `&` or `*`", "put it in quotes"),
    Bad(
        "LX406", "a: b⟨:⟩ c\n", "a second `:` stands in this line",
        "put a text that holds `: ` in quotes, and each entry on a line of its own",
    ),
    Bad("LX406", "a: b\n⟨f⟩o\nc: d", "this line is no entry: it has no `:`", "write `key: value`"),
    Bad("LX406", "a:\n  - b\n ⟨c⟩: d\n", "this is no entry of the mapping around it", _INDENT),
    Bad(
        "LX406", "- a\n⟨b⟩: c\n", "this is no item of the list around it",
        "check the indentation: each item starts with `- ` below the one before",
    ),
    Bad("LX406", "a: [b\nc⟨:⟩ d\n", "this list has no `,` or `]` here"),
    Bad("LX406", "a: {b: c⟨]⟩\n", "this mapping has no `,` or `}` here"),
    Bad(
        "LX406", "a: {b: one of ⟨[⟩c, d]}\n", "this mapping has no `,` or `}` here",
        "inside `{…}`, write `{one of: [a, b]}`, or put it in quotes",
    ),
    Bad("LX406", 'a: "⟨\\⟩q"\n', "this is no escape of YAML", "write `\\\\` for a backslash"),
    Bad("LX406", "{a: b}⟨}⟩\n", "something stands after the end of the case"),
    Bad(
        "LX406", "a: ⟨\x01⟩\n", "the character `\\u0001` is not allowed",
        "leave it out, or write it as an escape in double quotes",
    ),
    Bad("LX406", "⟨%⟩YAML 9.9\n---\na: b\n", "this is no YAML: found incompatible YAML document"),
    Bad("LX408", 'a: [b, {c: "⟨d⟩', _ENDS, _WHOLE),
    Bad("LX408", "a: [b, ⟨c⟩\n\n", _ENDS, _WHOLE),
    Bad("LX409", "[" * 50 + "⟨[⟩" + "[" * 100_000, _DEEP, _SEVEN),
    Bad("LX409", "{a: " * 50 + "⟨{⟩a: " + "{a: " * 100_000, _DEEP, _SEVEN),
    Bad("LX409", "- " * 50 + "⟨-⟩ " + "- " * 100_000, _DEEP, _SEVEN),
    Bad("LX409", "[\n" * 50 + "⟨[⟩\n" + "[\n" * 100_000, _DEEP, _SEVEN),
    Bad("LX410", "case: b\nbuilt_from: log\n⟨case⟩: e\n", _TWICE, _RENAME),
    Bad(
        "LX411", "case: ⟨&x b⟩\nbuilt_from: log\n", "the anchor `&x` is not allowed here",
        "write the value out wherever `*x` stands for it",
    ),
    Bad("LX411", "a: ⟨*x⟩\n", "the alias `*x` is not allowed here", "write the value out"),
    Bad("LX411", "⟨*x⟩ : a\n", "the alias `*x` is not allowed here", "write the value out"),
    Bad("LX412", "case: ⟨!!str 5⟩\nbuilt_from: log\n", "the tag `!!str` is not allowed here", _TAG),
    Bad("LX412", "case: ⟨! 5⟩\nbuilt_from: log\n", "the tag `!` is not allowed here", _TAG),
    Bad(
        "LX413", "case: x\nbuilt_from: log\nrecords:\n  Item:\n    acc_a: {⟨<<⟩: {kind: b}}\n",
        "the merge key `<<` is not allowed here", "write the entries out, here",
    ),
    Bad(
        "LX414", "a: b\n⟨---⟩\nc: d\n", "a second document starts here",
        "a file holds one case: put each in a file of its own",
    ),
    Bad(
        "LX416", 'case: ⟨"\\x1b[31m"⟩\nbuilt_from: log\n',
        "this text holds a control character, `\\u001b`", "leave it out",
    ),
    Bad("LX416", "case: ⟨\ud800⟩\n", _HALF, "leave it out"),
    Bad("LX417", "⟨[⟩a]: b\n", "a list or mapping cannot be a key", _KEY),
    Bad("LX417", "? ⟨{⟩a: b}\n: c\n", "a list or mapping cannot be a key", _KEY),
]  # fmt: skip

BAD_JSON = [
    Bad("LX403", "⟨\ufeff⟩{}", _MARK, "save it as UTF-8 without one"),
    Bad("LX407", '{"a": 1⟨,⟩ }', "a comma stands before `}`", "take the comma out"),
    Bad("LX407", "[1⟨,⟩\n]", "a comma stands before `]`", "take the comma out"),
    Bad("LX407", '{"a" ⟨1⟩}', "`:` should follow the key `a`"),
    Bad("LX407", "{⟨a⟩: 1}", _KEY_HERE, "texts stand in double quotes"),
    Bad("LX407", "{⟨'⟩a': 1}", _KEY_HERE, 'JSON quotes with `"`'),
    Bad("LX407", "{⟨,⟩}", _KEY_HERE),
    Bad("LX407", '{"a": ⟨0⟩1}', _VALUE, _NUMBER),
    Bad("LX407", '{"a": ⟨.⟩5}', _VALUE, _NUMBER),
    Bad("LX407", '{"a": ⟨+⟩1}', _VALUE, _NUMBER),
    Bad("LX407", '{"a": ⟨T⟩rue}', _VALUE, "write `true`"),
    Bad("LX407", '{"a": ⟨y⟩es}', _VALUE, "texts stand in double quotes"),
    Bad("LX407", '{"a": ⟨}⟩', _VALUE),
    Bad("LX407", '{"a": ⟨/⟩* x */ 1}', _VALUE, _COMMENT),
    Bad("LX407", '{"a": 1 ⟨#⟩ x\n}', "`,` or `}` should stand here", _COMMENT),
    Bad("LX407", "[1⟨}⟩", "`,` or `]` should stand here"),
    Bad("LX407", '{"a": 1} ⟨{⟩}', "something stands after the end of the document"),
    Bad("LX407", '{"a": "⟨\\⟩q"}', "this is no escape of JSON", "write `\\\\` for a backslash"),
    Bad("LX407", '{"a": ⟨"⟩x\ny"}', "this text is not closed on its line", 'add `"`'),
    Bad("LX407", '{"a": "x⟨\t⟩y"}', "a text holds a control character as it is", "leave it out"),
    Bad("LX408", '{"a": ⟨1⟩', _ENDS, _WHOLE),
    Bad("LX408", '{"a": "⟨b⟩', _ENDS, _WHOLE),
    Bad("LX408", '{"a": [1.5⟨e⟩', _ENDS, _WHOLE),
    Bad("LX408", '{"a"⟨:⟩\n', _ENDS, _WHOLE),
    Bad("LX409", "[" * 50 + "⟨[⟩" + "[" * 100_000, _DEEP, _SEVEN),
    Bad("LX409", '{"a":' * 50 + "⟨{⟩" + '"a":{' * 100_000, _DEEP, _SEVEN),
    Bad(
        "LX410", '{"case": "x", "built_from": "log", ⟨"case"⟩: [1]}', _TWICE, _RENAME,
    ),
    Bad("LX415", '{"a": ⟨NaN⟩}', "`NaN` is no number", _NOBODY),
    Bad("LX415", '{"a": [⟨-Infinity⟩]}', "`-Infinity` is no number", _NOBODY),
    Bad(
        "LX416", '{"case": ⟨"\\ud800"⟩, "built_from": "log"}',
        _HALF, "leave it out",
    ),
    Bad(
        "LX416", '{"case": ⟨"\ud800"⟩, "built_from": "log"}',
        _HALF, "leave it out",
    ),
]  # fmt: skip

#: Code, content and message of files that are refused before there is a text.
BAD_BYTES = [
    ("LX401", b"", "the file is empty"),
    ("LX401", b" \r\n\n", "the file is empty"),
    ("LX402", b"case: x\n\0\1\2", "the file is binary: byte 9 is zero"),
    ("LX402", "case: x".encode("utf-16"), "the file is UTF-16 text"),
    ("LX402", b"\x1f\x8b\x08\x00", "the file is a gzip archive"),
    ("LX402", b"PK\x03\x04", "the file is a zip archive, or an office document"),
    ("LX404", b"case: x\ntitle: caf\xe9\n", "byte 19 (0xe9) is no UTF-8"),
    ("LX405", b" " * 200_000_001, "the file has 200,000,001 bytes; at most 200,000,000 are read"),
]  # fmt: skip
