"""What axe finds on a page as it stands: WCAG 2.2 AA, serious and critical faults."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[3] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([within, tags]) => {
  const result = await axe.run(within, { runOnly: tags, resultTypes: ['violations'] });
  return result.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => ({ id: one.id, nodes: one.nodes.map((node) => node.target.join(' ') + ' ' + node.html) }));
}"""
# A colour half way through a fade is no colour of ours.
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"


def faults(page: Page, within: str = "html") -> list[Any]:
    """The faults of the page, or of a part of it, each with its rule and where it is."""
    page.add_style_tag(content=STILL)
    page.evaluate(AXE.read_text())
    found: list[Any] = page.evaluate(RUN, [within, TAGS])
    return found
