import { useMessages } from "@relaydesk/i18n";
import { Loading } from "@relaydesk/ui";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { useFoundTickets } from "./api";
import { messages } from "./messages";

interface PickerProps {
  /** The ticket that cannot be chosen: the one it is about. */
  except: string;
  chosen: string[];
  most?: number;
  label: string;
  onChange: (numbers: string[]) => void;
}

/** Chooses tickets by number or by words of them. */
export function TicketPicker({ except, chosen, most, label, onChange }: PickerProps) {
  const t = useMessages(messages);
  const [words, setWords] = useState("");
  const [open, setOpen] = useState(false);
  const found = useFoundTickets(useDeferredValue(words));
  const searching = words.trim().length > 1;
  const options = (found.data ?? [])
    .filter((one) => one.number !== except)
    .map((one) => ({ value: one.number, label: `${one.number} ${one.subject}` }));
  return (
    <Select
      className="tk-picker"
      mode="multiple"
      aria-label={label}
      placeholder={t("findTicket")}
      value={chosen}
      maxCount={most}
      // Once chosen the list goes, lest Tab take the choice back.
      open={open}
      onOpenChange={setOpen}
      filterOption={false}
      searchValue={words}
      onSearch={setWords}
      loading={found.isFetching}
      notFoundContent={!searching ? null : found.isFetching ? <Loading rows={2} /> : t("nothingFound")}
      options={options}
      onChange={(numbers: string[]) => {
        setWords("");
        setOpen(false);
        onChange(numbers);
      }}
    />
  );
}
