import { useSession } from "@relaydesk/access";
import { Palette } from "@relaydesk/palette";
import { type CommandContext, selectedTickets } from "@relaydesk/ui";
import { useParams, useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { useOpenTicket } from "../pages/useOpenTicket";
import { sources } from "./sources";

/** The palette with what it needs to know of the page below it. */
export default function PaletteHost({ onClose }: { onClose: () => void }) {
  const { data: me } = useSession();
  const { number } = useParams({ strict: false });
  const router = useRouter();
  const openTicket = useOpenTicket();
  const context = useMemo<CommandContext>(() => {
    const chosen = selectedTickets();
    const selected = chosen.count > 0;
    const targets = selected ? chosen.numbers : number ? [number] : [];
    return {
      targets,
      count: selected ? chosen.count : targets.length,
      selected,
      permissions: new Set(me?.permissions),
      me: me?.agent?.id ?? null,
      openTicket,
      go: (href) => router.history.push(href),
    };
  }, [me, number, openTicket, router]);
  if (!me) return null;
  return <Palette context={context} sources={sources} owner={me.agent?.id ?? me.email} onClose={onClose} />;
}
