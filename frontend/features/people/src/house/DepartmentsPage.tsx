import { PageHead, SearchBox, useAdmin, useRowKeys } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading } from "@relaydesk/ui";
import { Button } from "antd";
import { Network, Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useAll } from "../api/records";
import type { Department } from "../api/types";
import { messages } from "../messages";
import "../people.css";
import { DepartmentForm } from "./DepartmentForm";
import { DepartmentTree } from "./DepartmentTree";
import { useMove } from "./useMove";

/** The departments as a tree: drag one onto another, or use its menu, to move it. */
export default function DepartmentsPage() {
  const t = useMessages(messages);
  const { can, query } = useAdmin();
  const departments = useAll<Department>("departments");
  const body = useRef<HTMLDivElement>(null);
  const keys = useRowKeys(body, () => undefined);
  const [open, setOpen] = useState<Partial<Department> | null>(null);
  const move = useMove();
  const writes = can("people.manage");
  const all = departments.data ?? [];
  const create = (parent_id: string | null) => setOpen({ parent_id });
  const add = (
    <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => create(null)}>
      {t("newDepartment")}
    </Button>
  );
  return (
    <div className="ad-page">
      <PageHead
        title={t("departments")}
        hint={writes ? t("departmentsHint") : t("departmentsHintRead")}
        actions={writes && all.length > 0 && add}
      />
      <div className="ad-tools">
        <SearchBox hint={t("findDepartment")} onDown={() => keys.step(1)} />
      </div>
      <div className="ad-scroll" ref={body}>
        {departments.isPending && <Loading rows={8} />}
        {departments.error && (
          <ErrorState error={departments.error} onRetry={() => void departments.refetch()} />
        )}
        {departments.data?.length === 0 && (
          <EmptyState
            icon={<Network size={40} aria-hidden />}
            title={t("noDepartments")}
            hint={t("noDepartmentsHint")}
            action={writes && add}
          />
        )}
        {all.length > 0 && (
          <DepartmentTree
            departments={all}
            words={query.q ?? ""}
            writes={writes}
            onOpen={setOpen}
            onCreate={create}
            onMove={move}
            onKeyDown={keys.onKeyDown}
          />
        )}
      </div>
      {open && <DepartmentForm department={open} onClose={() => setOpen(null)} readOnly={!writes} />}
    </div>
  );
}
