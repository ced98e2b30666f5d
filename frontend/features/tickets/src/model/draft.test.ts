import type { Attachment } from "@relaydesk/api-client";
import { expect, test } from "vitest";
import { afterLeaving, EMPTY_PART, isEmptyHtml, meet, type Part, type ServerPart, stillMeant } from "./draft";

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

test("what was sent without a line does not come back as unsent, nor does an earlier state of it", () => {
  const sent: Part = { ...EMPTY_PART, leaving: { version: 2, html: "<p>服务器正在重启，请稍候</p>" } };
  expect(meet(sent, { ...kept, version: 2 }).part.html).toBe("");
  expect(meet(sent, { ...kept, version: 3 }).part.html).toBe("");
  expect(meet(sent, { ...kept, version: 3, body_html: "<p>另一台设备上的话</p>" }).part.html).toContain(
    "另一台",
  );
  expect(meet(sent, undefined).part.leaving).toBeUndefined();
});

test("a text begun while another one waits for the line is put over the sent one's draft, and outlives it", () => {
  const next: Part = { ...here, version: 0, leaving: { version: 3, html: "<p>服务器</p>" } };
  const met = meet(next, kept);
  expect(met).toEqual({ part: { ...next, version: 3 }, other: null });
  const acknowledged = { ...met.part, dirty: false };
  expect(afterLeaving(acknowledged, true)).toEqual({ ...here, version: 0 });
  expect(afterLeaving(acknowledged, false)).toEqual({ ...here, dirty: false });
});

test("a picture that is taken out of the text goes no more; a file beside it does", () => {
  const attachments = [{ id: "a1" }, { id: "b2" }] as Attachment[];
  const part: Part = { ...EMPTY_PART, html: '<p><img src="/files/a1"></p>', attachments };
  expect(stillMeant(part, "<p>words</p>").map((one) => one.id)).toEqual(["b2"]);
  expect(stillMeant(part, '<p><img src="/files/a1">!</p>')).toEqual(attachments);
  // It has arrived, and is put into the text only now.
  expect(stillMeant({ ...part, html: "" }, '<p><img src="/files/a1"></p>')).toEqual(attachments);
});
