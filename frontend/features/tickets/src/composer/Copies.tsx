import { useMessages } from "@relaydesk/i18n";
import { Button, Select } from "antd";
import { useState } from "react";
import { useFocusSoon } from "../useFocusSoon";
import { messages } from "./messages";
import type { ComposerState } from "./useComposer";

/** Addresses that get the reply beside the requester. Folded away until somebody asks for them. */
export function Copies({ composer }: { composer: ComposerState }) {
  const t = useMessages(messages);
  const { part, change } = composer;
  const [asked, setAsked] = useState(false);
  const beginning = useFocusSoon(asked);
  if (!asked && part.cc.length + part.bcc.length === 0)
    return (
      <Button type="link" size="small" className="tk-add-copies" onClick={() => setAsked(true)}>
        {t("addCopies")}
      </Button>
    );
  const field = (name: "cc" | "bcc", label: string) => (
    <div className="tk-copies">
      <span>{label}</span>
      <Select
        mode="tags"
        size="small"
        open={false}
        suffixIcon={null}
        ref={name === "cc" ? beginning : undefined}
        tokenSeparators={[",", ";", " ", "，", "；"]}
        aria-label={label}
        placeholder={t("addressHint")}
        value={part[name]}
        onChange={(addresses: string[]) => change({ [name]: addresses })}
      />
    </div>
  );
  return (
    <>
      {field("cc", t("copies"))}
      {field("bcc", t("hiddenCopies"))}
    </>
  );
}
