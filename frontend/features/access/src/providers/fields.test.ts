import { expect, test } from "vitest";
import { bodyOf, enteredOf, FORMS, KINDS, splitCertificates } from "./fields";

const PEM = (word: string) => `-----BEGIN CERTIFICATE-----\n${word}\n-----END CERTIFICATE-----`;

test("a secret that is not entered anew is not sent", () => {
  const entered = { issuer: "https://id.example.org", client_id: "desk", client_secret: "" };
  expect(bodyOf("oidc", entered)).toEqual({
    settings: { issuer: "https://id.example.org", client_id: "desk" },
    secrets: {},
  });
  expect(bodyOf("oidc", { ...entered, client_secret: "s" }).secrets).toEqual({ client_secret: "s" });
});

test("several certificates pasted at once are told apart, and come back into the form", () => {
  const pasted = `${PEM("AAA")}\n\n${PEM("BBB")}\n`;
  expect(splitCertificates(pasted)).toEqual([PEM("AAA"), PEM("BBB")]);
  expect(splitCertificates("MIIB bare base64")).toEqual(["MIIB bare base64"]);
  const { settings } = bodyOf("saml", { certificates: pasted });
  expect(enteredOf("saml", settings).certificates).toBe(`${PEM("AAA")}\n${PEM("BBB")}`);
});

test("every setting stands in a form once", () => {
  for (const kind of KINDS) {
    const names = [...FORMS[kind].basic, ...FORMS[kind].advanced].map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of Object.keys(FORMS[kind].defaults)) expect(names).toContain(name);
  }
});
