import type { ReactNode } from "react";

interface PageHeadProps {
  title: ReactNode;
  hint?: ReactNode;
  actions?: ReactNode;
}

/** The head of a page: what it is, what it is for, what one can do. */
export function PageHead({ title, hint, actions }: PageHeadProps) {
  return (
    <header className="ad-head">
      <div>
        <h1>{title}</h1>
        {hint && <p>{hint}</p>}
      </div>
      {actions && <div className="ad-actions">{actions}</div>}
    </header>
  );
}
