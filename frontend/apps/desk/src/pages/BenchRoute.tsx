import { BenchPage, LISTS, type List } from "@relaydesk/workbench";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useOpenTicket } from "./useOpenTicket";

/** The work bench with its list taken from the address. */
export function BenchRoute() {
  const navigate = useNavigate();
  const raw = useSearch({ from: "/work" }) as Record<string, string | undefined>;
  const list: List = LISTS.find((one) => one === raw.list) ?? "todo";
  const unfinished = raw.unfinished === "1";
  const openTicket = useOpenTicket();
  const show = useCallback(
    (next: List, only: boolean) =>
      void navigate({ to: "/work", search: { list: next, ...(only ? { unfinished: "1" } : {}) } }),
    [navigate],
  );
  return (
    <BenchPage
      list={list}
      unfinished={unfinished}
      onList={(next) => show(next, unfinished)}
      onUnfinished={(only) => show(list, only)}
      openTicket={openTicket}
      openWallboard={() => void navigate({ to: "/wallboard", search: {} })}
    />
  );
}
