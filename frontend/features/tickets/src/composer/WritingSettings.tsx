import { useMessages } from "@relaydesk/i18n";
import { Dialog, Loading, useProblemText } from "@relaydesk/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, InputNumber, Radio } from "antd";
import { useState } from "react";
import { type Habits, habitsOptions, saveHabits } from "../api/replies";
import { messages } from "./messages";

/** One's own settings of sending: where the desk goes afterwards, and for how long a reply can be taken back. */
export default function WritingSettings({ onClose }: { onClose: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { data } = useQuery(habitsOptions);
  const [changed, setChanged] = useState<Partial<Habits>>({});
  const saving = useMutation({
    mutationFn: saveHabits,
    onSuccess: (now) => {
      client.setQueryData(habitsOptions.queryKey, now);
      message.success(t("settingsSaved"));
      onClose();
    },
    onError: (error) => message.error(textOf(error)),
  });
  const value = data && { ...data, ...changed };
  return (
    <Dialog
      width={420}
      title={t("writingSettings").replace("…", "")}
      confirmLoading={saving.isPending}
      okButtonProps={{ disabled: !value }}
      onOk={() => value && saving.mutate(value)}
      unsent={Object.keys(changed).length > 0}
      onClose={onClose}
    >
      {!value && <Loading rows={2} />}
      {value && (
        <div className="tk-writing-settings">
          <fieldset>
            <legend>{t("afterSend")}</legend>
            <Radio.Group
              value={value.after_send}
              onChange={(event) => setChanged({ ...changed, after_send: event.target.value })}
              options={[
                { value: "next", label: t("afterNext") },
                { value: "stay", label: t("afterStay") },
              ]}
            />
          </fieldset>
          <label htmlFor="tk-undo-seconds">
            {t("undoFor")}
            <InputNumber
              id="tk-undo-seconds"
              min={0}
              max={30}
              value={value.undo_seconds}
              onChange={(seconds) => setChanged({ ...changed, undo_seconds: seconds ?? 0 })}
            />
          </label>
        </div>
      )}
    </Dialog>
  );
}
