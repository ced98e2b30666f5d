import { useMessages } from "@relaydesk/i18n";
import { Kbd, SHORTCUTS } from "@relaydesk/ui";
import { Modal } from "antd";
import { messages } from "./messages";

const GROUPS = ["list", "ticket", "app"] as const;

/** All shortcuts on one sheet, made from the table that the handler uses. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useMessages(messages);
  return (
    <Modal open title={t("shortcuts")} footer={null} width={880} onCancel={onClose}>
      <div className="desk-sheet">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`group_${group}`)}</h3>
            <dl>
              {SHORTCUTS.filter((one) => one.group === group).map((one) => (
                <div key={one.id}>
                  <dt>{t(`key_${one.id}`)}</dt>
                  <dd>
                    {[...new Set<string>([...one.keys, ...one.typing])].map((combo) => (
                      <Kbd key={combo} combo={combo} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="desk-sheet-hint">{t("typingHint")}</p>
    </Modal>
  );
}
