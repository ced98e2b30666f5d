import { expect, test } from "vitest";
import { creationOptions, fromBuffer, requestOptions, toBuffer } from "./webauthn";

test("base64url goes to bytes and back without padding", () => {
  for (const text of ["", "AA", "-_8", "aGVsbG8", "_-__"]) expect(fromBuffer(toBuffer(text))).toBe(text);
});

test("the server's options become buffers, bare or inside publicKey", () => {
  const json = { challenge: "AQID", user: { id: "BA", name: "li" }, excludeCredentials: [{ id: "BQ" }] };
  for (const given of [json, { publicKey: json }]) {
    const options = creationOptions(given);
    expect(new Uint8Array(options.challenge as ArrayBuffer)).toEqual(new Uint8Array([1, 2, 3]));
    expect(new Uint8Array(options.user.id as ArrayBuffer)).toEqual(new Uint8Array([4]));
    expect(options.excludeCredentials).toHaveLength(1);
  }
});

test("a request without allowed credentials asks for any passkey", () => {
  expect(requestOptions({ challenge: "AQ" }).allowCredentials).toEqual([]);
});
