/** A field of a unit's catalogue. */
export interface Field {
  readonly fieldId: string;
  readonly nameVi: string;
  readonly nameEn: string;
  /** False once it is closed: no longer offered. */
  readonly enabled: boolean;
  readonly revision: number;
}

/** A procedure as a case needs it. */
export interface CaseProcedure {
  readonly procedureCode: string;
  readonly nameVi: string;
  readonly fieldId: string;
  /** False for what arrived with a case and nobody has looked at yet. */
  readonly reviewed: boolean;
}

/** A procedure of a unit's catalogue. */
export interface Procedure extends CaseProcedure {
  readonly nameEn: string | null;
  /** No longer offered. */
  readonly closed: boolean;
  /** The procedure that new cases with this code belong to. */
  readonly mergedInto: string | null;
  readonly revision: number;
}
