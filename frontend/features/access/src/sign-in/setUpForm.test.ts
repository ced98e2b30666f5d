import { expect, test } from "vitest";
import { EMPTY_PERSON, personFaults, sameAddress } from "./setUpForm";

const li = { name: "李静", email: "li@example.org", password: "a long pass phrase" };

test("an empty person lacks everything, a full one nothing", () => {
  expect([...personFaults(EMPTY_PERSON)]).toEqual(["name", "email", "password"]);
  expect(personFaults(li).size).toBe(0);
});

test("the three administrations need an address each, whatever the case", () => {
  expect(sameAddress({ administrator: li })).toBe(false);
  expect(sameAddress({ administrator: li, auditor: { ...li, email: "LI@example.org " } })).toBe(true);
  expect(sameAddress({ administrator: li, auditor: { ...li, email: "audit@example.org" } })).toBe(false);
});
