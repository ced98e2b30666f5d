import { useMessages } from "@relaydesk/i18n";
import {
  COMMAND_GROUPS,
  type Command,
  type CommandContext,
  type CommandSource,
  useProblemText,
} from "@relaydesk/ui";
import { App } from "antd";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { Choices } from "./Choices";
import { chosen, type Shown } from "./match";
import { messages } from "./messages";
import { keepUsed, usedCommands } from "./used";
import { useFound } from "./useFound";
import "./palette.css";

export interface PaletteProps {
  context: CommandContext;
  sources: readonly CommandSource[];
  /** Whose last commands are remembered. */
  owner: string;
  onClose: () => void;
}

/** Everything by typing: a combobox over a list, as WAI-ARIA describes it. The focus stays in the box. */
export default function Palette({ context, sources, owner, onClose }: PaletteProps) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [within, setWithin] = useState<Command | null>(null);
  const [used] = useState(() => usedCommands(owner));
  const input = useRef<HTMLInputElement>(null);
  useReturnedFocus();
  const commands = sources.flatMap((source) => source(context));
  const found = useFound(within ? "" : text, context.openTicket);
  const shown = useMemo(() => {
    if (within) {
      const asked = text.trim() ? (within.ask?.(text.trim()) ?? []) : [];
      return [...chosen(within.steps ?? [], text, used), ...asked.map((command) => ({ command, path: [] }))];
    }
    const fitting = chosen(commands, text, used);
    const tickets: Shown[] = found.map((command) => ({ command, path: [] }));
    return [...fitting.slice(0, 12), ...tickets, ...fitting.slice(12), ...searchFor(text, t, context)];
  }, [within, commands, text, used, found, context, t]);
  const place = Math.min(at, shown.length - 1);

  const run = async ({ command }: Shown) => {
    keepUsed(owner, command.id);
    if (command.steps || command.ask) {
      setWithin(command);
      setText("");
      setAt(0);
      input.current?.focus();
      return;
    }
    onClose();
    try {
      await command.run?.();
    } catch (error) {
      message.error(t("failed") + textOf(error), 6);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) setAt(Math.max(0, Math.min(shown.length - 1, place + step)));
    else if (event.key === "Enter") {
      const one = shown[place];
      if (one) void run(one);
    } else if (event.key === "Backspace" && text === "" && within) setWithin(null);
    else if (event.key === "Escape" && within) setWithin(null);
    else if (event.key === "Escape" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k"))
      onClose();
    else if (event.key !== "Tab") return;
    event.preventDefault();
    event.stopPropagation();
  };
  const { targets, count, selected } = context;
  const groups = [...COMMAND_GROUPS];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the palette closes it; keys have Esc
    <div className="pl-veil" onMouseDown={(event) => event.target === event.currentTarget && onClose()}>
      <div className="pl-box" role="dialog" aria-modal="true" aria-label={t("palette")}>
        {count > 0 && (
          <p className="pl-targets">
            {selected ? t("onMany", { n: count }) : t("on", { number: targets[0] ?? "" })}
          </p>
        )}
        <div className="pl-input">
          {within && <span className="pl-step">{within.title}</span>}
          <input
            ref={input}
            // biome-ignore lint/a11y/noAutofocus: who opens the palette wants to type
            autoFocus
            value={text}
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={shown[place] ? `palette-${place}` : undefined}
            aria-label={t("palette")}
            placeholder={selected ? t("hintTickets", { n: count }) : t("hint")}
            maxLength={200}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <Choices
          shown={shown}
          at={place}
          groups={text || within ? [] : groups}
          recent={
            text || within ? 0 : shown.filter((one) => used.slice(0, 5).includes(one.command.id)).length
          }
          onAt={setAt}
          onRun={(one) => void run(one)}
        />
        <p className="pl-keys">{t("keys")}</p>
      </div>
    </div>
  );
}

function searchFor(
  text: string,
  t: (key: "search", params: { q: string }) => string,
  context: CommandContext,
): Shown[] {
  const q = text.trim();
  if (!q) return [];
  const run = () => context.go(`/desk/search?q=${encodeURIComponent(q)}`);
  return [
    { command: { id: "search", group: "go", title: t("search", { q }), shortcut: "search", run }, path: [] },
  ];
}

/** Gives the focus back to where it was: the next single letter is a shortcut again. */
function useReturnedFocus() {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
}
