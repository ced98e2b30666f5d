import { expect, test } from "vitest";
import { type AdminEntry, findEntries, permitted } from "./entries";

const entry = (id: string, zh: string, en: string, wordsZh: string, permission: string): AdminEntry => ({
  id,
  path: id,
  group: "people",
  permissions: [permission],
  icon: (() => null) as unknown as AdminEntry["icon"],
  title: { zh, en },
  words: { zh: wordsZh, en: "organisation" },
  Page: () => null,
});
const departments = entry("departments", "部门", "Departments", "组织 架构 bm", "people.manage");
const contacts = entry("contacts", "联系人", "Contacts", "客户 lxr", "people.read_contacts");
const all = [departments, contacts];

test("a setting is found by its name in either language, by a further word and by pinyin initials", () => {
  for (const text of ["部门", "depart", "架构", "bm", " BM ", "组织 depart"])
    expect(findEntries(all, text)).toEqual([departments]);
  expect(findEntries(all, "organisation")).toEqual(all);
  expect(findEntries(all, "zzz")).toEqual([]);
  expect(findEntries(all, "")).toEqual(all);
});

test("one of the permissions of an entry is enough, none is too few", () => {
  expect(permitted(all, new Set(["people.read_contacts"]))).toEqual([contacts]);
  expect(permitted(all, new Set())).toEqual([]);
});
