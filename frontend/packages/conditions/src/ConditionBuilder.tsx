import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading } from "@relaydesk/ui";
import { Button, Select } from "antd";
import { FolderPlus, Plus, X } from "lucide-react";
import { useId, useRef } from "react";
import { firstValue, keptValue, type TicketField, useTicketFields } from "./fields";
import { messages, type Word } from "./messages";
import { addPart, changePart, type Group, type Leaf, newGroup, newLeaf, type Part } from "./tree";
import { ValueEditor } from "./ValueEditor";
import "./conditions.css";

interface BuilderProps {
  root: Group;
  /** What the server refused, by the part it named. */
  faults?: ReadonlyMap<number, string>;
  onChange: (root: Group) => void;
}

const DEEPEST = 8;

/** Builds a condition: groups of all, any or not, and leaves with values typed as their fields are. */
export function ConditionBuilder({ root, faults, onChange }: BuilderProps) {
  const fields = useTicketFields();
  const box = useRef<HTMLDivElement>(null);
  if (fields.error) return <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />;
  if (!fields.data) return <Loading rows={3} />;
  const known = new Map(fields.data.map((one) => [one.key, one]));
  const add = (id: number, part: Part) => {
    onChange(addPart(root, id, part));
    // The new line is where the reader goes on.
    setTimeout(() =>
      box.current?.querySelector<HTMLElement>(`[data-part="${part.id}"] .cb-field input`)?.focus(),
    );
  };
  const change = (id: number, next: (part: Part) => Part | null) => {
    if (id === root.id) {
      const changed = next(root);
      if (changed?.kind === "group") onChange({ ...changed, bare: false });
    } else onChange(changePart(root, id, next));
  };
  return (
    <div ref={box} className="cb-root">
      <GroupEditor group={root} depth={1} known={known} faults={faults} onAdd={add} onPart={change} />
    </div>
  );
}

interface PartProps {
  known: ReadonlyMap<string, TicketField>;
  faults: ReadonlyMap<number, string> | undefined;
  onPart: (id: number, next: (part: Part) => Part | null) => void;
}

interface GroupProps extends PartProps {
  group: Group;
  depth: number;
  onAdd: (id: number, part: Part) => void;
}

function GroupEditor({ group, depth, onAdd, ...rest }: GroupProps) {
  const t = useMessages(messages);
  const { known, faults, onPart } = rest;
  const fault = faults?.get(group.id);
  const first = [...known.values()][0];
  const leaf = () =>
    first ? newLeaf(first.key, first.operators[0], firstValue(first, first.operators[0] ?? "")) : newLeaf();
  return (
    <fieldset className="cb-group" data-part={group.id}>
      <legend className="rd-hidden">{t(group.join === "and" ? "all" : "any")}</legend>
      <div className="cb-head">
        <NotSwitch part={group} onPart={onPart} />
        <Select
          size="small"
          aria-label={t("condition")}
          value={group.join}
          options={[
            { value: "and", label: t("all") },
            { value: "or", label: t("any") },
          ]}
          onChange={(join) => onPart(group.id, (part) => ({ ...part, join }) as Group)}
        />
        {group.parts.length === 0 && (
          <span className="cb-quiet">
            {t(
              depth === 1 && group.join === "and"
                ? "everything"
                : group.join === "and"
                  ? "emptyAll"
                  : "emptyAny",
            )}
          </span>
        )}
        {depth > 1 && <RemoveButton label={t("removeGroup")} onRemove={() => onPart(group.id, () => null)} />}
      </div>
      {fault && <Fault text={fault} />}
      {group.parts.map((part) =>
        part.kind === "group" ? (
          <GroupEditor key={part.id} group={part} depth={depth + 1} onAdd={onAdd} {...rest} />
        ) : (
          <LeafEditor key={part.id} leaf={part} {...rest} />
        ),
      )}
      <div className="cb-add">
        <Button
          size="small"
          type="dashed"
          icon={<Plus size={13} aria-hidden />}
          onClick={() => onAdd(group.id, leaf())}
        >
          {t("addLeaf")}
        </Button>
        {depth < DEEPEST && (
          <Button
            size="small"
            type="text"
            icon={<FolderPlus size={13} aria-hidden />}
            onClick={() => onAdd(group.id, newGroup(group.join === "and" ? "or" : "and", [leaf()]))}
          >
            {t("addGroup")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function LeafEditor({ leaf, known, faults, onPart }: PartProps & { leaf: Leaf }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const id = useId();
  const field = known.get(leaf.field);
  const fault = faults?.get(leaf.id);
  const set = (next: Partial<Leaf>) => onPart(leaf.id, (part) => ({ ...part, ...next }) as Leaf);
  const fields = [...known.values()].map((one) => ({
    value: one.key,
    label: locale === "en" ? one.name_en : one.name,
  }));
  if (leaf.field && !field)
    fields.push({ value: leaf.field, label: t("unknownField", { field: leaf.field }) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset in each line would read its legend with every control
    <div
      className={fault ? "cb-leaf cb-wrong" : "cb-leaf"}
      data-part={leaf.id}
      role="group"
      aria-describedby={fault ? id : undefined}
    >
      <NotSwitch part={leaf} onPart={onPart} />
      <Select
        className="cb-field"
        aria-label={t("field")}
        placeholder={t("chooseField")}
        showSearch={{ optionFilterProp: "label" }}
        value={leaf.field || undefined}
        options={fields}
        onChange={(key: string) => {
          const next = known.get(key);
          const operator = next?.operators[0] ?? "";
          set({ field: key, operator, value: next && firstValue(next, operator) });
        }}
      />
      {field && (
        <Select
          className="cb-operator"
          aria-label={t("operator")}
          value={leaf.operator || undefined}
          options={field.operators.map((one) => ({ value: one, label: t(one as Word) }))}
          onChange={(operator: string) =>
            set({ operator, value: keptValue(field, leaf.operator, operator, leaf.value) })
          }
        />
      )}
      {field && (
        <span className="cb-value">
          <ValueEditor
            field={field}
            operator={leaf.operator}
            value={leaf.value}
            onChange={(value) => set({ value })}
          />
        </span>
      )}
      <RemoveButton label={t("removeLeaf")} onRemove={() => onPart(leaf.id, () => null)} />
      {fault && <Fault id={id} text={fault} />}
    </div>
  );
}

function NotSwitch({ part, onPart }: { part: Part; onPart: PartProps["onPart"] }) {
  const t = useMessages(messages);
  const on = part.not % 2 === 1;
  return (
    <button
      type="button"
      className={on ? "cb-not cb-not-on" : "cb-not"}
      aria-pressed={on}
      title={t("notHint")}
      onClick={() => onPart(part.id, (one) => ({ ...one, not: on ? 0 : 1 }))}
    >
      {t("not")}
    </button>
  );
}

function RemoveButton({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <Button
      className="cb-remove"
      type="text"
      size="small"
      aria-label={label}
      title={label}
      icon={<X size={14} aria-hidden />}
      onClick={onRemove}
    />
  );
}

function Fault({ id, text }: { id?: string; text: string }) {
  return (
    <p id={id} className="cb-fault" role="alert">
      {text}
    </p>
  );
}
