"""The page as people have it: in a browser, on a phone, by keyboard, in the dark, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from lexcheck.report import Options, render
from lexcheck.report.model import Judged
from lexcheck.verdicts.model import Verdict
from tests.unit.report.browser import Opened, needs_chromium
from tests.unit.report.hostile import hostile_report
from tests.unit.report.making import finding, full, judged, report, with_findings

pytestmark = needs_chromium

MIXED = with_findings(
    full(),
    finding("p2", Verdict.BREACHED),
    finding("p3", Verdict.COMPLIED),
    finding("q4", Verdict.COMPLIED, number=2),
)


def page_of(*runs: Judged) -> bytes:
    return render(report(*runs), "html", Options())


def shown(page: Page) -> list[str]:
    """The names of the findings that are shown, rendered already or not."""
    return page.locator(".f:visible .id").all_text_contents()


def test_filters_show_what_they_say(opened: Opened) -> None:
    with opened(page_of(MIXED)) as page:
        everything = shown(page)
        assert len(everything) == 4
        for verdict in ("complied", "undetermined"):
            page.locator(f"input[value={verdict}]").uncheck()
        assert shown(page) == ["deliver(o1, p2)"]
        assert page.locator(".shown").inner_text() == "1 of 4 findings shown"
        page.get_by_role("button", name="Show all").click()
        page.get_by_label("Name contains").fill("(O1, P")
        assert shown(page) == ["deliver(o1, p2)", "deliver(o1, p1)", "deliver(o1, p3)"]
        page.get_by_role("button", name="Show all").click()
        page.get_by_label("Party").select_option("jo")
        assert shown(page) == ["deliver(o1, p1)"]
        page.get_by_role("button", name="Show all").click()
        page.get_by_label("Norm").select_option("deliver")
        assert shown(page) == everything


def test_what_is_filtered_out_whole_leaves_no_heading(opened: Opened) -> None:
    with opened(page_of(MIXED)) as page:
        page.get_by_label("Name contains").fill("no such thing")
        assert page.locator(".norm:visible").count() == 0
        assert page.locator(".shown").inner_text() == "0 of 4 findings shown"


def test_a_link_to_a_finding_opens_it_even_when_filtered_out(opened: Opened) -> None:
    with opened(page_of(MIXED)) as page:
        page.locator("input[value=breached]").uncheck()
        link = page.locator(".answer a").first
        name = link.inner_text()
        link.click()
        target = page.locator(".f[open]")
        assert target.locator(".id").text_content() == name == "deliver(o1, p2)"
        assert target.is_visible()


def test_it_can_be_used_by_keyboard(opened: Opened) -> None:
    with opened(page_of(MIXED)) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.wait_for_function("location.hash === '#findings'")
        box = page.locator("input[value=breached]")
        for _ in range(3):
            page.keyboard.press("Tab")
            if box.evaluate("node => node === document.activeElement"):
                break
        page.keyboard.press("Space")
        assert "deliver(o1, p2)" not in shown(page)
        summary = page.locator(".f:visible > summary").first
        summary.focus()
        page.keyboard.press("Enter")
        assert page.locator(".f[open]").count() == 1


def test_it_is_told_to_who_cannot_see(opened: Opened) -> None:
    with opened(page_of(judged())) as page:
        tree = page.locator("main").aria_snapshot()
        assert 'heading "Findings"' in tree
        assert 'checkbox "breached 1"' in tree
        assert (
            "complied late; arises 2024-03-01 09:00; due 2024-03-02 09:00; no recorded act" in tree
        )
        assert page.locator("html").get_attribute("lang") == "en"


PAGES = {
    "sample": page_of(judged()),
    "side by side": page_of(*(judged(as_of=f"2024-03-0{day}") for day in range(1, 7))),
    "doubt": page_of(with_findings(full())),
    "long names": page_of(with_findings(finding("p" * 300, Verdict.BREACHED))),
    "attack": render(hostile_report(), "html", Options()),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_overflows_a_phone(name: str, opened: Opened) -> None:
    with opened(PAGES[name], width=360) as page:
        page.evaluate(
            "document.querySelectorAll('details').forEach((node) => { node.open = true })"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate("document.documentElement.clientWidth") == 360


def test_an_attack_stays_text(opened: Opened) -> None:
    """`opened` fails if a script of the case says anything, or asks for anything."""
    with opened(PAGES["attack"]) as page:
        assert page.title().startswith("title</style></script><img src=x")
        assert page.locator("img").count() == 0
        assert page.locator(".f").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_the_paper(scheme: str, opened: Opened) -> None:
    """Source: WCAG 2.2, success criterion 1.4.3: contrast of at least 4.5 to 1."""
    with opened(page_of(MIXED)) as page:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of the two
        found = page.evaluate(CONTRASTS)
        assert found
        assert {colour: ratio for colour, ratio in found.items() if ratio < 4.5} == {}


CONTRASTS = """() => {
  const lightness = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
      const c = part / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = lightness(getComputedStyle(document.documentElement).backgroundColor);
  const found = {};
  for (const node of document.querySelectorAll("main *")) {
    if (![...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim())) continue;
    const colour = getComputedStyle(node).color, ink = lightness(colour);
    found[colour] = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  }
  return found;
}"""


def test_on_paper_it_is_unfolded_and_without_controls(opened: Opened) -> None:
    with opened(page_of(MIXED)) as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator(".f[open]").count() == 4
        assert not page.locator(".filters").is_visible()
        assert page.locator("text=was it shipped by 2024-03-02 09:00?").first.is_visible()
        assert page.pdf().startswith(b"%PDF")
        page.emulate_media(media="screen")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".f[open]").count() == 0


@pytest.mark.slow
def test_ten_thousand_findings_stay_usable(opened: Opened) -> None:
    many = [finding(f"p{n}", Verdict.COMPLIED) for n in range(9_999)]
    data = page_of(with_findings(finding("odd", Verdict.BREACHED), *many))
    with opened(data) as page:
        took = page.evaluate(
            """() => {
              const start = performance.now();
              document.querySelector("input[value=complied]").click();
              document.body.getBoundingClientRect();
              return performance.now() - start;
            }"""
        )
        assert shown(page) == ["deliver(o1, odd)"]
        assert took < 5_000, "half a second here; seconds would be another algorithm"
