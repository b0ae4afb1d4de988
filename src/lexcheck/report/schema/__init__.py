"""The published schemas of what machines read. A change that breaks a reader is a new version."""

from __future__ import annotations

import json
from importlib import resources

#: What is written now, by the name under which its schema is asked for.
VERSIONS = {
    "report": "report-1.json",
    "deadlines": "deadlines-1.json",
    "comparison": "comparison-1.json",
    "contrast": "contrast-1.json",
    "timeline": "timeline-1.json",
    "explanation": "explanation-1.json",
    "rulesets": "rulesets-1.json",
}


def report_schema() -> bytes:
    """The JSON Schema of reports, as it is shipped."""
    return resources.files(__name__).joinpath(VERSIONS["report"]).read_bytes()


def schema_of(name: str) -> bytes:
    """The JSON Schema of one of `VERSIONS`; all share the definitions of reports."""
    if name == "report":
        return report_schema()
    document = json.loads(resources.files(__name__).joinpath(VERSIONS[name]).read_bytes())
    document["$defs"] = json.loads(report_schema())["$defs"]
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
