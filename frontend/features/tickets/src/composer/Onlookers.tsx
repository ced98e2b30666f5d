import { useMessages } from "@relaydesk/i18n";
import { Avatar } from "@relaydesk/ui";
import { useQuery } from "@tanstack/react-query";
import { Tooltip } from "antd";
import { Eye, Lock, PenLine } from "lucide-react";
import { useEffect } from "react";
import { beGone, bePresent, type Onlooker } from "../api/replies";
import { messages } from "./messages";

const RENEW = 15_000;

/** Who else has the ticket open, and who writes: an eye, a pen, a lock; who has just left is faded. */
export function Onlookers({ number, writing }: { number: string; writing: "" | "reply" | "note" }) {
  const t = useMessages(messages);
  const { data = [] } = useQuery({
    queryKey: ["presence", number, writing],
    queryFn: () => bePresent(number, writing),
    refetchInterval: RENEW,
    refetchOnWindowFocus: true,
    gcTime: 0,
    placeholderData: (before: Onlooker[] | undefined) => before,
    retry: false,
  });
  useEffect(
    () => () => {
      void beGone(number).catch(() => undefined);
    },
    [number],
  );
  if (data.length === 0) return null;
  const wordOf = (one: Onlooker) => {
    if (!one.here) return t("left", { name: one.name });
    if (one.writing === "reply") return t("writesReply", { name: one.name });
    return t(one.writing === "note" ? "writesNote" : "looks", { name: one.name });
  };
  return (
    <ul className="tk-onlookers" aria-live="polite">
      {data.map((one) => (
        <li key={one.id} className={one.here ? undefined : "tk-left"}>
          <Tooltip title={wordOf(one)}>
            <span role="img" aria-label={wordOf(one)}>
              <Avatar name={one.name} size={20} />
              {one.writing === "reply" ? (
                <PenLine size={11} aria-hidden />
              ) : one.writing === "note" ? (
                <Lock size={11} aria-hidden />
              ) : (
                <Eye size={11} aria-hidden />
              )}
            </span>
          </Tooltip>
          {one.here && one.writing && <span>{wordOf(one)}</span>}
        </li>
      ))}
    </ul>
  );
}
