import { describe, expect, it } from "vitest";
import { deviceName, isInApp, keyBytes } from "./push";

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";

describe("push", () => {
  it("knows the browsers inside other programs", () => {
    expect(isInApp(`${CHROME} MicroMessenger/8.0.49`)).toBe(true);
    expect(isInApp(`${CHROME} wxwork/4.1`)).toBe(true);
    expect(isInApp(CHROME)).toBe(false);
  });
  it("names a device so that one knows it again", () => {
    expect(deviceName(CHROME)).toBe("Chrome · Linux");
    expect(deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1")).toBe(
      "Safari · iOS",
    );
    expect(deviceName(`${CHROME} Edg/140.0`)).toBe("Edge · Linux");
  });
  it("reads a key of the URL alphabet", () => {
    expect([...keyBytes("-_8A")]).toEqual([251, 255, 0]);
  });
});
