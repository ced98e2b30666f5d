import { describe, expect, it } from "vitest";
import { EMPTY, faultOf, faultsFromServer, faultsOf, LONGEST } from "../form/validation";
import { speaker } from "../language";

const say = speaker("en");
const GOOD = {
  name: "王珂",
  email: "wang.ke@example.com",
  phone: "",
  subject: "空调不制冷",
  body: "面板报 E4",
};

describe("the request form", () => {
  it("takes a good request, with and without a phone number", () => {
    expect(faultsOf(GOOD, say)).toEqual({});
    expect(faultsOf({ ...GOOD, phone: "+86 138-0000-1234" }, say)).toEqual({});
  });

  it("asks for each field that must be there", () => {
    expect(Object.keys(faultsOf(EMPTY, say)).sort()).toEqual(["body", "email", "name", "subject"]);
    expect(faultOf("name", "   ".trim(), say)).toContain("Name");
  });

  it.each([
    "a",
    "a@b",
    "a b@example.com",
    "a@exa mple.com",
    "<a@example.com>",
    "a@example.com, b@example.com",
  ])("refuses %s as an address", (address) => expect(faultOf("email", address, say)).toBe(say("v_email")));

  it.each(["a@example.com", "x.y+z@mail.example.co", "用户@例子.中国", "o'neil@example.ie"])(
    "takes %s as an address",
    (address) => expect(faultOf("email", address, say)).toBeNull(),
  );

  it("counts characters as the server does", () => {
    expect(faultOf("subject", "😀".repeat(LONGEST.subject), say)).toBeNull();
    expect(faultOf("subject", "x".repeat(LONGEST.subject + 1), say)).toContain("200");
  });

  it("says the server's refusals in its own words", () => {
    const faults = faultsFromServer(
      [
        { field: "email", code: "value_error", message: "bad" },
        { field: "subject", code: "string_too_long", message: "long" },
        { field: "name", code: "missing", message: "" },
        { field: "secret", code: "x", message: "never shown" },
      ],
      say,
    );
    expect(faults).toEqual({
      email: say("v_email"),
      subject: say("v_too_long", { field: "Subject", max: 200 }),
      name: say("v_required", { field: "Name" }),
    });
  });
});
