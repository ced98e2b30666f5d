import { expect, test } from "vitest";
import { EMPTY_SET_UP, sameAddress, setUpFaults } from "./setUpForm";

const form = { ...EMPTY_SET_UP, name: "李静", email: "li@example.org", password: "a long pass phrase" };

test("the administrator is needed in full, the two others only by a sound address", () => {
  expect([...setUpFaults(EMPTY_SET_UP)]).toEqual(["name", "email", "password"]);
  expect(setUpFaults(form).size).toBe(0);
  expect([...setUpFaults({ ...form, auditor_email: "audit" })]).toEqual(["auditor_email"]);
});

test("the three administrations need an address each, whatever the case", () => {
  expect(sameAddress(form)).toBe(false);
  expect(sameAddress({ ...form, auditor_email: "LI@example.org " })).toBe(true);
  expect(sameAddress({ ...form, auditor_email: "audit@example.org" })).toBe(false);
});
