import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { changeTickets } from "./changing";

afterEach(() => vi.unstubAllGlobals());

test("what is refused for one ticket does not stop the others, and is told", async () => {
  const asked: string[] = [];
  vi.stubGlobal("location", { origin: "http://desk.test" });
  vi.stubGlobal("document", { cookie: "" });
  vi.stubGlobal("fetch", async (request: Request) => {
    const number = new URL(request.url).pathname.split("/").at(-1) ?? "";
    if (request.method === "PATCH") asked.push(`${number} ${request.headers.get("If-Match")}`);
    if (request.method === "PATCH" && number === "B")
      return Response.json({ code: "illegal_transition", detail: "no" }, { status: 409 });
    return Response.json({ number, version: 3 });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const outcome = await changeTickets(client, ["A", "B", "C"], () => ({ priority: "P1" }));
  expect(outcome.done.sort()).toEqual(["A", "C"]);
  expect(outcome.refused.map((one) => one.number)).toEqual(["B"]);
  expect(asked.sort()).toEqual(['A "3"', 'B "3"', 'C "3"']);
});
