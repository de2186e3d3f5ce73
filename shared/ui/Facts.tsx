import type { ComponentChildren } from 'preact';

/** A list of facts in a card: what each is, and below it what it says. */
export function Facts({ of }: { of: readonly (readonly [label: string, value: ComponentChildren])[] }) {
  return (
    <dl class="nod-card nod-known">
      {of.map(([label, value]) => (
        <div key={label}>
          <dt class="nod-muted nod-small">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
