import type { Procedure } from './client.ts';
import { fold, matches } from './fold.ts';

export const procedureStates = ['open', 'closed', 'merged', 'unreviewed'] as const;
export type ProcedureState = (typeof procedureStates)[number];

/** Where a procedure stands; what nobody has looked at comes before anything else. */
export function stateOf({ reviewed, closed, mergedInto }: Procedure): ProcedureState {
  if (mergedInto !== null) return 'merged';
  if (!reviewed) return 'unreviewed';
  return closed ? 'closed' : 'open';
}

/** The procedures that a list's address asks for: `q` in code or names, accents aside, `field`, `state`. */
export function wantedProcedures(procedures: readonly Procedure[], query: URLSearchParams): Procedure[] {
  const [typed, field, state] = [query.get('q')?.trim() ?? '', query.get('field'), query.get('state')];
  return procedures.filter(
    (procedure) =>
      (!field || procedure.fieldId === field) &&
      (!state || stateOf(procedure) === state) &&
      (typed === '' ||
        matches(fold(`${procedure.procedureCode} ${procedure.nameVi} ${procedure.nameEn ?? ''}`), typed)),
  );
}
