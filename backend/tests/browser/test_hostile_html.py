"""Hostile bodies in a real page of the desk: nothing runs, nothing is loaded without consent."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from bench.instance import Instance
from bench.load import Client
from relaydesk.platform.html import sanitize
from tests.hostile_html import BODIES, EVIL, URL

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ALARM = """
window.__count = 0; window.__blocked = [];
window.__ran = () => { window.__count += 1 };
window.alert = window.confirm = window.prompt = window.__ran;
document.addEventListener("securitypolicyviolation", (e) => window.__blocked.push(e.blockedURI));
"""
LOOK = """
() => {
  const hosts = [...document.querySelectorAll(".rd-mail")];
  const inside = hosts.flatMap((one) => [...(one.shadowRoot?.querySelectorAll(".body *") ?? [])]);
  const active = "script,style,iframe,frame,object,embed,form,input,button,svg,math,video,audio,link";
  return {
    shown: hosts.filter((one) => one.shadowRoot).length,
    active: inside.filter((one) => one.matches(active)).map((one) => one.outerHTML.slice(0, 200)),
    handlers: inside.filter((one) => [...one.attributes].some((a) => a.name.startsWith("on"))).length,
    styled: inside.filter((one) => one.hasAttribute("style") || one.id || one.hasAttribute("name")).length,
    links: inside
      .filter((one) => one.tagName === "A" && one.hasAttribute("href"))
      .map((one) => one.protocol)
      .filter((p) => !["http:", "https:", "mailto:", "tel:"].includes(p)),
    opens: inside.filter((one) => one.tagName === "A" && one.href && one.target !== "_blank").length,
    count: window.__count,
    blocked: window.__blocked.filter((uri) => uri.includes("evil")),
    same: typeof document.getElementById === "function" && typeof document.body === "object",
  };
}
"""


def message(index: int, html: str) -> dict[str, Any]:
    ident = f"018f0000-0000-7000-8000-{index:012d}"
    said = {
        "id": ident,
        "visibility": "public",
        "author": {"kind": "contact", "id": None, "name": f"<img src=x onerror=__ran()>{index}"},
        "channel": "email",
        "automatic": False,
        "body_html": sanitize(html),
        "quoted_html": sanitize(html),
        "body_text": html,
        "created_at": "2026-11-22T00:00:00Z",
        "attachments": [],
        "delivery": None,
        "has_original": False,
        "recipients": None,
    }
    return {"id": ident, "at": said["created_at"], "kind": "message", "message": said, "event": None}


def test_nothing_of_five_hundred_hostile_bodies_runs_or_loads(desk: Page, instance: Instance) -> None:
    """CVE-2026-40497, CVE-2026-25916, CVE-2019-12248: also what stands in the composer."""
    body = {"subject": "hostile", "body": "x", "requester": {"email": "h@customer.example", "name": "H"}}
    client = Client(instance.port, instance.token())
    number = str(client.call("POST", "/api/v1/tickets", body)["number"])
    remote = '<p>图</p><img src="https://evil.example/asked.png">'
    items = [message(index, html) for index, html in enumerate((*BODIES, remote))]
    outside: list[str] = []

    def guard(route: Route) -> None:
        if EVIL in route.request.url:
            outside.append(route.request.url)
            route.abort()
        else:
            route.fallback()

    def answer(route: Route) -> None:
        page = {"items": items[::-1], "next_cursor": None}
        route.fulfill(body=json.dumps(page), content_type="application/json")

    desk.add_init_script(ALARM)
    desk.context.route("**/*", guard)
    desk.route("**/timeline*", answer)
    draft = "".join(sanitize(html) for html in BODIES[::7])
    kept = {"mode": "public", "public": {"html": draft, "dirty": True, "version": 0}}
    stored = f"localStorage.setItem('relaydesk.draft.{number}', {json.dumps(json.dumps(kept))})"
    desk.evaluate(stored)
    desk.goto(f"http://127.0.0.1:{instance.port}/desk/tickets/{number}?view=all")
    expect(desk.locator(".rd-mail")).to_have_count(len(items), timeout=30_000)
    expect(desk.locator(".tk-prose")).to_be_visible()
    for fold in desk.locator(".rd-fold").all()[::40]:
        fold.click()
    desk.wait_for_timeout(1000)
    found = desk.evaluate(LOOK)
    assert found["shown"] == len(items)
    assert found["active"] == []
    assert (found["handlers"], found["styled"], found["opens"]) == (0, 0, 0)
    assert found["links"] == []
    assert found["same"]
    assert (found["count"], found["blocked"], outside) == (0, [], [])

    with desk.expect_request(URL.replace("x.png", "asked.png")):
        desk.locator(".rd-held").last.get_by_role("button").first.click()
    desk.wait_for_timeout(500)  # and nothing else
    assert outside == [URL.replace("x.png", "asked.png")]
