import { useMessages } from "@relaydesk/i18n";
import { type CommandGroup, Kbd, SHORTCUTS } from "@relaydesk/ui";
import { ChevronRight } from "lucide-react";
import { Fragment, useEffect, useRef } from "react";
import type { Shown } from "./match";
import { messages } from "./messages";

interface ChoicesProps {
  shown: readonly Shown[];
  at: number;
  /** Headings are shown for these; none while one types, as the best fit stands first then. */
  groups: readonly CommandGroup[];
  /** So many at the beginning were used last. */
  recent: number;
  onAt: (at: number) => void;
  onRun: (one: Shown) => void;
}

/** The list of the palette. */
export function Choices({ shown, at, groups, recent, onAt, onRun }: ChoicesProps) {
  const t = useMessages(messages);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#palette-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const heading = (index: number): string | null => {
    if (groups.length === 0) return null;
    const group = shown[index]?.command.group;
    if (index < recent) return index === 0 ? t("recent") : null;
    return index === recent || shown[index - 1]?.command.group !== group ? t(`group_${group ?? "go"}`) : null;
  };
  return (
    <div className="pl-list" id="palette-list" role="listbox" aria-label={t("palette")} ref={list}>
      {shown.length === 0 && <p className="pl-nothing">{t("nothing")}</p>}
      {shown.map((one, index) => {
        const { command, path } = one;
        const keys = SHORTCUTS.find((each) => each.id === command.shortcut);
        const combo: string | undefined = keys?.keys[0] ?? keys?.typing[0];
        const head = heading(index);
        return (
          <Fragment key={`${command.id}:${path.length}`}>
            {head && (
              <div className="pl-head" role="presentation">
                {head}
              </div>
            )}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus (aria-activedescendant) */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box handles the keys */}
            <div
              role="option"
              id={`palette-${index}`}
              aria-selected={index === at}
              className="pl-one"
              onMouseMove={() => index !== at && onAt(index)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onRun(one)}
            >
              {path.length > 0 && <span className="pl-path">{path.join(" ")}</span>}
              <span className="pl-title">{command.title}</span>
              {command.hint && <small>{command.hint}</small>}
              {combo && <Kbd combo={combo} />}
              {(command.steps || command.ask) && <ChevronRight size={14} aria-label={t("steps")} />}
            </div>
          </Fragment>
        );
      })}
    </div>
  );
}
