import { useConfirm } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { App, Button, Dropdown } from "antd";
import { MoreHorizontal } from "lucide-react";
import { useIdentities } from "../api/contacts";
import type { ContactDetail, Identity } from "../api/types";
import { useRefusal } from "../names";
import { messages } from "./messages";

/** What one can do with an address or number of a contact. */
export function IdentityMenu({ contact, identity }: { contact: ContactDetail; identity: Identity }) {
  const t = useMessages(messages);
  const textOf = useRefusal();
  const confirm = useConfirm();
  const { message } = App.useApp();
  const { change, remove } = useIdentities(contact);
  const name = identity.value;
  const tell = (work: Promise<unknown>, done?: string) =>
    work.then(
      () => {
        if (done) message.success(done);
      },
      (error: unknown) => {
        message.error(t("notDone") + textOf(error), 6);
      },
    );
  const drop = async () => {
    const sure = await confirm({
      title: t("removeNamed", { name }),
      consequence: t("removeText"),
      verb: t("remove"),
    });
    if (sure) void tell(remove(identity), t("removed", { name }));
  };
  const act = {
    verify: () => void tell(change(identity, { verified: !identity.verified })),
    first: () => void tell(change(identity, { first: true })),
    remove: () => void drop(),
  };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          { key: "verify", label: t(identity.verified ? "markUnverified" : "markVerified") },
          { key: "first", label: t("makeFirst"), disabled: identity.first },
          { type: "divider" },
          { key: "remove", label: t("remove"), danger: true },
        ],
        onClick: ({ key }) => act[key as keyof typeof act](),
      }}
    >
      <Button
        size="small"
        type="text"
        aria-label={t("actionsOf", { name })}
        icon={<MoreHorizontal size={15} aria-hidden />}
      />
    </Dropdown>
  );
}
