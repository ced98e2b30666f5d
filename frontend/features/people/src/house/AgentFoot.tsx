import { useAdmin, useConfirm } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { App, Button } from "antd";
import { useRecords } from "../api/records";
import type { Agent } from "../api/types";
import { messages } from "../messages";
import { useRefusal } from "../names";

/** What one can do with an agent besides changing the fields. */
export function AgentFoot({ agent, onDone }: { agent: Agent; onDone: () => void }) {
  const t = useMessages(messages);
  const textOf = useRefusal();
  const confirm = useConfirm();
  const { can, go } = useAdmin();
  const { message } = App.useApp();
  const { change } = useRecords<Agent, Partial<Agent>>("agents");
  const set = async (active: boolean) => {
    if (!active) {
      const sure = await confirm({
        title: t("deactivateNamed", { name: agent.name }),
        consequence: t("deactivateText"),
        verb: t("deactivate"),
      });
      if (!sure) return;
    }
    try {
      await change(agent, { active });
      message.success(t(active ? "activated" : "deactivated", { name: agent.name }));
      onDone();
    } catch (error) {
      message.error(t("notSaved") + textOf(error), 6);
    }
  };
  return (
    <>
      {agent.active ? (
        <Button danger type="text" onClick={() => void set(false)}>
          {t("deactivate")}
        </Button>
      ) : (
        <Button type="text" onClick={() => void set(true)}>
          {t("activate")}
        </Button>
      )}
      {can("access.manage_accounts") && (
        <Button type="text" onClick={() => go(`accounts?q=${encodeURIComponent(agent.email)}`)}>
          {t("account")}
        </Button>
      )}
    </>
  );
}
