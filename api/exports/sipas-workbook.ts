import { choicesSheet } from './sipas-choices.ts';
import type { SipasFigures } from './sipas-figures.ts';
import { levelsSheet } from './sipas-levels.ts';
import { matrixSheet } from './sipas-matrix.ts';
import { methodSheet } from './sipas-method.ts';
import { peopleSheet } from './sipas-people.ts';
import { criteriaSheet, elementsSheet } from './sipas-questions.ts';
import { summarySheet } from './sipas-summary.ts';
import type { Sheet } from './xlsx.ts';

/** The workbook after the SIPAS criteria, sheet by sheet. */
export function sipasSheets(figured: SipasFigures): Sheet[] {
  const levels = levelsSheet(figured);
  return [
    summarySheet(figured, levels),
    elementsSheet(figured),
    criteriaSheet(figured),
    matrixSheet(figured),
    levels.sheet,
    choicesSheet(figured),
    peopleSheet(figured),
    methodSheet(figured),
  ];
}
