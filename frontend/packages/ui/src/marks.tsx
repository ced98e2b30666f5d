/** The coloured dot of a status. Its name stands beside it or in `label`: colour alone says nothing. */
export function StatusDot({ category, label }: { category: string; label?: string }) {
  return label ? (
    <span className={`rd-dot rd-dot-${category}`} role="img" aria-label={label} title={label} />
  ) : (
    <span className={`rd-dot rd-dot-${category}`} aria-hidden="true" />
  );
}

export function PriorityMark({ priority, label }: { priority: string; label: string }) {
  return (
    <span className={`rd-priority rd-priority-${priority}`} title={label}>
      {priority}
    </span>
  );
}
