import type { ComponentChildren } from 'preact';

/** Stands where a list has nothing to show: says so, and what to do next. `announced`: the answer to a search just made. */
export function Empty({ children, announced = false }: { children: ComponentChildren; announced?: boolean }) {
  return (
    <div class="empty" role={announced ? 'status' : undefined}>
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  );
}
