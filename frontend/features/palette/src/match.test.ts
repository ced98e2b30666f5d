import type { Command } from "@relaydesk/ui";
import { expect, test } from "vitest";
import { chosen } from "./match";
import { initials } from "./pinyin";

const command = (id: string, title: string, more: Partial<Command> = {}): Command => ({
  id,
  group: "go",
  title,
  run: () => undefined,
  ...more,
});

const all = [
  command("mine", "我的待办", { words: "my work todo" }),
  command("waiting", "等待客户", { words: "waiting" }),
  command("assign", "指派给…", {
    group: "ticket",
    words: "assign",
    run: undefined,
    steps: [
      command("assign.li", "李晓燕", { group: "ticket" }),
      command("assign.wang", "王强", { group: "ticket" }),
    ],
  }),
  command("dark", "深色", { group: "look", words: "dark theme" }),
];

const ids = (text: string, used: string[] = []) => chosen(all, text, used).map((one) => one.command.id);

test("pinyin initials of common words", () => {
  expect(initials("我的待办")).toBe("wddb");
  expect(initials("李晓燕")).toBe("lxy");
  expect(initials("张伟 P0")).toBe("zwp0");
  expect(initials("设为已解决")).toBe("swyjj");
  expect(initials("命令面板，啊")).toBe("mlmba");
  expect(initials("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨")).toBe("zqslzwzwfccwjshy");
  expect(initials("南那安怒欧爬杀他图瓦挖夏因在扎八查大发嘎哈卡拉马扰飒")).toBe("nnanopsttwwxyzzbcdfghklmrs");
});

test("a command is found by Chinese, by pinyin initials and in English", () => {
  expect(ids("待办")).toEqual(["mine"]);
  expect(ids("wddb")).toEqual(["mine"]);
  expect(ids("TODO")).toEqual(["mine"]);
});

test("a second step is found without opening the first", () => {
  expect(ids("lxy")).toEqual(["assign.li"]);
  expect(ids("assign 王")).toEqual(["assign.wang"]);
  expect(ids("zp lxy")).toEqual(["assign.li"]);
});

test("what was used last stands first", () => {
  expect(ids("")[0]).toBe("assign");
  expect(ids("", ["dark", "assign.li"]).slice(0, 2)).toEqual(["dark", "assign.li"]);
  expect(new Set(ids("", ["dark"])).size).toBe(4);
});

test("what fits nowhere is not shown", () => {
  expect(ids("冰箱")).toEqual([]);
});
