import { useLocale } from "@relaydesk/i18n";
import { TreeSelect } from "antd";
import { useMemo } from "react";
import { useAll } from "../api/records";
import type { Department } from "../api/types";
import { type Branch, treeOf, withBelow } from "../model/tree";
import { useNameOf } from "../names";

interface DepartmentSelectProps {
  id?: string;
  value?: string | null;
  onChange?: (value: string | null) => void;
  /** This department and what is below it cannot be chosen. */
  without?: string;
  placeholder?: string;
}

/** Chooses a department out of the tree. */
export function DepartmentSelect({ id, value, onChange, without, placeholder }: DepartmentSelectProps) {
  const { locale } = useLocale();
  const nameOf = useNameOf();
  const departments = useAll<Department>("departments").data;
  const tree = useMemo(() => {
    const all = departments ?? [];
    const barred = without ? withBelow(all, without) : new Set<string>();
    const show = (branch: Branch<Department>): object => ({
      value: branch.node.id,
      title: nameOf(branch.node),
      disabled: barred.has(branch.node.id),
      children: branch.children.map(show),
    });
    return treeOf(all, locale, nameOf).map(show);
  }, [departments, without, nameOf, locale]);
  return (
    <TreeSelect
      id={id}
      value={value ?? undefined}
      allowClear
      showSearch={{ treeNodeFilterProp: "title" }}
      treeDefaultExpandAll
      placeholder={placeholder}
      treeData={tree}
      onChange={(next?: string) => onChange?.(next ?? null)}
    />
  );
}
