import { type ReactNode, useId } from "react";

interface PartProps {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** One topic of the account page. */
export function Part({ title, hint, actions, children }: PartProps) {
  const id = useId();
  return (
    <section className="ac-part" aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id}>{title}</h2>
          {hint && <p>{hint}</p>}
        </div>
        {actions && <div className="ac-acts">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
