import { address } from '../navigation.ts';
import type { Period } from '../period.ts';

/** A field's name that leads to its page, for the period that is shown. */
export function FieldLink({ field, period }: { field: { key: string; name: string }; period: Period }) {
  const { from, to } = period;
  return (
    <a class="field-link" href={address(`/admin/results/${encodeURIComponent(field.key)}`, { from, to })}>
      {field.name}
    </a>
  );
}
