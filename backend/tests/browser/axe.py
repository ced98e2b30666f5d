"""What axe finds on a page as it stands: WCAG 2.2 AA, serious and critical faults."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[3] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([within, tags]) => {
  const result = await axe.run(within, { runOnly: tags, resultTypes: ['violations'], preload: false });
  return result.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => ({ id: one.id, nodes: one.nodes.map((node) => node.target.join(' ') + ' ' + node.html) }));
}"""
# A colour half way through a fade is no colour of ours.
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
# Nothing is being loaded and nothing has changed for a moment; a page that never rests is taken as it is.
AT_REST = """() => new Promise((done) => {
  const latest = performance.now() + 5000;
  let changed = performance.now();
  const watch = new MutationObserver(() => { changed = performance.now(); });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const look = () => {
    const at = performance.now();
    if (document.querySelector('[aria-busy=true], .ant-skeleton, .ant-spin-spinning')) changed = at;
    if (at - changed < 200 && at < latest) return setTimeout(look, 20);
    watch.disconnect();
    done();
  };
  look();
})"""


def rest(page: Page) -> None:
    """Wait until the page shows what it is going to show, however slow the machine is."""
    page.evaluate(AT_REST)


def faults(page: Page, within: str = "html") -> list[Any]:
    """The faults of the page, or of a part of it, each with its rule and where it is."""
    if not page.evaluate("'axe' in window"):
        page.add_style_tag(content=STILL)
        page.evaluate(AXE.read_text())
    rest(page)
    found: list[Any] = page.evaluate(RUN, [within, TAGS])
    return found
