import { useMessages } from "@relaydesk/i18n";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { messages } from "../messages";
import { useFocusSoon } from "../useFocusSoon";
import { useTagOffers } from "./useTagOffers";

const LONGEST = 60;

interface TagSelectProps {
  id?: string;
  label: string;
  placeholder?: string;
  className?: string;
  value: string[];
  disabled?: boolean;
  autoFocus?: boolean;
  onChange: (tags: string[]) => void;
}

/** Tags by typing: those that there are already are offered, so that one thing does not get two names. */
export function TagSelect({ label, value, autoFocus = false, onChange, ...rest }: TagSelectProps) {
  const t = useMessages(messages);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(autoFocus);
  const select = useFocusSoon(autoFocus);
  const asked = useDeferredValue(text.trim().slice(0, LONGEST));
  const { data = [] } = useTagOffers(asked, used);
  return (
    <Select<string[]>
      {...rest}
      ref={select}
      aria-label={label}
      mode="tags"
      value={value}
      options={data.map((tag) => ({ value: tag, label: tag }))}
      filterOption={(typed, option) =>
        String(option?.value ?? "")
          .toLowerCase()
          .includes(typed.toLowerCase())
      }
      notFoundContent={t("moreTags")}
      tokenSeparators={[",", "，", "、"]}
      suffixIcon={null}
      // Closed once one is taken: it would hide what comes next.
      open={open}
      onOpenChange={setOpen}
      onFocus={() => setUsed(true)}
      onSearch={setText}
      onChange={(tags) => {
        setText("");
        setOpen(false);
        onChange(tags);
      }}
    />
  );
}
