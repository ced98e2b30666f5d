import { ApiProblem, type Ticket } from "@relaydesk/api-client";
import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { changeTickets, patchOf } from "./changing";

const asked = vi.hoisted(() => [] as string[]);

vi.mock("@relaydesk/api-client", async (original) => ({
  ...(await original<typeof import("@relaydesk/api-client")>()),
  api: {
    GET: async (_path: string, { params }: { params: { path?: { number: string } } }) => ({
      number: params.path?.number,
      version: 3,
    }),
    PATCH: async (
      _path: string,
      { params, headers }: { params: { path: { number: string } }; headers: Record<string, string> },
    ) => {
      asked.push(`${params.path.number} ${headers["If-Match"]}`);
      if (params.path.number === "B") throw new Error("illegal_transition");
      const own = { OWN: true, OTHERS: false }[params.path.number];
      if (own !== undefined && headers["If-Match"] === '"3"')
        throw new ApiProblem(412, { current_version: 5, changes: [{ own }] });
      return { number: params.path.number, version: 4 };
    },
  },
  unwrap: async (answer: unknown) => answer,
}));

test("what is refused for one ticket does not stop the others, and is told", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const outcome = await changeTickets(client, ["A", "B", "C"], () => ({ priority: "P1" }));
  expect(outcome.done.sort()).toEqual(["A", "C"]);
  expect(outcome.refused.map((one) => one.number)).toEqual(["B"]);
  expect(asked.sort()).toEqual(['A "3"', 'B "3"', 'C "3"']);
});

test("one's own answer that arrives in between does not refuse what one asks for next", async () => {
  asked.length = 0;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const outcome = await changeTickets(client, ["OWN", "OTHERS"], () => ({ status: "solved" }));
  expect(outcome.done).toEqual(["OWN"]);
  expect(outcome.refused.map((one) => one.number)).toEqual(["OTHERS"]);
  expect(asked).toContain('OWN "5"');
});

test("what is so already is not sent", async () => {
  asked.length = 0;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  expect((await changeTickets(client, ["A"], () => null)).done).toEqual(["A"]);
  expect(asked).toEqual([]);
});

test("tags come to those that the ticket has, and what it has already changes nothing", () => {
  const ticket = { tags: ["a", "b"] } as Ticket;
  expect(patchOf(ticket, { add_tags: ["c", "a"] })).toEqual({ tags: ["a", "b", "c"] });
  expect(patchOf(ticket, { remove_tags: ["a"] })).toEqual({ tags: ["b"] });
  expect(patchOf(ticket, { add_tags: ["b"] })).toBeNull();
  expect(patchOf(ticket, { priority: "P0" })).toEqual({ priority: "P0" });
});
