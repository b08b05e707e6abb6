/** How slips lie on paper: one on an 80 mm roll, one on an A6 sheet, or eight on A4 with marks to cut along. */
export const slipLayouts = ['receipt', 'a6', 'a4-8'] as const;
export type SlipLayout = (typeof slipLayouts)[number];
