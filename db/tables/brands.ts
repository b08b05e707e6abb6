import type { EmblemType, UnitId } from '../vocabulary.ts';

/** How a unit's pages look, where it has chosen something. */
export interface BrandsTable {
  unitId: UnitId;
  /** `#rrggbb` */
  colour: string | null;
  /** The picture as we wrote it ourselves from what was uploaded; all five are there or none. */
  emblem: Uint8Array | null;
  emblemType: EmblemType | null;
  /** The first 16 hexadecimal digits of its SHA-256. */
  emblemTag: string | null;
  emblemWidth: number | null;
  emblemHeight: number | null;
}
