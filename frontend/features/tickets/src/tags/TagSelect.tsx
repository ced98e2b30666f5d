import { useMessages } from "@relaydesk/i18n";
import { type RefSelectProps, Select } from "antd";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { messages } from "../messages";
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
  const [used, setUsed] = useState(autoFocus);
  const select = useRef<RefSelectProps>(null);
  // A popover takes the focus when it appears; what is in it comes after.
  useEffect(() => {
    if (!autoFocus) return;
    const timer = setTimeout(() => select.current?.focus(), 60);
    return () => clearTimeout(timer);
  }, [autoFocus]);
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
      onFocus={() => setUsed(true)}
      onSearch={setText}
      onChange={(tags) => {
        setText("");
        onChange(tags);
      }}
    />
  );
}
