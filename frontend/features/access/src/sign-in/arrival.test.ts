import { describe, expect, it } from "vitest";
import { arrivalOf, ownPath } from "./arrival";

const HERE = "https://desk.example.com";

describe("where one goes after signing in", () => {
  it("is a page of the desk or the question of consent", () => {
    for (const path of [
      "/desk/",
      "/desk/tickets/GD202611-00001?view=all",
      "/oauth/authorize?client_id=1&state=a%2Fb",
    ])
      expect(ownPath(path, HERE)).toBe(path);
  });

  it("is nothing else, however it is written", () => {
    for (const path of [
      "https://evil.example/",
      "https://desk.example.com/desk/",
      "//evil.example/desk/",
      "/\\evil.example",
      "/desk/\\..\\..\\evil",
      "\\\\evil.example",
      "/desk/../api/v1/session",
      "/desk/%2e%2e/api/v1/session",
      "/desk/..//evil.example/",
      "/oauth/authorize/../token?x",
      "/oauth/token?x=1",
      "/api/v1/session",
      "/sign-in/oidc/1/start",
      "javascript:alert(1)",
      "/desk/\n/evil",
      "/desk/\t",
      " /desk/",
      "/desk",
      "",
      `/desk/${"x".repeat(2000)}`,
      null,
    ])
      expect(ownPath(path, HERE), String(path)).toBeNull();
  });
});

describe("an arrival", () => {
  it("says that a second step is open, and what was wanted", () => {
    const query = "?second_factor=totp%2Crecovery&next=%2Fdesk%2Faccount";
    expect(arrivalOf(query, HERE)).toEqual({ secondStep: true, next: "/desk/account" });
    expect(arrivalOf("", HERE)).toEqual({ secondStep: false, next: null });
    expect(arrivalOf("?next=https://evil.example/", HERE).next).toBeNull();
  });
});
