import { expect, test } from "vitest";
import { EMPTY_PART, isEmptyHtml, meet, type Part, type ServerPart } from "./draft";

const kept: ServerPart = {
  body_html: "<p>服务器</p>",
  attachments: [],
  cc: [],
  bcc: [],
  seen_message_id: null,
  version: 3,
};
const here: Part = { ...EMPTY_PART, html: "<p>本机</p>", version: 3, dirty: true };

test("a text of empty paragraphs is empty, a picture and a mention are not", () => {
  expect(isEmptyHtml("<p></p><p>&nbsp;<br></p>")).toBe(true);
  expect(isEmptyHtml("<p><img src='/x'></p>")).toBe(false);
  expect(isEmptyHtml("<p>好</p>")).toBe(false);
});

test("what the server has comes when this browser has nothing of its own", () => {
  expect(meet(EMPTY_PART, kept).part.html).toBe("<p>服务器</p>");
  expect(meet({ ...here, dirty: false }, kept).part.html).toBe("<p>服务器</p>");
});

test("what was deleted elsewhere goes, unless this browser has something unsent", () => {
  expect(meet({ ...here, dirty: false }, undefined).part).toBe(EMPTY_PART);
  expect(meet(here, undefined).part).toEqual({ ...here, version: 0 });
});

test("an unsent text stays, and a newer one of another device stands beside it", () => {
  expect(meet(here, kept)).toEqual({ part: here, other: null });
  const newer = meet(here, { ...kept, version: 4 });
  expect(newer.part.html).toBe("<p>本机</p>");
  expect(newer.other?.html).toBe("<p>服务器</p>");
});
