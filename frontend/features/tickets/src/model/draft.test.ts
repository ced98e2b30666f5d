import type { Attachment } from "@relaydesk/api-client";
import { expect, test } from "vitest";
import { EMPTY_PART, isEmptyHtml, meet, type Part, type ServerPart, stillMeant } from "./draft";

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

test("a picture that is taken out of the text goes no more; a file beside it does", () => {
  const attachments = [{ id: "a1" }, { id: "b2" }] as Attachment[];
  const part: Part = { ...EMPTY_PART, html: '<p><img src="/files/a1"></p>', attachments };
  expect(stillMeant(part, "<p>words</p>").map((one) => one.id)).toEqual(["b2"]);
  expect(stillMeant(part, '<p><img src="/files/a1">!</p>')).toEqual(attachments);
  // It has arrived, and is put into the text only now.
  expect(stillMeant({ ...part, html: "" }, '<p><img src="/files/a1"></p>')).toEqual(attachments);
});
