"""The page as a browser shows it. BLOCFORM_AXE names the script of axe-core, whose rules of accessibility are checked where it is given."""

import os
from pathlib import Path

import pytest
from browser import CHROMIUM, browser

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here to show the page in")]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_fits_asks_for_nothing_and_the_console_is_silent(page, folder, width, dark):
    page.show(folder / "report.html", width, dark=dark)
    assert page.value("document.documentElement.scrollWidth") <= width
    assert page.value("[...document.images].every(image => image.naturalWidth > 0)")
    assert page.requests() == [(folder / "report.html").resolve().as_uri()]
    assert page.complaints() == []


def test_the_policy_holds(page, folder):
    """The negative control: what comes from elsewhere is blocked, and the console says so."""
    page.show(folder / "report.html")
    page.value("document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))")
    page.value("new Promise(done => setTimeout(done, 200))")
    assert any("Content Security Policy" in said for said in page.complaints())


def test_tables_are_sorted_by_the_keyboard(page, folder):
    page.show(folder / "report.html")
    means = "[...document.querySelectorAll('#table-6 tbody tr')].map(row => row.cells[1].dataset.key ?? '')"
    order = page.value(means)
    page.value("document.querySelectorAll('#table-6 thead button')[1].focus()")
    for direction in ("ascending", "descending"):
        page.call("Input.dispatchKeyEvent", type="keyDown", key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")
        page.call("Input.dispatchKeyEvent", type="keyUp", key="Enter", code="Enter", windowsVirtualKeyCode=13)
        assert page.value("document.querySelectorAll('#table-6 th')[1].ariaSort") == direction
        numbers = sorted((key for key in order if key), key=float, reverse=direction == "descending")
        assert page.value(means) == numbers + [""] * order.count(""), "what is missing comes last"


def test_every_download_holds_a_file(page, folder):
    page.show(folder / "report.html")
    links = "[...document.querySelectorAll('a.download')]"
    assert page.value(f"{links}.every(link => link.checkVisibility() && link.href.startsWith('data:') && link.download)")
    assert page.value(f"{links}.length") == 9 + 7


def test_it_prints(page, folder, tmp_path):
    page.show(folder / "report.html", media="print")
    assert page.value("[...document.querySelectorAll('.frame')].every(frame => getComputedStyle(frame).overflow === 'visible')")
    assert page.value("document.querySelector('.download').checkVisibility()") is False
    assert page.pdf(tmp_path / "page.pdf").stat().st_size > 50_000


@pytest.mark.skipif("BLOCFORM_AXE" not in os.environ, reason="BLOCFORM_AXE names no script of axe-core")
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(page, folder, width, dark):
    page.call("Page.setBypassCSP", enabled=True)
    page.show(folder / "report.html", width, dark=dark)
    page.value(Path(os.environ["BLOCFORM_AXE"]).read_text(encoding="utf-8") + "; 0")
    found = page.value("axe.run().then(said => said.violations.map(fault => `${fault.id}: ${fault.nodes.map(node => node.html)}`))")
    page.call("Page.setBypassCSP", enabled=False)
    assert found == []
