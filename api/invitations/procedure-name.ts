import type { Language } from '../../db/vocabulary.ts';

/** A procedure as a page in that language calls it: in English by its English name, where the unit's catalogue has one. */
export function procedureNameIn(
  language: Language,
  { procedureName, procedureNameEn }: { readonly procedureName: string; readonly procedureNameEn: string | null },
): string {
  return language === 'en' ? procedureNameEn || procedureName : procedureName;
}
